import type { Glossary } from '../../assignment/explanation.ts'
import { fileNames } from '../../assignment/file-names.ts'
import type { Identity } from '../../assignment/identity.ts'
import { computersOf } from '../../data/computers.ts'
import type { HostName } from '../../data/host-name.ts'
import type { LoadedRun } from '../../data/loaded-run.ts'
import type { Environment, Run } from '../../data/schema.ts'
import { withinExperiment } from '../../data/trial-id.ts'
import { addressesIn } from '../../drawings/topology.ts'
import { EXPERIMENTS } from '../../experiments/catalogue.ts'
import type { Film } from '../../film/cut.ts'
import type { Analysis } from '../../findings/analysis.ts'
import { accountedIn } from '../../findings/migration/accounted.ts'
import { shownOf } from '../../findings/migration/shown.ts'
import { armsOf } from '../../findings/model/drift.ts'
import type { Measurement } from '../../findings/reading/measurement.ts'
import { type Edition, USUAL_EDITION } from '../../templates/edition.ts'
import type { ReportTemplate } from '../../templates/report-template.ts'
import type { ViewModel } from '../../templates/shape.ts'
import { asSentence } from '../../text/clause.ts'
import { formatDate, formatTime } from '../../text/dates.ts'
import { formatDuration } from '../../text/durations.ts'
import { listed, say, type Text } from '../../text/phrase.ts'
import { formatBytes, formatCount, formatNumber, formatWhole } from '../../text/quantities.ts'
import type { Unspoken } from '../../text/spoken.ts'
import { spoken } from '../../text/spoken.ts'
import { type Stated, statedText } from '../../text/stated.ts'
import type { Words } from '../../text/words.ts'
import { migrationExcerpt, programExcerpts } from './excerpt.ts'
import { argvView, experimentView } from './experiment.ts'
import { filmView } from './film-view.ts'
import { instructionViews } from './instruction.ts'
import { matrixRaw, matrixView } from './matrix.ts'
import { migrationView } from './migration.ts'

export interface ReportInput {
  analysis: Analysis
  loaded: LoadedRun
  identity: Identity
  /** The film of the run's newest recording, where there is one. */
  film?: (Film & { recordedAt: string }) | null
  /** Where the film was uploaded to. */
  videoUrl?: string | null
  /** Made from the run that comes with the repository: said on every page. */
  example: boolean
  /** How much of it is printed; the core where nothing is said. */
  edition?: Edition
  /** How the files beside it are called; null where they are as report.json has it. */
  fileName?: string | null
}

