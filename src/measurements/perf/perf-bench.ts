import { say, type Text } from '../../text/phrase.ts'
import { decimal, type Line, linesOf, onlyOnce, ParseError, sinceBegin } from '../parse-error.ts'

/** `perf bench sched pipe` and `perf bench syscall basic`. */
export interface BenchOperations {
  operations: number
  totalS: number
  microsecondsPerOperation: number
}

/** One function of `perf bench mem memcpy`. */
export interface MemoryBench {
  /** e.g. `x86-64-movsq` */
  function: string
  bytesPerSecond: number
}

const BEGINS = /^# Running '/

/** `perf stat` may have been put around the benchmark. */
const STAT = /^\s*Performance counter stats for /

function findLine(lines: Line[], pattern: RegExp, file: string, expected: Text): { match: string; line: number } {
  const found = lines.flatMap((line) => {
    const match = pattern.exec(line.text)?.[1]
    return match === undefined ? [] : [{ match, line: line.number }]
  })
  const [first, second] = found
  if (!first) throw new ParseError(file, null, expected)
  if (second) throw new ParseError(file, second.line, say('expected.only-once', { expected }))
  return first
}

/** In other locales than C, perf sets the thousands of whole numbers apart. */
const THOUSANDS = /,(?=\d{3}(,|$))/g

function parseOperations(text: string, file: string, benchmark: string, executed: RegExp): BenchOperations {
  const lines = linesOf(text, file)
  onlyOnce(lines, BEGINS, file)
  findLine(
    lines,
    new RegExp(`^# Running '(${benchmark})' benchmark`),
    file,
    say('expected.output-of-perf-bench', { benchmark }),
  )
  const read = (pattern: RegExp, expected: Text): number => {
    const { match, line } = findLine(lines, pattern, file, expected)
    return decimal(match.replaceAll(THOUSANDS, ''), file, line, expected)
  }
  const operations = read(executed, say('expected.operations-executed'))
  const totalS = read(/^\s*Total time:\s*(\S+) \[sec\]/, say('expected.total-time'))
  const microsecondsPerOperation = read(/^\s*(\S+) usecs\/op\s*$/, say('expected.time-per-operation'))
  // perf cuts the total to whole milliseconds; a larger difference means that a line is damaged.
  const roundingUs = 1001 + operations * 1e-6
  if (Math.abs(totalS * 1e6 - microsecondsPerOperation * operations) > roundingUs) {
    throw new ParseError(file, null, say('expected.total-time-that-agrees-with-operations-and'))
  }
  return { operations, totalS, microsecondsPerOperation }
}

/** Reads `perf bench sched pipe`. @throws ParseError */
export function parseSchedPipe(text: string, file: string): BenchOperations {
  return parseOperations(text, file, 'sched/pipe', /^# Executed (\d+|\d{1,3}(?:,\d{3})+) pipe operations/)
}

/** Reads `perf bench syscall basic`. @throws ParseError */
export function parseSyscall(text: string, file: string): BenchOperations {
  return parseOperations(text, file, 'syscall/basic', /^# Executed (\d+|\d{1,3}(?:,\d{3})+) getppid\(\) calls/)
}

/**
 * The command by which a benchmark of another size, of threads or of one function is told from the usual one; how often it was
 * repeated is no matter.
 * @param chosen the function of memcpy whose result counts
 */
export function benchCommand(text: string, chosen: string | null = null): string {
  const [, benchmark = ''] = /^# Running '([^']+)'/m.exec(text) ?? []
  const own = chosen === null ? text : text.slice(text.indexOf(`# function '${chosen}'`))
  const size = /^# Copying (\S+) bytes/im.exec(own)?.[1]
  return [
    `perf bench ${benchmark.replace('/', ' ')}`,
    ...(/ between two threads$/m.test(text) ? ['-T'] : []),
    ...(size === undefined ? [] : ['-s', size]),
    ...(chosen === null || chosen === 'default' ? [] : ['-f', chosen]),
  ].join(' ')
}

/** perf counts its K, M and G in steps of 1024, and prints a stray `d` before KB (tools/perf/bench/mem-functions.c). */
const BYTES: Record<string, number> = { 'bytes/sec': 1, 'KB/sec': 2 ** 10, 'MB/sec': 2 ** 20, 'GB/sec': 2 ** 30 }

/** Reads `perf bench mem memcpy`: each function that was run, in order. @throws ParseError */
export function parseMemcpy(text: string, file: string): MemoryBench[] {
  const results: MemoryBench[] = []
  let current: string | null = null
  const lines = linesOf(text, file)
  onlyOnce(lines, BEGINS, file)
  for (const line of sinceBegin(lines, BEGINS)) {
    if (STAT.test(line.text)) break
    const name = /^# function '([^']+)'/.exec(line.text)?.[1]
    if (name !== undefined) {
      if (current !== null)
        throw new ParseError(file, line.number, say('expected.result-of-first', { current }), line.text)
      if (results.some((one) => one.function === name))
        throw new ParseError(file, line.number, say('expected.function-only-once', { name }), line.text)
      current = name
      continue
    }
    const [, value, unit] = /^\s*(\d+\.\d+)d? (\S+\/sec)\s*$/.exec(line.text) ?? []
    if (value !== undefined && unit !== undefined) {
      const scale = BYTES[unit]
      if (current === null || scale === undefined) {
        throw new ParseError(file, line.number, say('expected.throughput-in-bytes-kb-mb-or-gb'), line.text)
      }
      results.push({
        function: current,
        bytesPerSecond: decimal(value, file, line.number, say('expected.throughput')) * scale,
      })
      current = null
      // After a result it may be what somebody typed next
    } else if (line.text.trim() !== '' && !line.text.startsWith('#') && (current !== null || /\/sec/.test(line.text))) {
      throw new ParseError(file, line.number, say('expected.throughput-of-perf-bench-mem'), line.text)
    }
  }
  if (current !== null || results.length === 0)
    throw new ParseError(file, null, say('expected.throughput-after-each-function'))
  return results
}
