import { mean } from 'simple-statistics'
import { IDLE } from '../../experiments/acceleration.ts'
import { type Program, programsOf } from '../../experiments/catalogue.ts'
import type { ExitReason } from '../../measurements/perf/perf-kvm-stat.ts'
import type { Profile } from '../../measurements/perf/perf-report.ts'
import { say, type Text } from '../../text/phrase.ts'
import { formatCount, formatNumber, formatQuantity } from '../../text/quantities.ts'
import { type Origin, originOf, overTrials, type Quantity, ratioOfCentres, told } from '../model/quantity.ts'
import type { Finding } from '../model/sentence.ts'
import type { Steady } from '../reading/steady.ts'

/** Exits of one kind, a second. */
export interface ExitKind {
  reason: string
  /** The mean over the trials. */
  perSecond: number
  /** Of all exits, and of the time that KVM spent on all of them, percent. */
  percent: number
  timePercent: number
  averageUs: number
  /** Exits a second of each window, and what they took of it, µs a second. */
  samples: Origin[]
  times: Origin[]
}

/** Why the VM was left while a program ran by itself, or nothing did. The kinds are all exits, each counted once. */
export interface ExitProfile {
  /** null: nothing ran. */
  probe: Program | null
  title: Text
  trials: number
  perSecond: number
  kinds: ExitKind[]
  /** Of all exits, as of each kind. */
  totals: Origin[]
  allTimes: Origin[]
  sources: string[]
}

/** In whose code a process may be, in the order of the report. */
export const PARTS = [
  'translated',
  'qemu',
  'kernel',
  'libraries',
] as const satisfies readonly (keyof Profile['percent'])[]
type Part = (typeof PARTS)[number]

