import { unsaidSentence } from '../observations.ts'
import type { Report } from './printed.ts'

/** What is to be told of a report, a sentence each. @param id as it stands in commands that are named */
export function saidOf({ warnings, unsaid }: Report, id: string): string[] {
  const sentence = unsaidSentence(unsaid, id)
  return sentence === null ? warnings : [...warnings, sentence]
}
