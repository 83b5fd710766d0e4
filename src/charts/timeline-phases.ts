import type { LayerSpec } from 'vega-lite/types_unstable/spec/index.js'
import type { MigrationResult } from '../findings/migration/result.ts'
import { say, type Text } from '../text/phrase.ts'
import { formatNumber } from '../text/quantities.ts'
import type { Unspoken } from '../text/spoken.ts'
import { COLOURS, SMALL_SIZE } from './theme.ts'
import { PANEL_WIDTH, timeAxis } from './timeline-axes.ts'

/** The lines of text above the first panel: the pause, the phases, the passes. */
const PAUSE_Y = 5
const PHASE_Y = 19
const PASS_Y = 32
const HEIGHT = 38

/** A phase that is narrower than its name has none, px. */
const NARROWEST = 44
/** So far from an end of the axis the pause is named towards the middle. */
const NEAR_END = 60
/** From one number of a pass to the next. */
const PASS_ROOM = 13

/** The search for dirty pages within the stop begins no pass of its own. */
export const passesWhileRunning = ({ passStarts, phases }: MigrationResult): MigrationResult['passStarts'] => {
  const stopS = phases.find(({ name }) => name === 'stop-and-copy')?.fromS ?? Infinity
  return passStarts.filter(({ s }) => s < stopS)
}

/** Names of the phases and numbers of the passes, above the first panel. */
export function phaseNames(migration: MigrationResult, domain: [number, number]): Unspoken<LayerSpec<string>> {
  const [from, to] = domain
  const x = timeAxis(domain, false)
  const share = PANEL_WIDTH / (to - from)
  const names = migration.phases.flatMap(({ name, fromS, toS }) => {
    if (name === 'setup' || name === 'stop-and-copy') return []
    const text = say(`phase.${name}`)
    return (toS - fromS) * share > NARROWEST ? [{ s: (fromS + toS) / 2, text }] : []
  })
  const pauses = migration.phases.filter(({ name }) => name === 'stop-and-copy')
  // Those that begin too close to one another to be numbered one by one are numbered together.
  const together: { s: number; from: number; to: number }[] = []
  for (const { pass, s } of passesWhileRunning(migration)) {
    const previous = together.at(-1)
    if (previous === undefined || (s - previous.s) * share >= PASS_ROOM) together.push({ s, from: pass, to: pass })
    else previous.to = pass
  }
  const passes = together.map(({ s, from: least, to: most }): { s: number; text: Text } => ({
    s,
    text: least === most ? String(least) : say('chart.timeline.passes', { from: least, to: most }),
  }))
  const [firstPass] = passes
  const quiet = { type: 'text' as const, y: PASS_Y, baseline: 'middle' as const, fontSize: SMALL_SIZE }
  return {
    width: PANEL_WIDTH,
    height: HEIGHT,
    layer: [
      {
        data: { values: names },
        mark: { type: 'text', y: PHASE_Y, baseline: 'middle', fontSize: SMALL_SIZE, fontWeight: 600 },
        encoding: { x, text: { field: 'text' } },
      },
      ...pauses.flatMap(({ fromS, toS }) => {
        const s = (fromS + toS) / 2
        const data = { values: [{ s }] }
        const align = (to - s) * share < NEAR_END ? 'right' : (s - from) * share < NEAR_END ? 'left' : 'center'
        return [
          {
            data: { values: [{ s, text: say('chart.timeline.stop', { ms: formatNumber((toS - fromS) * 1000) }) }] },
            mark: {
              type: 'text' as const,
              y: PAUSE_Y,
              align: align as 'left' | 'center' | 'right',
              baseline: 'middle' as const,
              fontSize: SMALL_SIZE,
              fontWeight: 600 as const,
            },
            encoding: { x, text: { field: 'text' } },
          },
          {
            data,
            mark: { type: 'rule' as const, y: PAUSE_Y + 6, y2: PASS_Y - 6, strokeWidth: 0.7, color: COLOURS.ink },
            encoding: { x },
          },
        ]
      }),
      {
        data: { values: passes },
        mark: { ...quiet, color: COLOURS.quiet },
        encoding: { x, text: { field: 'text' } },
      },
      ...(firstPass === undefined
        ? []
        : [
            {
              data: { values: [firstPass] },
              mark: { ...quiet, dx: -8, align: 'right' as const, color: COLOURS.quiet },
              encoding: { x, text: { value: say('chart.timeline.pass') } },
            },
          ]),
    ],
  }
}
