import { describe, expect, it } from 'vitest'
import { parseIperf3Text } from '../../measurements/iperf/iperf3.ts'
import { parsePerfIntervals } from '../../measurements/perf/perf-stat.ts'
import { ratesOf } from './milestones.ts'
import { meanPerSecond, meanWithin, medianWithin, type Phase, windowRates } from './windows.ts'

const PHASES: Phase[] = [
  { name: 'baseline', fromS: 0, toS: 1 },
  { name: 'copying', fromS: 1.2, toS: 2.75 },
]

/** What iperf3 printed in a migration between emulated hosts, where the stream comes in bursts. */
const BURSTS = `[  5]   1.00-1.25   sec  0.00 Bytes  0.00 Kbits/sec    0   80.6 KBytes       
[  5]   1.25-1.50   sec   191 KBytes  6232 Kbits/sec    0   83.4 KBytes       
[  5]   1.50-1.75   sec  0.00 Bytes  0.00 Kbits/sec    0   83.4 KBytes       
[  5]   1.75-2.00   sec  1.25 MBytes  41943 Kbits/sec    0   2.06 MBytes       
[  5]   2.00-2.25   sec  0.00 Bytes  0.00 Kbits/sec    0   2.06 MBytes       
[  5]   2.25-2.50   sec  0.00 Bytes  0.00 Kbits/sec    0   2.06 MBytes       
`
/** perf in a VM on an emulated host, whose intervals are not as long as was asked for. */
const UNEVEN = `     0.257658791,68,,context-switches,438637934,100.00,,
     0.896254876,38,,context-switches,544752906,100.00,,
     1.149598176,35,,context-switches,253328238,100.00,,
`

describe('windows', () => {
  it('give a stream in bursts its mean, where the median is 0', () => {
    const stream = parseIperf3Text(BURSTS, 'iperf3.txt').map(({ bitsPerSecond, ...own }) => ({
      ...own,
      value: bitsPerSecond,
    }))
    expect(medianWithin(stream, PHASES, 'copying')).toBe(0)
    // Of the six intervals the first begins before copying does.
    expect(meanWithin(stream, PHASES, 'copying')).toBeCloseTo((6_232_000 + 41_943_000) / 5, 3)
    expect(meanWithin(stream, PHASES, 'baseline')).toBeNull()
  })

  it('count by the length that an interval had, and only intervals that lie wholly within', () => {
    const rates = ratesOf(parsePerfIntervals(UNEVEN, 'perf-vm.csv'), '1000\n', 'perf-vm.start', (s) => s - 1000)
    const { baseline, copying } = windowRates(rates['context-switches'] ?? [], PHASES)
    expect(copying).toBeNull()
    expect(baseline?.count).toBe(68 + 38)
    expect(baseline?.seconds).toBeCloseTo(0.896254876, 6)
    expect(baseline && meanPerSecond(baseline)).toBeCloseTo(106 / 0.896254876, 3)
    expect(baseline?.medianPerSecond).toBeCloseTo((68 / 0.257658791 + 38 / 0.638596085) / 2, 3)
  })
})
