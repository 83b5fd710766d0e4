import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { damagedText } from '../testing/damaged-text.ts'
import { parseClockSteps } from './clocks/clock-steps.ts'
import { parseClocks } from './clocks/clocks.ts'
import { parseCountingWindow } from './clocks/counting-window.ts'
import { parseWindowTimes } from './clocks/window-times.ts'
import { parseWriter } from './disk/writer.ts'
import { parseCable } from './failover/cable.ts'
import { parseDiskRecords } from './failover/disk-records.ts'
import { parseKill } from './failover/kill.ts'
import { parseNumbered } from './failover/numbered.ts'
import { parseIperf2 } from './iperf/iperf2.ts'
import { parseIperf3Datagrams, parseIperf3Json, parseIperf3Text } from './iperf/iperf3.ts'
import { parseIperf3Report } from './iperf/iperf3-report.ts'
import { parseIperf3Total } from './iperf/iperf3-total.ts'
import { ParseError } from './parse-error.ts'
import { parseMemcpy, parseSchedPipe, parseSyscall } from './perf/perf-bench.ts'
import { parsePerfKvmStat } from './perf/perf-kvm-stat.ts'
import { parsePerfReport } from './perf/perf-report.ts'
import { parsePerfIntervals, parsePerfStat } from './perf/perf-stat.ts'
import { parsePerfIntervalsJson, parsePerfStatJson } from './perf/perf-stat-json.ts'
import { parsePerfIntervalsText, parsePerfStatText } from './perf/perf-stat-text.ts'
import { parseFping } from './ping/fping.ts'
import { parsePing } from './ping/ping.ts'
import { parseCpuTime } from './processor/cpu-time.ts'
import { parseMachineState } from './processor/machine-load.ts'
import { parseDowntimeTrace } from './qemu/downtime-trace.ts'
import { parseInfoJit } from './qemu/info-jit.ts'
import { parseInfoMigrate } from './qemu/info-migrate.ts'
import { parseQmp } from './qemu/qmp.ts'
import { recognise } from './recognise.ts'
import { printedText } from './transcript.ts'

const CASES = 10_000
/** The same texts each time; another seed brings others. */
const SEED = 7
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
  qmpSource: { seed: fixture('qmp-source.ndjson'), parse: parseQmp },
  clocks: {
    seed: JSON.stringify([
      { machine: 'host1', when: 'before', exchanges: EXCHANGES },
      { machine: 'vm', when: 'after', exchanges: EXCHANGES },
    ]),
    parse: parseClocks,
  },
  clockSteps: { seed: 'tsc\n1795859893.565816 1795859893.565916 1795859893.566\n', parse: parseClockSteps },
  windowTimes: { seed: '1795859893.5\n1795859893.6\n1795859895.6\n1795859895.7\n', parse: parseWindowTimes },
  downtimeTrace: { seed: fixture('downtime-source.txt'), parse: parseDowntimeTrace },
  infoJit: { seed: fixture('info-jit.txt'), parse: parseInfoJit },
  writer: { seed: 'written 675\nrecords 675 intact 675 lost 0 altered 0\n', parse: parseWriter },
  numbered: { seed: '1795959701.10 1\n1795959701.36 2\n1795959701.61 3\n', parse: parseNumbered },
  cable: { seed: '1795959701.100132 48211\n1795959715.360412 90417731\n', parse: parseCable },
  kill: { seed: '1795959710.500132\n1795959710.500410\n', parse: parseKill },
  diskRecords: { seed: 'written 6\n1 intact\n2 altered\n4 intact\n5 intact\nread 6\n', parse: parseDiskRecords },
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
  iperf3Report: { seed: fixture('by-hand/iperf3.json'), parse: parseIperf3Report },
  iperf3ReportDatagrams: { seed: fixture('iperf3-udp.json'), parse: parseIperf3Report },
  iperf3Stream: { seed: fixture('pasted/iperf3-json-stream.json'), parse: parseIperf3Report },
  iperf3Stopped: { seed: fixture('pasted/iperf3-stopped.txt'), parse: parseIperf3Total },
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
  perfSemicolons: { seed: fixture('pasted/perf-x-semicolon.csv'), parse: parsePerfStat },
  pasted: {
    seed: fixture('pasted/iperf3-prompts-around.txt'),
    parse: (text, file) => parseIperf3Total(printedText(text), file),
  },
  perfReport: {
    seed: '# Samples: 320\n    90.31%           289  [JIT] tid 1154\n     9.69%            31  qemu-system-x86_64\n',
    parse: parsePerfReport,
  },
}

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

