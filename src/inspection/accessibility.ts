import { paintedMarks } from './painted-marks.ts'
import type { PdfFile } from './pdf-file.ts'
import { entry, listIn, nameIn, objectIn, type PdfValue, pdfValue, saysSomething } from './pdf-value.ts'
import { type Tag, tagsOf } from './tags.ts'

/**
 * What a reader who hears a file, or an archive, would miss: those rules of ISO 14289-1 (PDF/UA-1) and of ISO 32000-1, 14.7
 * and 14.8, that can be told from the file alone. Each fault is a sentence with what it is about and where. That none is
 * found does not make the file one of that standard: no validator was asked, and whether an alternative text says what is
 * to be seen only a person can tell.
 */
export function accessibilityFaults(file: PdfFile): string[] {
  const tags = tagsOf(file)
  if (tags.length === 0) return ['the file has no tags']
  return [
    ...documentFaults(file),
    ...contentFaults(file, tags),
    ...headingFaults(tags),
    ...tags.flatMap((tag) => [...nestingFaults(tag), ...tableFaults(tag), ...figureFaults(tag)]),
    ...linkFaults(file, tags),
  ]
}

function documentFaults(file: PdfFile): string[] {
  const catalog = pdfValue(file.catalog())
  const isTrue = (dictionary: string, key: string) => entry(entry(catalog, dictionary), key) === true
  const pages = file.pages().map((page) => pdfValue(file.text(page)))
  const untabbed = pages.findIndex((page) => entry(page, 'Annots') !== null && nameIn(entry(page, 'Tabs')) !== 'S')
  return [
    ...(isTrue('MarkInfo', 'Marked') ? [] : ['the file does not say that it is tagged']),
    ...(saysSomething(entry(catalog, 'Lang')) ? [] : ['the file does not say its language']),
    ...(isTrue('ViewerPreferences', 'DisplayDocTitle') ? [] : ['the file’s name would be shown, and not its title']),
    ...(untabbed < 0 ? [] : [`the links of page ${untabbed + 1} are not reached in the order of the text`]),
    ...(file.identifier() === null ? ['the file has no identifier'] : []),
    ...(profileOf(file, catalog) === null ? ['the file does not say what its colours are'] : []),
  ]
}

/** Number of the object with the colour profile that a file names. */
function profileOf(file: PdfFile, catalog: PdfValue): number | null {
  const profile = objectIn(entry(listIn(entry(catalog, 'OutputIntents'))[0] ?? null, 'DestOutputProfile'))
  return profile !== null && file.objects.has(profile) ? profile : null
}

/** Each thing that is painted belongs to one tag, which the file leads to from its mark, or is an artifact. */
function contentFaults(file: PdfFile, tags: readonly Tag[]): string[] {
  const holders = new Map<string, number[]>()
  for (const { number, contents } of tags)
    for (const { page, mark } of contents) {
      const key = `${page} ${mark}`
      holders.set(key, [...(holders.get(key) ?? []), number])
    }
  const parents = numberTree(file)
  const contents = file.contents()
  return file.pages().flatMap((page, index) => {
    const { unmarked, marks } = paintedMarks(contents[index] ?? '')
    const key = entry(pdfValue(file.text(page)), 'StructParents')
    const list = typeof key === 'number' ? (parents.get(key) ?? null) : null
    const leads = listIn(pdfValue(file.text(objectIn(list) ?? 0)))
    const where = `on page ${index + 1}`
    const lost = marks.find((mark) => {
      const [holder, ...others] = holders.get(`${page} ${mark}`) ?? []
      return holder === undefined || others.length > 0 || objectIn(leads[mark] ?? null) !== holder
    })
    return [
      ...(unmarked === null ? [] : [`${where} “${unmarked}” is neither tagged nor an artifact`]),
      ...(lost === undefined ? [] : [`${where} mark ${lost} does not belong to exactly one tag`]),
    ]
  })
}

