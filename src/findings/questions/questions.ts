import type { Observed } from '../../assignment/rubric.ts'
import { say, type Text } from '../../text/phrase.ts'
import type { Results } from '../analysis.ts'
import { strongest } from '../model/seen.ts'
import { describedFinding, type Finding } from '../model/sentence.ts'
import { accelerationQuestions } from './acceleration.ts'
import { migrationQuestions } from './migration.ts'
import { networkQuestions } from './network.ts'

/** In a section are asked at most so many, and at least so many. */
const MOST = 3
const FEWEST = 2

/** What can be asked whatever was measured; one of these is always among the questions. */
const GENERAL: Readonly<Record<Observed, readonly [Text, ...Text[]]>> = {
  B: [say('question.B.surprise'), say('question.B.hardware')],
  C: [say('question.C.wire'), say('question.C.surprise')],
  D: [say('question.D.promise'), say('question.D.writer')],
}

/** The strongest of what the data raises, then general ones. */
function chosen(section: Observed, raised: readonly Finding[]): Finding[] {
  const first = strongest(raised, MOST - 1)
  const general = GENERAL[section].slice(0, Math.max(1, FEWEST - first.length))
  return [...first, ...general.map((text, at) => describedFinding(`question.${section}.general.${at + 1}`, text, []))]
}

/**
 * What a run makes one ask, for the student to answer in words of their own. A question that stands on data has its
 * conditions, and is not asked where one of them fails; its numbers are quantities as those of findings are. Pure.
 */
export const questionsOf = (results: Omit<Results, 'matrix'>): Record<Observed, Finding[]> => ({
  B: chosen('B', accelerationQuestions(results.acceleration)),
  C: chosen('C', networkQuestions(results.network)),
  D: chosen('D', migrationQuestions(results.migration)),
})
