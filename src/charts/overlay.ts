import type { Analysis } from '../findings/analysis.ts'
import type { MigrationResult } from '../findings/migration/result.ts'
import { joined, listed, say, type Text } from '../text/phrase.ts'
import { formatCount, formatNumber } from '../text/quantities.ts'
import type { Unspoken } from '../text/spoken.ts'
import type { Figure } from './figure.ts'
import { type ThroughputPanel, throughputPanels } from './throughput-panels.ts'
import { placeName } from './timeline-panels.ts'

/** Section D: throughput of iperf3 in every migration, a panel each on the same axes, from the migrate command on. */
export function overlayFigure({ migration }: Analysis): Unspoken<Figure> {
  const shown = migration.migrations.filter(({ series }) => series.iperf3.length > 0)
  if (shown.length === 0) return { spec: null, reason: joined(migration.notMeasured, ' ') || say('chart.overlay.none') }
  return {
    spec: throughputPanels(shown.map(panelOf), {
      title: say('chart.timeline.throughput'),
      axis: say('axis.after-migrate.short'),
      mostColumns: 5,
      pointSize: 3,
    }),
    n: say('chart.overlay.n', { n: formatCount(shown.length, 'migration') }),
    description: say('chart.overlay.words', { migrations: listed(shown.map(inWords), 'list.clauses') }),
  }
}

function panelOf({ repetition, source, destination, totalMs, series }: MigrationResult): ThroughputPanel {
  const way = say('chart.way', { source: placeName(source), destination: placeName(destination) })
  return {
    title: say('chart.overlay.panel', { number: repetition, way }),
    name: say('tip.migration', { number: repetition, way }),
    points: series.iperf3.map(({ s, value }) => ({ s, value: value / 1e6 })),
    shadedS: totalMs / 1000,
  }
}

function inWords({ repetition, throughput: { baseline, copying, after } }: MigrationResult): Text {
  const values = [baseline, copying, after].map((value) =>
    value === null ? say('not-measured') : formatNumber(value / 1e6),
  )
  return say('chart.overlay.migration', { number: repetition, values: listed(values) })
}
