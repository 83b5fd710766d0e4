import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseInfoJit, parseWriter } from './counters.ts'
import { ParseError } from './parse-error.ts'

const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8')

describe('parseInfoJit', () => {
  it('reads what QEMU 7.2 printed', () => {
    expect(parseInfoJit(fixture('info-jit.txt'), 'j')).toEqual({
      blocks: 2037,
      flushes: 0,
      invalidations: 147,
      expansionRatio: 22.6,
    })
  })

  it('refuses what QEMU says under KVM, and a cut text', () => {
    expect(() => parseInfoJit('JIT information is only available with accel=tcg\r\n', 'j')).toThrow(ParseError)
    expect(() => parseInfoJit(fixture('info-jit.txt').slice(0, 300), 'j')).toThrow('the file was cut off here')
    expect(() => parseInfoJit(fixture('info-jit.txt').replace(/TB flush[^\n]*\n/, ''), 'j')).toThrow('TB flush count')
  })
})

describe('parseWriter', () => {
  it('reads the report', () => {
    expect(parseWriter('written 66\nrecords 66 intact 64 lost 2 altered 0\n', 'w')).toEqual({
      written: 66,
      intact: 64,
      lost: 2,
      altered: 0,
    })
  })

  it.each([
    ['no verification', 'written 66\n'],
    ['another number of records', 'written 66\nrecords 60 intact 60 lost 0 altered 0\n'],
    ['counts that do not add up', 'written 66\nrecords 66 intact 60 lost 0 altered 0\n'],
    ['a negative count', 'written 66\nrecords 66 intact 67 lost -1 altered 0\n'],
    ['nothing written', 'written \nrecords 0 intact 0 lost 0 altered 0\n'],
  ])('refuses %s', (_, text) => {
    expect(() => parseWriter(text, 'w')).toThrow(ParseError)
  })
})
