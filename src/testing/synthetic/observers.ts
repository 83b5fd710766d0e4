import type { HostName } from '../../data/host-name.ts'
import type { HostEvent, VmEvent } from '../../experiments/migration.ts'
import { namesOf } from '../../experiments/names.ts'
import type { Course } from './migration-course.ts'
import type { Noise } from './noise.ts'
import { fpingText } from './outputs.ts'

/** FOR TESTS ONLY: `iperf3 -i 0.25` of a migration, and the times at which its lines were printed. */
export function iperf3Files(
  { from, to, on, service }: Course,
  n: Noise,
): Record<'iperf3.txt' | 'iperf3.times', string> {
  const lines = [
    'Connecting to host 192.168.100.10, port 5201',
    '[  5] local 192.168.100.1 port 50756 connected to 192.168.100.10 port 5201',
    '[ ID] Interval           Transfer     Bitrate         Retr  Cwnd',
  ]
  const times = lines.map(() => on('host1', from).toFixed(6))
  for (let s = 0; from + s + 0.25 <= to; s += 0.25) {
    const kbits = Math.round(430_000 * service(from + s, from + s + 0.25) * n.factor(0.06))
    lines.push(
      `[  5]  ${s.toFixed(2)}-${(s + 0.25).toFixed(2)}  sec  12.3 MBytes  ${kbits} Kbits/sec    0   1.03 MBytes       `,
    )
    times.push((on('host1', from + s + 0.25) + 0.0004 + 0.002 * n.random()).toFixed(6))
  }
  return { 'iperf3.txt': `${lines.join('\n')}\n`, 'iperf3.times': `${times.join('\n')}\n` }
}

/** FOR TESTS ONLY: `fping -p 5`, which has no answer during the stop. */
export function fpingFile({ from, to, stop, resume, offset, on }: Course, n: Noise): string {
  const inStop = (t: number): boolean => t > stop + offset('host1', t) && t < resume + offset('host1', t)
  return fpingText(on('host1', from), Math.floor((to - from) / 0.005), 0.005, (t) =>
    inStop(t) ? null : 2 * n.factor(0.2),
  )
}

/** `perf stat -a -I 250 -x,`: what is counted in each interval; `step` gives the lab's time of the perf's own. */
function intervals(
  to: number,
  columns: (a: number, b: number) => [number, string, string][],
  step: (s: number) => number,
): string {
  const rows: string[] = []
  for (let s = 0; step(s) < to - 0.2; s += 0.25) {
    for (const [count, unit, name] of columns(step(s), step(s + 0.25))) {
      rows.push(
        `${(s + 0.25).toFixed(9).padStart(15)},${unit === 'msec' ? count.toFixed(2) : Math.round(count)},${unit},${name},250000000,100.00,,`,
      )
    }
  }
  return `# started on Mon Sep 21 14:13:20 2026\n\n${rows.join('\n')}\n`
}

/** FOR TESTS ONLY: perf in the VM. Its clock loses the time of the stop, so intervals after it begin that much later. */
export function perfInVm({ from, to, migrateAt, stop, downS, service }: Course, n: Noise): string {
  const counts: Readonly<Record<VmEvent, (a: number, b: number) => number>> = {
    'context-switches': (a, b) => 4_000 * service(a, b) * n.factor(0.1) * (b - a),
    'page-faults': (a) => (a > migrateAt ? 0 : 2),
    'irq:irq_handler_entry': (a, b) => 1_500 * service(a, b) * (b - a),
    'raw_syscalls:sys_enter': (a, b) => 6_000 * service(a, b) * (b - a),
  }
  return intervals(
    to,
    (a, b) => namesOf(counts).map((event) => [counts[event](a, b), '', event]),
    (s) => (from + s <= stop ? from + s : from + s + downS),
  )
}

/** FOR TESTS ONLY: perf on a host. Writes of a VM that migrates fault while its pages are logged. */
export function perfOnHost(host: HostName, { source, from, to, migrateAt, stop, service }: Course, n: Noise): string {
  return intervals(
    to,
    (a, b) => {
      const here = (host === source) === (a + b) / 2 < stop
      const exits = here ? 30_000 * (0.3 + 0.7 * service(a, b)) * n.factor(0.08) * (b - a) : 0
      // Dirty logging makes faults of writes, while there is less to do for the card.
      const logged = here && host === source && a > migrateAt ? 5_000 * (b - a) : 0
      const mmio = exits * 0.1
      const counts: Readonly<Record<HostEvent, number>> = {
        'kvm:kvm_exit': exits,
        'kvm:kvm_page_fault': mmio + logged,
        'kvm:kvm_mmio': mmio,
      }
      return namesOf(counts).map((event) => [counts[event], '', event])
    },
    (s) => from + s,
  )
}
