import { FILMED_PROCEDURE } from '../../assignment/filmed-steps.ts'
import {
  type CastEvent,
  type FilmScene,
  HOST_OF,
  type LoadedRecording,
  RECORDING_SCHEMA_VERSION,
  type RecordedStep,
  type TerminalId,
} from '../../data/recording-schema.ts'
import { SCRIPTS } from '../../film/script.ts'

const TERMINAL: Record<string, TerminalId> = {
  'see-vm': 'host1',
  'see-waiting': 'host2',
  probe: 'host2-second',
  'see-arrived': 'host2',
  status: 'host1-second',
  'probe-end': 'host2-second',
  'task3-monitor': 'host1-second',
  'task3-migrate': 'host1-second',
  'task3-info': 'host1-second',
  'colo-secondary-command': 'host2',
  'colo-secondary': 'host2',
  'colo-wait': 'host2-second',
  'colo-protect': 'host1-second',
  'colo-pair': 'host2',
  'colo-checkpoints': 'host1-second',
  'colo-shell': 'host1-second',
  'colo-kill': 'host1-second',
  'colo-takeover': 'host2-second',
  'colo-arrived': 'host2',
  'colo-answers': 'host1-second',
}

/** For tests: a made-up recording in which each step lasts 3 s, and one of them as long as is asked for. */
export function syntheticRecording(
  longest: { id: string; lastsS: number } = { id: 'task1-install', lastsS: 3 },
  scene: FilmScene = 'migration',
): LoadedRecording {
  const casts = new Map<TerminalId, CastEvent[]>()
  const steps: RecordedStep[] = []
  let now = 1
  for (const { id } of SCRIPTS[scene].steps) {
    const instruction = FILMED_PROCEDURE.find((one) => one.id === id)
    const place = instruction?.place === 'host2' ? 'host2' : 'host1'
    const terminal = TERMINAL[id] ?? place
    const command = instruction?.argv.join(' ') ?? ''
    const goesOn = instruction === undefined || instruction.mode === 'background' || terminal === 'host1-second'
    const cast = casts.get(terminal) ?? [[now - 0.5, `student@${HOST_OF[terminal]}:~$ `]]
    casts.set(terminal, cast)
    const lastsS = longest.id === id ? longest.lastsS : 3
    cast.push([now, command], [now + 1, '\r\n'], [now + lastsS, `done ${id}\r\nstudent@${HOST_OF[terminal]}:~$ `])
    steps.push({
      id,
      terminal,
      command,
      startedAtS: now,
      enteredAtS: now + 1,
      finishedAtS: now + lastsS,
      exitCode: goesOn ? null : 0,
    })
    now += lastsS + 0.2
  }
  return {
    recording: {
      schema: RECORDING_SCHEMA_VERSION,
      recordedAt: '2026-01-02T03:04:05.000Z',
      scene,
      status: 'complete',
      statusReason: null,
      hosts: { kind: 'emulated', reason: 'A made-up recording.' },
      terminals: [...casts].map(([id, cast]) => ({
        id,
        host: HOST_OF[id],
        columns: 80,
        rows: 25,
        openedAtS: cast[0]?.[0] ?? 0,
      })),
      steps,
      durationS: now,
    },
    casts,
  }
}
