import { RUBRIC } from '../assignment/rubric.ts'
import { FAMILIES, named, uncovered } from '../fonts/fonts.ts'
import type { Inspection } from './inspect.ts'
import { listed } from './listed.ts'
import { firstTrace } from './traces.ts'

/** Courses' sites take far more; a report of this kind that is larger holds something that it should not. */
const MOST_BYTES = 1_000_000

/** The mark on every page of a report from the example run, for those that say nothing of their provenance. */
const EXAMPLE = /EXAMPLE DATA/

export function sectionsFault({ sections, tagged }: Inspection): string | null {
  if (!tagged) return 'the file has no tags, so that its sections can’t be told apart'
  const found = sections.flatMap(({ title }) => /^([A-F])\./.exec(title)?.[1] ?? [])
  const missing = RUBRIC.map(({ id }) => id).filter((id) => !found.includes(id))
  if (missing.length > 0) return `section ${missing.join(', ')} is missing`
  const wanted = RUBRIC.map(({ id }) => id).join(', ')
  return found.join(', ') === wanted ? null : `the sections come as ${found.join(', ')} and not as ${wanted}`
}

export function traceFault({ text }: Inspection): string | null {
  const trace = firstTrace(text)
  return trace === null ? null : `page ${trace.index + 1} prints “${trace.found}” (“…${trace.around}…”)`
}

export function identityFault(id: string, { text, metadata }: Inspection): string | null {
  // A part of a longer id is another id.
  const own = new RegExp(`(?<![\\w-])${id}(?![\\w-])`)
  if (!own.test(text[0] ?? '')) return `${id} does not stand on the first page`
  return own.test(metadata.title) ? null : `the file’s title is “${metadata.title}”, without ${id}`
}

export function measuredEvidence({ provenance }: Inspection): string {
  return provenance === null
    ? 'without the mark of the example; an older version printed it, which wrote down no more: print it again to be sure'
    : `made from measurements of its own, those of run ${provenance.run}, not from the example`
}

export function exampleFault({ text, metadata, provenance }: Inspection): string | null {
  const isExample = provenance?.example ?? [...text, metadata.subject].some((one) => EXAMPLE.test(one))
  return isExample
    ? 'made from EXAMPLE DATA, which is not yours to hand in: run npm run lab, then npm run report'
    : null
}

export function linksFault({ links }: Inspection): string | null {
  if (links.broken.length > 0) return `nothing lies where ${links.broken.join(', ')} should lead`
  return links.internal === 0 ? 'there is no link within the report, not even in the contents' : null
}

/** Spaces are lost where a heading wraps. */
const unspaced = (text: string) => text.replace(/\s+/g, '')

export function outlineFault({ outline, sections }: Inspection): string | null {
  const headings = sections.flatMap((section) => section.headings)
  const index = headings.findIndex(({ title, level }, at) => {
    const bookmark = outline[at]
    return bookmark === undefined || bookmark.level !== level || unspaced(bookmark.title) !== unspaced(title)
  })
  const heading = headings[index]
  if (heading !== undefined) return `the heading “${heading.title}” has the bookmark “${outline[index]?.title ?? ''}”`
  return outline.length === headings.length && headings.length > 0
    ? null
    : `${outline.length} bookmarks for ${headings.length} headings`
}

export function fontsFault({ fonts, text, metadata, boxes }: Inspection): string | null {
  const ours = FAMILIES.map((family) => family.replaceAll(' ', ''))
  if (fonts.length === 0) return 'no font can be read from the file'
  // The author's name stands in the file's description whatever the fonts have.
  const missing = uncovered([...text, metadata.title, metadata.author].join(''))
  return listed([
    ...(missing.length === 0 ? [] : [`no font has ${named(missing)}`]),
    ...(boxes.length === 0
      ? []
      : [`an empty box stands for a character on page ${boxes.join(', ')}: npm run report names what no font has`]),
    ...fonts.flatMap(({ name, type3, embedded }) => [
      ...(type3 ? [`${name} is of Type 3`] : []),
      ...(embedded ? [] : [`${name} is not embedded`]),
      ...(ours.some((family) => name.startsWith(family)) ? [] : [`${name} is none of the report’s fonts`]),
    ]),
  ])
}

export function tagsFault({ tagged, metadata, accessibility }: Inspection): string | null {
  if (!tagged) return 'the file is not tagged'
  return metadata.lang === '' ? 'the file does not say its language' : listed(accessibility)
}

export function metadataFault({ metadata }: Inspection): string | null {
  const { title, author, subject, keywords } = metadata
  const missing = Object.entries({ title, author, subject, keywords }).filter(([, value]) => value === '')
  return missing.length === 0 ? null : `the file has no ${missing.map(([name]) => name).join(', no ')}`
}

export function sizeFault(report: Inspection): string | null {
  return report.bytes > MOST_BYTES ? `${kilobytes(report)}, at most ${MOST_BYTES / 1000} kB are wanted` : null
}

export const kilobytes = ({ bytes }: Inspection) => `${Math.round(bytes / 1000)} kB`
