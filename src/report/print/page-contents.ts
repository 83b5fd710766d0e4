import { promisify } from 'node:util'
import { deflate, inflateSync } from 'node:zlib'
import type { PdfObjects } from './pdf-objects.ts'

/** What a page paints: its operators, and the number of the object that has them. */
export interface PageContent {
  page: number
  stream: number
  content: string
}

const STREAM = /^<<\/Filter \/FlateDecode\n\/Length \d+>> stream\n/

/** The contents of all pages, in order; one that is not written as Chromium does it is left out, and so stays as it is. */
export function readContents(source: PdfObjects): PageContent[] {
  return source.pages().flatMap((page) => {
    const stream = Number(/\/Contents (\d+) 0 R/.exec(source.get(page))?.[1])
    const object = source.objects.get(stream) ?? ''
    const head = STREAM.exec(object)
    if (head === null) return []
    const packed = Buffer.from(object.slice(head[0].length, -'\nendstream'.length), 'latin1')
    return [{ page, stream, content: inflateSync(packed).toString('latin1') }]
  })
}

/** Contents as objects, by their numbers. They are packed on another processor. */
export async function packedContents(contents: readonly PageContent[]): Promise<Map<number, string>> {
  const objects = contents.map(async ({ stream, content }): Promise<[number, string]> => {
    const packed = await pack(Buffer.from(content, 'latin1'), { level: 8 })
    return [
      stream,
      `<</Filter /FlateDecode\n/Length ${packed.length}>> stream\n${packed.toString('latin1')}\nendstream`,
    ]
  })
  return new Map(await Promise.all(objects))
}

const pack = promisify<Buffer, { level: number }, Buffer>(deflate)
