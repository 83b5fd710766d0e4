import { expect, test } from 'vitest'
import { chooseFolder, mountOptions } from './build-folder.ts'

const GIB = 1024 ** 3
const shm = { folder: '/dev/shm', freeBytes: 12 * GIB, runsPrograms: true }
const tmp = { folder: '/tmp', freeBytes: 50 * GIB, runsPrograms: true }
const varTmp = { folder: '/var/tmp', freeBytes: 50 * GIB, runsPrograms: true }

test('in memory where there is plenty, on a disk with room where programs run otherwise', () => {
  expect(chooseFolder([shm, tmp, varTmp], 16 * GIB)).toBe('/dev/shm')
  expect(chooseFolder([shm, tmp, varTmp], 3 * GIB)).toBe('/tmp')
  // As in a container.
  expect(chooseFolder([{ ...shm, freeBytes: GIB / 16 }, tmp], 16 * GIB)).toBe('/tmp')
  expect(chooseFolder([{ ...shm, runsPrograms: false }, { ...tmp, runsPrograms: false }, varTmp], 16 * GIB)).toBe(
    '/var/tmp',
  )
  expect(chooseFolder([{ ...tmp, freeBytes: GIB }], 16 * GIB)).toBeNull()
})

test('the options are those of the mount that a folder lies on', () => {
  const mounts = `overlay / overlay rw,relatime 0 0
tmpfs /tmp tmpfs rw,nosuid 0 0
tmpfs /tmp tmpfs rw,noexec 0 0
tmpfs /tmpfs tmpfs ro 0 0
disk /media/my\\040disk ext4 rw,nodev 0 0`
  expect(mountOptions('/tmp', mounts)).toEqual(['rw', 'noexec'])
  expect(mountOptions('/tmp/a/b', mounts)).toEqual(['rw', 'noexec'])
  expect(mountOptions('/var/tmp', mounts)).toEqual(['rw', 'relatime'])
  expect(mountOptions('/media/my disk/x', mounts)).toEqual(['rw', 'nodev'])
})
