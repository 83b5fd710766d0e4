import { expect, test } from 'vitest'
import { analyse } from '../findings/analyse.ts'
import { PAUSE_CLOCKS } from '../findings/migration/pause-findings.ts'
import { syntheticRun } from '../testing/synthetic/run.ts'
import { clockMark } from './clocks.ts'
import { buildFigures } from './figures.ts'

const run = syntheticRun({ trials: 0, migrations: 1, matrix: true })
const analysis = analyse(run)
const { matrix } = buildFigures(analysis)

interface Layer {
  name?: string
  mark: { type: string }
  data: { values: { name: string; value?: number; text?: string; shape?: string; fill?: string; tip?: string }[] }
}
const panels = (matrix.spec as unknown as { hconcat: { layer: Layer[] }[] }).hconcat.map(({ layer }) => {
  const own = layer.filter(({ name }) => name === undefined)
  const valuesOf = (type: string) => own.flatMap(({ mark, data }) => (mark.type === type ? data.values : []))
  return { marks: valuesOf('point'), texts: valuesOf('text') }
})
const [total, downtime] = panels

test('every migration that completed has its total time, and its pause by each clock', () => {
  const completed = analysis.matrix.cells.flatMap(({ result }) => result ?? [])
  expect(completed).toHaveLength(9)
  expect(total?.marks.map(({ value }) => value)).toEqual(completed.map(({ totalMs }) => totalMs / 1000))
  for (const clock of PAUSE_CLOCKS) {
    const own = downtime?.marks.filter(({ shape }) => shape === clockMark(clock).shape)
    expect(
      own?.map(({ value }) => value),
      clock,
    ).toEqual(completed.flatMap(({ downtimeMs }) => downtimeMs[clock] ?? []))
  }
  expect(total?.marks.at(-1)?.tip).toMatch(
    /^Total time\nzeros: multifd, idle: [\d.]+\u00a0s\nmatrix-zero-multifd-idle-1$/,
  )
})

test('clocks are told apart without colours', () => {
  const looks = PAUSE_CLOCKS.map(clockMark)
  expect(new Set(looks.map(({ shape }) => shape)).size).toBe(looks.length)
})

test('what did not complete is named in its row', () => {
  expect(total?.texts).toEqual([
    { name: 'default (memory)', text: expect.stringMatching(/^did not converge: [\d.]+\u00a0s$/) },
    { name: 'multifd, zstd (memory)', text: 'failed' },
    { name: 'dirty-limit (memory)', text: 'not offered' },
  ])
  expect(downtime?.texts.map(({ text }) => text)).toEqual(['the VM did not move', 'the VM did not move', '–'])
  expect((matrix as { description: string }).description).toContain('multifd, zstd (memory): failed')
})

test('a migration that failed beside one that completed is named on the side that has room', () => {
  const [first] = analysis.matrix.cells.filter(({ result }) => result !== null)
  if (first === undefined) throw new Error('the synthetic run has cells that completed')
  const failed = { ...first, outcome: 'failed' as const, result: null, trial: 'matrix-again' }
  const cells = [...analysis.matrix.cells, failed]
  const { spec } = buildFigures({ ...analysis, matrix: { ...analysis.matrix, cells } }).matrix
  const layers = (spec as unknown as { hconcat: { layer: (Layer & { mark: { align?: string } })[] }[] }).hconcat[0]
    ?.layer
  const beside = layers?.filter(
    ({ mark, data }) => mark.type === 'text' && data.values.some(({ text }) => text === 'failed'),
  )
  expect(beside?.flatMap(({ data }) => data.values)).toContainEqual({
    name: total?.marks.find(({ tip }) => tip?.includes(first.trial))?.name,
    text: 'failed',
  })
})

test('a run without a matrix says so', () => {
  expect(buildFigures(analyse(syntheticRun({ trials: 0, migrations: 1 }))).matrix).toEqual({
    spec: null,
    reason: 'This run has no finished migration under other settings.',
  })
})
