import { expect, test } from 'vitest'
import { analyse } from '../findings/analyse.ts'
import { syntheticRun } from '../testing/synthetic/run.ts'
import { buildFigures } from './figures.ts'

const run = syntheticRun({ trials: 0, migrations: 1, matrix: true })
const analysis = analyse(run)
const { matrix } = buildFigures(analysis)

interface Layer {
  data: { values: { name: string; value?: number; text?: string; shape?: string; tip?: string }[] }
}
const [total, downtime] = (matrix.spec as unknown as { hconcat: { layer: Layer[] }[] }).hconcat.map(({ layer }) =>
  layer.map(({ data }) => data.values),
)

test('every migration that completed is a mark in both panels, with its workload as its shape', () => {
  const completed = analysis.matrix.cells.filter(({ result }) => result !== null)
  expect(completed).toHaveLength(6)
  expect(total?.[1]?.map(({ value }) => value)).toEqual(completed.map(({ result }) => (result?.totalMs ?? NaN) / 1000))
  expect(downtime?.[1]?.map(({ value }) => value)).toEqual(completed.map(({ result }) => result?.downtimeMs.qemu))
  expect(new Set(total?.[1]?.map(({ shape }) => shape))).toEqual(
    new Set(['diamond', 'square', 'triangle-up', 'circle']),
  )
  expect(total?.[1]?.at(-1)?.tip).toMatch(
    /^Total time\npost-copy, memory: a writer: [\d.]+\u00a0s\nmatrix-postcopy-memory-1$/,
  )
})

test('what did not complete is named in its row', () => {
  expect(total?.[2]).toEqual([
    { name: 'default (memory)', text: expect.stringMatching(/^did not converge, cancelled after [\d.]+\u00a0s$/) },
    { name: 'multifd, zstd (memory)', text: 'failed' },
    { name: 'dirty-limit (memory)', text: 'not offered' },
  ])
  expect(downtime?.[2]?.map(({ text }) => text)).toEqual(['the VM did not move', 'the VM did not move', '–'])
  expect((matrix as { description: string }).description).toContain('multifd, zstd (memory): failed')
})

test('a run without a matrix says so', () => {
  expect(buildFigures(analyse(syntheticRun({ trials: 0, migrations: 1 }))).matrix).toEqual({
    spec: null,
    reason: 'This run has no finished migration under other settings.',
  })
})