/** Where the QEMU process was without KVM while a program ran by itself. */
export interface TranslatorProfile {
  probe: Program
  title: Text
  trials: number
  /** Of the process, the mean over the trials. */
  samples: number
  /** Shares in percent, the means over the trials. */
  percent: Profile['percent']
  counted: Origin[]
  origins: Record<Part, Origin[]>
  sources: string[]
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

type WithExits = Steady & { exits: ExitReason[] }
type WithProfile = Steady & { probe: Program; profile: Profile }
const hasExits = (window: Steady): window is WithExits => window.exits !== null
const hasProfile = (window: Steady): window is WithProfile => window.profile !== null && window.probe !== null

/** Nothing first, then the programs in their order, each with its windows. */
function byProgram<W extends Steady>(windows: readonly W[]): [Program | null, W[]][] {
  const probes: (Program | null)[] = [null, ...programsOf('acceleration')]
  return probes
    .map((probe): [Program | null, W[]] => [probe, windows.filter((window) => window.probe === probe)])
    .filter(([, own]) => own.length > 0)
}

/** What each window has of a reason; of all of them without one. */
const inWindows = (
  windows: readonly WithExits[],
  name: string,
  reason: string | null,
  of: (exit: ExitReason) => number,
): Origin[] =>
  windows.map(({ probe, exits, seconds, trial, source }) => {
    const found = exits.filter((exit) => reason === null || exit.reason === reason)
    return originOf(`${probe ?? IDLE}.${name}`, sum(found.map(of)) / seconds, trial, source)
  })

const timeUs = ({ count, averageUs }: ExitReason): number => count * averageUs

function kindIn(reason: string, windows: readonly WithExits[]): Omit<ExitKind, 'percent' | 'timePercent'> {
  const samples = inWindows(windows, `exits.${reason}.perSecond`, reason, ({ count }) => count)
  const times = inWindows(windows, `exits.${reason}.usPerSecond`, reason, timeUs)
  const [perSecond, usPerSecond] = [samples, times].map((list) => mean(list.map(({ value }) => value)))
  return {
    reason,
    perSecond: perSecond ?? NaN,
    averageUs: (usPerSecond ?? NaN) / (perSecond ?? NaN),
    samples,
    times,
  }
}

/** Exits by their reason, for each program and for nothing. */
export function exitProfilesOf(windows: readonly Steady[], titleOf: (program: Program) => Text): ExitProfile[] {
  return byProgram(windows.filter(hasExits)).map(([probe, own]): ExitProfile => {
    const reasons = [...new Set(own.flatMap(({ exits }) => exits.map(({ reason }) => reason)))]
    const kinds = reasons.map((reason) => kindIn(reason, own))
    const perSecond = sum(kinds.map((kind) => kind.perSecond))
    const time = sum(kinds.map((kind) => kind.perSecond * kind.averageUs))
    return {
      probe,
      title: probe === null ? say('metric.idle') : titleOf(probe),
      trials: own.length,
      perSecond,
      kinds: kinds
        .map((kind) => ({
          ...kind,
          percent: (100 * kind.perSecond) / perSecond,
          timePercent: (100 * kind.perSecond * kind.averageUs) / time,
        }))
        .toSorted((a, b) => b.perSecond - a.perSecond),
      totals: inWindows(own, 'exitsPerSecond', null, ({ count }) => count),
      allTimes: inWindows(own, 'exits.usPerSecond', null, timeUs),
      sources: own.map(({ source }) => source),
    }
  })
}

/** In whose code the QEMU process was, for each program. */
export function translatorProfilesOf(
  windows: readonly Steady[],
  titleOf: (program: Program) => Text,
): TranslatorProfile[] {
  return byProgram(windows.filter(hasProfile)).flatMap(([probe, own]): TranslatorProfile[] => {
    if (probe === null) return []
    const origins = (where: Part): Origin[] =>
      own.map(({ trial, source, profile }) =>
        originOf(`${probe}.profile.${where}Percent`, profile.percent[where], trial, source),
      )
    const counted = own.map(({ trial, source, profile }) =>
      originOf(`${probe}.profile.samples`, profile.samples, trial, source),
    )
    const each = <T>(of: (where: Part) => T) => ({
      translated: of('translated'),
      qemu: of('qemu'),
      kernel: of('kernel'),
      libraries: of('libraries'),
    })
    return [
      {
        probe,
        title: titleOf(probe),
        trials: own.length,
        samples: mean(counted.map(({ value }) => value)),
        counted,
        percent: each((where) => mean(origins(where).map(({ value }) => value))),
        origins: each(origins),
        sources: own.map(({ source }) => source),
      },
    ]
  })
}

const meanOver = (unit: Text, samples: readonly Origin[]): Quantity | null => overTrials('mean', unit, samples)

export const kindQuantity = ({ samples }: ExitKind): Quantity | null => meanOver(say('unit.exits-per-second'), samples)

/** What share of all exits is of a kind. */
export const kindShare = ({ samples }: ExitKind, { totals }: ExitProfile): Quantity | null =>
  ratioOfCentres('means', '%', samples, totals)

export const totalQuantity = ({ totals }: ExitProfile): Quantity | null =>
  meanOver(say('unit.exits-per-second'), totals)

/** What a program has more than nothing that runs. */
export function moreQuantity(profile: ExitProfile, idle: ExitProfile): Quantity | null {
  const total = totalQuantity(profile)
  return (
    total && {
      ...total,
      value: profile.perSecond - idle.perSecond,
      statistic: 'difference-of-means',
      interval: null,
      range: null,
      n: Math.min(profile.trials, idle.trials),
      against: idle.totals,
    }
  )
}

export const shareQuantity = ({ origins }: TranslatorProfile, where: Part): Quantity | null =>
  meanOver('%', origins[where])

export const samplesQuantity = ({ counted }: TranslatorProfile): Quantity | null => meanOver('', counted)

/** One sentence a profile: the commonest reason and the dearest, or in what code the time went. */
export function profileFindings(exits: readonly ExitProfile[], translator: readonly TranslatorProfile[]): Finding[] {
  return [
    ...exits.flatMap((profile): Finding[] => {
      const { probe, title, trials, perSecond, kinds, sources } = profile
      const [commonest] = kinds
      const [longest] = kinds.toSorted((a, b) => b.timePercent - a.timePercent)
      if (probe === null || !commonest || !longest) return []
      return [
        {
          id: `B.${probe}.exit-reasons`,
          sentence: say('B.exit-reasons', {
            title,
            n: say('n', { n: formatCount(trials, 'boot') }),
            exits: formatNumber(perSecond),
            reason: commonest.reason,
            count: formatNumber(commonest.perSecond),
            average: formatQuantity(commonest.averageUs, 'µs'),
            share: formatQuantity(longest.timePercent, '%'),
            longest: longest.reason,
          }),
          verdict: 'described',
          evidence: sources,
          quantities: told(
            totalQuantity(profile),
            kindQuantity(commonest),
            ratioOfCentres('means', 'µs', commonest.times, commonest.samples),
            ratioOfCentres('means', '%', longest.times, profile.allTimes),
          ),
        },
      ]
    }),
    ...translator.map((profile): Finding => {
      const { probe, title, trials, samples, percent, sources } = profile
      return {
        id: `B.${probe}.profile`,
        sentence: say('B.profile', {
          title,
          samples: formatNumber(samples),
          n: say('n', { n: formatCount(trials, 'boot') }),
          translated: formatQuantity(percent.translated, '%'),
          qemu: formatQuantity(percent.qemu, '%'),
          kernel: formatQuantity(percent.kernel, '%'),
          libraries: formatQuantity(percent.libraries, '%'),
        }),
        verdict: 'described',
        evidence: sources,
        quantities: told(samplesQuantity(profile), ...PARTS.map((where) => shareQuantity(profile, where))),
      }
    }),
  ]
}
