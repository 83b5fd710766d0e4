import { expect, it } from 'vitest'
import { syntheticRun } from '../../testing/synthetic/run.ts'
import { spoken } from '../../text/spoken.ts'
import { ENGLISH } from '../../text/words.ts'
import { missingSentences } from '../model/unfit.ts'
import { readSamples } from './samples.ts'

/** A run of which one stream counted a part of its time. */
function read(share: number) {
  const run = syntheticRun({ trials: 1, samples: 1, warmups: 0, migrations: 0 })
  const trials = run.trials.filter(({ trial }) => trial.configuration === 'e1000')
  for (const { files } of trials) {
    const report = JSON.parse(files['iperf3-to-vm.1.json'] ?? '') as {
      start: { test_start: { duration: number } }
      end: { sum_received: { seconds: number; bytes: number } }
    }
    report.end.sum_received.seconds = share * report.start.test_start.duration
    files['iperf3-to-vm.1.json'] = JSON.stringify(report)
  }
  const { measurements, reasons } = readSamples(trials)
  return {
    metrics: measurements.filter(({ metric }) => metric.startsWith('iperf3-to-vm.')).map(({ metric }) => metric),
    reasons,
  }
}

it('leaves a stream out that counted less than nine tenths of its time, with all that the host counted beside it', () => {
  const { metrics, reasons } = read(0.07)
  expect(metrics).toEqual([])
  expect(spoken(missingSentences(reasons), ENGLISH)).toEqual([
    expect.stringMatching(/^1.sample \(.*\), where the stream carried data for 0\.\d+.s of its time only\.$/),
  ])
})

it.each([0.91, 1, 1.1])('keeps one that counted %d of it', (share) => {
  const { metrics, reasons } = read(share)
  expect(metrics).toContain('iperf3-to-vm.bitsPerSecond')
  expect(reasons).toEqual([])
})
