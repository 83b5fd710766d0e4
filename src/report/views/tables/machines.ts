import type { ViewModel } from '../../../templates/shape.ts'
import { say, type Text } from '../../../text/phrase.ts'
import { DASH, left, type NumberedTable } from './table.ts'

/** The lab's computer, the hosts and the VM, side by side. */
export function machinesTable({ environment: { lab, host, vm } }: ViewModel): NumberedTable {
  const row = (title: Text, of: (machine: ViewModel['environment']['vm']) => string) => [
    title,
    of(lab),
    of(host),
    of(vm),
  ]
  return {
    n: '',
    table: {
      columns: ['', say('table.lab'), say('table.hosts'), say('place.vm')].map(left),
      rows: [
        row(say('table.machine.processor'), ({ cpuModel }) => cpuModel),
        row(say('table.machine.processors'), ({ cpus }) => cpus),
        row(say('table.machine.memory'), ({ memory }) => memory),
        row(say('table.machine.system'), ({ os }) => os),
        row(say('table.machine.kernel'), ({ kernel }) => kernel),
        [say('table.machine.accelerator'), DASH, host.accelerator, say('table.as-configured')],
        ['QEMU', lab.qemuVersion ?? DASH, host.qemuVersion, DASH],
        ['perf', DASH, host.perfVersion, say('table.as-on-hosts')],
        ['iperf3', DASH, host.iperf3Version, say('table.as-on-hosts')],
      ],
    },
  }
}
