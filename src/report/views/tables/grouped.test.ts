import { expect, test } from 'vitest'
import type { ExperimentTable } from '../../../experiments/catalogue.ts'
import { analyse } from '../../../findings/analyse.ts'
import { syntheticRun } from '../../../testing/synthetic/run.ts'
import { spoken } from '../../../text/spoken.ts'
import { ENGLISH } from '../../../text/words.ts'
import { experimentTable } from './tables.ts'

const analysis = analyse(syntheticRun({ migrations: 3 }))

/** Rows by the heading that they stand under. */
function groupsIn(id: ExperimentTable): [title: string | null, rows: unknown[][]][] {
  const { table } = spoken(experimentTable(id, analysis), ENGLISH)
  if (table === null) throw new Error(`no table ${id}`)
  const rows = [...table.rows]
  return (table.groups ?? []).map(({ title, rows: count }) => [title, rows.splice(0, count)])
}

test('migrations stand under their direction, which no row repeats', () => {
  expect(groupsIn('migrations').map(([title, rows]) => [title, rows.map(([number]) => number)])).toEqual([
    ['from host\u00a01 to host\u00a02', ['1', '3']],
    ['from host\u00a02 to host\u00a01', ['2']],
  ])
})

test('counts of one program stand under its name, which no row repeats', () => {
  const groups = groupsIn('exits')
  expect(groups.map(([title]) => title)).toEqual(['the host to the VM', 'the VM to the host'])
  const [first = [], second = []] = groups.map(([, rows]) => rows.map(([title]) => title))
  expect(first).toEqual(second)
  expect(first[0]).toBe('VM exits of every kind')
  expect(first.length).toBeGreaterThan(3)
  expect(first.filter((title) => /host to the VM|VM to the host/.test(String(title)))).toEqual([])
})

test('what stands alone has its whole title, and no heading', () => {
  expect(groupsIn('network').map(([title, rows]) => [title, rows.map(([name]) => name)])).toEqual([
    [null, ['TCP throughput, the host to the VM', 'TCP throughput, the VM to the host', 'Round trip of ping']],
  ])
})
