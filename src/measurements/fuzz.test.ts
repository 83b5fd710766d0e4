import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createRandom } from '../statistics/random.ts'
import { parseClockSteps } from './clock-steps.ts'
import { parseClocks } from './clocks.ts'
import { parseInfoJit, parseWriter } from './counters.ts'
import { parseCountingWindow } from './counting-window.ts'
import { parseCpuTime } from './cpu-time.ts'
import { parseFping } from './fping.ts'
import { parseInfoMigrate } from './info-migrate.ts'
import { parseIperf2 } from './iperf2.ts'
import { parseIperf3Datagrams, parseIperf3Json, parseIperf3Text } from './iperf3.ts'
import { parseIperf3Total } from './iperf3-total.ts'
import { parseMachineState } from './machine-load.ts'
import { ParseError } from './parse-error.ts'
import { parseMemcpy, parseSchedPipe, parseSyscall } from './perf-bench.ts'
import { parsePerfKvmStat } from './perf-kvm-stat.ts'
import { parsePerfReport } from './perf-report.ts'
import { parsePerfIntervals, parsePerfStat } from './perf-stat.ts'
import { parsePerfIntervalsJson, parsePerfStatJson } from './perf-stat-json.ts'
import { parsePerfIntervalsText, parsePerfStatText } from './perf-stat-text.ts'
import { parsePing } from './ping.ts'
import { parseQmp } from './qmp.ts'
import { recognise } from './recognise.ts'
import { parseWindowTimes } from './window-times.ts'

const CASES = 10_000
const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8')

const CPU = 'cpu  1000 5 495 90000 12 3 7 40 0 0\ncpu0 1000 5 495 90000 12 3 7 40 0 0\n'
const EXCHANGES = [{ asked: 1.25, remote: 9.5, answered: 1.5 }]
const KVM_STAT = `
             VM-EXIT    Samples  Samples%     Time%    Min Time    Max Time         Avg time
                 msr        658    35.59%     4.43%     22.68us    404.37us     46.32us ( +-   2.14% )
                 npf        466    25.20%    82.55%     21.93us   6728.28us   1217.35us ( +-   3.71% )

Total Samples:1124, Total events handled time:687239.73us.
`

