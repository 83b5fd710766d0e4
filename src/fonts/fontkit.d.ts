/** The part of fontkit that is used here; it comes without types. */
declare module 'fontkit' {
  export interface Glyph {
    id: number
    advanceWidth: number
    path: { toSVG(): string }
    bbox: { minX: number; maxX: number; minY: number; maxY: number }
  }
  export interface Font {
    unitsPerEm: number
    numGlyphs: number
    ascent: number
    descent: number
    postscriptName: string
    availableFeatures: string[]
    layout(text: string, features?: string[]): { advanceWidth: number }
    hasGlyphForCodePoint(codePoint: number): boolean
    glyphsForString(text: string): Glyph[]
    getGlyph(id: number): Glyph
    glyphForCodePoint(codePoint: number): Glyph
  }
  /** @param font the content of a file */
  export function create(font: Buffer): Font
  export function openSync(file: string): Font
  export function open(file: string): Promise<Font>
  export function create(bytes: Buffer): Font
}
