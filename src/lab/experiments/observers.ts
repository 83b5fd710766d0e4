import { createHash } from 'node:crypto'
import { VM_ADDRESS } from '../../assignment/topology.ts'
import { RAW_FILES } from '../../data/raw-files.ts'
import { HOST_PERF, VM_EVENTS } from '../../experiments/migration.ts'
import { commandLine } from '../../text/shell.ts'
import type { Host } from '../machines/hosts/host.ts'
import { OWN_PROCESSES } from '../machines/own-processes.ts'
import type { Vm } from '../machines/vm/vm.ts'
import type { TrialRecorder } from './trial.ts'

/** Counted in the VM every 250 ms: its own work, and what the network makes it do. */
const IN_VM = VM_EVENTS.map(({ event }) => event).join(',')
const INTERVAL_MS = 250

/** perf on a host. Its start is noted by the command that it runs, which begins when counting does. */
const ON_HOST = `cd /tmp && sudo rm -f kvm.csv kvm.start
sudo setsid ${commandLine(HOST_PERF)} -o kvm.csv -- \
  bash -c 'echo $EPOCHREALTIME >/tmp/kvm.start; exec sleep 3600' </dev/null >/dev/null 2>&1 &`

/** iperf3 with the time of each line beside it; ends when the first interval has been printed. */
const IPERF3 = `cd /tmp && sudo rm -f ${RAW_FILES.iperf3} ${RAW_FILES.iperf3Times} ${RAW_FILES.fping}
( setsid iperf3 -c ${VM_ADDRESS} -t 3600 -i 0.25 -f k --forceflush 2>&1 </dev/null |
  while IFS= read -r line; do printf '%s\\n' "$line"; printf '%s\\n' "$EPOCHREALTIME" >&3; done >${RAW_FILES.iperf3} 3>${RAW_FILES.iperf3Times} ) >/dev/null 2>&1 &
for i in $(seq 200); do grep -q 'bits/sec' ${RAW_FILES.iperf3} 2>/dev/null && exit 0; sleep 0.1; done
echo "iperf3 printed nothing within 20 s: $(cat ${RAW_FILES.iperf3})" >&2; exit 1`

/**
 * A probe every 5 ms, begun once iperf3 is connected, for the two start badly together. Not ping, which spins on the
 * processor between probes closer than 10 ms and starves everything else of a host that has one.
 */
const PING = `cd /tmp; sudo setsid fping -D -l -i 1 -p 5 -t 10000 ${VM_ADDRESS} >${RAW_FILES.fping} 2>&1 </dev/null &`

/** What is watched beside probes and perf, and what the VM does meanwhile. */
export interface Watch {
  /** iperf3 from the client to the VM. */
  iperf3: boolean
  /** A command that gives the VM work, e.g. the writer that checks the disk; ended by killing its program. */
  work: readonly string[] | null
  /** Whether that work is the disk’s writer, whose records are read back. */
  disk: boolean
}

const WRITER = ['writer', 'run'] as const
/** Section D as it stands: iperf3, and numbered records on the disk. */
export const EVERYTHING: Watch = { iperf3: true, work: WRITER, disk: true }

const VM_PERF = `rm -f /tmp/perf-vm.*
setsid perf stat -a -I ${INTERVAL_MS} -x , -e ${IN_VM} -o /tmp/perf-vm.csv -- \
  sh -c 'echo $EPOCHREALTIME >/tmp/perf-vm.start; exec sleep 3600' </dev/null >/dev/null 2>&1 &`
const vmWork = (work: readonly string[]): string => `setsid ${work.join(' ')} </dev/null >/tmp/${work[0]}.txt 2>&1 &`
/** The workloads of the matrix say when they are at their pace. */
const workBegun = (work: readonly string[]): string =>
  `i=0; while ! grep -q begun /tmp/${work[0]}.txt; do i=$((i+1)); [ $i -lt 100 ] || exit 1; usleep 200000; done`

/** Stands between the two files that come from the VM. */
const VM_SEPARATOR = '====='
const VM_FILES_PORT = 5001

/** Ends perf and the writer, prints the checksum of perf's output and offers that once on a port: the serial line takes a millisecond a byte. */
const vmStop = ({
  work,
  disk,
}: Watch): string => `killall -INT perf; ${disk ? 'touch /run/writer.stop' : work ? `killall ${work[0]}` : ':'}; i=0
while [ $i -lt 50 ] && { pidof perf${disk ? ' || ! grep -q written /tmp/writer.txt' : ''}; } >/dev/null; do usleep 100000; i=$((i+1)); done
{ cat /tmp/perf-vm.csv; echo ${VM_SEPARATOR}; cat /tmp/perf-vm.start; } >/tmp/perf-vm.all
setsid nc -l -p ${VM_FILES_PORT} </tmp/perf-vm.all >/dev/null 2>&1 &
md5sum /tmp/perf-vm.all`

