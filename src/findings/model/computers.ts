import { mean } from 'simple-statistics'
import { computerOfTrials, computersOf, type PartComputer } from '../../data/computers.ts'
import type { LoadedRun } from '../../data/loaded-run.ts'
import { type BlockExperiment, declared } from '../../experiments/catalogue.ts'
import { apart } from '../../statistics/apart.ts'
import { nestedShares } from '../../statistics/nested-variance.ts'
import { listed, say, type Text } from '../../text/phrase.ts'
import { formatNumber, formatQuantity, formatWhole } from '../../text/quantities.ts'
import type { Control } from './control.ts'
import { armsOf } from './drift.ts'
import { type Arm, labelOf, type Metric, mediansByTrial } from './metric.ts'
import { placeOf } from './places.ts'
import { type Condition, condition, describedFinding, type Finding, filesOf, notMeasuredFinding } from './sentence.ts'
import { LEVEL } from './verdict.ts'

/** The logarithm of a trial's median, with where the trial ran. */
interface Placed {
  computer: number
  hostBoot: number
  logarithm: number
}

/** What computers are judged by: a quantity in one configuration, its copy under another name included. */
interface Judged {
  title: Text
  arms: Arm[]
  placed: Placed[]
  /** What is repeated on one boot of the hosts. */
  inner: 'boots' | 'migrations'
}

/** The main quantity of an experiment in blocks. */
function judgedInBlocks(
  loaded: LoadedRun,
  experiment: BlockExperiment,
  metrics: readonly Metric[],
  controls: readonly Control[],
): Judged | null {
  const { main } = declared[experiment]
  const metric = metrics.find(({ id }) => id === main?.metric)
  const control = controls.find((one) => one.metric === main?.metric)
  if (metric === undefined || main === null) return null
  const wanted = control ? control.arms.map(({ configuration }) => configuration) : [main.against]
  const arms = armsOf(metric, controls).filter(({ configuration }) => wanted.includes(configuration))
  return judgedBy(loaded, metric.title, arms, 'boots')
}

function judgedBy(loaded: LoadedRun, title: Text, arms: Arm[], inner: Judged['inner']): Judged | null {
  const computers = computerOfTrials(loaded.run.parts)
  const boots = new Map(loaded.trials.map(({ trial }) => [trial.id, placeOf(loaded, trial).hostBoot]))
  const placed = arms.flatMap((arm) =>
    [...mediansByTrial(arm)].flatMap(([trial, median]): Placed[] => {
      const [computer, hostBoot] = [computers.get(trial), boots.get(trial) ?? null]
      return computer === undefined || hostBoot === null || median <= 0
        ? []
        : [{ computer, hostBoot, logarithm: Math.log(median) }]
    }),
  )
  return placed.length === 0 ? null : { title, arms, placed, inner }
}

/** Values by computer and boot of the hosts. */
const nested = (placed: readonly Placed[]): number[][][] =>
  [...Map.groupBy(placed, ({ computer }) => computer).values()].map((own) =>
    [...Map.groupBy(own, ({ hostBoot }) => hostBoot).values()].map((boot) => boot.map(({ logarithm }) => logarithm)),
  )

const REPEATED = { boots: 'boots of the VM', migrations: 'migrations' } as const

/** More would be said than a handful of computers can tell. */
const percent = (share: number): number => Math.round(100 * share)
const shareText = (share: number): Text => formatQuantity(percent(share), '%')

/** What of the spread computers hold, what boots of the hosts on one, and what is repeated on one of those. */
function sharesFinding(id: string, { title, arms, placed, inner }: Judged): Finding {
  const groups = nested(placed)
  const [computers, boots, repeated] = [groups.length, groups.flat().length, placed.length]
  const shares = nestedShares(groups)
  const values = {
    title,
    configuration: configurationOf(arms),
    computers: formatWhole(computers),
    boots: formatWhole(boots),
    count: say(`computers.inner.${inner}.counted`, { n: formatWhole(repeated) }),
    inner: say(`computers.inner.${inner}`),
  }
  const counted = [
    condition('computers', computers, '>', 1),
    condition('boots of the hosts', boots, '>', computers),
    condition(REPEATED[inner], repeated, '>', boots),
  ]
  if (shares === null)
    return describedFinding(id, say('computers.no-shares', values), filesOf(...arms), { conditions: counted })
  const held: Condition[] = [
    condition('percent of the variance held by computers', percent(shares.outer), '>', 0),
    condition('percent of the variance held by boots on a computer', percent(shares.middle), '>', 0),
  ]
  const [ofComputers, ofBoots] = [shareText(shares.outer), shareText(shares.middle)]
  if (shares.inner === null)
    return describedFinding(id, say('computers.shares.two', { ...values, ofComputers, ofBoots }), filesOf(...arms), {
      conditions: [...counted, ...held],
    })
  const sentence = say('computers.shares', { ...values, ofComputers, ofBoots, ofInner: shareText(shares.inner) })
  return describedFinding(id, sentence, filesOf(...arms), {
    conditions: [
      ...counted,
      ...held,
      condition(`percent of the variance held by ${REPEATED[inner]}`, percent(shares.inner), '>', 0),
    ],
  })
}

