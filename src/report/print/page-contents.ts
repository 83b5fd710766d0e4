import { isPackedStream, type PdfObjects, unpackedStream } from './pdf-objects.ts'
import { packedStream } from './pdf-writer.ts'

/** What a page paints, and the numbers of the page and of the object that has it. */
export interface PageContent {
  page: number
  stream: number
  /** As the browser packed it. */
  packed: string
  /** Its operators. */
  content: () => string
}

/** The contents of all pages, in order; one that is not written as Chromium does it is left out, and so stays as it is. */
export function readContents(source: PdfObjects): PageContent[] {
  return source.pages().flatMap((page) => {
    const stream = Number(/\/Contents (\d+) 0 R/.exec(source.get(page))?.[1])
    const packed = source.objects.get(stream) ?? ''
    return isPackedStream(packed)
      ? [{ page, stream, packed, content: () => unpackedStream(packed)?.toString('latin1') ?? '' }]
      : []
  })
}

/** Operators as an object. They are packed on another processor. */
export const packedContent = (content: string): Promise<string> => packedStream('', Buffer.from(content, 'latin1'))
