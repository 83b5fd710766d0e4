import { median } from 'simple-statistics'
import { computerOfTrials } from '../../data/computers.ts'
import { HOSTS, type HostName } from '../../data/host-name.ts'
import type { LoadedRun, LoadedTrial } from '../../data/loaded-run.ts'
import { trialNamed } from '../../data/trial-id.ts'
import { TRIAL_FILE, trialPath } from '../../data/trial-path.ts'
import { type BlockExperiment, CONFIGURATIONS, declared } from '../../experiments/catalogue.ts'
import { listed, say, text } from '../../text/phrase.ts'
import { formatCount, formatQuantity, formatWhole } from '../../text/quantities.ts'
import { labelOf } from './metric.ts'
import { plannedTrials } from './missing.ts'
import { hostBootsOf, placeOf, type TrialPlace } from './places.ts'
import { endsOf, originOf, overTrials, told } from './quantity.ts'
import { condition, describedFinding, type Finding, notMeasuredFinding } from './sentence.ts'

const filesOf = (trials: readonly LoadedTrial[]): string[] => trials.map(({ trial }) => trialPath(trial.id, TRIAL_FILE))

/** Whether each block holds every configuration once, as it was planned: only then does an hour strike all alike. */
function completenessFinding(loaded: LoadedRun, own: readonly LoadedTrial[], experiment: BlockExperiment): Finding {
  const id = `${declared[experiment].section}.blocks`
  const planned = plannedTrials(loaded.run, experiment)
  if (own.length === 0) return notMeasuredFinding(id, say('blocks.title'), say('reason.no-block'))
  const there = new Set(own.map(({ trial }) => trial.id))
  const missing = planned.filter((trial) => !there.has(trial))
  const blocks = new Set(planned.map((trial) => trialNamed(trial)?.repetition))
  const count = formatCount(blocks.size, 'block')
  const sentence =
    missing.length === 0
      ? blocks.size === 1
        ? say('blocks.complete.one')
        : say('blocks.complete', { count })
      : say('blocks.incomplete', { count, missing: listed(missing.map((trial) => `\`${trial}\``)) })
  return describedFinding(id, sentence, filesOf(own), {
    conditions: [
      condition('planned trials that are missing', missing.length, '=', 0),
      condition('blocks', blocks.size, '>', 0),
    ],
  })
}

const spanOf = ({ trial }: LoadedTrial) => ({ from: Date.parse(trial.startedAt), to: Date.parse(trial.finishedAt) })

/** The share of a trial's time in which another one was at work; null where the trial took none. */
function accompanied(one: LoadedTrial, trials: readonly LoadedTrial[]): number | null {
  const { from, to } = spanOf(one)
  if (to <= from) return null
  let [covered, until] = [0, from]
  const others = trials.filter((other) => other !== one).map(spanOf)
  for (const other of others.toSorted((a, b) => a.from - b.from)) {
    const begins = Math.max(other.from, until)
    const ends = Math.min(other.to, to)
    if (ends <= begins) continue
    covered += ends - begins
    until = ends
  }
  return covered / (to - from)
}

/** Whether trials had another one beside them, as two hosts that work through their lists at the same time make it. */
function neighbourFinding(loaded: LoadedRun, own: readonly LoadedTrial[], experiment: BlockExperiment): Finding {
  const id = `${declared[experiment].section}.neighbours`
  // In a merged run others may have been at work at the same time, elsewhere.
  const computers = computerOfTrials(loaded.run.parts)
  const together = Map.groupBy(loaded.trials, ({ trial }) => computers.get(trial.id))
  const origins = own.flatMap((one) => {
    const share = accompanied(one, together.get(computers.get(one.trial.id)) ?? [])
    const { id: trial } = one.trial
    return share === null ? [] : [originOf('neighbours.percent', 100 * share, trial, trialPath(trial, TRIAL_FILE))]
  })
  const shares = origins.map(({ value }) => value / 100)
  if (shares.length === 0) return notMeasuredFinding(id, say('neighbours.title'), say('reason.no-trial-times'))
  const percent = (share: number): string => formatQuantity(100 * share, '%')
  const [least, most] = [Math.min(...shares), Math.max(...shares)]
  const n = say('n', { n: formatCount(shares.length, 'trial') })
  const sentence =
    most === 0
      ? say('neighbours.none', { n })
      : say('neighbours', { middle: percent(median(shares)), least: percent(least), most: percent(most), n })
  return describedFinding(id, sentence, filesOf(own), {
    conditions: [condition('highest share, percent', 100 * most, '>', 0), condition('trials', shares.length, '>', 0)],
    quantities: most === 0 ? [] : told(overTrials('median', '%', origins), ...endsOf('%', origins)),
  })
}

/** On which host each configuration was measured how often, and over how many boots of the hosts. */
function hostsFinding(loaded: LoadedRun, own: readonly LoadedTrial[], experiment: BlockExperiment): Finding {
  const id = `${declared[experiment].section}.hosts`
  if (own.length === 0) return notMeasuredFinding(id, say('places.title'), say('reason.no-block'))
  const trials = own.map(({ trial }) => ({ trial, ...placeOf(loaded, trial) }))
  const inOrder = trials.toSorted(
    (a, b) => CONFIGURATIONS.indexOf(a.trial.configuration) - CONFIGURATIONS.indexOf(b.trial.configuration),
  )
  const groups = Map.groupBy(inOrder, ({ trial }) => trial.configuration)
  const on = (of: typeof trials, name: HostName) => formatWhole(of.filter(({ host }) => host === name).length)
  const places = trials.some(({ host }) => host === null)
    ? say('places.unknown')
    : say('places', {
        places: listed(
          [...groups].map(([configuration, of]) =>
            say('places.arm', {
              configuration: labelOf(configuration),
              host1: on(of, 'host1'),
              host2: on(of, 'host2'),
            }),
          ),
          'list.clauses',
        ),
      })
  const boots = hostBootsOf(trials)
  const bootsSaid =
    boots === null
      ? say('host-boots.unknown')
      : boots === 1
        ? say('host-boots.one')
        : say(bootsAreBlocks(trials) ? 'host-boots.each' : 'host-boots.some', { boots: formatWhole(boots) })
  return describedFinding(id, text`${places} ${bootsSaid}`, filesOf(own), {
    conditions: [
      ...[...groups].flatMap(([configuration, of]) =>
        HOSTS.map((name) =>
          condition(`trials of ${configuration} on ${name}`, of.filter(({ host }) => host === name).length, '>', 0),
        ),
      ),
      ...(boots === null ? [] : [condition('boots of the hosts', boots, '=', 1)]),
    ],
  })
}

/** Whether every block ran on one boot of the hosts that no other block ran on. */
function bootsAreBlocks(trials: readonly (TrialPlace & Pick<LoadedTrial, 'trial'>)[]): boolean {
  const pairs = new Set(trials.map(({ trial, hostBoot }) => `${trial.block} ${hostBoot}`))
  const [blocks, boots] = [new Set(trials.map(({ trial }) => trial.block)), new Set(trials.map((one) => one.hostBoot))]
  return blocks.size === pairs.size && boots.size === pairs.size
}

/** How the trials of an experiment were really arranged; nothing is known of that where somebody measured by hand. */
export function arrangementFindings(loaded: LoadedRun, experiment: BlockExperiment): Finding[] {
  if (loaded.run.hosts.kind === 'by-hand') return []
  const own = loaded.trials.filter(({ trial }) => trial.experiment === experiment)
  return [
    completenessFinding(loaded, own, experiment),
    hostsFinding(loaded, own, experiment),
    neighbourFinding(loaded, own, experiment),
  ]
}
