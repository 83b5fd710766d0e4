import { describe, expect, it } from 'vitest'
import type { Text } from './phrase.ts'
import { formatCount, formatInterval, formatNumber, formatQuantity, formatWhole } from './quantities.ts'
import { spoken } from './spoken.ts'
import { ENGLISH } from './words.ts'

const inEnglish = (text: Text) => spoken(text, ENGLISH)

describe('formatNumber', () => {
  it.each([
    [0.5123, 3, '0.512'],
    [9.1, 2, '9.1'],
    [9.1, 3, '9.10'],
    [9.996, 3, '10.0'],
    [99.96, 3, '100'],
    [527.4, 3, '527'],
    [18678.4, 3, '18,678'],
    [1234567, 3, '1,234,567'],
    [999.6, 3, '1,000'],
    [0, 3, '0'],
    [-4.25, 2, '\u22124.3'],
    [-0.0004, 1, '\u22120.0004'],
    [0.00123, 2, '0.0012'],
  ])('of %f with %i digits is %s', (value, digits, text) => {
    expect(formatNumber(value, digits)).toBe(text)
  })

  it.each([NaN, Infinity, -Infinity])('refuses %f', (value) => {
    expect(() => formatNumber(value)).toThrow(RangeError)
  })
})

describe('formatInterval', () => {
  it.each([
    [{ low: 8.71, high: 9.64 }, 2, undefined, '8.7 to 9.6'],
    [{ low: 8.4, high: 12.3 }, 2, undefined, '8.4 to 12.3'],
    [{ low: 0.97, high: 1.2 }, 2, undefined, '0.97 to 1.20'],
    [{ low: 0, high: 3.21 }, 2, undefined, '0.0 to 3.2'],
    [{ low: 1.002, high: 1.3 }, 2, 1, '1.002 to 1.300'],
    [{ low: 0.4, high: 0.9997 }, 2, 1, '0.4000 to 0.9997'],
    [{ low: 1, high: 1 }, 2, 1, '1.0 to 1.0'],
  ])('of %j with %i digits, distinct from %s, is %s', (interval, digits, distinct, text) => {
    expect(inEnglish(formatInterval(interval, digits, distinct))).toBe(text)
  })
})

describe('units', () => {
  it('keep number and unit on one line', () => {
    expect(formatQuantity(527, 'Mbit/s')).toBe('527\u00a0Mbit/s')
    expect(formatQuantity(4, '')).toBe('4.00')
  })

  it('count in whole numbers', () => {
    expect(inEnglish(formatCount(1, 'boot'))).toBe('1\u00a0boot')
    expect(inEnglish(formatCount(2742, 'ping'))).toBe('2,742\u00a0pings')
    expect(() => formatWhole(2.5)).toThrow(RangeError)
  })
})
