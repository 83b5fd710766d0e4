import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Format } from '../data/schema.ts'
import { ofTool, readProgram } from '../findings/reading/programs.ts'
import type { Sampled } from '../findings/reading/reader.ts'

const FIXTURES = path.join(import.meta.dirname, '..', 'measurements', 'fixtures')
const fixture = (name: string): string => readFileSync(path.join(FIXTURES, name), 'utf8')

const LOOP: Sampled = { probe: 'cpu-loop', place: 'vm', operations: null, experiment: 'acceleration' }
const IN_VM: Sampled = { probe: 'perf-in-vm', place: 'vm', operations: null, experiment: 'migration' }

/** All numbers that a report takes. @throws ParseError */
const taken = (sample: Sampled, format: Format, text: string): Record<string, number> =>
  Object.fromEntries(
    readProgram(sample, format, ofTool({ text, file: 'x' })).values.map(({ metric, value }) => [metric, value]),
  )

/** A text with another digit in the place of one of the first so many of a number. */
function withOtherDigits(text: string, printed: string, first: number): string[] {
  const places = [...printed.matchAll(/\d/g)].slice(0, first).map(({ index }) => index)
  return places.flatMap((place) =>
    [...'0123456789']
      .filter((digit) => digit !== printed[place])
      .map((digit) => text.replace(printed, printed.slice(0, place) + digit + printed.slice(place + 1))),
  )
}

describe('a digit that is another one contradicts perf’s own ratios', () => {
  test.each<[string, Format, string, Sampled, number]>([
    ['pasted/perf-stat-loop.txt', 'perf-stat-text', '4,210.11', LOOP, 3],
    ['pasted/perf-stat-loop.txt', 'perf-stat-text', '4.213421456', LOOP, 3],
    ['pasted/perf-stat-loop.txt', 'perf-stat-text', '15,120,334,001', LOOP, 3],
    ['pasted/perf-stat-loop.txt', 'perf-stat-text', '20,001,222,333', LOOP, 3],
    ['pasted/perf-stat-4.15.txt', 'perf-stat-text', '4210.112233', LOOP, 3],
    ['pasted/perf-stat-6.19.txt', 'perf-stat-text', '15,120,334,001', LOOP, 1],
    ['pasted/perf-x-semicolon.csv', 'perf-stat-csv', '4210.11', LOOP, 3],
    ['by-hand/perf-r-busy.txt', 'perf-stat-text', '0.6691', LOOP, 1],
    ['by-hand/perf-x-duration.csv', 'perf-stat-csv', '645605311', LOOP, 2],
    ['by-hand/perf-j-duration.json', 'perf-stat-json', '602248724', LOOP, 3],
    ['pasted/perf-I-ctrl-c.txt', 'perf-interval-text', ' 12 ', IN_VM, 2],
  ])('%s, %s: %s', (name, format, printed, sample, first) => {
    const text = fixture(name)
    expect(() => taken(sample, format, text)).not.toThrow()
    for (const other of withOtherDigits(text, printed, first))
      expect(() => taken(sample, format, other)).toThrow(/line \d+: expected a ratio that agrees with .*, which make/)
  })

  test('the message says of which numbers, and what they make', () => {
    const text = fixture('pasted/perf-stat-loop.txt').replace('4,210.11', '3,210.11')
    expect(() => taken(LOOP, 'perf-stat-text', text)).toThrow(
      /line 4: expected a ratio that agrees with task-clock and the time elapsed, which make 0\.7619, found “3,210\.11 msec/,
    )
  })

  test.each<[string, Format, Sampled]>([
    // Means of several runs, of which perf relates counts to the last one’s time
    ['perf-r-busy.txt', 'perf-stat-text', LOOP],
    ['perf-xr.csv', 'perf-stat-csv', LOOP],
    ['perf-jr.json', 'perf-stat-json', LOOP],
    // Counted from 0.2 s on
    ['perf-delay.txt', 'perf-stat-text', LOOP],
    // The share of processors of a last interval is that of a whole one
    ['perf-I.txt', 'perf-interval-text', LOOP],
    ['perf-a-I.txt', 'perf-interval-text', IN_VM],
    ['perf-I.csv', 'perf-interval-csv', LOOP],
    ['perf-a.txt', 'perf-stat-text', IN_VM],
  ])('%s is as perf printed it, and is read', (name, format, sample) => {
    expect(Object.keys(taken(sample, format, fixture(`by-hand/${name}`)))).not.toEqual([])
  })
})

/** Each text that lacks one interval, apart from the last ones: before a last one, which may be short, a hole may look like none. */
function withHoles(text: string, last = 2): string[] {
  const times = new Set([...text.matchAll(/^ *(\d+\.\d{9})\b/gm)].map(([, time]) => time ?? ''))
  const lines = text.split('\n')
  return [...times].slice(0, -last).map((time) => lines.filter((line) => !line.trim().startsWith(time)).join('\n'))
}

const isRefused = (format: Format, text: string): boolean => {
  try {
    taken(IN_VM, format, text)
    return false
  } catch (error) {
    expect(String(error)).toMatch(
      /line \d+: expected intervals of \S+ s each, without one missing|from the start of perf on/,
    )
    return true
  }
}

describe('perf stat -I without one of its intervals', () => {
  test.each<[string, Format]>([
    ['perf-I.txt', 'perf-interval-text'],
    ['perf-a-I.txt', 'perf-interval-text'],
    ['perf-I.csv', 'perf-interval-csv'],
    // 2 whole processors on a busy computer, where perf once was 0.2 s late: its clock tells that from a hole
    ['perf-a-I250-busy.csv', 'perf-interval-csv'],
  ])('%s is refused', (name, format) => {
    const text = fixture(`by-hand/${name}`)
    // The page faults of the first fixtures were not counted in each interval.
    const counted = text.replace(/<not (counted|supported)>/g, '0')
    expect(isRefused(format, counted)).toBe(false)
    const last = name.startsWith('perf-a') ? 1 : 2
    expect(withHoles(counted, last).map((holed) => isRefused(format, holed))).not.toContain(false)
  })

  test('of a program on a busy computer most are', () => {
    const text = fixture('by-hand/perf-I100-busy.txt')
    expect(isRefused('perf-interval-text', text)).toBe(false)
    const refused = withHoles(text).map((holed) => isRefused('perf-interval-text', holed))
    expect(refused.filter(Boolean).length).toBeGreaterThan(0.75 * refused.length)
  })

  test('one that is longer because perf was woken late is as long as it was', () => {
    const rows = [1.001, 2.002, 3.403, 4.404, 5.1].map((time) => ` ${time.toFixed(9)}  10  context-switches\n`)
    expect(taken(IN_VM, 'perf-interval-text', rows.join('')).contextSwitchesPerSecond).toBeCloseTo(50 / 5.1, 9)
  })
})
