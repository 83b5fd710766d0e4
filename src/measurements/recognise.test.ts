import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ParseError } from './parse-error.ts'
import { recognise } from './recognise.ts'

const folder = new URL('fixtures/by-hand/', import.meta.url)
const fixture = (name: string): string => readFileSync(new URL(name, folder), 'utf8')

/** By name, which the recogniser does not see. */
function expected(name: string): string {
  if (name === 'iperf3.json') return 'iperf3-json'
  if (name.startsWith('iperf3')) return 'iperf3-text'
  if (name.startsWith('iperf2')) return 'iperf2-text'
  if (name.startsWith('info-migrate')) return 'info-migrate'
  if (/^(syscall|sched)/.test(name)) return 'perf-bench'
  const form = name.endsWith('.json') ? 'json' : name.endsWith('.csv') ? 'csv' : 'text'
  return `perf-${/-I/.test(name) ? 'interval' : 'stat'}-${form}`
}

const names = readdirSync(folder).filter((name) => !/README|perf-x-de/.test(name))
test.each(names)('%s', (name) => {
  expect(recognise(fixture(name), name)).toBe(expected(name))
  expect(recognise(fixture(name).replaceAll('\n', '\r\n'), name)).toBe(expected(name))
})

test('there is something to recognise', () => {
  expect(names.length).toBeGreaterThan(30)
})

test.each([
  ['', /line 1: expected the output of a tool, found “nothing”/],
  [
    '\n\nhello\nworld\n',
    /line 3: expected the output of iperf3, iperf, perf stat, perf bench or “info migrate”, found “hello”/,
  ],
  ['perf\n\u0000\n', /line 2: expected text in UTF-8/],
  [
    fixture('perf-semi.csv').replaceAll(/(\d)\.(\d)/g, '$1,$2'),
    /line 3: expected numbers with a decimal point, as printed with LC_ALL=C/,
  ],
  [fixture('perf-x-de_DE.csv'), /line 3: expected numbers with a decimal point, as printed with LC_ALL=C/],
  ['-----\nServer listening on TCP port 5001\n-----\n', /line 2: expected what the client of iperf printed/],
  [
    fixture('iperf3-default.txt') + fixture('perf-stat.txt'),
    /line 16: expected the output of one tool, as from line 1 on/,
  ],
])('what is none is refused: %#', (text, message) => {
  expect(() => recognise(text, 'x')).toThrow(ParseError)
  expect(() => recognise(text, 'x')).toThrow(message)
})
