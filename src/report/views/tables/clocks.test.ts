import { expect, test } from 'vitest'
import { analyse } from '../../../findings/analyse.ts'
import { syntheticRun } from '../../../testing/synthetic/run.ts'
import { spoken } from '../../../text/spoken.ts'
import { ENGLISH } from '../../../text/words.ts'
import { clocksTable } from './clocks.ts'

const { migration } = analyse(syntheticRun({ trials: 1, migrations: 1 }))

function rowsOf(result: typeof migration) {
  const { table } = spoken(clocksTable(result), ENGLISH)
  if (table === null) throw new Error('no table')
  return table.rows
}

test('each time series has the clock of the machine that made it, with offsets before and after', () => {
  const rows = rowsOf(migration)
  const row = (name: RegExp) => rows.find(([title]) => name.test(String(title)))
  // The synthetic hosts are 0.8 s ahead and 1.3 s behind.
  expect(row(/iperf3/)).toMatchObject([
    expect.any(String),
    'host\u00a01',
    { number: '800' },
    { number: '800' },
    { number: expect.any(String) },
  ])
  expect(row(/tracepoints, host\s2/)?.[2]).toMatchObject({
    number: '\u22121,300',
    quantity: { unit: 'ms', statistic: 'value' },
  })
  expect(row(/query-migrate/)?.slice(2)).toMatchObject([{ number: '0' }, { number: '0' }, { number: '0' }])
})

test('a clock that was not read is said not to have been', () => {
  const migrations = migration.migrations.map((one) => ({ ...one, clocks: { ...one.clocks, vm: null } }))
  const rows = rowsOf({ ...migration, migrations })
  expect(rows.find(([title]) => /perf in the VM/.test(String(title)))?.slice(2)).toEqual([
    'not measured',
    'not measured',
    'not measured',
  ])
})
