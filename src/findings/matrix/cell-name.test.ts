import { expect, test } from 'vitest'
import { spoken } from '../../text/spoken.ts'
import { ENGLISH } from '../../text/words.ts'
import { migrationName, migrationsName } from './cell-name.ts'

const cell = (source: 'host1' | 'host2', repetition = 1) =>
  ({ setting: 'auto-converge', workload: 'memory', source, repetition }) as const
const inEnglish = (text: ReturnType<typeof migrationName>) => spoken(text, ENGLISH).replaceAll('\u00a0', ' ')

test('migrations of one setting and workload have a name each', () => {
  const [there, back, again] = [cell('host1'), cell('host2'), cell('host1', 2)]
  const other = { ...there, workload: 'idle' } as const
  expect(inEnglish(migrationName(there, [there, other]))).toBe('auto-converge (memory)')
  expect(inEnglish(migrationName(there, [there, back]))).toBe('auto-converge (memory, from host 1)')
  expect(inEnglish(migrationName(back, [there, back]))).toBe('auto-converge (memory, from host 2)')
  expect([there, again].map((one) => inEnglish(migrationName(one, [there, back, again])))).toEqual([
    'auto-converge (memory, no. 1)',
    'auto-converge (memory, no. 2)',
  ])
})

test('what is true of all of them is said of them together', () => {
  const [there, back, again] = [cell('host1'), cell('host2'), cell('host2', 2)]
  expect(inEnglish(migrationsName([there, back], [there, back]))).toBe('auto-converge (memory, every migration)')
  expect(inEnglish(migrationsName([there], [there]))).toBe('auto-converge (memory)')
  expect(inEnglish(migrationsName([there, back], [there, back, again]))).toBe(
    'auto-converge (memory, from host 1) and auto-converge (memory, no. 1)',
  )
})