/** Each parser with a text that its tool has printed. */
const PARSERS: Record<string, { seed: string; parse: (text: string, file: string) => unknown }> = {
  perfStat: { seed: fixture('perf-stat.csv'), parse: parsePerfStat },
  perfIntervals: { seed: fixture('perf-stat-interval.csv'), parse: parsePerfIntervals },
  schedPipe: { seed: fixture('sched-pipe.txt'), parse: parseSchedPipe },
  syscall: { seed: fixture('syscall.txt'), parse: parseSyscall },
  memcpy: { seed: fixture('memcpy.txt'), parse: parseMemcpy },
  iperf3Json: { seed: fixture('iperf3.json'), parse: parseIperf3Json },
  iperf3Datagrams: { seed: fixture('iperf3-udp.json'), parse: parseIperf3Datagrams },
  iperf3Text: { seed: fixture('iperf3.txt'), parse: parseIperf3Text },
  ping: { seed: fixture('ping.txt'), parse: parsePing },
  fping: { seed: fixture('fping.txt'), parse: parseFping },
  qmp: { seed: fixture('qmp-destination.ndjson'), parse: parseQmp },
  clocks: {
    seed: JSON.stringify([
      { machine: 'host1', when: 'before', exchanges: EXCHANGES },
      { machine: 'vm', when: 'after', exchanges: EXCHANGES },
    ]),
    parse: parseClocks,
  },
  clockSteps: { seed: 'tsc\n1795859893.565816 1795859893.565916 1795859893.566\n', parse: parseClockSteps },
  windowTimes: { seed: '1795859893.5\n1795859893.6\n1795859895.6\n1795859895.7\n', parse: parseWindowTimes },
  infoJit: { seed: fixture('info-jit.txt'), parse: parseInfoJit },
  writer: { seed: 'written 675\nrecords 675 intact 675 lost 0 altered 0\n', parse: parseWriter },
  cpuTime: {
    seed: `${CPU}1074 (qemu-system-x86) S 1071 1067 1067 0 -1 134218112 7984 181 0 0 1142 643 4 8 20 0 4 0 57108\n`,
    parse: parseCpuTime,
  },
  countingWindow: {
    seed: 'program began 79.81\nprogram connected 80.15\ncounting began 81.60\ncounting ended 86.62\nprogram ended 88.01\n',
    parse: parseCountingWindow,
  },
  machineState: { seed: `1.25 0.75 0.50 2/345 6789\n${CPU}`, parse: parseMachineState },
  perfKvmStat: { seed: KVM_STAT, parse: parsePerfKvmStat },
  iperf3Total: { seed: fixture('by-hand/iperf3-default.txt'), parse: parseIperf3Total },
  iperf3Parallel: { seed: fixture('by-hand/iperf3-parallel.txt'), parse: parseIperf3Total },
  iperf3TotalDatagrams: { seed: fixture('by-hand/iperf3-udp.txt'), parse: parseIperf3Total },
  iperf2: { seed: fixture('by-hand/iperf2.txt'), parse: parseIperf2 },
  iperf2Intervals: { seed: fixture('by-hand/iperf2-i.txt'), parse: parseIperf2 },
  iperf2Datagrams: { seed: fixture('by-hand/iperf2-udp.txt'), parse: parseIperf2 },
  perfStatText: { seed: fixture('by-hand/perf-stat-en_US.txt'), parse: parsePerfStatText },
  perfStatRepeated: { seed: fixture('by-hand/perf-r.txt'), parse: parsePerfStatText },
  perfIntervalsText: { seed: fixture('by-hand/perf-a-I.txt'), parse: parsePerfIntervalsText },
  perfStatJson: { seed: fixture('by-hand/perf-j2.json'), parse: parsePerfStatJson },
  perfIntervalsJson: {
    seed: `${fixture('by-hand/perf-Ij.json').split('\n').slice(0, 14).join('\n')}\n`,
    parse: parsePerfIntervalsJson,
  },
  infoMigrateSince10: { seed: fixture('by-hand/info-migrate-qemu11.txt'), parse: parseInfoMigrate },
  infoMigrate: { seed: fixture('by-hand/info-migrate.txt'), parse: parseInfoMigrate },
  recognise: {
    seed: fixture('by-hand/iperf2-i.txt'),
    parse: (text, file) => (recognise(text, file).startsWith('iperf2') ? 2 : 3),
  },
  perfReport: {
    seed: '# Samples: 320\n    90.31%           289  [JIT] tid 1154\n     9.69%            31  qemu-system-x86_64\n',
    parse: parsePerfReport,
  },
}

type Random = () => number
const pick = <T>(list: readonly T[], random: Random): T | undefined => list[Math.floor(random() * list.length)]
const at = (text: string, random: Random): number => Math.floor(random() * (text.length + 1))

const HOSTILE = [
  '\0',
  '\u202e',
  '\ufeff',
  '\uff11',
  '\u0661',
  '-',
  '+',
  'e999',
  'Infinity',
  'NaN',
  '0x10',
  '1_000',
  '1,5',
  '1.2.3',
  '%',
  '<not counted>',
  '__proto__',
  'constructor',
  '{"__proto__":{"x":1}}',
  '\x1b[31m',
  '\r',
  '\t',
  '9'.repeat(400),
  '('.repeat(2000),
  ' '.repeat(2000),
  '[[[[[[',
]

