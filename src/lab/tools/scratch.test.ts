import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { createScratch } from './scratch.ts'

test('a scratch folder ends with its run, and takes those of killed labs with it', () => {
  const parent = mkdtempSync(path.join(tmpdir(), 'scratch-test-'))
  try {
    const dead = path.join(parent, 'migration-lab-4194305-abcdef') // above the largest pid that Linux gives
    const alive = path.join(parent, `migration-lab-${process.pid}-abcdef`)
    const foreign = path.join(parent, 'somebody-elses-4194305-x')
    for (const folder of [dead, alive, foreign]) mkdirSync(folder)
    let made: string
    const watched: string[] = []
    {
      using scratch = createScratch({ watch: (folder) => watched.push(folder) }, parent)
      made = scratch.folder
      expect(watched).toEqual([made])
      expect(existsSync(made)).toBe(true)
      expect([dead, alive, foreign].map((folder) => existsSync(folder))).toEqual([false, true, true])
    }
    expect(existsSync(made)).toBe(false)
  } finally {
    rmSync(parent, { recursive: true, force: true })
  }
})
