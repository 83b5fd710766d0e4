/** What a PDF says of itself. */
export interface Metadata {
  title: string
  author: string
  subject: string
  keywords: readonly string[]
  /** ISO time; both dates of the file, so that the same data gives the same bytes. */
  date: string
  lang: string
}

/**
 * Adds author, subject, keywords and XMP to a PDF that Chromium printed, and sets its dates.
 *
 * Chromium's own objects stay where they are, with their dates rewritten in place; what is new is appended as an
 * incremental update (ISO 32000-1, 7.5.6).
 */
export function withMetadata(pdf: Uint8Array, metadata: Metadata): Uint8Array {
  const date = pdfDate(metadata.date)
  const original = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('latin1')
    .replace(/\/(CreationDate|ModDate) \(D:\d{14}\+00'00'\)/g, `/$1 (${date})`)
  const tail = original.slice(original.lastIndexOf('trailer'))
  const root = reference(tail, 'Root')
  const info = reference(tail, 'Info')
  const size = Number(/\/Size (\d+)/.exec(tail)?.[1])
  const previous = Number(/startxref\s+(\d+)/.exec(tail)?.[1])
  const catalog = objectText(original, root).replace(/>>\s*$/, `\n/Metadata ${size} 0 R>>`)
  const packet = Buffer.from(xmp(metadata), 'utf8').toString('latin1')
  const objects: [number, string][] = [
    [info, `<</Title ${pdfString(metadata.title)}\n/Author ${pdfString(metadata.author)}\n/Subject ${pdfString(metadata.subject)}\n` +
      `/Keywords ${pdfString(metadata.keywords.join(', '))}\n/Creator (Chromium)\n/Producer ${producer(original)}\n` +
      `/CreationDate (${date})\n/ModDate (${date})>>`],
    [root, catalog],
    [size, `<</Type /Metadata\n/Subtype /XML\n/Length ${packet.length}>> stream\n${packet}\nendstream`],
  ]
  let text = original.endsWith('\n') ? original : `${original}\n`
  const entries = objects.map(([number, content]) => {
    const entry = `${number} 1\n${String(text.length).padStart(10, '0')} 00000 n \n`
    text += `${number} 0 obj\n${content}\nendobj\n`
    return entry
  })
  const start = text.length
  text += `xref\n0 0\n${entries.join('')}trailer\n<</Size ${size + 1}\n/Root ${root} 0 R\n/Info ${info} 0 R\n/Prev ${previous}>>\nstartxref\n${start}\n%%EOF\n`
  return Buffer.from(text, 'latin1')
}

function reference(trailer: string, key: string): number {
  const match = new RegExp(String.raw`/${key} (\d+) 0 R`).exec(trailer)
  if (match === null) throw new Error(`the printed PDF has no /${key} in its trailer`)
  return Number(match[1])
}

function objectText(pdf: string, number: number): string {
  const match = new RegExp(String.raw`(?:^|\n)${number} 0 obj\n([^]*?)\nendobj`).exec(pdf)
  if (match?.[1] === undefined) throw new Error(`the printed PDF has no object ${number}`)
  return match[1]
}

function producer(pdf: string): string {
  return /\/Producer (\([^)]*\))/.exec(pdf)?.[1] ?? '()'
}

/** `D:20261123200343+00'00'` */
function pdfDate(iso: string): string {
  return `D:${new Date(iso).toISOString().replace(/\D/g, '').slice(0, 14)}+00'00'`
}

/** A text string in UTF-16 with its byte order mark, as hexadecimal. */
function pdfString(text: string): string {
  return `<FEFF${Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase()}>`
}

function xmp({ title, author, subject, keywords, date, lang }: Metadata): string {
  const xml = (text: string) => text.replace(/[&<>]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c] ?? c)
  const time = new Date(date).toISOString().replace(/\.\d+Z$/, 'Z')
  return `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${xml(title)}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>${xml(author)}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">${xml(subject)}</rdf:li></rdf:Alt></dc:description>
<dc:subject><rdf:Bag>${keywords.map((keyword) => `<rdf:li>${xml(keyword)}</rdf:li>`).join('')}</rdf:Bag></dc:subject>
<dc:language><rdf:Bag><rdf:li>${xml(lang)}</rdf:li></rdf:Bag></dc:language>
<pdf:Keywords>${xml(keywords.join(', '))}</pdf:Keywords>
<xmp:CreateDate>${time}</xmp:CreateDate><xmp:ModifyDate>${time}</xmp:ModifyDate>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`
}
