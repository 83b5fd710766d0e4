import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ParseError } from './parse-error.ts'
import { parseQmp } from './qmp.ts'

const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8')

describe('parseQmp', () => {
  it('reads the events of a migration with QEMU’s own times', () => {
    const { events } = parseQmp(fixture('qmp-source.ndjson'), 'q')
    expect(events.map(({ name, data }) => (name === 'STOP' ? name : data.status ?? data.pass))).toEqual([
      'setup', 1, 'active', 2, 'STOP', 3, 'completed',
    ])
    expect(events[4]?.atS).toBeCloseTo(1795464347.476249, 6)
    expect(parseQmp(fixture('qmp-destination.ndjson'), 'q').events.map(({ name }) => name)).toContain('RESUME')
  })

  it('matches answers to query-migrate, among other commands and events', () => {
    const { polls } = parseQmp(fixture('qmp-source.ndjson'), 'q')
    expect(polls.map(({ reply }) => reply.status)).toEqual(['active', 'active', 'active', 'completed', 'completed'])
    expect(polls.at(-1)?.reply).toMatchObject({ 'total-time': 305, downtime: 4, ram: { transferred: 619702, 'dirty-sync-count': 3 } })
    expect(polls[0]?.atS).toBe(1795464347.2033653)
  })

  it('passes over a command that was refused', () => {
    const text = '{"t":1,"sent":{"execute":"migrate"}}\n{"t":2,"received":{"error":{"class":"GenericError","desc":"no"}}}\n' +
      '{"t":3,"sent":{"execute":"query-migrate"}}\n{"t":4,"received":{"return":{}}}\n'
    expect(parseQmp(text, 'q').polls).toEqual([{ atS: 4, reply: {} }])
  })

  it.each([
    ['a cut line', '{"t":1,"sent":{"exec'],
    ['a line without its time', '{"sent":{"execute":"x"}}'],
    ['an answer to nothing', '{"t":1,"received":{"return":{}}}'],
    ['an event without a timestamp', '{"t":1,"received":{"event":"STOP"}}'],
    ['numbers that are texts', '{"t":1,"sent":{"execute":"query-migrate"}}\n{"t":2,"received":{"return":{"status":"active","total-time":"5"}}}'],
  ])('refuses %s', (_, text) => {
    expect(() => parseQmp(text, 'q')).toThrow(ParseError)
  })
})