/** QEMU's own words, and clocks by the lab's: what they mean is checked where they are used. */
const NEGATIVE: ReadonlySet<string> = new Set(['qmp', 'qmpSource', 'clocks'])

const NINES = '9'.repeat(400)
const REPLY = '[1795464343.537873] 64 bytes from 127.0.0.1: icmp_seq=1 ttl=64 time=0.281 ms'

/** Texts of which a parser once took a number that can't be, as fast-check shrank them. */
const FOUND: Readonly<Record<string, readonly string[]>> = {
  perfStat: ['6.18,msec,task-clock,6177861,-5e-324,0.375,CPUs utilized\n'],
  perfIntervals: ['     0.250251250,-5e-324,,page-faults,96039307,100.00,572.671,/sec\n'],
  schedPipe: [
    "# Running 'sched/pipe' benchmark:\n# Executed 1000 pipe operations between two processes\n\n     Total time: 0 [sec]\n\n       -1 usecs/op\n",
  ],
  iperf3Text: [
    '[  5]   0.50-0.75   sec   408 MBytes  -5e-324 Kbits/sec    2   1023 KBytes       \n',
    '[  5]   0.50-0.75   sec   408 MBytes  1.797693134862316e+305 Kbits/sec    2   1023 KBytes       \n',
  ],
  ping: [
    `${REPLY}\n${NINES} packets transmitted, 1 received, 0% packet loss, time 165ms\n`,
    `${REPLY}\n[1795464343.6] no answer yet for icmp_seq=${NINES}\n`,
    `${REPLY}\n[1795464343.646707] 64 bytes from 127.0.0.1: icmp_seq=1467424736706563 ttl=64 time=0.044 ms\n`,
  ],
  fping: [
    '[1795468470.46921] 127.0.0.1 : [0], 64 bytes, 1795468470470 ms (0.041 avg, 0% loss)\n',
    `[1795468470.46921] 127.0.0.1 : [${NINES}], timed out (0.041 avg, 0% loss)\n`,
  ],
  qmpSource: [
    '{"t": 1, "received": {"timestamp": {"seconds": 1, "microseconds": 0}, "event": "MIGRATION_PASS", "data": {"pass": 1e400}}}\n',
  ],
  cpuTime: [
    `cpu  -511 5 495 90000 12 3 7 40 0 0\n${CPU.slice(CPU.indexOf('cpu0'))}1074 (qemu) S 1 1 1 0 -1 0 0 0 0 0 1142 643 4 8\n`,
  ],
  perfStatRepeated: [
    ` Performance counter stats for 'sh loop.sh' (${NINES} runs):\n\n            280.89 msec task-clock\n\n           0.28999 +- 0.00442 seconds time elapsed  ( +-  1.53% )\n\n`,
  ],
}

describe.each(Object.entries(PARSERS))('%s', (name, { seed, parse }) => {
  const others = Object.values(PARSERS).map((one) => one.seed)

  test('reads its own seed', () => {
    expect(numbersOf(parse(seed, 'seed')).length).toBeGreaterThan(0)
  })

  test(`gives numbers that can be, or a clear error, for ${CASES} damaged texts`, () => {
    fc.assert(
      fc.property(damagedText(seed, others), (text) => {
        const result = tried(parse, text)
        return (
          result === null ||
          numbersOf(result.value).every((number) => Number.isFinite(number) && (number >= 0 || NEGATIVE.has(name)))
        )
      }),
      { numRuns: CASES, seed: SEED, examples: (FOUND[name] ?? []).map((text): [string] => [text]) },
    )
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
