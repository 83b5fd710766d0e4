import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hostFiles } from '../testing/synthetic/host-counts.ts'
import {
  clockSteps,
  fpingText,
  infoJit,
  iperf3Json,
  memcpyText,
  perfBench,
  perfKvmStat,
  perfReport,
  perfStat,
  pingText,
  udpJson,
  windowTimes,
} from '../testing/synthetic/outputs.ts'
import { parseClockSteps } from './clocks/clock-steps.ts'
import { parseCountingWindow } from './clocks/counting-window.ts'
import { parseWindowTimes } from './clocks/window-times.ts'
import { parseIperf3Datagrams, parseIperf3Json } from './iperf/iperf3.ts'
import { decimal, wholeNumber } from './parse-error.ts'
import { parseMemcpy, parseSchedPipe, parseSyscall } from './perf/perf-bench.ts'
import { parsePerfKvmStat } from './perf/perf-kvm-stat.ts'
import { parsePerfReport } from './perf/perf-report.ts'
import { countOf, parsePerfRows, parsePerfStat } from './perf/perf-stat.ts'
import { parsePerfStatText } from './perf/perf-stat-text.ts'
import { parseFping } from './ping/fping.ts'
import { parsePing } from './ping/ping.ts'
import { iperfBitsPerSecond, iperfBytes, printedCount, qemuBytes } from './printed-number.ts'
import { cpuUseBetween, parseCpuTime } from './processor/cpu-time.ts'
import { parseInfoJit } from './qemu/info-jit.ts'

/** The same numbers each time; another seed brings others. */
const SEED = 7
const FILE = 'printed'
const LINE = { text: '', number: 1 }

/** Whatever is printed is read as the same numbers, to the digits that were printed. */
const holds = <T extends unknown[]>(
  numbers: { [K in keyof T]: fc.Arbitrary<T[K]> },
  check: (...numbers: T) => unknown,
) => {
  const property = fc.property(fc.tuple<T>(...numbers), (all) => {
    check(...all)
  })
  fc.assert(property, { seed: SEED, numRuns: 500 })
}

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true })
const counts = (max: number) => fc.nat({ max })
/** As printed with so many decimals. */
const shown = (value: number, decimals: number): number => Number(value.toFixed(decimals))

describe('numbers', () => {
  test('as JavaScript prints them', () => {
    holds([between(0, 1e23)], (value) => expect(decimal(String(value), FILE, 1, 'it')).toBe(value))
    holds([fc.maxSafeInteger()], (value) => {
      const read = () => wholeNumber(String(value), FILE, 1, 'it')
      if (value < 0) expect(read).toThrow('it as a whole number')
      else expect(read()).toBe(value)
    })
  })

  test('with commas between thousands', () => {
    holds([counts(Number.MAX_SAFE_INTEGER)], (value) => {
      expect(printedCount(value.toLocaleString('en-US'), FILE, LINE, 'it')).toBe(value)
      expect(printedCount(String(value), FILE, LINE, 'it')).toBe(value)
    })
  })

  test('with the units of iperf, which prints three digits', () => {
    const sizes = { Bytes: 1, KBytes: 2 ** 10, MBytes: 2 ** 20, GBytes: 2 ** 30, TBytes: 2 ** 40 }
    holds([between(1, 1000), fc.constantFrom(...Object.entries(sizes))], (value, [unit, scale]) => {
      const [printed, near] = [value.toFixed(2), 0.0051 * scale]
      expect(Math.abs(iperfBytes(printed, unit, FILE, LINE) - value * scale)).toBeLessThan(near)
      expect(Math.abs(iperfBitsPerSecond(printed, `${unit}/sec`, FILE, LINE) - value * scale * 8)).toBeLessThan(
        8 * near,
      )
    })
  })

  test('with the units of QEMU, which prints three digits, and 1000 in a way of its own', () => {
    const sizes = { B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 }
    holds([between(1, 1023), fc.constantFrom(...Object.entries(sizes))], (value, [unit, scale]) => {
      // As %.3g of C: with an exponent from four digits on, which leaves out what ends in zeros.
      const rounded = Number(value.toPrecision(3))
      const printed = rounded >= 1000 ? '1e+03' : String(rounded)
      fc.pre(rounded <= 1000)
      expect(Math.abs(qemuBytes(printed, unit, FILE, LINE) - value * scale)).toBeLessThan(0.006 * value * scale + 0.51)
    })
  })
})