/** From the keys of pages and annotations to the tags that hold them. */
function numberTree(file: PdfFile): Map<number, PdfValue> {
  const root = objectIn(entry(pdfValue(file.catalog()), 'StructTreeRoot')) ?? 0
  const tree = objectIn(entry(pdfValue(file.text(root)), 'ParentTree')) ?? 0
  const numbers = listIn(entry(pdfValue(file.text(tree)), 'Nums'))
  const found = new Map<number, PdfValue>()
  for (let index = 0; index + 1 < numbers.length; index += 2) {
    const key = numbers[index]
    if (typeof key === 'number') found.set(key, numbers[index + 1] ?? null)
  }
  return found
}

function headingFaults(tags: readonly Tag[]): string[] {
  const levels = tags.flatMap(({ role }) => /^H([1-6])$/.exec(role)?.[1] ?? []).map(Number)
  const skipped = levels.findIndex((level, index) => level > (levels[index - 1] ?? 0) + 1)
  if (skipped < 0) return []
  return [`heading ${skipped + 1} is of level ${levels[skipped]} after one of level ${levels[skipped - 1] ?? 0}`]
}

/** Which tags belong into which others alone, and what those may hold (ISO 32000-1, 14.8.4.3). */
const BELONGS: Readonly<Record<string, RegExp>> = {
  LI: /^L$/,
  LBody: /^LI$/,
  TR: /^(Table|THead|TBody|TFoot)$/,
  TH: /^TR$/,
  TD: /^TR$/,
}
const HOLDS: Readonly<Record<string, RegExp>> = {
  L: /^(L|LI|Caption)$/,
  LI: /^(Lbl|LBody)$/,
  Table: /^(TR|THead|TBody|TFoot|Caption)$/,
  TR: /^(TH|TD)$/,
}

function nestingFaults({ number, role, parentRole, tags, contents }: Tag): string[] {
  const holds = HOLDS[role]
  const other = holds === undefined ? undefined : tags.find((kid) => !holds.test(kid.role))
  return [
    ...(BELONGS[role]?.test(parentRole) === false ? [`tag ${number} is ${role} in ${parentRole || 'nothing'}`] : []),
    ...(other === undefined ? [] : [`tag ${number}, ${role}, holds ${other.role}`]),
    ...(holds !== undefined && contents.length > 0 ? [`tag ${number}, ${role}, holds text that no ${role} may`] : []),
  ]
}

function tableFaults({ number, role, value }: Tag): string[] {
  if (role !== 'TH') return []
  const scoped = listIn(entry(value, 'A')).some((attributes) =>
    /^(Row|Column|Both)$/.test(nameIn(entry(attributes, 'Scope'))),
  )
  return scoped ? [] : [`the head of a table, tag ${number}, does not say whether it is one of a row or of a column`]
}

function figureFaults({ number, role, value }: Tag): string[] {
  if (!/^(Figure|Formula)$/.test(role) || saysSomething(entry(value, 'Alt'))) return []
  return [`the picture of tag ${number} has no alternative text`]
}

/** Each link says where it leads, and its tag and itself lead to each other. */
function linkFaults(file: PdfFile, tags: readonly Tag[]): string[] {
  const holders = new Map(
    tags.flatMap(({ number, role, annotations }) => annotations.map((one) => [one, { number, role }] as const)),
  )
  const parents = numberTree(file)
  return file.pages().flatMap((page, index) => {
    const links = listIn(entry(pdfValue(file.text(page)), 'Annots')).flatMap((one) => objectIn(one) ?? [])
    return links.flatMap((link) => {
      const value = pdfValue(file.text(link))
      const key = entry(value, 'StructParent')
      const holder = holders.get(link)
      const leads = typeof key === 'number' ? objectIn(parents.get(key) ?? null) : null
      const where = `link ${link} on page ${index + 1}`
      return [
        ...(saysSomething(entry(value, 'Contents')) ? [] : [`${where} does not say where it leads`]),
        ...(holder?.role === 'Link' && leads === holder.number ? [] : [`${where} has no tag of its own`]),
      ]
    })
  })
}
