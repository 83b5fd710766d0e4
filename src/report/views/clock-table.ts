import type { MigrationResult } from '../../findings/migration/result.ts'
import { formatNumber } from '../../text/quantities.ts'
import { type Cell, decimal, left, type Table } from './table.ts'
import { say } from '../../text/say.ts'

const number = (value: number): Cell => ({ number: formatNumber(value) })

/** The clock of each time series of a migration, how far it was from the common axis before and after, and within what error. */
export function clockTable({ clocks, source, destination }: MigrationResult): Table {
  const row = (series: string, machine: keyof MigrationResult['clocks']): Cell[] => {
    const clock = clocks[machine]
    const name = say(`place.${machine}`)
    return clock === null
      ? [series, name, say('not-measured'), say('not-measured'), say('not-measured')]
      : [series, name, number(clock.beforeMs), number(clock.afterMs), number(clock.errorMs)]
  }
  return {
    columns: [
      left(say('table.series')),
      left(say('table.clock')),
      ...[say('table.offset-before'), say('table.offset-after'), say('table.alignment-error')].map(decimal),
    ],
    rows: [
      row(say('series.iperf3'), 'host1'),
      row(say('series.fping'), 'host1'),
      row(say('series.perf-vm'), 'vm'),
      row(say('series.kvm', { host: say('place.host1') }), 'host1'),
      row(say('series.kvm', { host: say('place.host2') }), 'host2'),
      row(say('series.events', { host: say(`place.${source}`) }), source),
      row(say('series.events', { host: say(`place.${destination}`) }), destination),
      [say('series.query-migrate'), say('place.lab'), number(0), number(0), number(0)],
    ],
  }
}
