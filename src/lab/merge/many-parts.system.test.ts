import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ALL_FAULTS } from '../../testing/end-to-end/all-faults.ts'
import type { MergeUse } from '../../testing/many-parts.ts'

const PROGRAM = path.resolve(import.meta.dirname, '../../testing/many-parts.ts')
const LIMIT_MS = 1_800_000

/** A process of its own, as npm starts it, so that its memory is its own. */
function many(what: 'make' | 'merge', count: number, folder: string): string {
  const argv = ['--max-semi-space-size=4', PROGRAM, what, String(count), path.join(folder, String(count))]
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8' })
  expect(status, stderr).toBe(0)
  return stdout
}

/** Processor time of one tar after the other that takes each of the packs apart. */
function tarS(folder: string): number {
  const said = spawnSync(
    'bash',
    ['-c', 'mkdir tar && TIMEFORMAT="%U %S" && time for one in packs/*; do tar xzf "$one" -C tar; done'],
    { cwd: folder, encoding: 'utf8' },
  )
  expect(said.status, said.stderr).toBe(0)
  return said.stderr
    .trim()
    .split(' ')
    .reduce((sum, seconds) => sum + Number(seconds), 0)
}

describe.runIf(ALL_FAULTS)('1,000 parts of a lab that only sleeps', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'many-parts-'))
    for (const count of [100, 1000]) many('make', count, folder)
  }, LIMIT_MS)
  afterAll(() => rmSync(folder, { recursive: true }))

  test(
    'are merged in the processor time that tar takes for them, give or take, and in the memory that 100 take, but for their names',
    () => {
      const [few, all] = [100, 1000].map((count): MergeUse => JSON.parse(many('merge', count, folder)))
      const tar = tarS(path.join(folder, '1000'))
      process.stderr.write(`merge: ${JSON.stringify({ few, all, tar })}\n`)
      // Section D is one part more.
      expect([few, all].map((use) => [use?.parts, use?.missing])).toEqual([
        [101, 0],
        [1001, 0],
      ])
      // Of each part its name, its computer and its trials’ names are kept, which run.json has in the end: 5 to 10 KiB were seen.
      expect(all?.peakMiB).toBeLessThan((few?.peakMiB ?? 0) + 16)
      expect(all?.cpuS).toBeLessThan(15 * (few?.cpuS ?? 0))
      expect(all?.cpuS).toBeLessThan(2 * tar)
    },
    LIMIT_MS,
  )
})
