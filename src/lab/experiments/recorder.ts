import type { SteadyWindow } from '../../data/schema.ts'
import type { Accelerator } from '../../experiments/declaration.ts'
import { commandLine } from '../../text/shell.ts'
import type { Host } from '../machines/hosts/host.ts'
import { OWN_PROCESSES } from '../machines/own-processes.ts'

/** Of the host's time. */
const WINDOW_S = 2
const REPORT_LIMIT_MS = 180_000

/** What perf is told through one fifo and acknowledges through the other. */
const DATA = '/tmp/steady.data'
const LOG = '/tmp/steady.log'
const CONTROL = '/tmp/steady.control'
const ANSWER = '/tmp/steady.answer'
const SWITCHED = ['-D', '-1', '--control', `fifo:${CONTROL},${ANSWER}`]

const RECORD: Readonly<Record<Accelerator, readonly string[]>> = {
  kvm: ['perf', 'kvm', 'stat', 'record', '-a', ...SWITCHED, '-o', DATA],
  tcg: [
    ...['perf', 'record', '-q', '-e', 'cpu-clock', '-F', '199', ...SWITCHED],
    // Not quoted: the shell of the host finds the process id.
    ...['-p', `$(pgrep -o -f '${OWN_PROCESSES.qemu}')`, '-o', DATA],
  ],
}
const REPORT: Readonly<Record<Accelerator, readonly string[]>> = {
  kvm: ['perf', 'kvm', '-i', DATA, 'stat', 'report', '--event=vmexit'],
  tcg: ['perf', 'report', '-i', DATA, '--stdio', '--sort', 'dso', '-n'],
}
export const TOOL: Readonly<Record<Accelerator, SteadyWindow['tool']>> = {
  kvm: 'perf-kvm-stat',
  tcg: 'perf-record',
}

const OPEN = `exec 3<>${CONTROL} 4<>${ANSWER}`
const END = `sudo pkill -INT -f '${OWN_PROCESSES.perf}'
for i in $(seq 100); do pgrep -f '${OWN_PROCESSES.perf}' >/dev/null || break; sleep 0.1; done`
const REMOVE = `sudo rm -f ${DATA}* ${LOG} ${CONTROL} ${ANSWER}`

/** perf on a host, started and waiting: what it is for happens in a window with sharp ends, its own start before. */
export interface Recorder {
  argv: string[]
  /** Counts for two seconds and gives four readings of the host's clock: around switching on, and around switching off. */
  window(): Promise<string>
  /** Ends perf and gives its report. */
  report(): Promise<string>
}

/** @returns perf's own words where this kernel does not let it record */
export async function startRecorder(
  host: Host,
  accelerator: Accelerator,
  signal: AbortSignal,
): Promise<Recorder | { refused: string }> {
  const started = await host.script(
    `${END}
${REMOVE}
mkfifo ${CONTROL} ${ANSWER} && ${OPEN}
sudo setsid ${RECORD[accelerator].join(' ')} </dev/null >${LOG} 2>&1 3<&- 4<&- &
echo ping >&3
read -t 30 word <&4 && [ "$word" = ack ] || { cat ${LOG}; exit 1; }`,
    { signal },
  )
  if (started.failure !== null) return { refused: started.stdout }
  const script = async (text: string, timeoutMs?: number): Promise<string> => {
    const outcome = await host.script(text, { signal, ...(timeoutMs === undefined ? {} : { timeoutMs }) })
    if (outcome.failure !== null) throw new Error(`perf could not be steered: ${outcome.stderr.trim()}`)
    return outcome.stdout
  }
  return {
    argv: ['sudo', ...RECORD[accelerator]],
    window: () =>
      script(`${OPEN}
switch() { echo $EPOCHREALTIME; echo $1 >&3; read -t 10 word <&4 && [ "$word" = ack ] || exit 1; echo $EPOCHREALTIME; }
switch enable
sleep ${WINDOW_S}
switch disable`),
    report: () => script(`${END}\nsudo ${commandLine(REPORT[accelerator])} 2>&1\n${REMOVE}`, REPORT_LIMIT_MS),
  }
}
