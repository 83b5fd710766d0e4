import { PdfObjects } from '../report/print/pdf-objects.ts'

/** A PDF as Chromium lays it out, of these objects: the first is the catalog, the second the description. */
export function printedObjects(objects: readonly string[]): PdfObjects {
  let text = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = text.length
    text += `${index + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n `)
  const size = objects.length + 1
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${rows.join('\n')}\ntrailer\n<</Size ${size}\n/Root 1 0 R\n/Info 2 0 R>>`
  return new PdfObjects(Buffer.from(`${text}${table}\nstartxref\n${text.length}\n%%EOF`, 'latin1'))
}
