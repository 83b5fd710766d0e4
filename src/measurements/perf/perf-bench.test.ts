import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ParseError } from '../parse-error.ts'
import { benchCommand, parseMemcpy, parseSchedPipe, parseSyscall } from './perf-bench.ts'

const fixture = (name: string): string => readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8')
/** The number in front of a unit in a fixture. */
const printed = (text: string, unit: string): number => Number(new RegExp(`(\\S+) ${unit}`).exec(text)?.[1])

describe('perf bench', () => {
  it('gives the time per operation of sched pipe and of syscall basic', () => {
    const pipe = parseSchedPipe(fixture('sched-pipe.txt'), 'pipe')
    expect(pipe.operations).toBe(1000)
    expect(pipe.microsecondsPerOperation).toBe(printed(fixture('sched-pipe.txt'), 'usecs/op'))
    const syscall = parseSyscall(fixture('syscall.txt'), 'syscall')
    expect(syscall.operations).toBe(10000)
    expect(syscall.microsecondsPerOperation).toBe(printed(fixture('syscall.txt'), 'usecs/op'))
  })

  it('refuses the wrong benchmark, a cut file and numbers that contradict each other', () => {
    const text = fixture('sched-pipe.txt')
    expect(() => parseSyscall(text, 'x')).toThrow('the output of perf bench syscall/basic')
    expect(() => parseSchedPipe(text.slice(0, 110), 'x')).toThrow(ParseError)
    expect(() => parseSchedPipe(text.replace(/Total time: \S+/, 'Total time: 7.000'), 'x')).toThrow(
      'a total time that agrees',
    )
    expect(() => parseSchedPipe(text + text, 'x')).toThrow('one test a file (another begins in line 1)')
  })

  it('gives the functions of memcpy in bytes per second, perf’s GB being 2^30', () => {
    const all = parseMemcpy(fixture('memcpy.txt'), 'memcpy')
    expect(all.map((result) => result.function)).toEqual(['default', 'x86-64-unrolled', 'x86-64-movsq', 'x86-64-movsb'])
    const [one] = parseMemcpy(fixture('memcpy-movsq.txt'), 'memcpy')
    expect(one).toEqual({
      function: 'x86-64-movsq',
      bytesPerSecond: printed(fixture('memcpy-movsq.txt'), 'GB/sec') * 2 ** 30,
    })
    const slow = `# function 'x' (y)\n# Copying 8MB bytes ...\n\n      26.041667 MB/sec\n# function 'z' (y)\n\n       12.500000d KB/sec\n`
    expect(parseMemcpy(slow, 'm').map(({ bytesPerSecond }) => bytesPerSecond)).toEqual([
      26.041667 * 2 ** 20,
      12.5 * 2 ** 10,
    ])
  })

  it('passes over what was typed after a result', () => {
    const text = fixture('memcpy.txt')
    expect(parseMemcpy(`${text}total 12\n-rw-r--r-- 1 mei mei 831 Nov 27 23:51 a.txt\n`, 'm')).toEqual(
      parseMemcpy(text, 'm'),
    )
    expect(() => parseMemcpy(`${text}  9.04x GB/sec\n`, 'm')).toThrow('a throughput of perf bench mem')
  })

  it('tells benchmarks of another size, of threads or of one function apart', () => {
    expect(benchCommand(fixture('sched-pipe.txt'))).toBe('perf bench sched pipe')
    expect(benchCommand(fixture('sched-pipe.txt').replace('processes', 'threads'))).toBe('perf bench sched pipe -T')
    expect(benchCommand(fixture('syscall.txt'))).toBe('perf bench syscall basic')
    expect(benchCommand(fixture('memcpy.txt'), 'default')).toBe('perf bench mem memcpy -s 8MB')
    expect(benchCommand(fixture('memcpy-movsq.txt'), 'x86-64-movsq')).toBe(
      'perf bench mem memcpy -s 8MB -f x86-64-movsq',
    )
  })

  it('refuses an infinite throughput, which perf prints for too small a size', () => {
    expect(() => parseMemcpy(fixture('memcpy-too-small.txt'), 'memcpy')).toThrow('memcpy, line 5')
  })

  it('refuses a function without its result and an empty file', () => {
    expect(() => parseMemcpy(fixture('memcpy.txt').split('\n').slice(0, 8).join('\n'), 'm')).toThrow(ParseError)
    expect(() => parseMemcpy('', 'm')).toThrow(ParseError)
  })
})
