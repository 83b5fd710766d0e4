import { IDLE } from '../../experiments/acceleration.ts'
import { commandLine } from '../../text/shell.ts'
import { inEnglish } from '../../text/stated.ts'
import type { ListedTrial } from '../loaded-run.ts'
import type { Migration, Trial } from '../schema.ts'
import { TRIAL_FILE, trialPath } from '../trial-path.ts'
import { type Entity, known, moment, to } from './entity.ts'
import type { Software } from './software.ts'

/** Something that was set for a trial: the names are those of trial.json or of QEMU. */
interface Argument {
  name: string
  value: string | number
  unitText?: string
}

/** The action of a trial: which programs ran, with what, from when to when, and the files that it left; its arguments after it. */
export function trialAction({ trial, files }: ListedTrial, software: Software, byHand: boolean): Entity[] {
  const id = `#${trial.id}`
  const given = argumentsOf(trial).map(
    (argument): Entity => ({
      '@id': `${id}/${argument.name.replaceAll(/[^A-Za-z0-9.]+/g, '-')}`,
      '@type': 'PropertyValue',
      ...argument,
    }),
  )
  const inVm = trial.vmArgv !== null || trial.migration !== null
  const { skipped, migration } = trial
  const failure = skipped === null ? (migration?.outcome === 'failed' ? migration.reason : null) : inEnglish(skipped)
  const failed = skipped !== null || migration?.outcome === 'failed'
  const action: Entity = {
    '@id': id,
    '@type': 'CreateAction',
    name: `Trial ${trial.id}`,
    description: byHand
      ? 'Outputs of tools that somebody had run by hand were taken over. The times are those of that.'
      : `The configuration ${trial.configuration} of the experiment ${trial.experiment}, repetition ${trial.repetition}.`,
    instrument: [...(inVm ? [software.qemu] : []), software.lab].map(to),
    startTime: moment(trial.startedAt),
    endTime: moment(trial.finishedAt),
    object: ['run.json', 'environment.json', ...given.map((argument) => argument['@id'])].map(to),
    result: [TRIAL_FILE, ...files].toSorted().map((name) => to(trialPath(trial.id, name))),
    actionStatus: `http://schema.org/${failed ? 'Failed' : 'Completed'}ActionStatus`,
    ...known({ error: failure }),
  }
  return [action, ...given]
}

function argumentsOf(trial: Trial): Argument[] {
  const { experiment, configuration, repetition, block, host, hostBoot, workload, vmArgv } = trial
  const facts = { experiment, configuration, repetition, block, host, hostBoot, workload }
  return [
    ...Object.entries(known<string | number>(facts)).map(([name, value]) => ({ name, value })),
    ...(vmArgv === null ? [] : [{ name: 'command line of QEMU', value: commandLine(vmArgv) }]),
    ...(trial.migration === null ? [] : migrationArguments(trial.migration)),
    ...commandLines(trial),
  ]
}

const migrationArguments = (migration: Migration): Argument[] => [
  { name: 'source', value: migration.source },
  { name: 'destination', value: migration.destination },
  { name: 'monitor', value: migration.via },
  { name: 'max-bandwidth', value: migration.maxBandwidthBytesPerSecond, unitText: 'B/s' },
  { name: 'downtime-limit', value: migration.downtimeLimitMs, unitText: 'ms' },
  ...migration.capabilities.map((name) => ({ name: `capability ${name}`, value: 'on' })),
  ...Object.entries(migration.parameters).map(([name, value]) => ({ name: `parameter ${name}`, value })),
]

/** Each command line of a program once, numbered where a program had several. */
function commandLines({ samples, windows }: Trial): Argument[] {
  const lines = new Map<string, Set<string>>()
  for (const { probe, argv } of [...samples, ...windows]) {
    if (argv.length === 0) continue
    const name = probe ?? IDLE
    lines.set(name, (lines.get(name) ?? new Set()).add(commandLine(argv)))
  }
  return [...lines].flatMap(([program, typed]) =>
    [...typed].map((value, index) => ({
      name: `command line of ${program}${index === 0 ? '' : ` (${index + 1})`}`,
      value,
    })),
  )
}

/** What each raw file of a trial is, of those that a sample or a window names. */
export function fileDescriptions({ samples, windows }: Trial): Map<string, string> {
  const described = new Map<string, string>()
  for (const { probe, index, warmup, files } of samples)
    for (const [role, name] of Object.entries(files))
      described.set(name, `${probe}, sample ${index}${warmup ? ' (warm-up)' : ''}: ${role}`)
  for (const { probe, files } of windows)
    for (const [role, name] of Object.entries(files))
      described.set(name, `${probe ?? 'nothing running'}, steady window: ${role}`)
  return described
}
