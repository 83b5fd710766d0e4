import { VM_ADDRESS } from '../../assignment/topology.ts'
import { COUNT_EXITS, COUNT_REGISTERS, INJECTION_EVENT } from '../../experiments/exit-kinds.ts'
import { commandLine } from '../../text/shell.ts'
import type { Host } from '../machines/hosts/host.ts'
import { OWN_PROCESSES } from '../machines/own-processes.ts'

/** What a host counted within a window, and what the program printed that ran around it. */
export interface HostCounts {
  /** Of the program; 0 where none ran. */
  exitCode: number
  output: string
  /** `perf stat -x,`, in the order of `COUNTING`. */
  exits: string
  /** /proc/stat and its QEMU's /proc/PID/stat at both ends of the window. */
  before: string
  after: string
  /** Moments: see `parseCountingWindow`. */
  window: string
  durationMs: number
}

/** perf on the host, as samples keep it: by it readers know which count is which. It begins to count when it is told. */
export const COUNTING: readonly string[] = [
  ...['perf', 'stat', '-a', '-x', ',', '-D', '-1', '--control', 'fifo:control,answer'],
  ...COUNT_EXITS,
  ...COUNT_REGISTERS,
  ...['-e', INJECTION_EVENT],
]

/** The program whose stream is measured around a window. */
export interface Streaming {
  argv: readonly string[]
  /** From its connection to the window, s. */
  leadS: number
}

const FILES = ['output', 'exits.csv', 'before', 'after', 'window'] as const
const SEPARATOR = '====='
/** As /proc/net/tcp and udp have iperf3's connections to the VM that are established: one controls, the other carries. */
const CONNECTED = `${VM_ADDRESS.split('.')
  .map((byte) => Number(byte).toString(16).toUpperCase().padStart(2, '0'))
  .toReversed()
  .join('')}:1451 01 `

/** perf needs seconds to start where the host is busy, so the program is started by what perf runs. */
const counted = (
  streaming: Streaming | null,
  seconds: number,
): string => `moment() { read -r up _ </proc/uptime; echo "$1 $up" >>window; }
tell() { echo $1 >control; read -r _ <answer; }
: >output
moment 'program began'
${
  streaming === null
    ? ''
    : `${commandLine(streaming.argv)} >output 2>&1 &
i=0; while [ $(cat /proc/net/tcp /proc/net/udp | grep -c '${CONNECTED}') -lt 2 ] && [ $i -lt 300 ]; do i=$((i+1)); sleep 0.05; done
moment 'program connected'; sleep ${streaming.leadS}`
}
tell enable; moment 'counting began'; cat /proc/stat /proc/$1/stat >before
sleep ${seconds}
cat /proc/stat /proc/$1/stat >after; moment 'counting ended'; tell disable
${streaming === null ? 'true' : 'wait $!'}; ended=$?
moment 'program ended'
exit $ended`

const script = (streaming: Streaming | null, seconds: number): string => `d=$(mktemp -d) && cd "$d" || exit 1
cat >count.sh <<'END'
${counted(streaming, seconds)}
END
mkfifo control answer
sudo ${commandLine(COUNTING)} -o exits.csv -- sh count.sh "$(pgrep -o -f '${OWN_PROCESSES.qemu}')" </dev/null >&2
ended=$?
for file in ${FILES.join(' ')}; do cat $file; echo ${SEPARATOR}; done
cd /; sudo rm -rf "$d"
exit $ended`

/**
 * Has the host count the VM's exits and its own processor time for some seconds, by themselves or while a program runs
 * there. Nothing is said to the VM or the host meanwhile.
 * @param streaming iperf3, which ends by itself, later than the window
 * @throws Error where the host could not count
 */
export async function countOnHost(
  host: Host,
  streaming: Streaming | null,
  seconds: number,
  signal: AbortSignal,
): Promise<HostCounts> {
  const { stdout, stderr, exitCode, durationMs } = await host.script(script(streaming, seconds), { signal })
  const [output, exits, before, after, window, rest] = stdout.split(`${SEPARATOR}\n`)
  if (
    exitCode === null ||
    output === undefined ||
    exits === undefined ||
    before === undefined ||
    after === undefined ||
    window === undefined ||
    rest === undefined
  )
    throw new Error(`the host’s counts could not be read: ${stderr.trim().slice(-300)}`)
  return { exitCode, output, exits, before, after, window, durationMs }
}
