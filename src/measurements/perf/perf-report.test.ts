import { describe, expect, it } from 'vitest'
import { parsePerfReport } from './perf-report.ts'

const REPORT = `# To display the perf.data header info, please use --header/--header-only options.
#
# Samples: 320  of event 'cpu-clock'
# Overhead       Samples  Shared Object     
# ........  ............  ..................
#
    90.31%           289  [JIT] tid 1154    
     7.81%            25  qemu-system-x86_64
     1.56%             5  [kernel.kallsyms] 
     0.31%             1  libc.so.6         
     0.31%             1  accel-tcg-x86_64.so


#
# (Cannot load tips.txt file, please install perf!)
#
`

describe('parsePerfReport', () => {
  it('tells translated code from QEMU’s own, the kernel and libraries', () => {
    const { samples, percent } = parsePerfReport(REPORT, 'p')
    expect(samples).toBe(321)
    expect(percent.translated).toBeCloseTo(90.0, 1)
    expect(percent.qemu).toBeCloseTo(8.1, 1)
    expect(percent.kernel).toBeCloseTo(1.6, 1)
    expect(percent.libraries).toBeCloseTo(0.3, 1)
  })

  it('refuses an empty profile and what perf does not print', () => {
    expect(() => parsePerfReport('# Samples: 0\n', 'p')).toThrow('at least one sample')
    expect(() => parsePerfReport('zero-sized data (q.data), nothing to do!\n', 'p')).toThrow('p, line 1')
  })
})
