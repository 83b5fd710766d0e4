import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ParseError } from '../parse-error.ts'
import { parseSyscall } from './perf-bench.ts'
import { countOf, parsePerfIntervals, parsePerfStat } from './perf-stat.ts'
import { parsePerfIntervalsJson, parsePerfStatJson } from './perf-stat-json.ts'
import { parsePerfIntervalsText, parsePerfStatText } from './perf-stat-text.ts'

const fixture = (name: string): string => readFileSync(new URL(`../fixtures/by-hand/${name}`, import.meta.url), 'utf8')
const text = (name: string) => parsePerfStatText(fixture(name), name)

describe('perf stat as it prints by itself', () => {
  test('counts, units, what was not supported, and the time elapsed', () => {
    const { command, counts, elapsedS, runs } = text('perf-stat.txt')
    expect({ command, elapsedS, runs }).toEqual({ command: 'sh loop.sh', elapsedS: 0.284407609, runs: 1 })
    expect(counts).toHaveLength(8)
    expect(counts[0]).toEqual({ event: 'task-clock', unit: 'msec', count: 282.85, percentCounted: 100 })
    expect(countOf(counts, 'page-faults')).toBe(63)
    expect(countOf(counts, 'cycles')).toBe('not supported')
  })

  test('thousands set apart by commas', () => {
    const { counts, elapsedS } = text('perf-stat-en_US.txt')
    expect([countOf(counts, 'context-switches'), countOf(counts, 'duration_time'), elapsedS]).toEqual([
      40_022, 133_161_497, 0.133161497,
    ])
    expect(parseSyscall(fixture('syscall-en_US.txt'), 'x')).toMatchObject({
      operations: 20_000,
      microsecondsPerOperation: 0.1659,
    })
  })

  test('-r: the means of several runs', () => {
    const { counts, elapsedS, runs } = text('perf-r.txt')
    expect([countOf(counts, 'task-clock'), elapsedS, runs]).toEqual([280.89, 0.28999, 3])
    expect(countOf(parsePerfStat(fixture('perf-xr.csv'), 'x'), 'task-clock')).toBe(280.14)
  })

  test('what perf adds of itself: derived metrics on lines of their own, shares of time, modifiers', () => {
    const printed = [
      " Performance counter stats for 'ls':",
      '',
      '     1,234,567      cycles:u                         #    3.210 GHz                         (83.33%)',
      '                                                  #    0.25  stalled cycles per insn',
      '     2,000      instructions              #    1.62  insn per cycle           ( +-  0.50% )  (66.67%)',
      '                 TopdownL1                 #     12.3 %  tma_backend_bound',
      '',
      '       1.000000000 seconds time elapsed',
      '',
    ].join('\n')
    expect(parsePerfStatText(printed, 'x').counts).toEqual([
      { event: 'cycles:u', unit: '', count: 1_234_567, percentCounted: 83.33 },
      { event: 'instructions', unit: '', count: 2000, percentCounted: 66.67 },
    ])
  })

  test.each([
    [
      'perf-stat-de_DE.txt',
      /line 6: expected the count of context-switches as a whole number, as printed with LC_ALL=C, found “40\.026”/,
    ],
    ['perf-stat-fr_FR.txt', /line 6: expected a count of perf stat and its event, as printed with LC_ALL=C/],
    ['perf-percore.txt', /line 6: expected counts of all processors together/],
  ])('%s is refused: its numbers could be read in two ways, or are not one each', (name, message) => {
    expect(() => text(name)).toThrow(message)
  })

  test.each([
    ['two outputs', (all: string) => all + all, /line 24: expected one test a file/],
    [
      'cut off before its end',
      (all: string) => all.slice(0, all.indexOf('seconds time')).replace(/\n.*$/, '\n'),
      /expected the time elapsed, with which perf stat ends/,
    ],
    [
      'an event twice',
      (all: string) => all.replace('page-faults', 'cycles     '),
      /expected each event once, found “cycles”/,
    ],
  ])('%s', (_, damage, message) => {
    expect(() => parsePerfStatText(damage(fixture('perf-stat.txt')), 'x')).toThrow(message)
  })
})

