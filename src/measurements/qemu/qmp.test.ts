import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ParseError } from '../parse-error.ts'
import { parseQmp } from './qmp.ts'

const fixture = (name: string): string => readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8')

describe('parseQmp', () => {
  it('reads the events of a migration with QEMU’s own times', () => {
    const { events } = parseQmp(fixture('qmp-source.ndjson'), 'q')
    expect(events.map(({ name, data }) => (name === 'STOP' ? name : (data.status ?? data.pass)))).toEqual([
      'setup',
      1,
      'active',
      2,
      'STOP',
      3,
      'completed',
    ])
    expect(events[4]?.atS).toBeCloseTo(1795464347.476249, 6)
    expect(parseQmp(fixture('qmp-destination.ndjson'), 'q').events.map(({ name }) => name)).toContain('RESUME')
  })

  it('matches answers to query-migrate, among other commands and events', () => {
    const { polls } = parseQmp(fixture('qmp-source.ndjson'), 'q')
    expect(polls.map(({ reply }) => reply.status)).toEqual(['active', 'active', 'active', 'completed', 'completed'])
    expect(polls.at(-1)?.reply).toMatchObject({
      'total-time': 305,
      downtime: 4,
      ram: { transferred: 619702, 'dirty-sync-count': 3 },
    })
    expect(polls[0]?.atS).toBe(1795464347.2033653)
  })

  it('passes over a command that was refused', () => {
    const text =
      '{"t":1,"sent":{"execute":"migrate"}}\n{"t":2,"received":{"error":{"class":"GenericError","desc":"no"}}}\n' +
      '{"t":3,"sent":{"execute":"query-migrate"}}\n{"t":4,"received":{"return":{}}}\n'
    expect(parseQmp(text, 'q').polls).toEqual([{ atS: 4, reply: {} }])
  })

  it('reads the dirty rate once it has been measured, in bytes', () => {
    const asked = (t: number, answer: string) =>
      `{"t":${t},"sent":{"execute":"query-dirty-rate"}}\n{"t":${t}.5,"received":{"return":${answer}}}\n`
    const measuring = '{"status":"measuring","start-time":5,"calc-time":1,"mode":"dirty-bitmap"}'
    const measured = '{"status":"measured","dirty-rate":37,"start-time":5,"calc-time":1,"mode":"dirty-bitmap"}'
    expect(parseQmp(asked(1, measuring), 'q').dirtyMebibytesPerSecond).toBeNull()
    expect(parseQmp(asked(1, measuring) + asked(2, measured), 'q').dirtyMebibytesPerSecond).toBe(37)
    expect(parseQmp(asked(1, measured.replace('37', '0')), 'q').dirtyMebibytesPerSecond).toBe(0)
    expect(() => parseQmp(asked(1, '{"dirty-rate":1}'), 'q')).toThrow('an answer to query-dirty-rate')
  })

  it('tells how many pages the destination asked for in post-copy, and when the lab heard of an event', () => {
    const ram = {
      transferred: 1,
      remaining: 2,
      total: 3,
      mbps: 4,
      'dirty-sync-count': 5,
      'dirty-pages-rate': 6,
      'page-size': 4096,
      'postcopy-requests': 7,
    }
    const text =
      `{"t":1,"sent":{"execute":"query-migrate"}}\n${JSON.stringify({ t: 2, received: { return: { status: 'postcopy-active', ram } } })}\n` +
      '{"t":9.5,"received":{"event":"STOP","timestamp":{"seconds":3,"microseconds":0}}}\n'
    const { polls, events } = parseQmp(text, 'q')
    expect(polls[0]?.reply).toMatchObject({ status: 'postcopy-active', ram: { 'postcopy-requests': 7 } })
    expect(events[0]).toMatchObject({ atS: 3, heardS: 9.5 })
  })

  it.each([
    ['a cut line', '{"t":1,"sent":{"exec'],
    ['a line without its time', '{"sent":{"execute":"x"}}'],
    ['an answer to nothing', '{"t":1,"received":{"return":{}}}'],
    ['an event without a timestamp', '{"t":1,"received":{"event":"STOP"}}'],
    [
      'numbers that are texts',
      '{"t":1,"sent":{"execute":"query-migrate"}}\n{"t":2,"received":{"return":{"status":"active","total-time":"5"}}}',
    ],
  ])('refuses %s', (_, text) => {
    expect(() => parseQmp(text, 'q')).toThrow(ParseError)
  })
})
