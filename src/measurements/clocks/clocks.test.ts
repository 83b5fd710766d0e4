import { describe, expect, it } from 'vitest'
import { ParseError } from '../parse-error.ts'
import { parseClocks, readingsOf, toLabClock, vmToLabClock } from './clocks.ts'

const exchange = (labS: number, offset: number, trip: number) => ({
  asked: labS - trip / 2,
  remote: labS + offset,
  answered: labS + trip / 2,
})
const clocks = [
  {
    machine: 'host1',
    when: 'before',
    exchanges: [exchange(100, 2.5, 0.2), exchange(101, 2, 0.01), exchange(102, 2.4, 0.3)],
  },
  { machine: 'host1', when: 'after', exchanges: [exchange(201, 3, 0.02)] },
]

describe('clocks', () => {
  it('take the exchange with the smallest round trip, with half of it as error', () => {
    const { before, after } = readingsOf(parseClocks(JSON.stringify(clocks), 'c'), 'host1', 'c')
    expect(before).toEqual({ labS: 101, remoteS: 103, errorS: expect.closeTo(0.005, 9) })
    expect(after.errorS).toBeCloseTo(0.01, 9)
  })

  it('drift evenly between the readings and not outside of them', () => {
    const pair = readingsOf(parseClocks(JSON.stringify(clocks), 'c'), 'host1', 'c')
    expect(toLabClock(pair, 103)).toBeCloseTo(101, 9)
    expect(toLabClock(pair, 204)).toBeCloseTo(201, 9)
    expect(toLabClock(pair, 153.5)).toBeCloseTo(151, 9)
    expect(toLabClock(pair, 93)).toBeCloseTo(91, 9)
    expect(toLabClock(pair, 304)).toBeCloseTo(301, 9)
  })

  it('of the VM jump at the stop: before up to STOP, after from RESUME on', () => {
    // The VM's clock is 5 s ahead and stands still from 150 to 150.4 on the lab's clock.
    const pair = { before: { labS: 100, remoteS: 105, errorS: 0 }, after: { labS: 200, remoteS: 204.6, errorS: 0 } }
    const lab = (vmS: number): number => vmToLabClock(pair, 150, 150.4, vmS)
    expect(lab(154.9)).toBeCloseTo(149.9, 9)
    expect(lab(155)).toBeCloseTo(150, 9)
    expect(lab(155.1)).toBeCloseTo(150.5, 9)
    expect(lab(180)).toBeCloseTo(175.4, 9)
  })

  it('of a VM that goes on through the stop stay as they are', () => {
    const pair = { before: { labS: 100, remoteS: 105, errorS: 0 }, after: { labS: 200, remoteS: 205, errorS: 0 } }
    expect(vmToLabClock(pair, 150, 150.4, 154)).toBeCloseTo(149, 9)
    expect(vmToLabClock(pair, 150, 150.4, 156)).toBeCloseTo(151, 9)
  })

  it.each([
    ['a cut file', '[{"machine":"host1"'],
    ['an unknown machine', '[{"machine":"host3","when":"before","exchanges":[]}]'],
    ['no exchange', '[{"machine":"host1","when":"before","exchanges":[]}]'],
  ])('refuse %s', (_, text) => {
    expect(() => parseClocks(text, 'c')).toThrow(ParseError)
  })

  it('refuse a machine that was not read afterwards, and an answer before its question', () => {
    expect(() => readingsOf(parseClocks(JSON.stringify(clocks.slice(0, 1)), 'c'), 'host1', 'c')).toThrow('host1 after')
    expect(() =>
      readingsOf([{ machine: 'vm', when: 'before', exchanges: [{ asked: 2, remote: 5, answered: 1 }] }], 'vm', 'c'),
    ).toThrow(ParseError)
  })
})
