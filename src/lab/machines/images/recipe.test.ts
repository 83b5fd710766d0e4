import { expect, test } from 'vitest'
import { QEMU_SUITES } from '../../../data/qemu-suite.ts'
import { isOnDisk, recipeHash, SUITE } from './recipe.ts'

test('another Debian’s QEMU comes beside the hosts’ system, which is the same with it and without; a backported one is in it', () => {
  expect(QEMU_SUITES.filter(isOnDisk)).toEqual(['trixie-backports'])
  expect(recipeHash('trixie-backports')).toBe(recipeHash(SUITE))
  expect(recipeHash('bookworm-backports')).not.toBe(recipeHash(SUITE))
})
