import { describe, expect, it } from 'vitest'
import { cpuUseBetween, parseCpuTime } from './cpu-time.ts'

const STAT = 'cpu  1000 5 495 90000 12 3 7 40 0 0\ncpu0 1000 5 495 90000 12 3 7 40 0 0\nintr 5 0\nctxt 12\n'
const PROCESS =
  '1074 (qemu-system-x86) S 1071 1067 1067 0 -1 134218112 7984 181 0 0 1142 643 4 8 20 0 4 0 57108 2765053952 66359\n'

describe('parseCpuTime', () => {
  it('adds up what is neither idle, waiting nor stolen, and the process’s own two counts', () => {
    expect(parseCpuTime(STAT + PROCESS, 'c')).toEqual({
      busyS: 15.1,
      processS: 17.85,
      processors: [{ busyS: 15.5, totalS: 915.62 }],
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
    [STAT.replace('495', 'x') + PROCESS],
  ])('refuses %j', (text) => {
    expect(() => parseCpuTime(text, 'c')).toThrow(/^c/)
  })

  it('says how busy the busiest processor was between two readings', () => {
    const two = (busy: number, idle: number) =>
      `cpu  ${busy} 0 0 ${idle} 0 0 0 0 0 0\ncpu0 0 0 0 ${idle} 0 0 0 0 0 0\ncpu1 ${busy} 0 0 50 0 0 0 0 0 0\n${PROCESS}`
    const [from, to] = [parseCpuTime(two(100, 200), 'c'), parseCpuTime(two(190, 500), 'c')]
    expect(cpuUseBetween(from, to, 'c')).toEqual({ busyS: expect.closeTo(0.9), processS: 0, busiest: 1 })
    expect(() => cpuUseBetween(to, from, 'c')).toThrow(/did not fall/)
  })
})
