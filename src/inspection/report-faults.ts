import { RUBRIC } from '../assignment/rubric.ts'
import { named, uncovered } from '../fonts/coverage.ts'
import { FAMILIES } from '../fonts/faces.ts'
import { say, listed as series, type Text } from '../text/phrase.ts'
import type { Inspection } from './inspect.ts'
import { listed } from './listed.ts'
import { firstTrace } from './traces.ts'

/** Courses' sites take far more; a report of this kind that is larger holds something that it should not. */
const MOST_BYTES = 1_000_000

/** The mark on every page of a report from the example run, for those that say nothing of their provenance. */
const EXAMPLE = /EXAMPLE DATA/

export function sectionsFault({ sections, tagged }: Inspection): Text | null {
  if (!tagged) return say('fault.sections.untagged')
  const found = sections.flatMap(({ title }) => /^([A-F])\./.exec(title)?.[1] ?? [])
  const missing = RUBRIC.map(({ id }) => id).filter((id) => !found.includes(id))
  if (missing.length > 0) return say('fault.sections.missing', { sections: series(missing) })
  const wanted = RUBRIC.map(({ id }) => id)
  return found.join() === wanted.join()
    ? null
    : say('fault.sections.order', { found: series(found), wanted: series(wanted) })
}

export function traceFault({ text }: Inspection): Text | null {
  const trace = firstTrace(text)
  return trace === null ? null : say('fault.trace', { page: trace.index + 1, found: trace.found, around: trace.around })
}

export function identityFault(id: string, { text, metadata }: Inspection): Text | null {
  // A part of a longer id is another id.
  const own = new RegExp(`(?<![\\w-])${id}(?![\\w-])`)
  if (!own.test(text[0] ?? '')) return say('fault.identity.page', { id })
  return own.test(metadata.title) ? null : say('fault.identity.title', { title: metadata.title, id })
}

export function measuredEvidence({ provenance }: Inspection): Text {
  return provenance === null ? say('check.measured.older') : say('check.measured', { run: provenance.run })
}

export function exampleFault({ text, metadata, provenance }: Inspection): Text | null {
  const isExample = provenance?.example ?? [...text, metadata.subject].some((one) => EXAMPLE.test(one))
  return isExample ? say('fault.example') : null
}

export function linksFault({ links }: Inspection): Text | null {
  if (links.broken.length > 0) return say('fault.links.broken', { targets: series(links.broken) })
  return links.internal === 0 ? say('fault.links.none') : null
}

/** Spaces are lost where a heading wraps. */
const unspaced = (text: string) => text.replace(/\s+/g, '')

export function outlineFault({ outline, sections }: Inspection): Text | null {
  const headings = sections.flatMap((section) => section.headings)
  const index = headings.findIndex(({ title, level }, at) => {
    const bookmark = outline[at]
    return bookmark === undefined || bookmark.level !== level || unspaced(bookmark.title) !== unspaced(title)
  })
  const heading = headings[index]
  if (heading !== undefined)
    return say('fault.outline.title', { heading: heading.title, bookmark: outline[index]?.title ?? '' })
  return outline.length === headings.length && headings.length > 0
    ? null
    : say('fault.outline.count', { bookmarks: outline.length, headings: headings.length })
}

export function fontsFault({ fonts, text, metadata, boxes }: Inspection): Text | null {
  const ours = FAMILIES.map((family) => family.replaceAll(' ', ''))
  if (fonts.length === 0) return say('fault.fonts.none')
  // The author's name stands in the file's description whatever the fonts have.
  const missing = uncovered([...text, metadata.title, metadata.author].join(''))
  return listed([
    ...(missing.length === 0 ? [] : [say('fault.fonts.uncovered', { characters: named(missing) })]),
    ...(boxes.length === 0 ? [] : [say('fault.fonts.boxes', { pages: boxes.join(', ') })]),
    ...fonts.flatMap(({ name, type3, embedded }) => [
      ...(type3 ? [say('fault.fonts.type3', { name })] : []),
      ...(embedded ? [] : [say('fault.fonts.not-embedded', { name })]),
      ...(ours.some((family) => name.startsWith(family)) ? [] : [say('fault.fonts.other', { name })]),
    ]),
  ])
}

export function tagsFault({ tagged, metadata, accessibility }: Inspection): Text | null {
  if (!tagged) return say('fault.tags.none')
  return metadata.lang === '' ? say('fault.tags.language') : listed(accessibility)
}

export function metadataFault({ metadata }: Inspection): Text | null {
  const { title, author, subject, keywords } = metadata
  const missing = Object.entries({ title, author, subject, keywords }).filter(([, value]) => value === '')
  const names = missing.map<Text>(([name]) => name)
  return names.length === 0
    ? null
    : say('fault.metadata', { names: names.reduce((first, second) => say('fault.metadata.and', { first, second })) })
}

export function sizeFault(report: Inspection): Text | null {
  return report.bytes > MOST_BYTES
    ? say('fault.size', { size: kilobytes(report), most: `${MOST_BYTES / 1000} kB` })
    : null
}

export const kilobytes = ({ bytes }: Inspection) => `${Math.round(bytes / 1000)} kB`
