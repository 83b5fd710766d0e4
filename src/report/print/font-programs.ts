import { leanFont } from '../../fonts/lean-font.ts'
import { type PdfObjects, unpackedStream } from './pdf-objects.ts'
import { packedStream } from './pdf-writer.ts'

/** The fonts of a PDF without what no reader of it asks for, by the numbers of their objects; packed on other processors. */
export async function fontPrograms(source: PdfObjects): Promise<Map<number, string>> {
  const numbers = new Set(
    [...source.objects.values()].flatMap((object) =>
      object.startsWith('<</Type /FontDescriptor')
        ? (/\/FontFile2 (\d+) 0 R/.exec(object)?.slice(1).map(Number) ?? [])
        : [],
    ),
  )
  const fonts = [...numbers].map(async (number): Promise<[number, string][]> => {
    const content = unpackedStream(source.get(number))
    const lean = content === null ? null : leanFont(content)
    return lean === null ? [] : [[number, await packedStream(`/Length1 ${lean.length}`, lean)]]
  })
  return new Map((await Promise.all(fonts)).flat())
}
