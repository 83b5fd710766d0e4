import { expect, test } from 'vitest'
import { analyse } from '../../../findings/analyse.ts'
import { project } from '../../../project.ts'
import { loadTemplates } from '../../../templates/templates.ts'
import { syntheticRun } from '../../../testing/synthetic/run.ts'
import type { Spoken } from '../../../text/spoken.ts'
import { ENGLISH } from '../../../text/words.ts'
import { viewModel } from '../view-model.ts'
import type { Cell } from './table.ts'
import { buildTable } from './tables.ts'

function shown(matrix: boolean) {
  const loaded = syntheticRun({ trials: 0, migrations: 1, matrix })
  const analysis = analyse(loaded)
  const { glossary } = loadTemplates(project().templates)
  const view = viewModel(
    { analysis, loaded, identity: { id: '1', name: null }, example: false },
    glossary,
    { title: 'Title', fileName: 'HW1_{id}' },
    ENGLISH,
  )
  return { view, build: (id: 'matrix' | 'prediction') => buildTable(id, analysis, view, ENGLISH) }
}

const { view, build } = shown(true)
const text = (cell: Spoken<Cell> | undefined): string | undefined => (typeof cell === 'object' ? cell.number : cell)
const row = (id: 'matrix' | 'prediction', ...names: string[]): (string | undefined)[] =>
  build(id)
    .table?.rows.find((cells) => names.every((name, i) => text(cells[i]) === name))
    ?.map(text) ?? []

test('the table of the matrix has a row for each cell', () => {
  expect(build('matrix').table?.rows).toHaveLength(12)
  expect(build('matrix').table?.columns).toHaveLength(11)
  expect((build('matrix') as { n: string }).n).toContain('n\u00a0=\u00a011 migrations.')
  expect(row('matrix', 'default', 'network')[2]).toBe('completed')
  expect(
    row('matrix', 'default', 'network')
      .slice(3)
      .map(Number)
      .every((value) => value > 0),
  ).toBe(true)
})

test('cells of one direction stand under its name, those that were not run under none', () => {
  const { groups = [], rows = [] } = build('matrix').table ?? {}
  const left = [...rows]
  const under = new Map(
    groups.map(({ title, rows: count }) => [
      title,
      left.splice(0, count).map(([setting, , outcome]) => [setting, outcome]),
    ]),
  )
  expect(left).toEqual([])
  expect(new Set(under.keys())).toEqual(
    new Set(['from host\u00a02 to host\u00a01', 'from host\u00a01 to host\u00a02', 'not run']),
  )
  expect(under.get('not run')).toEqual([['dirty-limit', 'not offered']])
})

test('a migration that did not converge has what is known of it, and dashes for what it can’t have', () => {
  const [, , outcome, lasted, qemu, events, probe, moved, passes, iperf3, perf] = row('matrix', 'default', 'memory')
  expect([outcome, qemu, events, probe, passes, iperf3]).toEqual(['did not converge', '–', '–', '–', '3', '–'])
  expect(Number(lasted)).toBeGreaterThan(2)
  expect(Number(moved)).toBeGreaterThan(100)
  expect(Number(perf)).toBeCloseTo(45, 0)
  expect(row('matrix', 'dirty-limit', 'memory').slice(2)).toEqual(['not offered', ...Array<string>(8).fill('–')])
})

test('predicted stands beside measured, and post-copy is left out', () => {
  expect(build('prediction').table?.rows.map(([cell]) => cell)).not.toContain('post-copy (memory)')
  expect(row('prediction', 'auto-converge (memory)').slice(-2)).toEqual(['no', 'yes'])
  expect(row('prediction', 'default (memory)').slice(-2)).toEqual(['no', 'no'])
  expect(row('prediction', 'multifd, zstd (memory)').at(-1)).toBe('failed')
  expect(row('prediction', 'raised limits (memory)')[1]).toBe('4')
})

test('the appendix has the values of each workload in a line, with their files', () => {
  const line = view.raw.find(({ files }) => files === 'matrix-*-network-*/iperf3.txt')
  expect(line).toMatchObject({
    configuration: 'by setting, network',
    values: expect.stringMatching(/^default \d\d\.\d$/),
  })
  const total = view.raw.find(
    ({ files, metric }) => files === 'matrix-*-memory-*/qmp-source.ndjson' && metric.includes('Total'),
  )
  expect(total?.values).toMatch(/^raised limits [\d.]+; auto-converge [\d.]+; post-copy [\d.]+$/)
})

test('templates are told what was set', () => {
  expect(view.matrix).toMatchObject({ measured: true, memory: '512\u00a0MiB' })
  expect(view.matrix.settings).toContainEqual({
    name: 'raised limits',
    capabilities: 'none',
    parameters: 'downtime-limit=100',
  })
  expect(view.matrix.settings.map(({ name }) => name)).not.toContain('dirty-limit')
  expect(view.matrix.cells.find(({ name }) => name === 'post-copy (memory)')).toMatchObject({
    pagesRequested: '300',
    outcome: 'completed',
  })
})

test('a run without a matrix has no such tables', () => {
  const none = shown(false)
  expect(none.view.matrix).toMatchObject({ measured: false, memory: null, cells: [] })
  expect(none.build('matrix')).toEqual({
    table: null,
    reason: 'This run has no finished migration under other settings.',
  })
  expect(none.build('prediction').table).toBeNull()
})