/** What happens to a file: cut off, mixed up, written by another locale, damaged, or made by somebody with intent. */
const MUTATIONS: ((text: string, random: Random, other: string) => string)[] = [
  (text, random) => text.slice(at(text, random)),
  (text, random) => {
    const i = at(text, random)
    return text.slice(0, i) + text.slice(i + 1 + Math.floor(random() * 8))
  },
  (text, random) => {
    const i = at(text, random)
    return text.slice(0, i) + (pick(HOSTILE, random) ?? '') + text.slice(i)
  },
  (text, random) => {
    const i = at(text, random)
    return text.slice(0, i) + String.fromCharCode(Math.floor(random() * 0x300)) + text.slice(i + 1)
  },
  (text, random) => {
    const lines = text.split('\n')
    lines.splice(Math.floor(random() * lines.length), 1)
    return lines.join('\n')
  },
  (text, random) => {
    const lines = text.split('\n')
    lines.splice(Math.floor(random() * lines.length), 0, pick(lines, random) ?? '')
    return lines.join('\n')
  },
  (text, random, other) => {
    const lines = text.split('\n')
    lines.splice(Math.floor(random() * lines.length), 0, pick(other.split('\n'), random) ?? '')
    return lines.join('\n')
  },
  (text, random) =>
    text
      .split('\n')
      .toSorted(() => random() - 0.5)
      .join('\n'),
  (text) => text.replaceAll('\n', '\r\n'),
  (text) => text.replaceAll(/(\d)\.(\d)/g, '$1,$2'),
  (text) => text.replaceAll(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit))),
  (text, random) =>
    text.replaceAll(/\d+/g, (digits) =>
      random() < 0.1 ? String(Math.floor(random() * 10 ** (1 + Math.floor(random() * 18)))) : digits,
    ),
  (text, random) => text.replaceAll(/\d+/g, (digits) => (random() < 0.1 ? `-${digits}` : digits)),
  (text) => text + text,
  (text, _, other) => text + other,
]

/** Every number of a result, however deep. */
function numbersOf(value: unknown): number[] {
  if (typeof value === 'number') return [value]
  if (value instanceof Map) return [...value.values()].flatMap(numbersOf)
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersOf) : []
}

/** The parser’s result; null where it refuses the text, which it may only do by a ParseError. */
function tried(parse: (text: string, file: string) => unknown, text: string): { value: unknown } | null {
  try {
    return { value: parse(text, 'fuzzed') }
  } catch (error) {
    if (error instanceof ParseError) return null
    throw new Error(`not a ParseError, for ${JSON.stringify(text)}`, { cause: error })
  }
}

describe.each(Object.entries(PARSERS))('%s', (name, { seed, parse }) => {
  const random = createRandom([...name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7))
  const others = Object.values(PARSERS).map((one) => one.seed)

  test('reads its own seed', () => {
    expect(numbersOf(parse(seed, 'seed')).length).toBeGreaterThan(0)
  })

  test(`gives finite numbers or a clear error for ${CASES} damaged texts`, () => {
    for (let i = 0; i < CASES; i += 1) {
      let text = seed
      for (let n = 0; n <= Math.floor(random() * 3); n += 1)
        text = pick(MUTATIONS, random)?.(text, random, pick(others, random) ?? '') ?? text
      const result = tried(parse, text)
      if (result && !numbersOf(result.value).every(Number.isFinite))
        throw new Error(`a number that is none, for ${JSON.stringify(text)}`)
    }
  })

  test('takes no number from a text that was cut off that is not in the whole', () => {
    const whole = new Set(numbersOf(parse(seed, 'seed')))
    const wrong: string[] = []
    for (let end = 0; end < seed.length; end += 1) {
      const result = tried(parse, seed.slice(0, end))
      if (result === null) continue
      // Sums over what is left are of course others than those over the whole.
      const strange = numbersOf(result.value).filter((value) => !whole.has(value) && !isSum(name))
      if (strange.length > 0)
        wrong.push(`…${JSON.stringify(seed.slice(Math.max(0, end - 30), end))}: ${strange.join(', ')}`)
    }
    expect(wrong).toEqual([])
  })
})

/** Results that are made from several lines: here a cut text may truly give another sum, as of probes sent, or of a shorter test. */
const isSum = (name: string): boolean => ['ping', 'fping', 'perfReport', 'iperf2Intervals'].includes(name)
