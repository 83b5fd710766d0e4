import { describe, expect, it } from 'vitest'
import { cpuUseBetween, parseCpuTime } from './cpu-time.ts'

const STAT = 'cpu  1000 5 495 90000 12 3 7 40 0 0\ncpu0 1000 5 495 90000 12 3 7 40 0 0\nintr 5 0\nctxt 12\n'
const PROCESS =
  '1074 (qemu-system-x86) S 1071 1067 1067 0 -1 134218112 7984 181 0 0 1142 643 4 8 20 0 4 0 57108 2765053952 66359\n'

describe('parseCpuTime', () => {
  it('gives what was idle or waiting, what was stolen, and the process’s own two counts added up', () => {
    expect(parseCpuTime(STAT + PROCESS, 'c')).toEqual({
      processS: 17.85,
      processors: [{ idleS: 900.12, stolenS: 0.4 }],
    })
  })

  it('is not led astray by a name with brackets and spaces', () => {
    expect(parseCpuTime(STAT + PROCESS.replace('qemu-system-x86', 'a) S 9 (b'), 'c').processS).toBe(17.85)
  })

  it.each([
    [STAT],
    [PROCESS],
    [`cpu  1 2 3\n${PROCESS}`],
    [`${STAT}1074 (qemu) S 1\n`],
    [STAT.replaceAll('90000', 'x') + PROCESS],
  ])('refuses %j', (text) => {
    expect(() => parseCpuTime(text, 'c')).toThrow(/^c/)
  })

  const at = (idle: readonly number[], stolen = 0) =>
    parseCpuTime(`${idle.map((ticks, i) => `cpu${i} 7 0 0 ${ticks} 0 0 0 ${stolen} 0 0\n`).join('')}${PROCESS}`, 'c')

  it('tells what was in use between two readings from what was not, whatever ticks were lost', () => {
    expect(cpuUseBetween(at([200, 50]), at([500, 50]), 5, 'c')).toEqual({
      busyS: expect.closeTo(7, 9),
      processS: 0,
      busiest: 1,
    })
    expect(cpuUseBetween(at([200]), at([350], 50), 4, 'c')).toEqual({ busyS: 2, processS: 0, busiest: 0.625 })
    expect(cpuUseBetween(at([200]), at([301]), 1, 'c')).toMatchObject({ busyS: 0, busiest: 0 })
  })

  it('refuses readings that do not follow one another', () => {
    expect(() => cpuUseBetween(at([500]), at([200]), 5, 'c')).toThrow(/did not fall/)
    expect(() => cpuUseBetween(at([200]), at([500, 50]), 5, 'c')).toThrow(/did not fall/)
  })
})
