import { mean } from 'simple-statistics'
import { type Program, programsOf } from '../../experiments/catalogue.ts'
import type { ExitReason } from '../../measurements/perf-kvm-stat.ts'
import type { Profile } from '../../measurements/perf-report.ts'
import { summarise } from '../../statistics/summary.ts'
import { say, type Text } from '../../text/phrase.ts'
import { formatCount, formatNumber, formatQuantity } from '../../text/quantities.ts'
import type { Origin, Quantity } from '../model/quantity.ts'
import type { Finding } from '../model/sentence.ts'
import { countOfExits, IDLE, type Steady } from '../reading/steady.ts'

/** Exits of one kind, a second. */
export interface ExitKind {
  reason: string
  /** The mean over the trials. */
  perSecond: number
  /** Of all exits, and of the time that KVM spent on all of them, percent. */
  percent: number
  timePercent: number
  averageUs: number
  samples: Origin[]
}

/** Why the VM was left while a program ran by itself, or nothing did. The kinds are all exits, each counted once. */
export interface ExitProfile {
  /** null: nothing ran. */
  probe: Program | null
  title: Text
  trials: number
  perSecond: number
  kinds: ExitKind[]
  sources: string[]
}

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
  origins: Record<keyof Profile['percent'], Origin[]>
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

function kindIn(
  reason: string,
  probe: Program | null,
  windows: readonly WithExits[],
): Omit<ExitKind, 'percent' | 'timePercent'> {
  const of = ({ exits }: WithExits): ExitReason | undefined => exits.find((one) => one.reason === reason)
  const found = windows.flatMap((window) => of(window) ?? [])
  const samples = windows.map((window): Origin => {
    const value = (of(window)?.count ?? 0) / window.seconds
    const { trial, source } = window
    return { trial, index: 1, warmup: false, metric: `${probe ?? IDLE}.exits.${reason}.perSecond`, value, source }
  })
  return {
    reason,
    perSecond: mean(samples.map(({ value }) => value)),
    averageUs: sum(found.map(({ count, averageUs }) => count * averageUs)) / countOfExits(found),
    samples,
  }
}

/** Exits by their reason, for each program and for nothing. */
export function exitProfilesOf(windows: readonly Steady[], titleOf: (program: Program) => Text): ExitProfile[] {
  return byProgram(windows.filter(hasExits)).map(([probe, own]): ExitProfile => {
    const reasons = [...new Set(own.flatMap(({ exits }) => exits.map(({ reason }) => reason)))]
    const kinds = reasons.map((reason) => kindIn(reason, probe, own))
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
    const origins = (where: keyof Profile['percent']): Origin[] =>
      own.map(({ trial, source, profile }) => {
        const metric = `${probe}.profile.${where}Percent`
        return { trial, index: 1, warmup: false, metric, value: profile.percent[where], source }
      })
    const counted = own.map(({ trial, source, profile }): Origin => {
      const metric = `${probe}.profile.samples`
      return { trial, index: 1, warmup: false, metric, value: profile.samples, source }
    })
    const each = <T>(of: (where: keyof Profile['percent']) => T) => ({
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

/** A mean over trials of values of which each has one, as it stands in the ledger. */
function meanOver(unit: Text, samples: readonly Origin[]): Quantity {
  const values = samples.map(({ value }) => value)
  const { value, statistic, interval } = summarise(values, 'mean')
  return { metric: samples[0]?.metric ?? '', value, unit, statistic, n: samples.length, interval, samples, against: [] }
}

export const kindQuantity = ({ samples }: ExitKind): Quantity => meanOver(say('unit.exits-per-second'), samples)

const totals = ({ probe, kinds }: ExitProfile): Origin[] =>
  (kinds[0]?.samples ?? []).map(({ trial, source }, i) => {
    const value = sum(kinds.map(({ samples }) => samples[i]?.value ?? 0))
    return { trial, index: 1, warmup: false, metric: `${probe ?? IDLE}.exitsPerSecond`, value, source }
  })

export const totalQuantity = (profile: ExitProfile): Quantity => meanOver(say('unit.exits-per-second'), totals(profile))

/** What a program has more than nothing that runs. */
export const moreQuantity = (profile: ExitProfile, idle: ExitProfile): Quantity => ({
  ...totalQuantity(profile),
  value: profile.perSecond - idle.perSecond,
  statistic: 'difference-of-means',
  interval: null,
  n: Math.min(profile.trials, idle.trials),
  against: totals(idle),
})

export const shareQuantity = ({ origins }: TranslatorProfile, where: keyof Profile['percent']): Quantity =>
  meanOver('%', origins[where])

export const samplesQuantity = ({ counted }: TranslatorProfile): Quantity => meanOver('', counted)

/** One sentence a profile: the commonest reason and the dearest, or in what code the time went. */
export function profileFindings(exits: readonly ExitProfile[], translator: readonly TranslatorProfile[]): Finding[] {
  return [
    ...exits.flatMap(({ probe, title, trials, perSecond, kinds, sources }): Finding[] => {
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
        },
      ]
    }),
    ...translator.map(
      ({ probe, title, trials, samples, percent, sources }): Finding => ({
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
      }),
    ),
  ]
}
