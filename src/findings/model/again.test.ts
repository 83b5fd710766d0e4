import { describe, expect, it } from 'vitest'
import { type Configuration, metricsOf } from '../../experiments/catalogue.ts'
import { spoken } from '../../text/spoken.ts'
import { ENGLISH } from '../../text/words.ts'
import type { Measurement } from '../reading/measurement.ts'
import { comparisonFinding } from './comparison-finding.ts'
import { aboveNoise, type Control } from './control.ts'
import { judgedFamilies } from './families.ts'
import { buildMetric, planOf } from './metric.ts'

const ID = 'iperf3-to-vm.bitsPerSecond'
const [declared] = metricsOf('network').filter(({ id }) => id === ID)
if (declared === undefined) throw new Error(ID)
const plan = planOf('network', declared, 'the host to the VM')

const measured = (configuration: Configuration, values: readonly number[]): Measurement[] =>
  values.map((value, i) => ({
    experiment: 'network',
    configuration,
    trial: `network-${configuration}-${i + 1}`,
    block: i + 1,
    index: 1,
    warmup: false,
    metric: ID,
    value,
    source: `trials/network-${configuration}-${i + 1}/iperf3-to-vm.1.json`,
  }))

/** Three blocks: virtio and e1000 in the same ratio in each, and the control by these factors beside virtio. */
function judged(ratio: number, factors: readonly number[]) {
  const all = [
    ...measured('virtio', [100, 100, 100]),
    ...measured(
      'e1000',
      [99, 100, 101].map((one) => one / ratio),
    ),
    ...measured(
      'virtio-control',
      factors.map((factor) => 100 * factor),
    ),
  ]
  const none = () => 'none'
  const metric = buildMetric(plan, all, none)
  const beside = buildMetric(
    { ...plan, configurations: ['virtio', 'virtio-control'], compare: [['virtio-control', 'virtio']] },
    all,
    none,
  )
  const [first, second] = beside.arms
  const [comparison] = beside.comparisons
  if (!first || !second || !comparison) throw new Error('no control')
  const control: Control = { metric: ID, title: '', unit: '', arms: [first, second], comparison }
  const [own] = judgedFamilies([aboveNoise(metric, [control])], new Map()).metrics
  const [claimed] = own?.comparisons ?? []
  if (own === undefined || claimed === undefined) throw new Error('no comparison')
  const { sentence, conditions = [], quantities = [] } = comparisonFinding('C.iperf3-to-vm', own, claimed)
  return {
    ...claimed,
    sentence: spoken(sentence, ENGLISH),
    failed: conditions.filter(({ holds }) => !holds),
    quantities,
  }
}

/** Its noise floor is 2.5. */
const WAVERING = [0.691, 1, 1.446]

describe('a claim with the control in the place of what it is a copy of', () => {
  it('is none where it does not lie beyond the noise floor so', () => {
    const { verdict, sentence, failed, quantities } = judged(4, WAVERING)
    expect(verdict).toBe('not-again')
    expect(sentence).toMatch(/no difference is claimed, as with the control in its place it is 4\.0\d×/)
    expect(failed.map(({ name }) => name)).toContain('near end of the interval with the control in its place')
    expect(quantities.at(-1)?.samples[0]?.trial).toBe('network-virtio-control-1')
  })

  it('stands where it does, and says nothing of it', () => {
    const { verdict, sentence } = judged(12, WAVERING)
    expect(verdict).toBe('higher')
    expect(sentence).not.toMatch(/with the control in its place/)
  })

  it('says so where the control lies outside of its interval', () => {
    const { verdict, sentence, quantities } = judged(12, [0.8, 0.82, 0.81])
    expect(verdict).toBe('higher')
    expect(sentence).toMatch(/12\.0× faster .*with the control in its place 9\.7\d× .*outside that interval/)
    expect(quantities.map(({ value }) => value).at(-1)).toBeCloseTo(9.72, 1)
  })

  it('does not exist without a difference that clears the noise floor', () => {
    expect(judged(2, WAVERING).verdict).toBe('unstable')
    expect(judged(1, [1, 1.01, 0.99]).verdict).toBe('no-difference')
  })
})
