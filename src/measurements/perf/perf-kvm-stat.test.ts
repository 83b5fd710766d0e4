import { describe, expect, it } from 'vitest'
import { parsePerfKvmStat } from './perf-kvm-stat.ts'

/** As perf 6.1 printed it, an emulated host with SVM. */
const REPORT = `

Analyze events for all VMs, all VCPUs:

             VM-EXIT    Samples  Samples%     Time%    Min Time    Max Time         Avg time 

                 msr        658    35.59%     4.43%     22.68us    404.37us     46.32us ( +-   2.14% )
                 npf        466    25.20%    82.55%     21.93us   6728.28us   1217.35us ( +-   3.71% )
                 hlt         16     0.87%     8.82%    823.13us  13109.29us   3789.25us ( +-  18.16% )

Total Samples:1140, Total events handled time:687239.73us.

`

describe('parsePerfKvmStat', () => {
  it('reads every reason', () => {
    expect(parsePerfKvmStat(REPORT, 'k')).toEqual([
      { reason: 'msr', count: 658, timePercent: 4.43, averageUs: 46.32 },
      { reason: 'npf', count: 466, timePercent: 82.55, averageUs: 1217.35 },
      { reason: 'hlt', count: 16, timePercent: 8.82, averageUs: 3789.25 },
    ])
  })

  it('refuses a report that was cut off, and one of which a row is missing', () => {
    expect(() => parsePerfKvmStat(REPORT.slice(0, 300), 'k')).toThrow('the file was cut off here')
    expect(() => parsePerfKvmStat(REPORT.replace(/Total.*\n/, ''), 'k')).toThrow('the total of perf kvm stat report')
    expect(() => parsePerfKvmStat(REPORT.replace(/.*npf.*\n/, ''), 'k')).toThrow('as many exits as perf counted, 1140')
    expect(() => parsePerfKvmStat('', 'k')).toThrow(/^k/)
  })
})
