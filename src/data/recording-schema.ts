import { z } from 'zod'
import { HOSTS, type HostName } from './host-name.ts'
import { StatedText } from './stated-schema.ts'

/** What is filmed: Tasks 1 to 3, or a VM under COLO whose primary is killed. */
export const FILM_SCENES = ['migration', 'colo'] as const
export type FilmScene = (typeof FILM_SCENES)[number]

/**
 * A recording of the procedure in real terminals, as it stands under `data/runs/<run>/recordings/<time>/`:
 *
 *     recording.json     what was typed where and when, and how it ended: written last
 *     <terminal>.cast    what a terminal showed, with times: asciicast v2, https://docs.asciinema.org/manual/asciicast/v2/
 *
 * All times are seconds since the recording began, on one clock. The film is computed from these files.
 */
export const RECORDING_SCHEMA_VERSION = 1

/** Each host has two: the VM's screen takes one of them, as QEMU's window would. */
const TERMINAL_IDS = ['host1', 'host1-second', 'host2', 'host2-second'] as const
export const TerminalId = z.enum(TERMINAL_IDS)
export type TerminalId = z.infer<typeof TerminalId>

/** The host that a terminal is opened on. */
export const HOST_OF: Readonly<Record<TerminalId, HostName>> = {
  host1: 'host1',
  'host1-second': 'host1',
  host2: 'host2',
  'host2-second': 'host2',
}

export const RecordedTerminal = z.strictObject({
  id: TerminalId,
  host: z.enum(HOSTS),
  columns: z.number().int().positive(),
  rows: z.number().int().positive(),
  /** When it was opened. */
  openedAtS: z.number().nonnegative(),
})
export type RecordedTerminal = z.infer<typeof RecordedTerminal>

export const RecordedStep = z.strictObject({
  /** Of the scene's steps: see `film/script.ts`. One may be done several times. */
  id: z.string().regex(/^[a-z0-9-]+$/),
  terminal: TerminalId,
  /** As typed; empty where a step is only seen. */
  command: z.string(),
  startedAtS: z.number().nonnegative(),
  /** When Enter was pressed. */
  enteredAtS: z.number().nonnegative(),
  finishedAtS: z.number().nonnegative(),
  /** null where the command goes on, as QEMU does, or where nothing was typed. */
  exitCode: z.number().int().nullable(),
})
export type RecordedStep = z.infer<typeof RecordedStep>

export const Recording = z.strictObject({
  schema: z.literal(RECORDING_SCHEMA_VERSION),
  recordedAt: z.iso.datetime(),
  /** Recordings of before there were others have none. */
  scene: z.enum(FILM_SCENES).default('migration'),
  /** `complete` only when every step was done and the VM was seen alive on host 2. */
  status: z.enum(['complete', 'failed', 'interrupted']),
  /** Unless it is complete. */
  statusReason: StatedText.nullable(),
  hosts: z.strictObject({ kind: z.enum(['emulated', 'kvm']), reason: StatedText }),
  terminals: z.array(RecordedTerminal),
  steps: z.array(RecordedStep),
  durationS: z.number().nonnegative(),
})
export type Recording = z.infer<typeof Recording>

/** What a terminal showed, piece by piece: time and characters with their control sequences. */
export type CastEvent = readonly [s: number, data: string]

export interface LoadedRecording {
  recording: Recording
  casts: ReadonlyMap<TerminalId, readonly CastEvent[]>
}
