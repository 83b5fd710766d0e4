import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { wholeProcessors } from './processors-used.ts'

const fixture = (name: string): string => readFileSync(new URL(`../fixtures/by-hand/${name}`, import.meta.url), 'utf8')

test('perf stat -a shows by the time of all processors', () => {
  expect(wholeProcessors(fixture('perf-a-I.txt'), 'x')).toMatchObject({ processors: 2, line: { number: 6 } })
  const csv = (used: string) => `20002.11,msec,task-clock,20002110000,100.00,${used},CPUs utilized\n`
  expect(wholeProcessors(csv('2.000'), 'x')).toMatchObject({ processors: 2, line: { number: 1 } })
  expect(wholeProcessors(csv('2.000').replaceAll(',', ';'), 'x')?.processors).toBe(2)
  expect(wholeProcessors('{"metric-value" : "4.002", "metric-unit" : "CPUs utilized"}\n', 'x')?.processors).toBe(4)
})

test.each([
  'perf-x.csv',
  'perf-x2.csv',
  'perf-xr.csv',
  'perf-semi.csv',
  'perf-j.json',
  'perf-I.txt',
  'perf-I.csv',
  'perf-Ij.json',
])('%s is of a program', (name) => {
  expect(wholeProcessors(fixture(name), name)).toBeNull()
})

test('a program may use several processors, and one may be the only one', () => {
  for (const used of ['1.000', '1.931', '1.996', '2.351'])
    expect(wholeProcessors(`1,msec,task-clock,1,100.00,${used},CPUs utilized\n`, 'x')).toBeNull()
})
