/** The part of fontkit that is used here; it comes without types. */
declare module 'fontkit' {
  export interface Font {
    unitsPerEm: number
    layout(text: string): { advanceWidth: number }
    hasGlyphForCodePoint(codePoint: number): boolean
  }
  /** @param font the content of a file */
  export function create(font: Buffer): Font
  export function openSync(file: string): Font
  export function open(file: string): Promise<Font>
}
