import { type PdfObjects, unpackedStream } from './pdf-objects.ts'
import { packedStream } from './pdf-writer.ts'

/** What a page paints: its operators, and the number of the object that has them. */
export interface PageContent {
  page: number
  stream: number
  content: string
}

/** The contents of all pages, in order; one that is not written as Chromium does it is left out, and so stays as it is. */
export function readContents(source: PdfObjects): PageContent[] {
  return source.pages().flatMap((page) => {
    const stream = Number(/\/Contents (\d+) 0 R/.exec(source.get(page))?.[1])
    const content = unpackedStream(source.objects.get(stream) ?? '')
    return content === null ? [] : [{ page, stream, content: content.toString('latin1') }]
  })
}

/** Contents as objects, by their numbers. They are packed on another processor. */
export async function packedContents(contents: readonly PageContent[]): Promise<Map<number, string>> {
  const objects = contents.map(async ({ stream, content }): Promise<[number, string]> => {
    return [stream, await packedStream('', Buffer.from(content, 'latin1'))]
  })
  return new Map(await Promise.all(objects))
}
