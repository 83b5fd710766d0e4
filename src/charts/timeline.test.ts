import { expect, test } from 'vitest'
import { analyse } from '../findings/analyse.ts'
import { shownOf } from '../findings/migration/shown.ts'
import { syntheticRun } from '../testing/synthetic/run.ts'
import { buildFigures } from './figures.ts'

const analysis = analyse(syntheticRun({ trials: 0, migrations: 3 }))
const shown = shownOf(analysis.migration.migrations)
type Migration = (typeof analysis.migration.migrations)[number]
if (shown === undefined) throw new Error('the synthetic run has migrations')

const figuresOf = (changes: Partial<Migration>) =>
  buildFigures({
    ...analysis,
    migration: {
      ...analysis.migration,
      migrations: analysis.migration.migrations.map((one) => (one === shown ? { ...one, ...changes } : one)),
    },
  })

interface Panel {
  title?: { text: string }
  layer: {
    mark: { type: string }
    data: { values: { text?: string }[] }
    encoding: { x?: { scale: { domain: number[] } } }
  }[]
}

const panelsOf = (changes: Partial<Migration>): Panel[] =>
  (figuresOf(changes).timeline.spec as unknown as { vconcat: Panel[] }).vconcat

const textsOf = ({ layer }: Panel): string[] =>
  layer.flatMap(({ mark, data }) => (mark.type === 'text' ? data.values.flatMap(({ text }) => text ?? []) : []))

const streamOf = (panels: readonly Panel[]) => panels.find(({ title }) => title?.text.startsWith('Migration stream'))

test('the phases and the pause, with its length, are named above the panels', () => {
  const [names] = panelsOf({})
  const pause = shown.phases.find(({ name }) => name === 'stop-and-copy')
  expect(names && textsOf(names)).toEqual(expect.arrayContaining(['before', 'copying', 'after']))
  expect(names && textsOf(names)).toContainEqual(expect.stringMatching(/^VM paused for [\d.]+ ms$/))
  const length = /for ([\d.]+) ms/.exec(names ? textsOf(names).join('\n') : '')?.[1]
  expect(Number(length)).toBeCloseTo(((pause?.toS ?? 0) - (pause?.fromS ?? 0)) * 1000, -1)
})

test('passes are numbered, together where they begin close to one another, and none that begins in the stop', () => {
  const to = Math.max(...shown.phases.map(({ toS }) => toS))
  const stopS = shown.phases.find(({ name }) => name === 'stop-and-copy')?.fromS ?? NaN
  const starts = [0.02, stopS - 0.01 * to, stopS - 0.001 * to, stopS + 0.001]
  const panels = panelsOf({ passStarts: starts.map((s, i) => ({ pass: i + 1, s })) })
  expect(panels[0] && textsOf(panels[0])).toEqual(expect.arrayContaining(['1', '2–3']))
  expect(panels[0] && textsOf(panels[0])).not.toContain('4')
  const rules = (panels[1]?.layer ?? []).filter(({ mark }) => mark.type === 'rule')
  expect(rules[0]?.data.values).toEqual(starts.slice(0, 3).map((s) => ({ s })))
})

test('a silent stretch is named where the stream is drawn, with its length where it has room for that alone', () => {
  const span = (fromS: number, toS: number): Partial<Migration> => ({
    silence: { fromS, toS, bitsPerSecond: 1, pages: null, bytes: 1, iperf3Percent: null },
  })
  const from = Math.min(...shown.phases.map(({ fromS }) => fromS))
  const to = Math.max(...shown.phases.map(({ toS }) => toS))
  const all = to - from
  const textsWith = (changes: Partial<Migration>) => {
    const stream = streamOf(panelsOf(changes))
    return stream === undefined ? null : textsOf(stream)
  }
  expect(textsWith({ silence: null })).toEqual([])
  expect(textsWith(span(from + 0.1 * all, from + 0.7 * all))).toEqual([
    expect.stringMatching(/^almost nothing is sent: [\d.]+\u00a0s$/),
  ])
  expect(textsWith(span(from + 0.1 * all, from + 0.25 * all))).toEqual([expect.stringMatching(/^[\d.]+\u00a0s$/)])
  expect(textsWith(span(from + 0.1 * all, from + 0.12 * all))).toEqual([])
})

test('what was seen once or twice, or for a moment, is no course over time: it has no panel and no caption', () => {
  const length = Math.max(...shown.phases.map(({ toS }) => toS)) - Math.min(...shown.phases.map(({ fromS }) => fromS))
  const of = (count: number, span: number) => {
    const points = Array.from({ length: count }, (_, index) => ({ s: (span * length * index) / count, value: 1000 }))
    const { timeline } = figuresOf({ series: { ...shown.series, dirtyPagesPerSecond: points } })
    const panels = (timeline.spec as unknown as { vconcat: Panel[] }).vconcat
    const has = panels.some(({ title }) => title?.text.startsWith('Memory dirtied'))
    return { has, told: (timeline as { n: string }).n.includes('How fast memory is dirtied') }
  }
  expect([of(0, 0.5), of(2, 0.5), of(3, 0.05), of(3, 0.3)]).toEqual([
    { has: false, told: false },
    { has: false, told: false },
    { has: false, told: false },
    { has: true, told: true },
  ])
})

test('lines that share a panel are told apart in its title, without colours', () => {
  const titles = panelsOf({}).flatMap(({ title }) => title?.text ?? [])
  expect(titles).toContainEqual(expect.stringMatching(/^VM exits on the hosts .*: host \d solid, host \d dashed, /))
})

test('each migration has a panel with its direction, on the axes of all', () => {
  const { concat } = figuresOf({}).overlay.spec as unknown as { concat: Panel[] }
  expect(concat.map(({ title }) => title?.text)).toEqual(
    analysis.migration.migrations.map(
      ({ repetition, source, destination }) =>
        `${repetition}: ${source.replace('host', 'host ')} to ${destination.replace('host', 'host ')}`,
    ),
  )
  const domains = concat.flatMap(({ layer }) => layer.flatMap(({ encoding }) => encoding.x?.scale.domain.join() ?? []))
  expect(new Set(domains).size).toBe(1)
})
