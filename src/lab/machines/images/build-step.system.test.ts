import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { buildStep } from './build-step.ts'

test('a command that fails is told by its name, its end and its last words, and not by all of its options', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'build-step-'))
  try {
    const argv = ['sh', '-c', 'echo E: no such package; exit 25', '--customize-hook=one of many']
    const failed = await buildStep(argv, path.join(folder, 'log'), folder, new AbortController().signal).catch(String)
    expect(failed).toMatch(/Building the images failed in sh: it ended with exit code 25; .*:\nE: no such package$/)
    expect(failed).not.toContain('customize-hook')
  } finally {
    rmSync(folder, { recursive: true })
  }
})
