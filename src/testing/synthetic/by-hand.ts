import type { Analysis } from '../../findings/analysis.ts'

const INTERVALS = [941, 925, 85.6, 933].map((megabits, index) => ({
  fromS: index,
  toS: index + 1,
  bitsPerSecond: 1e6 * megabits,
}))

/** An invented analysis in which somebody measured migrations by hand as well: no run has both, and figures of both. */
export const withHandMade = (analysis: Analysis): Analysis => ({
  ...analysis,
  migration: {
    ...analysis.migration,
    byHand: [1, 2].map((repetition) => {
      const trial = `migration-precopy-${repetition}`
      const source = `trials/${trial}/iperf3-to-vm.1.txt`
      return {
        trial,
        repetition,
        measurements: [],
        streams: [{ trial, repetition, intervals: INTERVALS, stopped: false, source }],
      }
    }),
  },
})
