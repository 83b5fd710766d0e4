import { say, type Text } from '../text/phrase.ts'
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
export function accessibilityFaults(file: PdfFile): Text[] {
  const tags = tagsOf(file)
  if (tags.length === 0) return [say('fault.access.no-tags')]
  return [
    ...documentFaults(file),
    ...contentFaults(file, tags),
    ...headingFaults(tags),
    ...tags.flatMap((tag) => [...nestingFaults(tag), ...tableFaults(tag), ...figureFaults(tag)]),
    ...linkFaults(file, tags),
  ]
}

function documentFaults(file: PdfFile): Text[] {
  const catalog = pdfValue(file.catalog())
  const isTrue = (dictionary: string, key: string) => entry(entry(catalog, dictionary), key) === true
  const pages = file.pages().map((page) => pdfValue(file.text(page)))
  const untabbed = pages.findIndex((page) => entry(page, 'Annots') !== null && nameIn(entry(page, 'Tabs')) !== 'S')
  return [
    ...(isTrue('MarkInfo', 'Marked') ? [] : [say('fault.access.unmarked')]),
    ...(saysSomething(entry(catalog, 'Lang')) ? [] : [say('fault.tags.language')]),
    ...(isTrue('ViewerPreferences', 'DisplayDocTitle') ? [] : [say('fault.access.name')]),
    ...(untabbed < 0 ? [] : [say('fault.access.tabs', { page: untabbed + 1 })]),
    ...(file.identifier() === null ? [say('fault.access.identifier')] : []),
    ...(profileOf(file, catalog) === null ? [say('fault.access.colours')] : []),
  ]
}

/** Number of the object with the colour profile that a file names. */
function profileOf(file: PdfFile, catalog: PdfValue): number | null {
  const profile = objectIn(entry(listIn(entry(catalog, 'OutputIntents'))[0] ?? null, 'DestOutputProfile'))
  return profile !== null && file.objects.has(profile) ? profile : null
}

/** Each thing that is painted belongs to one tag, which the file leads to from its mark, or is an artifact. */
function contentFaults(file: PdfFile, tags: readonly Tag[]): Text[] {
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
    const where = index + 1
    const lost = marks.find((mark) => {
      const [holder, ...others] = holders.get(`${page} ${mark}`) ?? []
      return holder === undefined || others.length > 0 || objectIn(leads[mark] ?? null) !== holder
    })
    return [
      ...(unmarked === null ? [] : [say('fault.access.unmarked-text', { page: where, found: unmarked })]),
      ...(lost === undefined ? [] : [say('fault.access.mark', { page: where, mark: lost })]),
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

function headingFaults(tags: readonly Tag[]): Text[] {
  const levels = tags.flatMap(({ role }) => /^H([1-6])$/.exec(role)?.[1] ?? []).map(Number)
  const skipped = levels.findIndex((level, index) => level > (levels[index - 1] ?? 0) + 1)
  if (skipped < 0) return []
  return [
    say('fault.access.heading', {
      heading: skipped + 1,
      level: levels[skipped] ?? 0,
      before: levels[skipped - 1] ?? 0,
    }),
  ]
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

function nestingFaults({ number, role, parentRole, tags, contents }: Tag): Text[] {
  const holds = HOLDS[role]
  const other = holds === undefined ? undefined : tags.find((kid) => !holds.test(kid.role))
  return [
    ...(BELONGS[role]?.test(parentRole) === false
      ? [say('fault.access.in', { number, role, parent: parentRole || say('nothing') })]
      : []),
    ...(other === undefined ? [] : [say('fault.access.holds', { number, role, other: other.role })]),
    ...(holds !== undefined && contents.length > 0 ? [say('fault.access.text', { number, role })] : []),
  ]
}

function tableFaults({ number, role, value }: Tag): Text[] {
  if (role !== 'TH') return []
  const scoped = listIn(entry(value, 'A')).some((attributes) =>
    /^(Row|Column|Both)$/.test(nameIn(entry(attributes, 'Scope'))),
  )
  return scoped ? [] : [say('fault.access.scope', { number })]
}

function figureFaults({ number, role, value }: Tag): Text[] {
  if (!/^(Figure|Formula)$/.test(role) || saysSomething(entry(value, 'Alt'))) return []
  return [say('fault.access.picture', { number })]
}

/** Each link says where it leads, and its tag and itself lead to each other. */
function linkFaults(file: PdfFile, tags: readonly Tag[]): Text[] {
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
      const where = { link, page: index + 1 }
      return [
        ...(saysSomething(entry(value, 'Contents')) ? [] : [say('fault.access.link', where)]),
        ...(holder?.role === 'Link' && leads === holder.number ? [] : [say('fault.access.link-tag', where)]),
      ]
    })
  })
}
