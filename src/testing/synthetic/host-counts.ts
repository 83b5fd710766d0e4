import { COUNT_EXITS, EXIT_KIND_NAMES, type ExitKind } from '../../experiments/exit-kinds.ts'

/** FOR TESTS ONLY: what a host counted within a window of a sample. Counts are for each second. */
export interface SyntheticCounts {
  seconds: number
  kinds: Readonly<Record<ExitKind | 'other', number>>
  registers: number
  injected: number
  /** Share of its one processor, 0 to 1. */
  busy: number
}

/** perf's command, as a sample of section C keeps it. */
export const COUNTED_BY: readonly string[] = [
  ...['perf', 'stat', '-a', '-x', ',', '-D', '-1', '--control', 'fifo:control,answer'],
  ...COUNT_EXITS,
  ...['-e', 'kvm:kvm_mmio', '--filter', 'type != 0', '-e', 'kvm:kvm_inj_virq'],
]

/** `/proc/stat` and `/proc/PID/stat` after so much processor time of the machine, of its QEMU, and of idling, s. */
function cpuText(busyS: number, qemuS: number, idleS: number): string {
  const columns = [busyS * 60, 0, busyS * 40, idleS * 100, 0, 0, 0, 0, 0, 0].map(Math.round).join(' ')
  const qemu = [qemuS * 70, qemuS * 30].map(Math.round).join(' ')
  return `cpu  ${columns}\ncpu0 ${columns}\n812 (qemu-system-x86) S 1 1 1 0 -1 0 0 0 0 0 ${qemu} 0 0 20 0 4 0 1 1 1\n`
}

/** The files of a sample that the host counted in, by role, with their endings. */
export function hostFiles({
  seconds,
  kinds,
  registers,
  injected,
  busy,
}: SyntheticCounts): Record<string, [string, string]> {
  const line = (count: number, event: string): string =>
    `${Math.round(count)},,${event},${Math.round(seconds * 1e9)},100.00,,`
  const of = (perSecond: number) => Math.round(perSecond * seconds)
  const named = EXIT_KIND_NAMES.map((kind) => of(kinds[kind]))
  const all = named.reduce((sum, count) => sum + count, of(kinds.other))
  const rows = [
    ...[all, ...named].map((count) => line(count, 'kvm:kvm_exit')),
    line(of(registers), 'kvm:kvm_mmio'),
    line(of(injected), 'kvm:kvm_inj_virq'),
  ]
  const from = 81.5
  return {
    exits: ['csv', `# started on Mon Sep 21 14:13:20 2026\n\n${rows.join('\n')}\n`],
    'cpu-before': ['txt', cpuText(10, 5, 20)],
    'cpu-after': ['txt', cpuText(10 + busy * seconds, 5 + (busy * seconds) / 2, 20 + (1 - busy) * seconds)],
    window: [
      'txt',
      [
        ['program began', from - 1.7],
        ['program connected', from - 1.4],
        ['counting began', from],
        ['counting ended', from + seconds],
        ['program ended', from + seconds + 1.2],
      ]
        .map(([what, at]) => `${what} ${Number(at).toFixed(2)}\n`)
        .join(''),
    ],
  }
}