describe('perf', () => {
  test('stat, with commas and as it is', () => {
    holds([between(0, 1e9), between(0, 1e9)], (elapsedMs, taskClockMs) => {
      const read = parsePerfStat(perfStat(elapsedMs, taskClockMs), FILE)
      expect(countOf(read, 'duration_time')).toBe(Math.round(elapsedMs * 1e6))
      expect(countOf(read, 'task-clock')).toBe(shown(taskClockMs, 2))
      expect(countOf(read, 'cycles')).toBe('not supported')
    })
    holds([counts(Number.MAX_SAFE_INTEGER), counts(1e9)], (cycles, milliseconds) => {
      const seconds = (milliseconds / 1000).toFixed(9)
      const text = `\n Performance counter stats for 'true':\n\n ${cycles.toLocaleString('en-US')}      cycles\n\n       ${seconds} seconds time elapsed\n\n`
      expect(parsePerfStatText(text, FILE)).toMatchObject({
        counts: [{ event: 'cycles', count: cycles }],
        elapsedS: Number(seconds),
      })
    })
  })

  test('bench', () => {
    const benches = [
      ['sched/pipe', 'pipe operations between two processes\n', parseSchedPipe],
      ['syscall/basic', 'getppid() calls', parseSyscall],
    ] as const
    holds([fc.constantFrom(...benches), fc.integer({ min: 1, max: 1e9 }), between(0.001, 1e5)], (bench, n, us) => {
      const [name, executed, parse] = bench
      const text = perfBench(name, executed, n, us).replace('\n\n\n', '\n\n')
      expect(parse(text, FILE)).toMatchObject({ operations: n, microsecondsPerOperation: shown(us, 6) })
    })
    holds([between(0, 1e7)], (mib) => {
      expect(parseMemcpy(memcpyText(mib), FILE)).toEqual([
        { function: 'x86-64-movsq', bytesPerSecond: shown(mib, 6) * 2 ** 20 },
      ])
    })
  })

  test('kvm stat and report', () => {
    const exit = fc.tuple(fc.integer({ min: 1, max: 1e9 }), between(0.01, 1e9))
    const exits = fc.dictionary(fc.constantFrom('msr', 'npf', 'hlt', 'io', 'interrupt', 'vintr'), exit, { minKeys: 1 })
    holds([exits], (printed) => {
      expect(
        parsePerfKvmStat(perfKvmStat(printed), FILE).map(({ reason, count, averageUs }) => [reason, count, averageUs]),
      ).toEqual(Object.entries(printed).map(([reason, [count, us]]) => [reason, count, shown(us, 2)]))
    })
    holds([fc.integer({ min: 1, max: 1e9 }), counts(1e9), counts(1e9)], (translated, qemu, kernel) => {
      const { samples, percent } = parsePerfReport(perfReport(translated, qemu, kernel), FILE)
      expect(samples).toBe(translated + qemu + kernel)
      expect(percent.translated + percent.qemu + percent.kernel + percent.libraries).toBeCloseTo(100, 9)
      expect((percent.translated * samples) / 100).toBeCloseTo(translated, 3)
    })
  })
})

describe('iperf3', () => {
  test('streams', () => {
    holds([between(0, 1e6), fc.boolean(), counts(1e9), counts(1e5)], (mbit, reverse, retransmits, target) => {
      fc.pre(Math.round((mbit * 6e6) / 8) > 0)
      expect(parseIperf3Json(iperf3Json(mbit, reverse, retransmits, target), FILE)).toEqual({
        bitsPerSecond: mbit * 1e6,
        receivedBytes: Math.round((mbit * 6e6) / 8),
        durationS: 6,
        retransmits,
        reverse,
        targetBitsPerSecond: target === 0 ? null : target * 1e6,
      })
    })
  })

  test('datagrams, of which more can have come than were sent', () => {
    holds(
      [
        fc.integer({ min: 1, max: 65_507 }),
        fc.integer({ min: 1, max: 1e9 }),
        fc.integer({ min: -1e9, max: 1e9 }),
        between(0, 1e6),
      ],
      (bytes, packets, lost, jitterMs) => {
        const read = () => parseIperf3Datagrams(udpJson(bytes, packets, lost, jitterMs), FILE)
        if (lost > packets) expect(read).toThrow('no more datagrams lost than sent')
        else
          expect(read()).toEqual({ sent: packets, lost: Math.max(0, lost), jitterMs, bytesEach: bytes, durationS: 4 })
      },
    )
  })
})

