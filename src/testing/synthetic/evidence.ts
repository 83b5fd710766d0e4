import type { Evidence } from '../../data/schema.ts'

/** FOR TESTS ONLY: what perf saw of two programs that were run once more. */
export function evidenceOf(configuration: 'kvm' | 'tcg'): { files: Record<string, string>; evidence: Evidence[] } {
  const tool = configuration === 'kvm' ? 'perf-kvm-stat' : 'perf-record'
  const row = (reason: string, count: number, time: string) =>
    `                 ${reason}        ${count}    30.00%    ${time}%     20.00us    400.00us     50.00us ( +-   2.00% )\n`
  const text =
    configuration === 'kvm'
      ? `\nAnalyze events for all VMs, all VCPUs:\n\n${row('msr', 600, '10.00')}${row('npf', 400, '80.00')}${row('hlt', 20, '10.00')}\nTotal Samples:1020, Total events handled time:600000.00us.\n`
      : '# Samples: 400\n    90.00%           360  [JIT] tid 1154\n     8.00%            32  qemu-system-x86_64\n     2.00%             8  [kernel.kallsyms]\n'
  const probes = ['cpu-loop', 'process-creation'] as const
  return {
    files: Object.fromEntries(probes.map((probe) => [`${probe}.${tool}.txt`, text])),
    evidence: probes.map((probe) => ({ probe, tool, argv: ['perf'], file: `${probe}.${tool}.txt` })),
  }
}
