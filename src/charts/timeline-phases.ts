import type { LayerSpec } from 'vega-lite/types_unstable/spec/index.js'
import type { MigrationResult } from '../findings/migration/result.ts'
import { say, type Text } from '../text/phrase.ts'
import { formatNumber } from '../text/quantities.ts'
import type { Unspoken } from '../text/spoken.ts'
import { COLOURS, SMALL_SIZE } from './theme.ts'
import { PANEL_WIDTH, timeAxis } from './timeline-axes.ts'

/** Names of the phases and numbers of the passes, above the first panel. */
export function phaseNames(migration: MigrationResult, domain: [number, number]): Unspoken<LayerSpec<string>> {
  const x = timeAxis(domain, false)
  const share = PANEL_WIDTH / (domain[1] - domain[0])
  const names = migration.phases.flatMap(({ name, fromS, toS }) => {
    if (name === 'setup' || name === 'stop-and-copy') return []
    const text = say(`phase.${name}`)
    return (toS - fromS) * share > 34 ? [{ s: (fromS + toS) / 2, text }] : []
  })
  const stop = migration.phases
    .filter(({ name }) => name === 'stop-and-copy')
    .map(({ fromS, toS }) => ({
      s: (fromS + toS) / 2,
      text: say('chart.timeline.stop', { ms: formatNumber((toS - fromS) * 1000) }),
    }))
  const passes: { s: number; text: Text }[] = []
  for (const { pass, s } of migration.passStarts) {
    const previous = passes.at(-1)
    if (previous === undefined || (s - previous.s) * share >= 11) passes.push({ s, text: String(pass) })
  }
  const [firstPass] = passes
  return {
    width: PANEL_WIDTH,
    height: 34,
    layer: [
      {
        data: { values: names },
        mark: { type: 'text', y: 16, baseline: 'middle', fontSize: SMALL_SIZE, fontWeight: 600 },
        encoding: { x, text: { field: 'text' } },
      },
      {
        data: { values: stop },
        mark: { type: 'text', y: 4, baseline: 'middle', fontSize: SMALL_SIZE, fontWeight: 600 },
        encoding: { x, text: { field: 'text' } },
      },
      {
        data: { values: stop },
        mark: { type: 'rule', y: 9, y2: 34, strokeWidth: 0.7, color: COLOURS.ink },
        encoding: { x },
      },
      {
        data: { values: passes },
        mark: { type: 'text', y: 29, baseline: 'middle', fontSize: SMALL_SIZE - 1, color: COLOURS.quiet },
        encoding: { x, text: { field: 'text' } },
      },
      ...(firstPass === undefined
        ? []
        : [
            {
              data: { values: [firstPass] },
              mark: {
                type: 'text' as const,
                y: 29,
                dx: -8,
                align: 'right' as const,
                baseline: 'middle' as const,
                fontSize: SMALL_SIZE - 1,
                color: COLOURS.quiet,
              },
              encoding: { x, text: { value: say('chart.timeline.pass') } },
            },
          ]),
    ],
  }
}
