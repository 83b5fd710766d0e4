/** The part of fontkit that is used here; it comes without types. */
declare module 'fontkit' {
  export interface Glyph {
    advanceWidth: number
    bbox: { minX: number; maxX: number; minY: number; maxY: number }
  }
  export interface Font {
    unitsPerEm: number
    postscriptName: string
    availableFeatures: string[]
    layout(text: string, features?: string[]): { advanceWidth: number }
    hasGlyphForCodePoint(codePoint: number): boolean
    glyphForCodePoint(codePoint: number): Glyph
  }
  export function openSync(file: string): Font
  export function open(file: string): Promise<Font>
  export function create(bytes: Buffer): Font
}
