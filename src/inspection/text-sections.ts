import type { Inspection } from './inspect.ts'
import type { Section } from './sections.ts'

const LETTERS = ['A', 'B', 'C', 'D', 'E', 'F'] as const

/** `A. The instructions`, `(B) perf`, `Part C: iperf`, `D、`: at the beginning of a short line. */
const HEADING = /^\s*(?:(?:section|part|task|question)\s+)?[([（【]?([A-F])[)\]）】.．、:：](?![\\/])\s*(.{0,80})$/i

interface Heading {
  letter: string
  title: string
  page: number
  /** Its place among all lines. */
  at: number
}

/**
 * A report whose tags tell of no section A to F, as most programs print them, with the sections that its lines tell of: from a
 * line that begins with a letter to the next one. Their figures are the pictures of their pages.
 */
export function withTextSections(report: Inspection): Inspection {
  if (report.sections.some(({ title }) => /^[A-F]\./.test(title))) return report
  const lines = report.text.flatMap((text, index) => text.split('\n').map((line) => ({ line, page: index + 1 })))
  const headings = lines.flatMap(({ line, page }, at): Heading[] => {
    const [, letter, title = ''] = HEADING.exec(line.normalize('NFKC')) ?? []
    return letter === undefined ? [] : [{ letter: letter.toUpperCase(), title: title.trim(), page, at }]
  })
  const chosen = inOrder(headings)
  const sections = chosen.map(({ letter, title, page, at }, index): Section => {
    const next = chosen[index + 1]
    const own = lines.slice(at + 1, next?.at)
    const pages = new Set([page, ...own.filter(({ line }) => line.trim() !== '').map((one) => one.page)])
    const heading = `${letter}. ${title}`.trim()
    return {
      title: heading,
      page,
      headings: [{ level: 1, title: heading, text: own.map(({ line }) => line).join('\n') }],
      figures: [...pages].reduce((sum, one) => sum + (report.pictures[one - 1] ?? 0), 0),
      // What is no more than lines can't be told from text.
      tables: null,
    }
  })
  return { ...report, sections }
}

/** For each letter the last line before the next letter’s: a list of contents names all of them before. */
function inOrder(headings: readonly Heading[]): Heading[] {
  let before = Infinity
  const found: Heading[] = []
  for (const letter of LETTERS.toReversed()) {
    const last = headings.findLast((one) => one.letter === letter && one.at < before)
    if (last === undefined) continue
    found.unshift(last)
    before = last.at
  }
  return found
}
