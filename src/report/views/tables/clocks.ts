import { RAW_FILES } from '../../../data/raw-files.ts'
import { trialPath } from '../../../data/trial-path.ts'
import type { Analysis } from '../../../findings/analysis.ts'
import type { MigrationResult } from '../../../findings/migration/result.ts'
import { shownOf } from '../../../findings/migration/shown.ts'
import { valueQuantity } from '../../../findings/model/quantity.ts'
import { say, type Text } from '../../../text/phrase.ts'
import { numberCell } from './cells.ts'
import { type Cell, decimal, left, type NumberedTable } from './table.ts'

/** The clock of each time series of the migration that the timeline shows, how far it was from the common axis before and after, and within what error. */
export function clocksTable({ migrations }: Analysis['migration']): NumberedTable {
  const shown = shownOf(migrations)
  if (shown === undefined) return { table: null, reason: say('chart.no-migration') }
  const { clocks, source, destination, trial } = shown
  const read = { trial, source: trialPath(trial, RAW_FILES.clocks) }
  const row = (series: Text, machine: keyof MigrationResult['clocks']): Cell[] => {
    const clock = clocks[machine]
    const name = say(`place.${machine}`)
    return clock === null
      ? [series, name, say('not-measured'), say('not-measured'), say('not-measured')]
      : [
          series,
          name,
          ...(['beforeMs', 'afterMs', 'errorMs'] as const).map((key) =>
            numberCell(valueQuantity(`clock.${machine}.${key}`, clock[key], 'ms', read)),
          ),
        ]
  }
  return {
    n: '',
    table: {
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
        [
          say('series.query-migrate'),
          say('place.lab'),
          ...['beforeMs', 'afterMs', 'errorMs'].map((key) =>
            numberCell(valueQuantity(`clock.lab.${key}`, 0, 'ms', read)),
          ),
        ],
      ],
    },
  }
}