/** All that templates may say, every number a finished text. Pure. */
export function viewModel(
  input: ReportInput,
  glossary: Glossary,
  report: Pick<ReportTemplate, 'title' | 'fileName'>,
  words: Words,
): ViewModel {
  const { analysis, loaded, identity, example, film = null, videoUrl = null, edition = USUAL_EDITION } = input
  const { pdf, ledger, figures, samples } = fileNames(identity.id, input.fileName ?? report.fileName)
  const { run } = analysis
  const shown = shownOf(analysis.migration.migrations)
  const { language } = words
  return spoken<ViewModel>(
    {
      title: report.title,
      date: formatDate(run.createdAt, language),
      example,
      edition: { full: edition === 'full' },
      files: { pdf, ledger, figures, samples },
      identity: { ...identity, displayName: identity.name ?? identity.id },
      run: {
        ...runView(run, analysis.environment, language, loaded.parts),
        order: orderViews(analysis),
        ...computersView(loaded),
      },
      environment: environmentView(analysis.environment, analysis.run.hosts),
      film: { url: videoUrl, recording: film === null ? null : filmView(film, language) },
      instructions: instructionViews(loaded.journal, glossary, film),
      acceleration: {
        ...experimentView(analysis.acceleration),
        argv: argvView(loaded.trials, 'acceleration'),
        excerpts: programExcerpts(loaded.trials, 'acceleration'),
        calibrated: loaded.trials.some(({ trial }) => trial.calibrations.length > 0),
        steady: loaded.trials.some(({ trial }) => trial.windows.length > 0),
      },
      network: {
        ...experimentView(analysis.network),
        argv: argvView(loaded.trials, 'network'),
        excerpts: programExcerpts(loaded.trials, 'network'),
      },
      migration: {
        ...experimentView(analysis.migration),
        first: shown === undefined ? null : migrationView(shown),
        all: analysis.migration.migrations.map(migrationView),
        excerpt: migrationExcerpt(loaded.trials),
        accounted: accountedIn(analysis.migration.migrations).length > 0,
      },
      matrix: matrixView(analysis.matrix),
      failover: experimentView(analysis.failover),
      compared: analysis.compared && {
        run: analysis.compared.run,
        createdAt: formatTime(analysis.compared.createdAt, language),
        differences: analysis.compared.differences,
      },
      raw: [...rawViews(analysis), ...matrixRaw(analysis.matrix)],
    },
    words,
  )
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

function runView(
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

/** Of machines on which somebody measured by hand, nothing is known. */
const orNotKnown = (stated: Stated | null | undefined): Text => (stated == null ? say('not-known') : statedText(stated))

/** The QEMU that carries the hosts; it is missing where no QEMU of this computer does. */
function carrierView({ kind, qemuFrom }: Run['hosts'], version: string | null): Text | null {
  if (kind === 'ssh' && version === null) return null
  return qemuFrom === 'lab' && version !== null ? say('qemu.of-lab', { version }) : orNotKnown(version)
}

function environmentView(environment: Environment, hosts: Run['hosts']): Unspoken<ViewModel['environment']> {
  const { lab, host, vm, hardwareCounters, images } = environment
  const addresses = addressesIn(environment)
  return {
    lab: {
      ...machineView(lab),
      qemuVersion: carrierView(hosts, lab.qemuVersion),
      nodeVersion: orNotKnown(lab.nodeVersion),
    },
    host: {
      ...machineView(host),
      qemuVersion: orNotKnown(host.qemuVersion),
      perfVersion: orNotKnown(host.perfVersion),
      iperf3Version: orNotKnown(host.iperf3Version),
      accelerator: host.accelerator === null ? say('not-known') : say(`accelerator.${host.accelerator}`),
    },
    vm: machineView(vm),
    addresses: { ...addresses, prefixLength: String(addresses.prefixLength) },
    hardwareCounters: { host1: orNotKnown(hardwareCounters.host1), vm: orNotKnown(hardwareCounters.vm) },
    images: { recipeHash: orNotKnown(images?.recipeHash.slice(0, 12)), suite: orNotKnown(images?.suite) },
  }
}

function machineView(machine: Environment['vm']): Unspoken<ViewModel['environment']['vm']> {
  return {
    cpuModel: orNotKnown(machine.cpuModel),
    cpus: machine.cpus === null ? say('not-known') : formatWhole(machine.cpus),
    memory: machine.memoryMiB === null ? say('not-known') : formatBytes(machine.memoryMiB * 2 ** 20),
    kernel: orNotKnown(machine.kernel),
    os: orNotKnown(machine.os),
  }
}

/** Every sample, a line for each metric and configuration, with the files that they were read from. */
function rawViews({ acceleration, network, migration, failover }: Analysis): Unspoken<ViewModel['raw']> {
  // Of a migration there is one value of each quantity, or none.
  const each = migration.migrations.map(({ trial }) => trial)
  return [
    { ...acceleration, trials: null },
    { ...network, trials: null },
    { ...migration, trials: each.length > 0 ? each : null },
    { ...failover, trials: null },
  ].flatMap(({ metrics, controls, trials }) =>
    metrics.flatMap((metric) =>
      armsOf(metric, controls)
        .filter(({ samples }) => samples.length > 0)
        .map((arm) => ({
          metric:
            metric.unit === ''
              ? metric.title
              : say('chart.title-with-unit', { title: metric.title, unit: metric.unit }),
          configuration: arm.label,
          values: valuesOf(arm.samples, trials),
          files: [...new Set(arm.samples.map(({ source }) => pattern(source)))].join(', '),
        })),
    ),
  )
}

/**
 * `(95.1) 90.2 89.9 | (94.0) 91.3 90.7`: a bar between repetitions, warm-ups in brackets.
 * @param all trials that could have a value: a dash stands for one without; null for those alone that have one
 */
function valuesOf(samples: readonly Measurement[], all: readonly string[] | null): string {
  const trials = Map.groupBy(samples, ({ trial }) => trial)
  return (all ?? [...trials.keys()])
    .map((trial) => trials.get(trial) ?? [])
    .map((list) =>
      list.length === 0
        ? '–'
        : list.map(({ value, warmup }) => (warmup ? `(${formatNumber(value)})` : formatNumber(value))).join(' '),
    )
    .join(' | ')
}

/** One name for the files of all repetitions and samples: `cpu-loop.*.csv` in each trial. */
function pattern(source: string): string {
  return source
    .replace(/^trials\//, '')
    .replace(/-\d+\//, '-*/')
    .replace(/([.-])\d+(?=\.)/g, '$1*')
}
