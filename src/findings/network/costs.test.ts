import { describe, expect, it } from 'vitest'
import type { LoadedRun } from '../../data/loaded-run.ts'
import { syntheticRun } from '../../testing/synthetic/run.ts'
import { spoken } from '../../text/spoken.ts'
import { ENGLISH } from '../../text/words.ts'
import { analyse } from '../analyse.ts'

const run = () => syntheticRun({ trials: 4, migrations: 1 })
const sentence = (loaded: LoadedRun, id: string): string => {
  const found = analyse(loaded).network.findings.find((one) => one.id === id)
  if (!found) throw new Error(`no finding ${id}`)
  return spoken(found.sentence, ENGLISH)
}

describe('what offloads are worth', () => {
  it('is told boot by boot, with an interval that excludes all of it', () => {
    expect(sentence(run(), 'C.offloads.virtio.to-vm')).toMatch(
      /^\*\*virtio-net-pci, the host to the VM\*\*: without offloads the throughput is lower, (4|5)\d(\.\d)?\u00a0% of what it is with them \(geometric mean of the ratios, 95 % interval .* % by paired t, n\u00a0=\u00a04\u00a0boots\)/,
    )
  })

  it('is not claimed of one boot, and not said where the streams are missing', () => {
    expect(sentence(syntheticRun({ trials: 1, migrations: 1 }), 'C.offloads.e1000.to-vm')).toContain(
      'no interval can be given and no difference is claimed',
    )
    const without = run()
    for (const { trial } of without.trials)
      trial.samples = trial.samples.filter(({ probe }) => !probe.endsWith('-no-offload'))
    expect(sentence(without, 'C.offloads.e1000.to-vm')).toContain('not measured')
  })
})

describe('datagrams', () => {
  it('of either size cost the host time, and the difference is a factor with an interval', () => {
    expect(sentence(run(), 'C.datagrams.virtio')).toMatch(
      /\u00a0µs of processor time on a small datagram and .* a factor of 1\.[1-4]\d? \(95 % interval/,
    )
  })

  it('are compared between the cards: lost ones, jitter and time', () => {
    const { metrics } = analyse(run()).network
    const verdict = (id: string) => metrics.find((metric) => metric.id === id)?.comparisons[0]?.verdict
    expect(verdict('udp-small.lostPercent')).toBe('lower')
    expect(verdict('udp-small.jitterMs')).toBe('lower')
    expect(verdict('udp-large.cpuMicrosecondsPerDatagram')).toBe('lower')
  })

  it('of which a file was cut off are named and left out', () => {
    const loaded = run()
    const [cut] = loaded.trials.filter(({ trial }) => trial.configuration === 'e1000')
    if (!cut) throw new Error('no trial')
    cut.files['udp-small.1.json'] = cut.files['udp-small.1.json']?.slice(0, 40) ?? ''
    const { metrics, notMeasured } = analyse(loaded).network
    expect(metrics.find(({ id }) => id === 'udp-small.jitterMs')?.arms.map(({ trials }) => trials)).toEqual([4, 3])
    expect(spoken(notMeasured, ENGLISH).join(' ')).toContain(`trials/${cut.trial.id}/udp-small.1.json`)
  })
})
