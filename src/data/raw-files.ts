/**
 * What observers of a migration leave in its trial: the lab writes these files, findings read them, and figures and tables
 * name them as their source. Their content is told in `docs/data-format.md`.
 */
export const RAW_FILES = {
  qmpSource: 'qmp-source.ndjson',
  qmpDestination: 'qmp-destination.ndjson',
  qmpPrimary: 'qmp-primary.ndjson',
  qmpSecondary: 'qmp-secondary.ndjson',
  /** What either QEMU noted of the pause, where it could. */
  downtimeSource: 'downtime-source.txt',
  downtimeDestination: 'downtime-destination.txt',
  iperf3: 'iperf3.txt',
  iperf3Times: 'iperf3.times',
  fping: 'fping.txt',
  perfVm: 'perf-vm.csv',
  kvm: { host1: 'kvm-host1.csv', host2: 'kvm-host2.csv' },
  /** When each perf began, by the clock of where it ran. */
  perfStart: { vm: 'perf-vm.start', host1: 'kvm-host1.start', host2: 'kvm-host2.start' },
  writer: 'writer.txt',
  /** Which records each of two disks holds. */
  diskPrimary: 'disk-primary.txt',
  diskSecondary: 'disk-secondary.txt',
  acknowledged: 'acknowledged.txt',
  asked: 'asked.txt',
  answered: 'answered.txt',
  stream: 'stream.json',
  cable: 'cable.txt',
  kill: 'kill.txt',
  clocks: 'clocks.json',
} as const