describe('echo requests', () => {
  /** A round trip each, or none; of one at least there was an answer. */
  const trips = fc.array(fc.option(between(0.01, 900)), { minLength: 1, maxLength: 40 })
  const START_S = 1_790_000_000
  const SPACING_S = 0.05
  const rtt = (all: readonly (number | null)[]) => (sentS: number) =>
    all[Math.round((sentS - START_S) / SPACING_S)] ?? null

  test.each([
    ['ping', pingText, parsePing, 1],
    ['fping', fpingText, parseFping, 0],
  ] as const)('%s', (_, print, parse, first) => {
    holds([trips], (all) => {
      const { sent, replies } = parse(print(START_S, all.length, SPACING_S, rtt(all)), FILE)
      expect(sent).toBe(all.length)
      expect(replies.map(({ sequence, roundTripMs }) => [sequence, roundTripMs])).toEqual(
        all.flatMap((ms, index) => (ms === null ? [] : [[index + first, Number(ms.toPrecision(3))]])),
      )
      // Three digits of up to 900 ms.
      for (const { sequence, sentAtS } of replies)
        expect(Math.abs(sentAtS - (START_S + (sequence - first) * SPACING_S))).toBeLessThan(0.0006)
    })
  })
})

describe('clocks and counts of a machine', () => {
  test('windows', () => {
    holds([between(1e9, 2e9), between(0.1, 1e4)], (startS, seconds) => {
      const read = parseWindowTimes(windowTimes(startS, seconds), FILE)
      expect(Math.abs(read.seconds - seconds)).toBeLessThan(3e-6)
      expect(Math.abs(read.errorS - 0.005)).toBeLessThan(3e-6)
    })
  })

  test('steps of a clock', () => {
    holds([fc.constantFrom('tsc', 'kvm-clock', 'jiffies'), fc.integer({ min: 1, max: 100_000 })], (source, stepUs) => {
      expect(parseClockSteps(clockSteps(source, stepUs), FILE)).toEqual({ source, stepS: stepUs / 1e6 })
    })
  })

  test('the translator', () => {
    holds([counts(1e9)], (blocks) => {
      expect(parseInfoJit(infoJit(blocks), FILE)).toMatchObject({ blocks, invalidations: Math.round(blocks / 20) })
    })
  })

  test('what a host counted', () => {
    const kinds = fc.record({ registers: counts(1e6), interrupts: counts(1e6) })
    holds(
      [fc.integer({ min: 1, max: 1000 }), kinds, fc.integer({ min: 1, max: 99 })],
      (seconds, { registers, interrupts }, busyPercent) => {
        const files = hostFiles({
          seconds,
          kinds: {
            memory: registers,
            port: 0,
            msr: 0,
            halt: 0,
            interrupt: interrupts,
            'interrupt-window': 0,
            other: 0,
          },
          registers,
          injected: interrupts,
          busy: busyPercent / 100,
        })
        const text = (role: string) => files[role]?.[1] ?? ''
        const rows = parsePerfRows(text('exits'), FILE)
        expect(rows[0]).toMatchObject({ event: 'kvm:kvm_exit', count: (registers + interrupts) * seconds })
        expect(countOf(rows, 'kvm:kvm_mmio')).toBe(registers * seconds)
        const window = parseCountingWindow(text('window'), FILE)
        expect(window.toS - window.fromS).toBeCloseTo(seconds, 1)
        const [from, to] = [parseCpuTime(text('cpu-before'), FILE), parseCpuTime(text('cpu-after'), FILE)]
        const use = cpuUseBetween(from, to, window.toS - window.fromS, FILE)
        // Ticks and hundredths of uptime are whole.
        expect(Math.abs(use.busyS - (seconds * busyPercent) / 100)).toBeLessThan(0.031)
        expect(Math.abs(use.busiest - busyPercent / 100)).toBeLessThan(0.04)
      },
    )
  })
})
