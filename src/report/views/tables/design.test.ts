import { expect, test } from 'vitest'
import { analyse } from '../../../findings/analyse.ts'
import { syntheticRun } from '../../../testing/synthetic/run.ts'
import { spoken } from '../../../text/spoken.ts'
import { ENGLISH } from '../../../text/words.ts'
import { controlsTable } from './controls.ts'
import { designTable } from './design.ts'

const loaded = syntheticRun({ controls: true })

test('a column for each experiment has what was decided, and how many blocks sufficed', () => {
  const run = { ...loaded.run, stopped: [{ experiment: 'acceleration' as const, afterBlock: 3, width: 1.21 }] }
  const { table, n } = spoken(designTable(analyse({ ...loaded, run })), ENGLISH) as {
    table: { columns: { title: string }[]; rows: string[][] }
    n: string
  }
  expect(table.columns.map(({ title }) => title)).toEqual(['', 'B, acceleration', 'C, network', 'D, migration'])
  const rows = new Map(table.rows.map(([head = '', ...cells]) => [head, cells]))
  expect(rows.get('varied')?.[0]).toBe('accelerator: kvm, tcg; place: vm, host')
  expect(rows.get('blocks, each with every configuration once')).toEqual([
    'at least 3, at most 5',
    'at least 3, at most 5',
    '5',
  ])
  expect(rows.get('compared with itself')).toEqual(['with -enable-kvm', 'virtio-net-pci', '–'])
  expect(rows.get('stopping rule')?.[0]).toContain(
    '“Shell loop”, without to with -enable-kvm, are a factor of 1.30 apart',
  )
  expect(rows.get('stopping rule')?.[0]).toMatch(/^once at least 3\u00a0blocks are run, after the first with which/)
  expect(rows.get('stopping rule')?.[1]).toBe('none: all blocks are run')
  expect(rows.get('blocks that sufficed')).toEqual(['3: ends apart by a factor of 1.21', '–', '–'])
  expect(n).toBe('The order of the trials follows from the seed 1.')
})

test('a run without a design or a control says so', () => {
  const { network } = analyse(syntheticRun())
  expect(spoken(designTable(analyse(syntheticRun())), ENGLISH)).toEqual({
    table: null,
    reason: expect.stringContaining('earlier version'),
  })
  expect(spoken(controlsTable(network.controls), ENGLISH)).toEqual({
    table: null,
    reason: expect.stringContaining('compared with itself'),
  })
})

test('a control has both of its summaries and their ratio in a row', () => {
  const { network } = analyse(loaded)
  const { table } = spoken(controlsTable(network.controls), ENGLISH)
  expect(table?.columns.map(({ title }) => title)).toEqual([
    'measured',
    'unit',
    'virtio-net-pci',
    'virtio-net-pci, again',
    'ratio',
  ])
  expect(table?.rows).toHaveLength(3)
  expect(table?.rows[2]?.[0]).toBe('Round trip of ping')
  expect(table?.rows[2]?.[4]).toMatchObject({
    number: expect.stringMatching(/^(0\.9|1\.0)\d+$/),
    note: expect.stringContaining(' to '),
  })
})
