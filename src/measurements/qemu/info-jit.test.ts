import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ParseError } from '../parse-error.ts'
import { parseInfoJit } from './info-jit.ts'

const fixture = (name: string): string => readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8')

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
