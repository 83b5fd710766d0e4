import { say } from '../../text/phrase.ts'
import { formatInterval, formatNumber } from '../../text/quantities.ts'
import { type Case, casesOf, effectQuantity, factorOf } from '../model/answer.ts'
import type { ExperimentResult } from '../model/experiment-result.ts'
import { told } from '../model/quantity.ts'
import { seen } from '../model/seen.ts'
import { condition, type Finding } from '../model/sentence.ts'

/** Factors that differ by less may be one factor. */
const APART = 1.5

/** A VM that is slower than its host by less needs no explanation. */
const DISTANT = 1.2

/** An interval whose ends are further apart leaves the size of an effect open. */
const WIDE = 2

const byRatio = (cases: readonly Case[]): Case[] => cases.toSorted((a, b) => factorOf(b) - factorOf(a))
const having = (cases: readonly Case[], ...fared: readonly Case['fared'][]): Case[] =>
  byRatio(cases).filter((one) => fared.includes(one.fared))

/** One program that is slowed down far more than another. */
function apart(cases: readonly Case[]): Finding[] {
  const slower = having(cases, 'worse')
  const [most, least] = [slower[0], slower.at(-1)]
  if (!most || !least) return []
  return seen(
    'question.B.apart',
    [condition('largest factor over the smallest', factorOf(most) / factorOf(least), '>=', APART)],
    [],
    () =>
      say('question.B.apart', {
        most: most.metric.title,
        mostFactor: formatNumber(factorOf(most)),
        least: least.metric.title,
        leastFactor: formatNumber(factorOf(least)),
      }),
    told(effectQuantity(most), effectQuantity(least)),
  )
}

/** A program that was not found slower, beside others that were. */
function unslowed(cases: readonly Case[]): Finding[] {
  const [slower, open] = [having(cases, 'worse'), having(cases, 'no-difference', 'unclaimed')]
  const [first] = open
  if (!first) return []
  return seen(
    'question.B.unslowed',
    [
      condition('quantities without a claimed difference', open.length, '>=', 1),
      condition('quantities that were slower without KVM', slower.length, '>=', 1),
    ],
    [],
    () => say('question.B.unslowed', { title: first.metric.title }),
  )
}

/** Something was faster without KVM. */
function faster(cases: readonly Case[]): Finding[] {
  const first = having(cases, 'better').at(-1)
  if (!first) return []
  return seen(
    'question.B.faster',
    [condition('how many times as fast without KVM', 1 / factorOf(first), '>', 1)],
    [],
    () => say('question.B.faster', { title: first.metric.title, factor: formatNumber(1 / factorOf(first)) }),
    told(effectQuantity(first)),
  )
}

/** A program that the VM slows down though KVM executes it. */
function besideHost(beside: readonly Case[]): Finding[] {
  const [first] = having(beside, 'worse')
  if (!first) return []
  return seen(
    'question.B.host',
    [condition('slower than on the host itself, factor', factorOf(first), '>=', DISTANT)],
    [],
    () => say('question.B.host', { title: first.metric.title, factor: formatNumber(factorOf(first)) }),
    told(effectQuantity(first)),
  )
}

/** A factor that is known badly, as boots differ. */
function wide(cases: readonly Case[]): Finding[] {
  const [first] = cases
    .filter(({ fared }) => fared === 'worse')
    .flatMap((one) => {
      const { interval } = one.worse
      return interval === null ? [] : [{ one, interval, width: interval.high / interval.low }]
    })
    .toSorted((a, b) => b.width - a.width)
  if (!first) return []
  return seen(
    'question.B.wide',
    [condition('interval.high over interval.low', first.width, '>=', WIDE)],
    [],
    () => say('question.B.wide', { title: first.one.metric.title, interval: formatInterval(first.interval, 3, 1) }),
    told(effectQuantity(first.one)),
  )
}

/** What section B’s data makes one ask. */
export function accelerationQuestions({ metrics }: Pick<ExperimentResult, 'metrics'>): Finding[] {
  const cases = casesOf(metrics, 'tcg', 'kvm')
  return [
    ...apart(cases),
    ...unslowed(cases),
    ...faster(cases),
    ...besideHost(casesOf(metrics, 'kvm', 'host')),
    ...wide(cases),
  ]
}
