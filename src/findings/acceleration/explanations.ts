import { programsOf } from '../../experiments/catalogue.ts'
import { meanOfRatios } from '../../statistics/effect.ts'
import { listed, say, type Text, text } from '../../text/phrase.ts'
import { formatFactor, formatNumber, formatQuantity, formatWhole } from '../../text/quantities.ts'
import { behindCases, type Case, casesOf, effectOf, effectQuantity, factorOf, whyNoCase } from '../model/answer.ts'
import { isHeadline } from '../model/families.ts'
import { armIn, armOf, type Metric, pairsByTrial } from '../model/metric.ts'
import { faredConditions, faredOf } from '../model/outcome.ts'
import { leastAndMost, summaryQuantity, told } from '../model/quantity.ts'
import {
  claimConditions,
  condition,
  describedFinding,
  type Finding,
  filesOf,
  notMeasuredFinding,
  statisticOf,
  statisticOfMany,
} from '../model/sentence.ts'
import { rangeInWords } from '../model/spread.ts'
import { type Claim, claimOf } from '../model/verdict.ts'

const PROGRAMS = programsOf('acceleration')

/** What this run says to the mechanism that would make a program slow without KVM. */
function programFindings(metrics: readonly Metric[]): Finding[] {
  return PROGRAMS.flatMap((program) =>
    metrics
      .filter((metric) => metric.program === program && isHeadline(metric))
      .map((metric): Finding => {
        const [one] = casesOf([metric], 'tcg', 'kvm')
        const fared = one?.fared ?? 'not-measured'
        return {
          id: `B.${program}.explanation`,
          sentence:
            one?.fared === 'worse'
              ? say('B.explained.worse', { factor: effectOf(one).factor })
              : say(`B.explained.${one?.fared ?? 'not-measured'}`),
          quantities: told(one?.fared === 'worse' ? effectQuantity(one) : null),
          verdict: fared === 'not-measured' ? fared : 'described',
          evidence: filesOf(armIn(metric, 'kvm'), armIn(metric, 'tcg')),
          conditions: faredConditions(metric, 'tcg', 'kvm'),
        }
      }),
  )
}

/**
 * Whether the copy of memory, of which each access has to be looked up without KVM, loses as much as that would let one
 * expect.
 */
function copyFinding(metrics: readonly Metric[]): Finding {
  const id = 'B.memcpy.place'
  const slower = casesOf(metrics, 'tcg', 'kvm').filter(
    ({ metric, fared }) => metric.program !== null && fared === 'worse',
  )
  const [own] = slower.filter(({ metric }) => metric.program === 'memcpy')
  const below = own === undefined ? [] : slower.filter((one) => factorOf(one) > factorOf(own))
  const contradicts = condition(
    'programs that lost more, beside those that were slower',
    below.length,
    '=',
    slower.length - 1,
  )
  const others = condition('programs that were slower', slower.length, '>=', 3)
  return describedFinding(
    id,
    say(own !== undefined && contradicts.holds && others.holds ? 'B.memcpy.place.contradicts' : 'B.memcpy.place.open'),
    behindCases(slower).evidence,
    { conditions: [contradicts, others, ...behindCases(slower).claims] },
  )
}

/** Whether the host itself is what a VM on it can reach at most, and what may be between the two where something is. */
function boundFinding(metrics: readonly Metric[]): Finding {
  const id = 'B.bound'
  const compared = metrics
    .filter(isHeadline)
    .map((metric) => ({ metric, fared: faredOf(metric, 'kvm', 'host') }))
    .filter(({ fared }) => fared !== 'not-measured')
  if (compared.length === 0) return notMeasuredFinding(id, say('B.bound.title'), whyNoCase(metrics))
  const hostCases = casesOf(metrics, 'kvm', 'host')
  const faster = compared.filter(({ fared }) => fared === 'better').map(({ metric }) => metric.title)
  const bound =
    faster.length > 0 ? say('B.bound.broken', { programs: listed(faster, 'list.clauses') }) : heldText(hostCases)
  const slower = compared.some(({ fared }) => fared === 'worse')
  const sentence = slower ? text`${bound} ${say('B.bound.distance')}` : bound
  const evidence = compared.flatMap(({ metric }) => filesOf(armIn(metric, 'kvm'), armIn(metric, 'host')))
  const larger = hostCases.filter((one) => factorOf(one) > 1)
  const conditions = [
    condition('programs in which the VM’s number is the slower one', larger.length, '=', hostCases.length),
    ...compared.flatMap(({ metric }) => faredConditions(metric, 'kvm', 'host')),
  ]
  const quantities = faster.length > 0 ? [] : leastAndMost(told(...larger.map(effectQuantity)))
  return describedFinding(id, sentence, evidence, { conditions, quantities })
}

