import { type Provenance, provenanceXmp } from '../../inspection/provenance.ts'

/** What a PDF says of itself. */
export interface Metadata {
  title: string
  author: string
  subject: string
  keywords: readonly string[]
  /** ISO time; both dates of the file, so that the same data gives the same bytes. */
  date: string
  lang: string
  provenance: Provenance
}

/** The document information dictionary, as PDF text. */
export function informationDictionary({ title, author, subject, keywords, date }: Metadata, producer: string): string {
  const entries = {
    Title: textString(title),
    Author: textString(author),
    Subject: textString(subject),
    Keywords: textString(keywords.join(', ')),
    Creator: '(Chromium)',
    Producer: producer,
    CreationDate: `(${pdfDate(date)})`,
    ModDate: `(${pdfDate(date)})`,
  }
  return `<<${Object.entries(entries)
    .map(([key, value]) => `/${key} ${value}`)
    .join('\n')}>>`
}

/** `D:20261123200343+00'00'` */
function pdfDate(iso: string): string {
  return `D:${new Date(iso).toISOString().replace(/\D/g, '').slice(0, 14)}+00'00'`
}

/** A text string in UTF-16 with its byte order mark, as hexadecimal. */
export function textString(text: string): string {
  return `<FEFF${Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase()}>`
}

/** A text string as short as it can be: in brackets where its characters are those of ASCII. */
export function plainString(text: string): string {
  return /^[\x20-\x7e]*$/.test(text) ? `(${text.replace(/[()\\]/g, '\\$&')})` : textString(text)
}

/** The same as an XMP packet. */
export function xmpPacket({ title, author, subject, keywords, date, lang, provenance }: Metadata): string {
  const xml = (text: string) => text.replace(/[&<>]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c] ?? c)
  const time = new Date(date).toISOString().replace(/\.\d+Z$/, 'Z')
  return `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${xml(title)}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>${xml(author)}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">${xml(subject)}</rdf:li></rdf:Alt></dc:description>
<dc:subject><rdf:Bag>${keywords.map((keyword) => `<rdf:li>${xml(keyword)}</rdf:li>`).join('')}</rdf:Bag></dc:subject>
<dc:language><rdf:Bag><rdf:li>${xml(lang)}</rdf:li></rdf:Bag></dc:language>
<pdf:Keywords>${xml(keywords.join(', '))}</pdf:Keywords>
<xmp:CreateDate>${time}</xmp:CreateDate><xmp:ModifyDate>${time}</xmp:ModifyDate>
</rdf:Description>
${provenanceXmp(provenance)}
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`
}
