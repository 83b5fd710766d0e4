import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ParseError } from '../parse-error.ts'
import { countOf, parsePerfIntervals, parsePerfRows, parsePerfStat } from './perf-stat.ts'

const fixture = (name: string): string => readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8')

describe('parsePerfStat', () => {
  it('reads what perf 6.1 printed, with its words where it could not count', () => {
    const counts = parsePerfStat(fixture('perf-stat.csv'), 'perf-stat.csv')
    expect(counts.map(({ event }) => event)).toEqual([
      'task-clock',
      'context-switches',
      'page-faults',
      'cycles',
      'instructions',
      'duration_time',
    ])
    expect(counts[0]).toEqual({ event: 'task-clock', count: 6.18, unit: 'msec', percentCounted: 100 })
    expect(countOf(counts, 'duration_time')).toBe(16496140)
    expect(countOf(counts, 'cycles')).toBe('not supported')
    expect(countOf(counts, 'branches')).toBeUndefined()
  })

  it('passes over blank lines, comments, perf’s advice and derived metrics without a count', () => {
    const counts = parsePerfStat(
      `# started on Mon Nov 23\n\n<not counted>,,kvm:kvm_exit,0,0.00,,\n12,,cycles,5,50.00,0.3,GHz\n,,,,,0.52,insn per cycle\n` +
        `Some events weren't counted. Try disabling the NMI watchdog:\n\techo 0 > /proc/sys/kernel/nmi_watchdog\n\tperf stat ...\n`,
      'x',
    )
    expect(counts).toHaveLength(2)
    expect(countOf(counts, 'kvm:kvm_exit')).toBe('not counted')
    expect(counts[1]?.percentCounted).toBe(50)
  })

  it.each([
    ['an empty file', '', 'x: expected at least one count'],
    ['a cut line', '6.18,msec,task-cl', 'x, line 1'],
    [
      'a share of which the last digits are cut off',
      '6.18,msec,task-clock,1,10',
      'a line end, as the file was cut off here',
    ],
    ['a number that is none', '6.1.8,msec,task-clock,1,100.00,,\n', 'the count of task-clock as a number'],
    ['a number in another locale', '6,18,msec,task-clock,1,100,00,CPUs\n', 'x, line 1'],
    ['an event twice', '1,,a,1,100.00,,\n2,,a,1,100.00,,\n', 'each event once'],
    ['an error of perf', "event syntax error: 'nonsense'\n", 'x, line 1'],
  ])('refuses %s', (_, text, message) => {
    expect(() => parsePerfStat(text, 'x')).toThrow(ParseError)
    expect(() => parsePerfStat(text, 'x')).toThrow(message)
  })
})

describe('parsePerfRows', () => {
  it('keeps an event that was asked for with several filters as often, in order', () => {
    const rows = parsePerfRows('# started\n\n9,,kvm:kvm_exit,5,100.00,,\n2,,kvm:kvm_exit,5,100.00,,\n', 'x')
    expect(rows.map(({ count }) => count)).toEqual([9, 2])
    expect(() => parsePerfRows('# started\n', 'x')).toThrow(ParseError)
  })
})

describe('parsePerfIntervals', () => {
  it('reads the intervals that perf 6.1 printed', () => {
    const intervals = parsePerfIntervals(fixture('perf-stat-interval.csv'), 'i.csv')
    expect(intervals.map(({ fromS, toS }) => [fromS, toS])).toEqual([
      [0, 0.25025125],
      [0.25025125, 0.500953361],
      [0.500953361, 0.75154674],
      [0.75154674, 0.80217754],
    ])
    expect(intervals[1]?.counts[1]).toEqual({ event: 'context-switches', count: 781, unit: '', percentCounted: 100 })
    expect(intervals[1]?.counts[2]?.count).toBe('not supported')
  })

  it('refuses time that goes back and a file without -I', () => {
    expect(() => parsePerfIntervals('0.5,1,,a,1,100.00,,\n0.2,1,,a,1,100.00,,', 'i.csv')).toThrow('i.csv, line 2')
    expect(() => parsePerfIntervals(fixture('perf-stat.csv'), 'i.csv')).toThrow(ParseError)
  })
})
