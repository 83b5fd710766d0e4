import { expect, test } from 'vitest'
import { vmArgv } from './vm-command.ts'

const variant = { accelerator: 'kvm', cpu: 'host', nic: 'virtio-net-pci', role: 'source' } as const

test('a dirty ring takes the place of the assignment’s -enable-kvm, and changes nothing else', () => {
  const [plain, ringed] = [vmArgv(variant), vmArgv({ ...variant, dirtyRing: 4096 })]
  expect(plain).toContain('-enable-kvm')
  expect(ringed.join(' ')).toBe(plain.join(' ').replace('-enable-kvm', '-accel kvm,dirty-ring-size=4096'))
})

test('without KVM there is none', () => {
  expect(vmArgv({ ...variant, accelerator: 'tcg', dirtyRing: 4096 })).toEqual(
    vmArgv({ ...variant, accelerator: 'tcg' }),
  )
})
