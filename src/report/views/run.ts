import { computersOf } from '../../data/computers.ts'
import type { HostName } from '../../data/host-name.ts'
import type { LoadedRun } from '../../data/loaded-run.ts'
import type { Environment, Run } from '../../data/schema.ts'
import { withinExperiment } from '../../data/trial-id.ts'
import { EXPERIMENTS } from '../../experiments/catalogue.ts'
import type { Analysis } from '../../findings/analysis.ts'
import type { ViewModel } from '../../templates/shape.ts'
import { asSentence } from '../../text/clause.ts'
import { formatTime } from '../../text/dates.ts'
import { formatDuration } from '../../text/durations.ts'
import { listed, say, type Text } from '../../text/phrase.ts'
import { formatCount, formatWhole } from '../../text/quantities.ts'
import type { Unspoken } from '../../text/spoken.ts'
import { statedText } from '../../text/stated.ts'
import { carrierView, machineView } from './environment.ts'

type RunView = Unspoken<ViewModel['run']>

/** The run as a whole: when, where, in which order, on which computers. */
export function runView(analysis: Analysis, loaded: LoadedRun, language: string): RunView {
  return {
    ...wholeView(analysis.run, analysis.environment, language, loaded.parts),
    order: orderViews(analysis),
    ...computersView(loaded),
  }
}

function wholeView(
  run: Run,
  { lab }: Environment,
  language: string,
  parts: LoadedRun['parts'],
): Unspoken<Omit<ViewModel['run'], 'order' | keyof Computers>> {
  const { kind, reason, kvm, given } = run.hosts
  return {
    id: run.id,
    profile: run.profile ?? say('not-known'),
    seed: String(run.seed),
    createdAt: formatTime(run.createdAt, language),
    finishedAt: run.finishedAt === null ? null : formatTime(run.finishedAt, language),
    duration: run.finishedAt === null ? null : formatDuration(Date.parse(run.finishedAt) - Date.parse(run.createdAt)),
    status: statusView(run),
    folder: `data/runs/${run.id}`,
    hosts: {
      kind,
      emulated: kind === 'emulated',
      byHand: kind === 'by-hand',
      description: say(`hosts.${kind}`),
      meaning: say(`hosts.${kind}.meaning`),
      reason: statedText(reason),
      pinning: parts.every((part) => isPinnedAlike(part, run, lab)) ? pinningView(run.hosts, lab.cpus) : null,
      verdict: kvm && say(`kvm.${kvm.verdict}`),
      ladder: (kvm?.ladder ?? []).map(({ rung, passed, evidence }) => ({
        rung: statedText(rung),
        result: say(passed ? 'rung.passed' : 'rung.failed'),
        evidence: statedText(evidence),
      })),
      changes: (given?.changes ?? []).map((change) => statedText(change)),
    },
  }
}

function statusView({ status, statusReason }: Run): Text {
  const name = say(`status.${status}`)
  if (statusReason === null) return name
  return say('status.reason', { status: name, reason: asSentence(statedText(statusReason)) })
}

/** Whether a part's hosts run on the same processors of as many as those of the run as a whole. */
const isPinnedAlike = (
  { run, environment }: LoadedRun['parts'][number],
  whole: Run,
  lab: Environment['lab'],
): boolean =>
  environment.lab.cpus === lab.cpus &&
  run.hosts.pinned?.host1 === whole.hosts.pinned?.host1 &&
  run.hosts.pinned?.host2 === whole.hosts.pinned?.host2

/** On which processors the hosts run: said, since what else runs there is measured as well. */
function pinningView({ kind, pinned }: Run['hosts'], processors: number | null): Text | null {
  if (kind === 'by-hand' || kind === 'ssh') return null
  if (pinned !== null) return say('hosts.pinned', { host1: pinned.host1, host2: pinned.host2 })
  return say('hosts.not-pinned', {
    processors: processors === null ? say('not-known') : formatCount(processors, 'processor'),
  })
}

/** `kvm-2 (1), tcg-1 (2), …`: the trials of each experiment and boot of the hosts as they began, and the host of each. */
function orderViews(analysis: Analysis): Unspoken<ViewModel['run']['order']> {
  return EXPERIMENTS.flatMap((experiment) => {
    const boots = Map.groupBy(analysis[experiment].orderRun, ({ hostBoot }) => hostBoot)
    return [...boots].map(([boot, trials]) => ({
      experiment: say(`experiment.${experiment}`),
      boot: boot === null ? say('not-known') : String(boot),
      trials: listed(
        trials.map(({ id, host }) => {
          const name = withinExperiment(id)
          return host === null ? name : say('order.on', { trial: name, host: HOST_NUMBERS[host] })
        }),
      ),
    }))
  })
}

const HOST_NUMBERS: Record<HostName, string> = { host1: '1', host2: '2' }

type Computers = Pick<ViewModel['run'], 'computers' | 'severalComputers'>

/** The computers of a merged run, each as its first part found it. */
function computersView({ run, parts }: LoadedRun): Unspoken<Computers> {
  const computers = computersOf(run.parts)
  return {
    severalComputers: computers.length > 1 ? formatWhole(computers.length) : null,
    computers: computers.flatMap(({ number, name, parts: own }) => {
      const kept = parts[run.parts.findIndex(({ run: id }) => id === own[0]?.run)]
      if (kept === undefined) return []
      const { lab } = kept.environment
      return [
        {
          ...machineView(lab),
          number: name === null ? formatWhole(number) : say('computer.named', { number: formatWhole(number), name }),
          parts: own.map((part) => part.name).join(', '),
          qemuVersion: carrierView(kept.run.hosts, lab.qemuVersion) ?? say('not-known'),
        },
      ]
    }),
  }
}
