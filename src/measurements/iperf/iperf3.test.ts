import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ParseError } from '../parse-error.ts'
import { iperf3StartS, parseIperf3Datagrams, parseIperf3Json, parseIperf3Length, parseIperf3Text } from './iperf3.ts'

const fixture = (name: string): string => readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8')

describe('parseIperf3Json', () => {
  it('takes what the receiver counted, and the sender’s retransmits', () => {
    expect(parseIperf3Json(fixture('iperf3.json'), 'a.json')).toEqual({
      bitsPerSecond: 17847753427.176743,
      receivedBytes: 2232156054,
      durationS: 1.000532,
      retransmits: 8,
      reverse: false,
      targetBitsPerSecond: null,
    })
    expect(parseIperf3Json(fixture('iperf3-reverse.json'), 'a.json')).toMatchObject({
      reverse: true,
      receivedBytes: 1893072790,
      retransmits: 6,
    })
  })

  it('says what rate was asked for, and how long the test was', () => {
    const limited = fixture('iperf3.json')
      .replaceAll('"target_bitrate":\t0', '"target_bitrate":\t6000000')
      .replace('"omit":\t0', '"omit":\t1')
    expect(parseIperf3Json(limited, 'a.json').targetBitsPerSecond).toBe(6e6)
    expect(parseIperf3Length(limited, 'a.json')).toEqual({ omittedS: 1, countedS: 1 })
    expect(() => parseIperf3Length('{"start":{"test_start":{"omit":1}}}', 'a.json')).toThrow(ParseError)
  })

  it('passes over lines around the JSON', () => {
    const text = `warning: this system does not seem to support IPv6\n${fixture('iperf3.json')}\nlogout\n`
    expect(parseIperf3Json(text, 'a.json').receivedBytes).toBe(2232156054)
  })

  it('gives iperf3’s own words for an error', () => {
    expect(() => parseIperf3Json(fixture('iperf3-refused.json'), 'a.json')).toThrow('Connection refused')
  })

  it.each([
    ['a cut file', fixture('iperf3.json').slice(0, 1500)],
    ['an empty file', ''],
    ['another JSON', '{"end": {"sum_received": {"bits_per_second": 1}}}'],
    ['UDP', fixture('iperf3.json').replace('"TCP"', '"UDP"')],
    [
      'a receiver that counted nothing',
      fixture('iperf3.json').replace(/("sum_received":\s*\{[^}]*"bytes":\s*)\d+/, '$10'),
    ],
  ])('refuses %s', (_, text) => {
    expect(() => parseIperf3Json(text, 'a.json')).toThrow(ParseError)
  })
})

describe('parseIperf3Datagrams', () => {
  it('reads what iperf3 3.12 counted of its datagrams', () => {
    expect(parseIperf3Datagrams(fixture('iperf3-udp.json'), 'u.json')).toEqual({
      sent: 1896,
      lost: 372,
      jitterMs: 0.057208398756079276,
      bytesEach: 1400,
      durationS: 1.145993,
    })
  })

  it('takes datagrams that came twice for no loss', () => {
    const twice = fixture('iperf3-udp.json').replaceAll(/"lost_packets":\s*372/g, '"lost_packets": -2')
    expect(parseIperf3Datagrams(twice, 'u.json').lost).toBe(0)
  })

  it.each([
    ['a cut file', fixture('iperf3-udp.json').slice(0, 900)],
    ['TCP', fixture('iperf3.json')],
    ['more lost than sent', fixture('iperf3-udp.json').replaceAll(/"lost_packets":\s*372/g, '"lost_packets": 9000')],
    ['an error', fixture('iperf3-refused.json')],
  ])('refuses %s', (_, text) => {
    expect(() => parseIperf3Datagrams(text, 'u.json')).toThrow(ParseError)
  })
})

describe('parseIperf3Text', () => {
  it('reads the intervals without the totals', () => {
    expect(parseIperf3Text(fixture('iperf3.txt'), 'i.txt')).toEqual([
      { fromS: 0, toS: 0.25, bitsPerSecond: 16394483e3, line: 4 },
      { fromS: 0.25, toS: 0.5, bitsPerSecond: 15551242e3, line: 5 },
      { fromS: 0.5, toS: 0.75, bitsPerSecond: 13710779e3, line: 6 },
      { fromS: 0.75, toS: 1, bitsPerSecond: 16622796e3, line: 7 },
    ])
  })

  it('reads a test that was interrupted', () => {
    const intervals = parseIperf3Text(
      `${fixture('iperf3-interrupted.txt')}iperf3: interrupt - the client has terminated\n`,
      'i.txt',
    )
    expect(intervals.at(-1)).toMatchObject({ fromS: 0.75, toS: 0.8 })
  })

  it('reads a standstill as 0', () => {
    const text = '[  5]   2.75-3.00   sec  0.00 Bytes  0.00 Kbits/sec    1   1.41 KBytes       \n'
    expect(parseIperf3Text(text, 'i.txt')[0]?.bitsPerSecond).toBe(0)
  })

  it.each([
    ['[  5]   0.00-0.25   sec   489 MBytes  16.3 Gbits/sec    1    895 KBytes'],
    ['[  5]   0.00-0.25   sec   489 MBy'],
    [''],
  ])('refuses %j', (text) => {
    expect(() => parseIperf3Text(text, 'i.txt')).toThrow(ParseError)
  })
})

describe('iperf3StartS', () => {
  const intervals = parseIperf3Text(fixture('iperf3.txt'), 'i.txt')

  it('follows the line that was printed with the least delay', () => {
    const times = ['100', '100', '100', '100.31', '100.502', '100.80', '101.1', '101.1', ''].join('\n')
    expect(iperf3StartS(intervals, times, 'i.times')).toBeCloseTo(100.002, 9)
  })

  it('refuses fewer times than lines, and times that are none', () => {
    expect(() => iperf3StartS(intervals, '1\n2\n3\n4\n', 'i.times')).toThrow('i.times, line 5')
    expect(() => iperf3StartS(intervals, '1\n2\n3\nsoon\n5\n6\n7\n', 'i.times')).toThrow('i.times, line 4')
  })
})
