import type { Environment } from '../data/schema.ts'

/** What is English in every language: code, what tools printed, and the titles of sources. */
const ENGLISH_PARTS = [
  /<(code|pre|samp|style|cite)\b[^>]*>[^]*?<\/\1>/g,
  /<ol class="references">[^]*?<\/ol>/g,
  // The literature's term, in brackets behind that of the language.
  /（[^（）A-Za-z]{0,6}[A-Za-z][A-Za-z’ -]*）/g,
  // What a tool or a file had, in quotes.
  /[“「][^”」]*[”」]/g,
]
/** Tags within a line part no words. */
const INLINE = /<\/?(?:a|b|i|em|strong|span|tspan|sup|sub|wbr|small)\b[^>]*>/g

/** Four English words in a row or more. */
const WORDS = /(?<![\w./-])[A-Za-z][A-Za-z’']*(?:,? [A-Za-z][A-Za-z’']*){3,}/g
/** A sentence has small words between its names. */
const isSentence = (words: string): boolean =>
  words.split(/,? /).filter((word) => /^[a-z’']{2,}$/.test(word)).length >= 2
const sentencesIn = (text: string): string[] => (text.match(WORDS) ?? []).filter(isSentence)

/** What a machine calls itself. */
const namesIn = ({ lab, host, vm }: Environment): string[] =>
  [lab, host, vm].flatMap(({ cpuModel, os, kernel }) => [cpuModel, os, kernel]).filter((name) => name !== null)

/** A text without what is English in every language, on one line where it breaks none. */
const withoutNames = (text: string): string =>
  ENGLISH_PARTS.reduce((left, part) => left.replace(part, ' · '), text)
    .replaceAll('\u00ad', '')
    .replaceAll('\u00a0', ' ')

/** English sentences that stand in a page, and what was left of Markdown. */
export function leaksIn(html: string, environment: Environment): string[] {
  const text = namesIn(environment).reduce((left, name) => left.replaceAll(name, ' · '), withoutNames(html))
  const shown = text.replace(INLINE, '').replace(/<[^>]*>/g, '\n')
  return [...new Set([...sentencesIn(shown), ...(shown.match(/\S*\*\*\S*|\{\w+\}/g) ?? [])])]
}

/** The same in the texts of something that is no page: of a chart, a film, what a check says. */
export const leaksInTexts = (value: unknown): string[] => [
  ...new Set(textsOf(value).flatMap((text) => sentencesIn(withoutNames(text.replace(/`[^`]*`/g, ' · '))))),
]

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsOf)
}
