import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ParseError } from '../parse-error.ts'
import { printedText } from '../transcript.ts'
import { parseIperf2 } from './iperf2.ts'
import { parseIperf3Report } from './iperf3-report.ts'
import { parseIperf3Total } from './iperf3-total.ts'

const fixture = (name: string): string => readFileSync(new URL(`../fixtures/by-hand/${name}`, import.meta.url), 'utf8')
const iperf3 = (name: string) => parseIperf3Total(fixture(name), name)
const iperf2 = (name: string) => parseIperf2(fixture(name), name)

describe('iperf3', () => {
  test.each([
    ['iperf3-default.txt', 25.2e9, 4, false, 3],
    ['iperf3-reverse.txt', 22.1e9, 2, true, 3],
    ['iperf3-k.txt', 23_696_712_000, 0, false, 3],
    ['iperf3-bigM.txt', 2814 * 2 ** 20 * 8, 0, false, 2],
    ['iperf3-parallel.txt', 25.8e9, 12, false, 2],
    ['iperf3-no-i.txt', 23.6e9, 2, false, 1],
  ])('%s', (name, bitsPerSecond, retransmits, reverse, intervals) => {
    const test = iperf3(name)
    expect(test).toMatchObject({ bitsPerSecond, retransmits, reverse, datagrams: null })
    expect(test.intervals).toHaveLength(intervals)
  })

  test('a time before each line, empty ones too', () => {
    expect(parseIperf3Total(printedText(fixture('../pasted/iperf3-timestamps.txt')), 'x')).toMatchObject({
      bitsPerSecond: 267e6,
      retransmits: 34,
    })
  })

  test('what the server printed is the server’s', () => {
    const { bitsPerSecond, retransmits, intervals } = iperf3('iperf3-server-output.txt')
    expect([bitsPerSecond, retransmits, intervals.length]).toEqual([386e6, 26, 2])
  })

  test('a rate in too large a unit comes from the amount', () => {
    const { bitsPerSecond, intervals } = iperf3('iperf3-g.txt')
    expect(bitsPerSecond / 1e6).toBeCloseTo((2.5 * 8 * 1.048576) / 2.01, 6)
    expect(intervals.map((one) => one.bitsPerSecond / 1e6)).toEqual([
      expect.closeTo((1.25 * 8 * 1.048576) / 1.03, 6),
      expect.closeTo((1.25 * 8 * 1.048576) / 0.98, 6),
    ])
    const tooFar = fixture('iperf3-g.txt').replace(/0\.01( Gbits\/sec +receiver)/, '0.04$1')
    expect(() => parseIperf3Total(tooFar, 'x')).toThrow(/line 9: expected a rate that agrees with the amount/)
  })

  test('datagrams that came out of order are told apart, and none that arrived are no stopped test', () => {
    const udp = fixture('iperf3-udp.txt')
    const out = udp.replace('receiver', 'receiver\n[SUM]  0.0- 2.0 sec  3 datagrams received out-of-order')
    expect(parseIperf3Total(out, 'x').datagrams).toEqual({ sent: 77, lost: 0, jitterMs: 0.01 })
    const none = udp.replace(
      /2\.41 MBytes {2}10\.1 Mbits\/sec {2}0\.010 ms {2}0\/77 \(0%\)/,
      '0.00 Bytes  0.00 bits/sec  0.000 ms  77/77 (100%)',
    )
    expect(() => parseIperf3Total(none, 'x')).toThrow(/line 9: expected a total of some bytes in some time/)
  })

  test('the receiver’s total counts, not the sender’s', () => {
    const text = fixture('iperf3-k.txt').replace('23696712 Kbits/sec', '23500000 Kbits/sec')
    expect(parseIperf3Total(text, 'x').bitsPerSecond).toBe(23.5e9)
  })

  test('datagrams are those of the receiver', () => {
    expect(iperf3('iperf3-udp.txt').datagrams).toEqual({ sent: 77, lost: 0, jitterMs: 0.01 })
  })

  test.each([
    ['iperf3-bidir.txt', (text: string) => text, /line 4: expected one test in one direction/],
    [
      'iperf3-default.txt',
      (text: string) => text.replace(/^.*receiver\n/m, ''),
      /line 11: expected the total that ends in “receiver”/,
    ],
    [
      'iperf3-default.txt',
      (text: string) => text.replaceAll(/(\d)\.(\d)/g, '$1,$2'),
      /line 4: .*with a decimal point, as printed with LC_ALL=C/,
    ],
    [
      'iperf3-default.txt',
      (text: string) => text.replaceAll('25.2 Gbits/sec', '25.2 Mbits/sec'),
      /line 10: expected a rate that agrees with the amount/,
    ],
    [
      'iperf3-default.txt',
      (text: string) => `${text}iperf3: error - control socket has closed unexpectedly\n`,
      /line 13: .*iperf3 reports, found “error - control socket/,
    ],
    [
      'iperf3-default.txt',
      (text: string) => text.replaceAll('Gbits', 'Gbots'),
      /expected a rate in bits\/sec|a line of iperf3/,
    ],
    ['iperf3-default.txt', (text: string) => text.slice(0, -4), /cut off/],
  ])('%s damaged is refused with its line', (name, damage, message) => {
    expect(() => parseIperf3Total(damage(fixture(name)), name)).toThrow(ParseError)
    expect(() => parseIperf3Total(damage(fixture(name)), name)).toThrow(message)
  })
})

