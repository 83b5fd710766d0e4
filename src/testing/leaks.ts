import type { Environment } from '../data/schema.ts'

/** What is English in every language: code, what tools printed, and the titles of sources. */
const ENGLISH_PARTS = [
  /<(code|pre|samp|style|cite)\b[^>]*>[^]*?<\/\1>/g,
  /<ol class="references">[^]*?<\/ol>/g,
  // What a tool or a file had, in quotes.
  /[“「][^”」]*[”」]/g,
]
/** Tags within a line part no words. */
const INLINE = /<\/?(?:a|b|i|em|strong|span|tspan|sup|sub|wbr|small)\b[^>]*>/g

/** Runs of four English words or more: a sentence, where names have one to three. */
const SENTENCE = /(?<![\w./-])[A-Za-z][a-z’']+(?:,? [A-Za-z][a-z’']+){3,}/g

/** Names that have four words or more. */
const NAMES: readonly RegExp[] = [/\bAMD EPYC\b.*?Processor/g, /\bIntel\b.*?Processor(?: \([^)]*\))?/g]

/** What a machine calls itself. */
const namesIn = ({ lab, host, vm }: Environment): string[] =>
  [lab, host, vm].flatMap(({ cpuModel, os, kernel }) => [cpuModel, os, kernel]).filter((name) => name !== null)

/** English sentences that stand in a page, and what was left of Markdown. */
export function leaksIn(html: string, environment: Environment): string[] {
  const text = [...namesIn(environment), '\u00ad'].reduce(
    (left, name) => left.replaceAll(name, ' · '),
    ENGLISH_PARTS.reduce((left, part) => left.replace(part, ' · '), html).replace(INLINE, ''),
  )
  const shown = NAMES.reduce((left, name) => left.replace(name, ' · '), text.replace(/<[^>]*>/g, '\n'))
  return [...new Set([...shown.matchAll(SENTENCE), ...shown.matchAll(/\S*\*\*\S*|\{\w+\}/g)].map(([found]) => found))]
}

/** The same in the texts of something that is no page: of a chart, a film, what a check says. */
export const leaksInTexts = (value: unknown): string[] => [
  ...new Set(
    textsOf(value).flatMap(
      (text) =>
        ENGLISH_PARTS.reduce((left, part) => left.replace(part, ' · '), text.replace(/`[^`]*`/g, ' · ')).match(
          SENTENCE,
        ) ?? [],
    ),
  ),
]

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsOf)
}
