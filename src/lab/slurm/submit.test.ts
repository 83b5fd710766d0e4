import { existsSync } from 'node:fs'
import { afterEach, expect, test, vi } from 'vitest'
import { submissionIn } from './submission.ts'
import { submit } from './submit.ts'

afterEach(() => vi.unstubAllEnvs())

test('where there is no Slurm it is said so, and nothing is written', async () => {
  vi.stubEnv('PATH', '/nonexistent')
  const folder = submissionIn('/nonexistent/slurm/name')
  const planned = { parts: ['1'] } as unknown as Parameters<typeof submit>[1]
  await expect(submit(folder, planned, '', [], new AbortController().signal)).rejects.toMatchObject({
    code: 'setup',
    message: expect.stringMatching(/^Slurm is not on this computer \(there is no scontrol\)/),
  })
  expect(existsSync(folder.folder)).toBe(false)
})
