import { expect, test } from 'vitest'
import { hostArguments, QEMU_DISK } from './host-argv.ts'

const drives = (withQemuDisk?: boolean) =>
  hostArguments('emulated', 'host2', 2022, withQemuDisk).filter((word) => word.startsWith('if=virtio,'))

test('the disk with another QEMU comes after the others, read-only, and only where it is asked for', () => {
  expect(drives()).toHaveLength(2)
  // /dev/vda and /dev/vdb keep their names.
  expect(drives(true)).toEqual([...drives(), `if=virtio,format=raw,readonly=on,file=${QEMU_DISK}`])
})
