import { expect, test } from 'vitest'
import { recognise } from '../recognise.ts'
import { printedText } from '../transcript.ts'
import { parseQueryMigrate } from './query-migrate.ts'

const RAM = { total: 1_091_379_200, remaining: 0, transferred: 411_967_488, mbps: 657.61, 'dirty-sync-count': 5 }
const COMPLETED = { status: 'completed', 'setup-time': 4, downtime: 21, 'total-time': 5012, ram: RAM }
const MEASURED = {
  totalMs: 5012,
  setupMs: 4,
  downtimeMs: 21,
  transferredBytes: 411_967_488,
  megabitsPerSecond: 657.61,
  searches: 5,
}
const said = (value: unknown, space = 0): string => `${JSON.stringify(value, null, space)}\n`

test('a conversation with QMP, in one line each or in many', () => {
  const active = { status: 'active', 'total-time': 1000, 'expected-downtime': 300, ram: RAM }
  const lines = [
    { QMP: { version: {}, capabilities: [] } },
    { execute: 'query-migrate' },
    { return: active },
    { timestamp: { seconds: 1, microseconds: 2 }, event: 'MIGRATION', data: { status: 'completed' } },
    { error: { class: 'GenericError', desc: 'x' } },
    { execute: 'query-migrate' },
    { return: COMPLETED },
    { return: COMPLETED },
  ]
  for (const space of [0, 4]) {
    const text = printedText(`$ nc -U qmp.sock\n${lines.map((line) => said(line, space)).join('')}`)
    expect(recognise(text, 'x')).toBe('info-migrate')
    expect(parseQueryMigrate(text, 'x')).toEqual(MEASURED)
  }
})

test.each<[string, unknown[], RegExp]>([
  ['one that goes on', [{ return: { ...COMPLETED, status: 'active' } }], /line 1: .*completed, found “active”/],
  ['two', [{ return: { ...COMPLETED, 'total-time': 4001 } }, { return: COMPLETED }], /line 2: .*one migration a file/],
  ['the destination’s', [{ return: { status: 'completed', 'setup-time': 0 } }], /line 1: .*answer of the source/],
  ['negative time', [{ return: { ...COMPLETED, 'total-time': -1 } }], /an answer to query-migrate/],
  ['too long a downtime', [{ return: { ...COMPLETED, downtime: 50_120 } }], /line 1: .*no longer than the total time/],
])('%s is refused', (_, lines, message) => {
  expect(() => parseQueryMigrate(lines.map((line) => said(line)).join(''), 'x')).toThrow(message)
})
