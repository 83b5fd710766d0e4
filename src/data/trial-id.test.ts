import { expect, test } from 'vitest'
import { trialId, trialNamed, withinExperiment } from './trial-id.ts'

test.each([
  'acceleration-kvm-1',
  'acceleration-kvm-control-12',
  'network-virtio-control-3',
  'migration-precopy-5',
  'matrix-multifd-zstd-memory-1',
  'matrix-postcopy-preempt-idle-2',
])('%s is read as it was made', (id) => {
  const name = trialNamed(id)
  expect(name && trialId(name)).toBe(id)
})

test('a control is no repetition of what it controls', () => {
  expect(trialNamed('acceleration-kvm-control-2')).toEqual({
    experiment: 'acceleration',
    configuration: 'kvm-control',
    workload: null,
    repetition: 2,
  })
})

test.each([
  '',
  'acceleration',
  'acceleration-kvm',
  'acceleration-e1000-1',
  'network-virtio-0',
  'network-virtio-1.5',
  'a-b-1',
])('“%s” is no trial', (id) => {
  expect(trialNamed(id)).toBeNull()
})

test.each([
  ['acceleration-kvm-control-2', 'kvm-control-2'],
  ['matrix-multifd-zstd-memory-1', 'multifd-zstd-memory-1'],
  ['of-another-program-1', 'of-another-program-1'],
])('%s is %s where its experiment is known', (id, name) => {
  expect(withinExperiment(id)).toBe(name)
})