test('what stands around the counts', () => {
  const loop = fixture('../pasted/perf-stat-loop.txt')
  const after = `${loop}Broadcast message from root@vm (Mon 2026-11-30 01:00:00 UTC):\ntotal 12\n`
  expect(parsePerfStatText(after, 'x')).toEqual(parsePerfStatText(loop, 'x'))
  const several = loop.replace("'./loop 1000000'", "'sh -c i=0\nwhile :; do i=$((i+1)); done'")
  expect(parsePerfStatText(several, 'x')).toEqual({
    ...parsePerfStatText(loop, 'x'),
    command: 'sh -c i=0 while :; do i=$((i+1)); done',
    header: { number: 2, text: expect.stringContaining('sh -c i=0 while') },
  })
  const narrow = loop.replace(/^.{81,}$/gm, (line) => `${line.slice(0, 80)}\n${line.slice(80)}`)
  expect(narrow).toMatch(/^d +$/m)
  expect(parsePerfStatText(narrow, 'x').counts).toEqual(parsePerfStatText(loop, 'x').counts)
  for (const signal of ['Segmentation fault', 'Aborted', 'Terminated', '中斷'])
    expect(parsePerfStatText(`./loop: ${signal}\n${loop}`, 'x').stopped).toMatchObject({ number: 1 })
})

test('tabs between columns, and digits that a spreadsheet left out', () => {
  const text =
    '4210.11\tmsec\ttask-clock\t4210112233\t100.00\t0.999\tCPUs utilized\n15120334001\t\tcycles\t4210112233\t100.00\t3.591\tGHz\n'
  const counts = parsePerfStat(text, 'x')
  expect([countOf(counts, 'task-clock'), countOf(counts, 'cycles')]).toEqual([4210.11, 15_120_334_001])
  expect(() => parsePerfStat('1.51203E+10,,cycles,4210112233,100.00,3.591,GHz\n', 'x')).toThrow(
    /line 1: expected all digits of the count of cycles, .*found “1\.51203E\+10”/,
  )
})

describe('perf stat -j', () => {
  test('one object a line', () => {
    const counts = parsePerfStatJson(fixture('perf-j2.json'), 'x')
    expect([countOf(counts, 'duration_time'), countOf(counts, 'task-clock'), countOf(counts, 'cycles')]).toEqual([
      279_955_755,
      279.321698,
      'not supported',
    ])
    expect(countOf(parsePerfStatJson(fixture('perf-jr.json'), 'x'), 'task-clock')).toBe(287.415293)
  })

  test('decimal commas make it no JSON', () => {
    expect(() => parsePerfStatJson(fixture('perf-j-de_DE.json'), 'x')).toThrow(/line 3: .*LC_ALL=C/)
    expect(() => parsePerfStatJson('{"event" : "x"}\n', 'x')).toThrow(ParseError)
  })
})

test('-I: intervals, printed in three ways', () => {
  const plain = parsePerfIntervalsText(fixture('perf-I.txt'), 'x')
  expect(plain.map(({ toS }) => toS)).toEqual([0.500627266, 1.001472624, 1.502199998, 1.701556046])
  expect(countOf(plain[0]?.counts ?? [], 'page-faults')).toBe(74)
  expect(countOf(plain[1]?.counts ?? [], 'page-faults')).toBe('not counted')
  expect(
    parsePerfIntervalsText(fixture('perf-a-I.txt'), 'x').map(({ counts }) => countOf(counts, 'context-switches')),
  ).toEqual([1113, 685, 462, 153])
  const json = parsePerfIntervalsJson(fixture('perf-Ij.json'), 'x')
  expect(json.map(({ fromS, counts }) => [fromS, countOf(counts, 'page-faults')])).toEqual([
    [0, 77],
    [0.500598969, 'not counted'],
    [1.001322062, 'not counted'],
    [1.501979738, 0],
  ])
  expect(parsePerfIntervals(fixture('perf-I.csv'), 'x')).toHaveLength(4)
  const between = fixture('perf-I.txt').replace(/\n(?= +1\.001)/, '\nturn 5 of 9\n')
  const counts = (intervals: typeof plain) => intervals.map(({ line: _, ...interval }) => interval)
  expect(counts(parsePerfIntervalsText(between, 'x'))).toEqual(counts(plain))
  expect(() => parsePerfStatJson(fixture('perf-Ij.json'), 'x')).toThrow(/line 3: expected no intervals/)
})

test('-I: without its first lines most of the time is missing', () => {
  const rows = (columns: string) => [5.0001, 6.0002].map((time) => `${time.toFixed(9)}${columns}\n`).join('')
  const message = /expected intervals from the start of perf on/
  expect(() => parsePerfIntervalsText(rows('  12  context-switches  # 11.9 /sec'), 'x')).toThrow(message)
  expect(() => parsePerfIntervals(rows(',12,,context-switches,1000100000,100.00,,'), 'x')).toThrow(message)
})
