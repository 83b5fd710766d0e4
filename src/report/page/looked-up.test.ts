import { describe, expect, test } from 'vitest'
import { analyse } from '../../findings/analyse.ts'
import { syntheticRun } from '../../testing/synthetic/run.ts'
import { metricOf, ratioText } from './looked-up.ts'

describe('a metric is looked up by its id and a configuration that has it', () => {
  const analysis = analyse(syntheticRun())

  test('where two experiments give the same id', () => {
    const [ofPrograms, ofCards] = [
      metricOf(analysis, 'idle.exitsPerSecond', 'kvm'),
      metricOf(analysis, 'idle.exitsPerSecond', 'virtio'),
    ]
    expect(analysis.acceleration.metrics).toContain(ofPrograms)
    expect(analysis.network.metrics).toContain(ofCards)
  })

  test('and is none where no arm is of that configuration', () => {
    expect(metricOf(analysis, 'idle.exitsPerSecond', 'tcg')).toBeUndefined()
    expect(metricOf(analysis, 'memcpy.megabytesPerSecond', 'virtio')).toBeUndefined()
  })

  test('whichever way its ratio is asked for', () => {
    const metric = metricOf(analysis, 'memcpy.megabytesPerSecond', 'kvm')
    expect(ratioText(metric, 'kvm', 'tcg')).not.toBe(ratioText(undefined, 'kvm', 'tcg'))
    expect(ratioText(metric, 'tcg', 'kvm')).not.toBe(ratioText(undefined, 'tcg', 'kvm'))
  })
})
