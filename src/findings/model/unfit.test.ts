import { expect, test } from 'vitest'
import { programDeclaration } from '../../experiments/catalogue.ts'
import { spoken } from '../../text/spoken.ts'
import { ENGLISH } from '../../text/words.ts'
import { missingSentences } from './unfit.ts'

const busy = (probe: 'iperf3-to-vm-at-rate' | 'iperf3-from-vm-at-rate', value: number) => ({
  configuration: 'virtio' as const,
  probe,
  reason: 'a clause of its own',
  unfit: { kind: 'host-busy' as const, program: programDeclaration(probe).name, value },
})

test('samples that a busy host spoiled are told in one sentence that says what ran', () => {
  const reasons = [
    busy('iperf3-from-vm-at-rate', 75),
    busy('iperf3-to-vm-at-rate', 90),
    busy('iperf3-to-vm-at-rate', 80),
  ]
  expect(spoken(missingSentences(reasons), ENGLISH).map((said) => said.replaceAll('\u00a0', ' '))).toEqual([
    'The cost to the host of 3 samples (TCP at 2 Mbit/s from the VM and TCP at 2 Mbit/s to the VM): a processor of the host was not idle for 75.0 % to 90.0 % of the time, and up to 70.0 % a cost is measured.',
  ])
})