/** On which side the numbers lie, whether a difference is claimed or not: that is seen, and proves nothing. */
function heldText(cases: readonly Case[]): Text {
  if (cases.length === 0 || cases.some((one) => Number.isNaN(factorOf(one)))) return say('B.bound.unknown')
  const slower = cases.filter((one) => factorOf(one) > 1)
  const worse = cases.filter(({ fared }) => fared === 'worse').length
  const claimed =
    worse === 0
      ? say('B.bound.none-claimed')
      : worse === cases.length
        ? ''
        : say('B.bound.some-claimed', { claimed: formatWhole(worse) })
  const count = formatWhole(cases.length)
  return slower.length === cases.length
    ? say('B.bound.held', {
        count,
        claimed,
        range: rangeInWords(slower.map(factorOf), formatFactor),
      })
    : say('B.bound.mixed', { count, claimed, slower: formatWhole(slower.length) })
}

/** Below this many exits a call, a call by itself leaves the VM for nothing. */
const HARDLY_ANY = 0.1

/** Whether system calls are the VM’s own affair. */
function callFinding(metrics: readonly Metric[]): Finding {
  const id = 'B.syscall.calls'
  const arm = armOf(metrics, 'syscall.exitsPerOperation', 'kvm')
  if (!arm?.summary)
    return notMeasuredFinding(id, say('B.calls.title'), arm?.notMeasured ?? say('reason.no-sample-in-run'))
  const exits = formatNumber(arm.summary.value)
  const few = condition('exits for each call', arm.summary.value, '<', HARDLY_ANY)
  return {
    id,
    sentence: say(few.holds ? 'B.calls.none' : 'B.calls.some', {
      exits,
      statistic: statisticOf(arm, arm.summary),
    }),
    verdict: 'described',
    evidence: filesOf(arm),
    conditions: [few],
    quantities: told(summaryQuantity({ id: 'syscall.exitsPerOperation', unit: say('unit.exits-per-operation') }, arm)),
  }
}

const FRESH_CODE = 'B.process-creation.blocks'

const freshCodeArms = (metrics: readonly Metric[]) =>
  (['process-creation', 'cpu-loop'] as const).map((program) =>
    armOf(metrics, `${program}.translatedBlocksPerSecond`, 'tcg'),
  )

/** What is compared within boots, by the id of the finding that says it. */
export function claimsWithin(metrics: readonly Metric[]): ReadonlyMap<string, Claim> {
  const [processes, loop] = freshCodeArms(metrics)
  const ratios = processes && loop ? pairsByTrial(processes, loop).map(([one, other]) => one / other) : []
  return ratios.length === 0 ? new Map() : new Map([[FRESH_CODE, claimOf(meanOfRatios(ratios))]])
}

/** Whether the creation of processes meets more code for the first time than a loop does. */
function freshCodeFinding(metrics: readonly Metric[], claims: ReadonlyMap<string, Claim>): Finding {
  const id = FRESH_CODE
  const [processes, loop] = freshCodeArms(metrics)
  if (!processes?.summary || !loop?.summary)
    return notMeasuredFinding(id, say('B.blocks.title'), processes?.notMeasured ?? say('reason.no-sample-in-run'))
  const claim = claims.get(id)
  const verdict = claim?.verdict ?? 'not-measured'
  const unit = say('unit.blocks-per-second')
  const values = {
    processes: formatQuantity(processes.summary.value, unit),
    loop: formatQuantity(loop.summary.value, unit),
    statistic: statisticOfMany({ ...processes, summary: processes.summary }, loop),
  }
  return {
    id,
    sentence:
      processes.summary.value === 0 && loop.summary.value === 0
        ? say('B.blocks.none', { statistic: values.statistic })
        : say(verdict === 'higher' ? 'B.blocks.more' : 'B.blocks.no-more', values),
    verdict,
    evidence: filesOf(processes, loop),
    conditions: claim ? claimConditions(claim) : [],
    quantities: told(
      summaryQuantity({ id: 'process-creation.translatedBlocksPerSecond', unit }, processes),
      summaryQuantity({ id: 'cpu-loop.translatedBlocksPerSecond', unit }, loop),
    ),
  }
}

/**
 * What of the explanation the run agrees with, and what it contradicts.
 * @param claims within boots, judged together with the others of the section
 */
export const explanationFindings = (metrics: readonly Metric[], claims: ReadonlyMap<string, Claim>): Finding[] => [
  ...programFindings(metrics),
  copyFinding(metrics),
  boundFinding(metrics),
  callFinding(metrics),
  freshCodeFinding(metrics, claims),
]
