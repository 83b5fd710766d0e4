import type { PdfFile } from './pdf-file.ts'
import { entry, listIn, nameIn, objectIn, type PdfValue, pdfValue } from './pdf-value.ts'

/** A tag of the structure tree with what it holds, in reading order. */
export interface Tag {
  /** Number of its object. */
  number: number
  role: string
  /** Empty at the top. */
  parentRole: string
  value: PdfValue
  tags: Tag[]
  /** Marked contents, and annotations by their objects. */
  contents: { page: number | null; mark: number }[]
  annotations: number[]
}

/** The structure tree of a file as a list, each tag before those in it; empty where the file has none. */
export function tagsOf(file: PdfFile): Tag[] {
  const root = objectIn(entry(pdfValue(file.catalog()), 'StructTreeRoot'))
  if (root === null) return []
  const found: Tag[] = []
  const seen = new Set<number>()
  const visit = (number: number, parentRole: string): Tag | null => {
    // A file that was tampered with may go in circles.
    if (seen.has(number)) return null
    seen.add(number)
    const value = pdfValue(file.text(number))
    const tag: Tag = {
      number,
      role: nameIn(entry(value, 'S')),
      parentRole,
      value,
      tags: [],
      contents: [],
      annotations: [],
    }
    found.push(tag)
    const page = objectIn(entry(value, 'Pg'))
    for (const kid of listIn(entry(value, 'K'))) {
      const below = objectIn(kid)
      const annotation = objectIn(entry(kid, 'Obj'))
      const mark = typeof kid === 'number' ? kid : entry(kid, 'MCID')
      if (below !== null) tag.tags.push(...[visit(below, tag.role)].filter((one) => one !== null))
      else if (annotation !== null) tag.annotations.push(annotation)
      else if (typeof mark === 'number') tag.contents.push({ page: objectIn(entry(kid, 'Pg')) ?? page, mark })
    }
    return tag
  }
  for (const kid of listIn(entry(pdfValue(file.text(root)), 'K'))) {
    const number = objectIn(kid)
    if (number !== null) visit(number, '')
  }
  return found
}