const configurationOf = (arms: readonly Arm[]): Text => {
  const [first] = arms
  return first === undefined ? say('not-known') : say('quoted', { text: labelOf(first.configuration) })
}

/** Which computers lie further from the others than these do from one another: the unit is the computer, not its trials. */
function apartFinding(id: string, { title, arms, placed }: Judged, computers: readonly PartComputer[]): Finding {
  const means = [...Map.groupBy(placed, ({ computer }) => computer)]
    .toSorted(([a], [b]) => a - b)
    .map(([number, own]) => ({ number, mean: mean(own.map(({ logarithm }) => logarithm)) }))
  const enough = condition('computers', means.length, '>=', 3)
  const held = apart(means.map((one) => one.mean))
  if (held === null) return describedFinding(id, say('computers.apart.two'), filesOf(...arms), { conditions: [enough] })
  const judged = means.flatMap(({ number }, index) => {
    const one = held[index]
    return one === undefined ? [] : [{ number, factor: Math.exp(one.difference), p: one.correctedP }]
  })
  const conditions = [
    enough,
    ...judged.flatMap(({ number, factor, p }) => [
      condition(`p after Holm of computer ${number}`, p, '<', LEVEL),
      condition(`computer ${number} by the others`, factor, '=', 1),
    ]),
  ]
  const found = judged.filter(({ p }) => p < LEVEL)
  const values = { title, configuration: configurationOf(arms), count: formatWhole(means.length) }
  const nameOf = (number: number): Text => computers.find((one) => one.number === number)?.name ?? ''
  const sentence =
    found.length === 0
      ? say('computers.apart.none', values)
      : say('computers.apart', {
          ...values,
          computers: listed(
            found.map(({ number, factor }) => {
              const [name, of] = [nameOf(number), { number: formatWhole(number), factor: formatNumber(factor) }]
              return name === '' ? say('computers.apart.one', of) : say('computers.apart.named', { ...of, name })
            }),
          ),
        })
  return describedFinding(id, sentence, filesOf(...arms), { conditions })
}

/** What computers make of an experiment that was measured on several: nothing of any other run. */
export const computerFindings = (
  loaded: LoadedRun,
  experiment: BlockExperiment,
  metrics: readonly Metric[],
  controls: readonly Control[],
): Finding[] =>
  findingsOf(loaded, declared[experiment].section, () => judgedInBlocks(loaded, experiment, metrics, controls))

/** The same of the downtime of section D's migrations. */
export const migrationComputerFindings = (loaded: LoadedRun, metrics: readonly Metric[]): Finding[] =>
  findingsOf(loaded, 'D', () => {
    const metric = metrics.find(({ id }) => id === 'migration.downtimeEventsMs')
    return metric === undefined ? null : judgedBy(loaded, metric.title, armsOf(metric, []), 'migrations')
  })

function findingsOf(loaded: LoadedRun, section: string, judge: () => Judged | null): Finding[] {
  const computers = computersOf(loaded.run.parts)
  if (computers.length < 2) return []
  const ids = [`${section}.computers`, `${section}.computer-apart`] as const
  const judged = judge()
  if (judged === null || new Set(judged.placed.map(({ computer }) => computer)).size < 2)
    return ids.map((id) => notMeasuredFinding(id, say('computers.title'), say('reason.no-computers')))
  return [sharesFinding(ids[0], judged), apartFinding(ids[1], judged, computers)]
}

/** Fewer computers than boots of the hosts: what the trials of one computer have in common is not in intervals that count trials. */
export function computerLimits({ run }: Pick<LoadedRun, 'run'>): Text[] {
  const computers = computersOf(run.parts)
  if (computers.length === 0 || computers.length === run.parts.length) return []
  return [
    computers.length === 1
      ? say('limit.computers.one')
      : say('limit.computers.few', { computers: formatWhole(computers.length) }),
  ]
}