test('without one of many intervals the lowest is not known', () => {
  const row = (from: number, to: number, amount: string, rest: string) =>
    `[  5]   ${from}.00-${to}.00   sec  ${amount}${rest}\n`
  const rows = Array.from({ length: 30 }, (_, from) =>
    row(from, from + 1, '112 MBytes   940 Mbits/sec', '    0    385 KBytes'),
  )
  const total = (role: string) =>
    row(0, 30, '3.28 GBytes   940 Mbits/sec', `    0   ${role}`).replace('   0   receiver', 'receiver')
  const text = (all: string[]) =>
    `Connecting to host a, port 5201\n[  5] local b port 1 connected to a port 5201\n${all.join('')}${total('sender')}${total('receiver')}\niperf Done.\n`
  expect(parseIperf3Total(text(rows), 'x').intervals).toHaveLength(30)
  for (const missing of [0, 12])
    expect(() => parseIperf3Total(text(rows.toSpliced(missing, 1)), 'x')).toThrow(
      /line 32: expected intervals that make up the whole time/,
    )
})

describe('-O leaves out the start', () => {
  const rows = (names: readonly [string, string, string][], reverse: boolean, total: [string, string]) =>
    [
      'Connecting to host a, port 5201',
      ...(reverse ? ['Reverse mode, remote host a is sending'] : []),
      '[  5] local b port 1 connected to a port 5201',
      '[ ID] Interval           Transfer     Bitrate',
      ...names.map(([times, carried, rest]) => `[  5]   ${times}   sec  ${carried}   ${rest}`),
      '- - - - - - - - - - - - - - - - - - - - - - - - -',
      '[ ID] Interval           Transfer     Bitrate         Retr',
      `[  5]   0.00-2.00   sec  ${total[0]}    0             sender`,
      `[  5]   0.00-2.00   sec  ${total[1]}                  receiver`,
      '',
    ].join('\n')
  const OMITTED: [string, string, string] = ['0.00-1.00', '3.00 MBytes  25.2 Mbits/sec', '(omitted)']
  const COUNTED: [string, string, string][] = [
    ['0.00-1.00', '2.00 MBytes  16.8 Mbits/sec', ''],
    ['1.00-2.00', '2.00 MBytes  16.8 Mbits/sec', ''],
  ]
  const TOTAL = '4.00 MBytes  16.8 Mbits/sec'

  test('what lay between both ends then arrives in the time that counts, and is the receiver’s', () => {
    // As iperf3 3.12 printed it of a slow link
    expect(iperf3('iperf3-omit-slow-link.txt')).toMatchObject({ bitsPerSecond: 45_970_000, reverse: false })
    const more = rows([OMITTED, ...COUNTED], false, [TOTAL, '4.80 MBytes  20.1 Mbits/sec'])
    expect(parseIperf3Total(more, 'x').bitsPerSecond).toBe(20.1e6)
    const most = rows([OMITTED, ...COUNTED], false, [TOTAL, '8.00 MBytes  33.6 Mbits/sec'])
    expect(() => parseIperf3Total(most, 'x')).toThrow(/line 10: expected no more received than was sent/)
  })

  test('without it nothing arrives that was not sent', () => {
    const text = (received: string) => rows(COUNTED, false, ['400 MBytes  1678 Mbits/sec', received])
    const whole = text('400 MBytes  1678 Mbits/sec').replaceAll('2.00 MBytes  16.8', '200 MBytes  1678')
    expect(parseIperf3Total(whole, 'x').bitsPerSecond).toBe(1678e6)
    expect(() => parseIperf3Total(whole.replace(/400 MBytes {2}1678(.*receiver)/, '420 MBytes  1762$1'), 'x')).toThrow(
      /line 9: expected no more received than was sent/,
    )
  })

  test.each([true, false])('of what came after the end the client’s intervals have nothing, JSON %s', (isJson) => {
    const late = rows([OMITTED, ...COUNTED], true, ['4.20 MBytes  17.6 Mbits/sec', '4.20 MBytes  17.6 Mbits/sec'])
    const sum = (start: number, omitted: boolean) => ({
      sum: { start, end: start + 1, seconds: 1, bytes: 2e6, bits_per_second: 16e6, omitted },
    })
    const total = { start: 0, end: 2, seconds: 2, bytes: 42e5, bits_per_second: 16.8e6 }
    const json = {
      start: { connected: [{ local_host: 'b', remote_host: 'a' }], test_start: { protocol: 'TCP', reverse: 1 } },
      intervals: [sum(0, true), sum(0, false), sum(1, false)],
      end: { sum_sent: { ...total, retransmits: 0 }, sum_received: total },
    }
    const read = isJson ? parseIperf3Report(JSON.stringify(json), 'x') : parseIperf3Total(late, 'x')
    expect(read.bitsPerSecond).toBeCloseTo(isJson ? 16e6 : 2 * 2 ** 20 * 8, 6)
    expect(read.durationS).toBe(2)
  })
})

