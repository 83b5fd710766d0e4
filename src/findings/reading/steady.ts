import type { LoadedTrial } from '../../data/loaded-run.ts'
import type { Configuration, Program, SteadyWindow } from '../../data/schema.ts'
import { TRIAL_FILE, trialPath } from '../../data/trial-path.ts'
import { IDLE } from '../../experiments/acceleration.ts'
import { programDeclaration } from '../../experiments/catalogue.ts'
import { parseWindowTimes } from '../../measurements/clocks/window-times.ts'
import { ParseError } from '../../measurements/parse-error.ts'
import { type ExitReason, parsePerfKvmStat } from '../../measurements/perf/perf-kvm-stat.ts'
import { type Profile, parsePerfReport } from '../../measurements/perf/perf-report.ts'
import { parseInfoJit } from '../../measurements/qemu/info-jit.ts'
import { say } from '../../text/phrase.ts'
import { unlessDamaged } from './damaged.ts'
import type { Open, Raw } from './extent.ts'
import type { Measurement } from './measurement.ts'
import { readOnce } from './once.ts'
import { elapsedMsOf } from './programs.ts'
import type { Readings } from './samples.ts'
import type { Unfit } from './unfit.ts'

/** What the host counted while one program of section B, or none, ran by itself in the VM. */
export interface Steady {
  trial: string
  block: number | null
  configuration: Configuration
  /** null: nothing ran. */
  probe: Program | null
  seconds: number
  serialBytes: number
  /** What the program itself reported of its whole run; null of none. */
  operationsPerSecond: number | null
  /** With KVM: every exit in the window, by its reason. */
  exits: ExitReason[] | null
  /** Without: whose code the QEMU process was in, and what it translated. */
  profile: Profile | null
  translated: { blocksPerSecond: number | null; hostBytesPerGuestByte: number } | null
  source: string
}

/** Blocks that were translated within the window, and how much longer translated code is than the VM's own. */
function translatedIn(open: Open, seconds: number): NonNullable<Steady['translated']> {
  const [before, after] = [open('jit-before'), open('jit-after')]
  const [from, to] = [parseInfoJit(before.text, before.file), parseInfoJit(after.text, after.file)]
  return {
    // Emptying the buffer starts the count anew, so the difference would be wrong.
    blocksPerSecond: from.flushes === to.flushes ? (to.blocks - from.blocks) / seconds : null,
    hostBytesPerGuestByte: to.expansionRatio,
  }
}

function paceOf({ probe, operations }: SteadyWindow, { text }: Raw): number | null {
  if (probe === null || operations === null) return null
  return (1000 * operations) / elapsedMsOf(probe, operations, text)
}

/** @throws ParseError */
function readWindow({ trial, files }: LoadedTrial, window: SteadyWindow): Steady {
  const open: Open = (role) => {
    const name = window.files[role]
    const text = files[name ?? '']
    if (text === undefined)
      throw new ParseError(trialPath(trial.id, name ?? TRIAL_FILE), null, say('expected.file-of-the-role', { role }))
    return { text, file: trialPath(trial.id, name ?? '') }
  }
  const isKvm = window.tool === 'perf-kvm-stat'
  const { text, file } = open('counts')
  const exits = isKvm ? parsePerfKvmStat(text, file) : null
  const profile = isKvm ? null : parsePerfReport(text, file)
  const times = open('times')
  const { seconds } = parseWindowTimes(times.text, times.file)
  return {
    trial: trial.id,
    block: trial.block,
    configuration: trial.configuration,
    probe: window.probe,
    seconds,
    serialBytes: window.serialBytes,
    operationsPerSecond: window.probe === null ? null : paceOf(window, open('output')),
    exits,
    profile,
    translated: isKvm ? null : translatedIn(open, seconds),
    source: file,
  }
}

interface Windows {
  windows: Steady[]
  reasons: Readings['reasons']
}

const windowsOf = readOnce('windows', (loaded): Windows => {
  const { id, configuration, windows: all } = loaded.trial
  const reasons: Readings['reasons'] = []
  const windows = all.flatMap((window): Steady[] => {
    const probe = window.probe ?? IDLE
    if (!window.ranThroughout) {
      const file = trialPath(id, window.files.counts ?? TRIAL_FILE)
      const program = window.probe === null ? say('metric.idle') : programDeclaration(window.probe).name
      const unfit: Unfit = { kind: 'cut-short', program, value: null }
      reasons.push({ configuration, probe, reason: say('reason.cut-short', { file }), unfit })
      return []
    }
    const read = unlessDamaged(
      () => readWindow(loaded, window),
      (reason) => reasons.push({ configuration, probe, reason }),
    )
    return read === null ? [] : [read]
  })
  return { windows, reasons }
})

/** Every window of the trials that can be read, and why the others can't. */
export function readWindows(trials: readonly LoadedTrial[]): Windows {
  const all = trials.map(windowsOf)
  return { windows: all.flatMap(({ windows }) => windows), reasons: all.flatMap(({ reasons }) => reasons) }
}

export const countOfExits = (exits: readonly ExitReason[]): number => exits.reduce((sum, { count }) => sum + count, 0)

/** What the windows give as metrics of the trials. */
export function windowMeasurements(windows: readonly Steady[]): Measurement[] {
  return windows.flatMap(
    ({ trial, block, configuration, probe, source, seconds, exits, operationsPerSecond, translated }) => {
      const perSecond = exits === null ? null : countOfExits(exits) / seconds
      const values: [string, number | null][] = [
        ['exitsPerSecond', perSecond],
        [
          'exitsPerOperation',
          perSecond === null || operationsPerSecond === null ? null : perSecond / operationsPerSecond,
        ],
        ['translatedBlocksPerSecond', translated?.blocksPerSecond ?? null],
        ['hostBytesPerGuestByte', translated?.hostBytesPerGuestByte ?? null],
      ]
      return values.flatMap(([name, value]): Measurement[] =>
        value === null
          ? []
          : [
              {
                experiment: 'acceleration',
                configuration,
                trial,
                block,
                index: 1,
                warmup: false,
                metric: `${probe ?? IDLE}.${name}`,
                value,
                source,
              },
            ],
      )
    },
  )
}
