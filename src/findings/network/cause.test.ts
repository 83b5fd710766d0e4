import { describe, expect, it } from 'vitest'
import type { LoadedRun } from '../../data/loaded-run.ts'
import { equalRole, swapped, swappedRole } from '../../testing/falsified/arms.ts'
import { syntheticRun } from '../../testing/synthetic/run.ts'
import { spoken } from '../../text/spoken.ts'
import { ENGLISH } from '../../text/words.ts'
import { analyse } from '../analyse.ts'

const told = syntheticRun({ trials: 4, migrations: 0, controls: true })
const causes = (run: LoadedRun): string[] => {
  const { findings } = analyse(run).network
  return ['C.iperf3-to-vm.cause', 'C.iperf3-from-vm.cause'].map((id) =>
    spoken(findings.find((one) => one.id === id)?.sentence ?? '', ENGLISH),
  )
}

describe('why a card is faster', () => {
  it('is named where the slower card needs more exits for the same data', () => {
    for (const cause of causes(told)) {
      expect(cause).toMatch(
        /at the same 2\u00a0Mbit\/s the VM is left [\d.]+\u00a0times a second with e1000 and [\d.]+\u00a0times a second with virtio-net-pci \([^)]*\), \d\.\d\d?× as often/,
      )
      expect(cause).toContain('`kvm:kvm_mmio`')
    }
  })

  it('turns with the cards', () => {
    for (const cause of causes(swapped('network', 'virtio', 'e1000')(told))) {
      expect(cause).toMatch(
        /is left [\d.]+\u00a0times a second with virtio-net-pci and .* virtio-net-pci, the slower card, needs more/,
      )
      expect(cause).not.toContain('a driver of e1000')
    }
  })

  it('is not explained by counts that do not differ, or that differ the other way', () => {
    for (const falsify of [equalRole('network', 'exits'), swappedRole('network', 'virtio', 'e1000', 'exits')])
      for (const cause of causes(falsify(told)))
        expect(cause).toMatch(
          /virtio-net-pci is faster .* is not explained by the counts: .* e1000 was not shown to need more/,
        )
  })

  it('is not asked of counts at full speed', () => {
    const fullSpeed = structuredClone(told)
    for (const { trial } of fullSpeed.trials)
      trial.samples = trial.samples.filter(({ probe }) => !probe.endsWith('-at-rate'))
    for (const cause of causes(fullSpeed))
      expect(cause).toMatch(/is not shown: no stream at a rate that both cards carry/)
  })
})
