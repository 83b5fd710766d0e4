import { TOPOLOGY, VM_ADDRESS } from '../../assignment/topology.ts'
import { RAW_FILES } from '../../data/raw-files.ts'
import type { Host } from '../machines/hosts/host.ts'
import { OWN_PROCESSES } from '../machines/own-processes.ts'
import type { Agent } from '../machines/vm/agent.ts'
import type { TrialRecorder } from './trial.ts'

const PORTS = { records: 5002, echo: 5003 } as const

/**
 * In the VM: what is sent to one port comes back from it. To the other numbers are sent: of each the record of `images/vm/writer`
 * is written past every cache, and the number comes back once the disk has it. So of two VMs that went apart a disk has what was
 * sent to that VM. Nothing that differs between two equal VMs, such as a time, is in what either says.
 */
const SERVER = `while read -r module; do insmod "/modules/$module" 2>/dev/null; done </modules/disk
i=0; while [ ! -b /dev/vda2 ] && [ $i -lt 50 ]; do usleep 100000; i=$((i+1)); done
[ -b /dev/vda2 ] || exit 1
cat >/tmp/teller <<'END'
set -- none
. /usr/sbin/writer
while read -r n; do
  record "$n"
  printf '%-4095s\\n' "$text |" | /usr/bin/dd of=/dev/vda2 bs=4096 seek=$((n-1)) iflag=fullblock oflag=direct,dsync conv=notrunc status=none || exit 1
  echo "$n"
done
END
mkfifo /run/told /run/echo
setsid sh -c 'cat /run/told | nc -l -p ${PORTS.records} | sh /tmp/teller >/run/told' </dev/null >/dev/null 2>&1 &
setsid sh -c 'cat /run/echo | nc -l -p ${PORTS.echo} >/run/echo' </dev/null >/dev/null 2>&1 &`

/** It tries until somebody listens: the VM’s first steps take a moment. */
const connect = (port: number): string =>
  `for i in $(seq 300); do { exec 3<>/dev/tcp/${VM_ADDRESS}/${port}; } 2>/dev/null && break; sleep 0.1; done`

/** A record every 250 ms, whether those before are told of or not. */
const records = `${connect(PORTS.records)}
exec 5<>/tmp/records.tick
{ n=0; while :; do n=$((n+1)); echo $n >&3 || break; read -r -t 0.25 _ <&5; done; } &
while read -r n <&3; do echo "$EPOCHREALTIME $n"; done`

/**
 * A request every 50 ms on one TCP connection. Echoes of ICMP would be the common way, but under COLO they are no bystanders:
 * `colo-compare` knows no order among them, so that after a checkpoint one that came late is held against the next, and
 * causes the next checkpoint.
 */
const echo = `${connect(PORTS.echo)}
exec 5<>/tmp/asking.tick
while read -r n <&3; do echo "$EPOCHREALTIME $n"; done >/tmp/${RAW_FILES.answered} &
n=0; while :; do n=$((n+1)); t=$EPOCHREALTIME; echo $n >&3 || break; echo "$t $n"; read -r -t 0.05 _ <&5; done`

/** A stream beside them, slow and in small pieces, so that it is even. */
const RATE = ['-b', '400k', '-l', '2048'] as const

const FILES = [
  RAW_FILES.iperf3,
  RAW_FILES.iperf3Times,
  RAW_FILES.asked,
  RAW_FILES.answered,
  RAW_FILES.acknowledged,
] as const
const START = `cd /tmp && sudo rm -f ${FILES.join(' ')} asking.tick records.tick && mkfifo asking.tick records.tick
setsid bash -c '${records}' >${RAW_FILES.acknowledged} 2>/dev/null </dev/null &
setsid bash -c '${echo}' >${RAW_FILES.asked} 2>/dev/null </dev/null &
( setsid iperf3 -c ${VM_ADDRESS} ${RATE.join(' ')} -t 3600 -i 0.25 -f k --forceflush 2>&1 </dev/null |
  while IFS= read -r line; do printf '%s\\n' "$line"; printf '%s\\n' "$EPOCHREALTIME" >&3; done >${RAW_FILES.iperf3} 3>${RAW_FILES.iperf3Times} ) >/dev/null 2>&1 &
serves() { grep -q 'bits/sec' ${RAW_FILES.iperf3} && [ -s ${RAW_FILES.acknowledged} ] && [ -s ${RAW_FILES.answered} ]; } 2>/dev/null
for i in $(seq 120); do serves && exit 0; sleep 0.5; done
echo "the client on host1 got no answer from the VM within a minute: $(tail -n 1 ${RAW_FILES.iperf3})" >&2; exit 1`