const VM_FETCH = `for i in $(seq 50); do { exec 3<>/dev/tcp/${VM_ADDRESS}/${VM_FILES_PORT}; } 2>/dev/null && exec cat <&3; sleep 0.1; done
echo "nobody listens on the VM's port ${VM_FILES_PORT}" >&2; exit 1`

/** Starts everything that watches a migration: perf on both hosts and in the VM, probes, iperf3, and the VM's work. */
export async function startObservers(
  hosts: readonly Host[],
  client: Host,
  vm: Vm,
  watch: Watch,
  signal: AbortSignal,
): Promise<void> {
  await Promise.all([
    ...hosts.map((host) => host.script(ON_HOST, { signal })),
    vm.agent.run([VM_PERF, ...(watch.work ? [vmWork(watch.work)] : [])].join('\n'), 60_000, signal),
  ])
  if (watch.work && !watch.disk) {
    const { exitCode } = await vm.agent.run(workBegun(watch.work), 60_000, signal)
    if (exitCode !== 0) throw new Error(`${watch.work.join(' ')} did not begin in the VM`)
  }
  if (watch.iperf3) {
    const iperf3 = await client.script(IPERF3, { signal })
    if (iperf3.failure !== null) throw new Error(iperf3.stderr.trim() || iperf3.failure)
  }
  await client.script(PING, { signal })
}

/** Ends processes and waits for their end; those that don't are killed after 5 s. */
const ending = (signal: 'INT' | 'KILL', processes: string): string => `sudo pkill -${signal} -f '${processes}'
for i in $(seq 50); do pgrep -f '${processes}' >/dev/null || exit 0; sleep 0.1; done
sudo pkill -KILL -f '${processes}'; true`

/** Ends them and stores what they printed, then reads the VM's disk back where it was written to. */
export async function stopObservers(
  hosts: readonly Host[],
  client: Host,
  vm: Vm,
  watch: Watch,
  trial: TrialRecorder,
  signal: AbortSignal,
): Promise<void> {
  // The last words of an iperf3 that has ended by itself.
  const [probes] = await Promise.all([
    client.script(
      `pgrep -f '${OWN_PROCESSES.iperf3}' >/dev/null || tail -n 1 /tmp/iperf3.txt\n${ending('INT', OWN_PROCESSES.probes)}`,
      { signal },
    ),
    ...hosts.map((host) => host.script(ending('INT', OWN_PROCESSES.perf), { signal })),
  ])
  if (watch.iperf3 && probes.stdout.trim() !== '')
    throw new Error(`iperf3 on ${client.name} ended before the migration was over: ${probes.stdout.trim()}`)
  const fetch = async (host: Host, name: string, stored = name) =>
    trial.file(stored, (await host.exec(['sudo', 'cat', `/tmp/${name}`], { signal })).stdout)
  const fromVm = async () => {
    const { output } = await vm.agent.run(vmStop(watch), 30_000, signal)
    const { stdout, stderr, failure } = await client.script(VM_FETCH, { signal })
    const [csv = '', start = ''] = stdout.split(`${VM_SEPARATOR}\n`)
    if (failure !== null || createHash('md5').update(stdout).digest('hex') !== output.trim().split(' ')[0]) {
      throw new Error(`perf’s output did not come whole from the VM: ${stderr.trim() || failure || 'checksums differ'}`)
    }
    trial.file(RAW_FILES.perfVm, csv)
    trial.file(RAW_FILES.perfStart.vm, start)
  }
  await Promise.all([
    fromVm(),
    ...[...(watch.iperf3 ? [RAW_FILES.iperf3, RAW_FILES.iperf3Times] : []), RAW_FILES.fping].map((name) =>
      fetch(client, name),
    ),
    ...hosts.flatMap((host) => [
      fetch(host, 'kvm.csv', RAW_FILES.kvm[host.name]),
      fetch(host, 'kvm.start', RAW_FILES.perfStart[host.name]),
    ]),
  ])
  if (!watch.disk) return
  const verified = await vm.agent.run(
    'cat /tmp/writer.txt; writer verify $(sed -n "s/^written //p" /tmp/writer.txt)',
    60_000,
    signal,
  )
  trial.file(RAW_FILES.writer, verified.output)
}

/** Ends what a failed trial may have left running. */
export async function clearObservers(hosts: readonly Host[]): Promise<void> {
  await Promise.all(
    hosts.map((host) =>
      host.script(ending('KILL', `${OWN_PROCESSES.perf}|${OWN_PROCESSES.probes}`), { timeoutMs: 20_000 }),
    ),
  )
}