describe('lines that a narrow terminal broke', () => {
  const broken = (name: string, columns: number): string =>
    printedText(
      fixture(name).replace(/^.+$/gm, (line) => line.match(new RegExp(`.{1,${columns}}`, 'g'))?.join('\n') ?? ''),
    )

  test.each([80, 76, 72, 70])('iperf3 at %i columns', (columns) => {
    for (const name of ['iperf3-parallel.txt', 'iperf3-default.txt', 'iperf3-reverse.txt']) {
      const { intervals, ...total } = iperf3(name)
      const narrow = parseIperf3Total(broken(name, columns), 'x')
      expect(narrow).toMatchObject(total)
      expect(narrow.intervals).toEqual(intervals)
    }
    expect(parseIperf3Total(broken('iperf3-udp.txt', columns), 'x').datagrams).toEqual(
      iperf3('iperf3-udp.txt').datagrams,
    )
  })

  test('iperf 2 at 80 columns', () => {
    expect(parseIperf2(broken('iperf2.2-e.txt', 80), 'x')).toEqual(iperf2('iperf2.2-e.txt'))
  })
})

describe('iperf 2', () => {
  test.each([
    ['iperf2.txt', 22.8e9, 3.0155, false, 0],
    ['iperf2-i.txt', 22.4e9, 3.0112, false, 3],
    ['iperf2-k.txt', 21_568_402_000, 2.0131, false, 2],
    ['iperf2-e.txt', 16.4e9, 2.0137, false, 2],
    ['iperf2-parallel.txt', 56.1e9, 2.0012, false, 0],
    ['iperf2-reverse.txt', 23e9, 1.9993, true, 0],
    ['iperf2-e-parallel.txt', 493e6, 2.0456, false, 3],
    ['iperf2-sum-only.txt', 999e6, 2.0258, false, 0],
    // It leaves out the interval of the end, of 0.24 s
    ['iperf2.2-e.txt', 229e6, 2.2433, false, 2],
  ])('%s', (name, bitsPerSecond, durationS, reverse, intervals) => {
    const test = iperf2(name)
    expect(test.bitsPerSecond).toBeCloseTo(bitsPerSecond, -1)
    expect(test).toMatchObject({ durationS, reverse, retransmits: null, datagrams: null })
    expect(test.intervals).toHaveLength(intervals)
  })

  test('a stream that is told before the test’s first line is one of several', () => {
    const cut = fixture('iperf2-e-parallel.txt').split('\n').slice(0, 9).join('\n').replace('1.0000 sec', '1.0002 sec')
    expect(() => parseIperf2(`${cut}\n`, 'x')).toThrow(/line 9: expected the sum of 2 streams in one direction/)
  })

  test('what was typed next is no matter of iperf’s', () => {
    const text = `${fixture('iperf2.txt')}total 12\n-rw-r--r-- 1 mei mei 831 Nov 27 23:51 a.txt\n`
    expect(parseIperf2(text, 'x').bitsPerSecond).toBe(22.8e9)
  })

  test('amount and rate that are both rounded away are refused', () => {
    const text = fixture('iperf2.txt').replace(/\S+ GBytes +\S+ Gbits\/sec/, '0.001 GBytes 0.003 Gbits/sec')
    expect(() => parseIperf2(text, 'x')).toThrow(/line 7: expected a rate with enough digits: .* without -f/)
  })

  test('of datagrams the server’s report is taken', () => {
    expect(iperf2('iperf2-udp.txt').datagrams).toEqual({ sent: 1785, lost: 0, jitterMs: 0.001 })
    expect(() => parseIperf2(`${fixture('iperf2-udp.txt').split('\n').slice(0, 7).join('\n')}\n`, 'x')).toThrow(
      /the server’s report/,
    )
  })

  test('a test that ended early has no total', () => {
    const cut = `${fixture('iperf2-i.txt').split('\n').slice(0, -2).join('\n')}\n`
    expect(() => parseIperf2(cut, 'x')).toThrow(/line 9: expected the total of iperf, from 0 on, in the last row/)
    const first = fixture('iperf2-i.txt').split('\n').slice(0, 7).join('\n')
    expect(() => parseIperf2(`${first}\n`, 'x')).toThrow(
      /line 7: expected the total of iperf, from 0 on, in the last row/,
    )
    expect(() => parseIperf2('connect failed: Connection refused\n', 'x')).toThrow(
      /iperf reports, found “connect failed/,
    )
  })
})

test('of a stream of JSON that is followed by the whole the whole counts', () => {
  const stream = fixture('../pasted/iperf3-json-stream.json')
  const both = `${stream}${fixture('iperf3.json')}`
  expect(parseIperf3Report(both, 'x')).toMatchObject({
    bitsPerSecond: parseIperf3Report(fixture('iperf3.json'), 'x').bitsPerSecond,
  })
  expect(() => parseIperf3Report(`${stream}${stream}`, 'x')).toThrow(/one test a file/)
})

test('JSON of datagrams that the receiver did not count says nothing of losses', () => {
  const json = fixture('../iperf3-udp.json')
  expect(parseIperf3Report(json, 'x').datagrams).toMatchObject({ sent: 1896, lost: 372 })
  const unheard = json.replace(/("sum_received":\s*\{[^}]*"packets":\s*)\d+/, '$10')
  expect(() => parseIperf3Report(unheard, 'x')).toThrow(/a UDP test that was not stopped/)
})