/** Starts the servers in the VM, and on the host what asks them. */
export async function startClient(host: Host, agent: Agent, signal: AbortSignal): Promise<void> {
  const { exitCode } = await agent.run(SERVER, 60_000, signal)
  if (exitCode !== 0) throw new Error('the VM has no disk to write to')
  const started = await host.script(START, { signal, timeoutMs: 300_000 })
  if (started.failure !== null) throw new Error(started.stderr.trim() || started.failure)
}

/** What a stream without a limit gets through to the VM, as iperf3 tells it; its error where it fails. */
export async function measureStream(host: Host, signal: AbortSignal): Promise<string> {
  const { stdout } = await host.exec(['iperf3', '-c', VM_ADDRESS, '-t', '8', '--json'], { signal, timeoutMs: 60_000 })
  return stdout
}

/** The host's clock and what its end of the cable has sent, bytes. */
export async function readCable(host: Host, signal: AbortSignal): Promise<string> {
  const read = `read -r sent </sys/class/net/${TOPOLOGY.labInterface}/statistics/tx_bytes; echo "$EPOCHREALTIME $sent"`
  return (await host.exec(['bash', '-c', read], { signal })).stdout
}

const PROCESSES = `${OWN_PROCESSES.probes}|${OWN_PROCESSES.clients}`
const END = `sudo pkill -INT -f '${PROCESSES}'
for i in $(seq 50); do pgrep -f '${PROCESSES}' >/dev/null || exit 0; sleep 0.1; done
sudo pkill -KILL -f '${PROCESSES}'; true`

/** Ends whatever of it runs. */
export const endClient = async (host: Host): Promise<void> => void (await host.script(END, { timeoutMs: 20_000 }))

/** A VM that went on, and the file that what its disk holds of the records is stored in. */
export interface DiskReader {
  agent: Agent
  file: typeof RAW_FILES.writer | typeof RAW_FILES.diskPrimary | typeof RAW_FILES.diskSecondary
}

/**
 * Each record by itself, in blocks that are read past every cache and to the end before anything is said: what was never
 * written is zeros, and no line.
 */
const listRecords = (last: string): string => `(set -- none; . /usr/sbin/writer
/usr/bin/dd if=/dev/vda2 of=/run/records bs=4096 count=${last} iflag=direct status=none || exit 1
echo "written ${last}"
tr -d '\\000' </run/records | sed 's/ |.*//' | while IFS= read -r line; do
  n=\${line%% *}; n=\${n#seq=}
  case $n in ''|*[!0-9]*) continue ;; esac
  record "$n"
  [ "$line" = "$text" ] && echo "$n intact" || echo "$n altered"
done
echo "read ${last}")`

/** Ends the client and stores what it saw, and what disks hold of the records that it was told of. */
export async function storeClient(
  host: Host,
  disks: readonly DiskReader[],
  trial: TrialRecorder,
  signal: AbortSignal,
): Promise<void> {
  await endClient(host)
  const texts = Object.fromEntries(
    await Promise.all(
      FILES.map(async (name) => [name, (await host.exec(['cat', `/tmp/${name}`], { signal })).stdout] as const),
    ),
  )
  for (const name of FILES) trial.file(name, texts[name] ?? '')
  const last = texts[RAW_FILES.acknowledged]?.trim().split('\n').at(-1)?.split(' ')[1] ?? '0'
  for (const { agent, file } of disks) {
    const read = file === RAW_FILES.writer ? `echo "written ${last}"; writer verify ${last}` : listRecords(last)
    const { output } = await agent.run(read, 120_000, signal)
    trial.file(file, output)
  }
}
