import { describe, expect, it } from 'vitest'
import { ParseError } from '../parse-error.ts'
import { parseWriter } from './writer.ts'

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
