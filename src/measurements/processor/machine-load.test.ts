import { describe, expect, it } from 'vitest'
import { ParseError } from '../parse-error.ts'
import { parseMachineState, sharesBetween } from './machine-load.ts'

/** As Linux 6.1 printed it on a virtual machine of two processors. */
const BEFORE = `0.47 0.96 1.33 1/103 29515
cpu  1034553 8699 197350 1687848 7849 0 2012 2180 0 0
cpu0 520394 4379 95177 847760 1719 0 468 1053 0 0
cpu1 514159 4320 102173 840088 6130 0 1544 1127 0 0
intr 27117462 0 9 0 0 0
ctxt 51938171
btime 1790000000
`
/** 1000 ticks later: 600 user, 100 system, 220 idle, 10 waiting, 70 stolen. */
const AFTER = BEFORE.replace('0.47', '1.90').replace(
  /^cpu .*$/m,
  'cpu  1035153 8699 197450 1688068 7859 0 2012 2250 500 0',
)

describe('parseMachineState', () => {
  it('reads the load of the last minute and the times of all processors together', () => {
    expect(parseMachineState(BEFORE, 'm')).toEqual({
      load: 0.47,
      ticks: {
        user: 1034553,
        nice: 8699,
        system: 197350,
        idle: 1687848,
        iowait: 7849,
        irq: 0,
        softirq: 2012,
        steal: 2180,
      },
    })
  })

  it.each([
    ['nothing', ''],
    ['/proc/stat alone', BEFORE.slice(BEFORE.indexOf('cpu'))],
    ['/proc/loadavg alone', BEFORE.slice(0, BEFORE.indexOf('cpu'))],
    ['one processor in the place of all', BEFORE.replace(/^cpu .*\n/m, '')],
    ['times without steal', BEFORE.replace(/^cpu .*$/m, 'cpu  1034553 8699 197350 1687848 7849 0 2012')],
    ['a time that is no number', BEFORE.replace('8699', 'x')],
    ['a shell’s complaint', `cat: /proc/loadavg: No such file or directory\n${BEFORE}`],
  ])('refuses %s', (_, text) => {
    expect(() => parseMachineState(text, 'm')).toThrow(ParseError)
  })
})

describe('sharesBetween', () => {
  const [before, after] = [parseMachineState(BEFORE, 'b'), parseMachineState(AFTER, 'a')]

  it('gives shares of the time, the guest’s not counted twice', () => {
    expect(sharesBetween(before, after, 'a')).toEqual({
      busy: expect.closeTo(0.77, 12),
      steal: expect.closeTo(0.07, 12),
    })
  })

  it('bears with an iowait that falls', () => {
    const fallen = { ...after, ticks: { ...after.ticks, iowait: before.ticks.iowait - 5 } }
    expect(sharesBetween(before, fallen, 'a').steal).toBeCloseTo(70 / 990, 12)
  })

  it('refuses states in the wrong order, or the same one twice', () => {
    expect(() => sharesBetween(after, before, 'b')).toThrow('a time that did not fall')
    expect(() => sharesBetween(before, before, 'b')).toThrow('a later state')
  })
})
