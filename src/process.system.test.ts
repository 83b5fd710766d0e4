import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { CommandError, run, start, tryRun } from './process.ts'

test('keeps output byte for byte and feeds standard input', async () => {
  const outcome = await run(['cat'], { input: 'one\ntwo\n\n' })
  expect(outcome).toMatchObject({ stdout: 'one\ntwo\n\n', exitCode: 0, failure: null })
})

test('a failing command is an outcome for attempt and an error with its last words for run', async () => {
  const argv = ['sh', '-c', 'echo out; echo reason >&2; exit 7']
  expect(await tryRun(argv)).toMatchObject({ exitCode: 7, stdout: 'out\n', stderr: 'reason\n' })
  await expect(run(argv)).rejects.toThrow(/exit code 7[^]*reason/)
})

test('a missing program is a failure without an exit code', async () => {
  const outcome = await tryRun(['no-such-program-anywhere'])
  expect(outcome.exitCode).toBeNull()
  expect(outcome.failure).toMatch(/no-such-program-anywhere.*ENOENT/)
})

test('ends a command at its time limit and on abort', async () => {
  expect(await tryRun(['sleep', '20'], { timeoutMs: 100 })).toMatchObject({ timedOut: true, cancelled: false })
  const controller = new AbortController()
  setTimeout(() => controller.abort(), 100)
  const stopped = run(['sleep', '20'], { signal: controller.signal })
  await expect(stopped).rejects.toBeInstanceOf(CommandError)
  await expect(stopped).rejects.toMatchObject({ outcome: { cancelled: true } })
})

test('what a command that is ended has handed its output to is not waited for, and what it said is kept', async () => {
  const controller = new AbortController()
  setTimeout(() => controller.abort(), 200)
  const argv = ['sh', '-c', 'trap "exit 255" TERM; echo said; sleep 60 & wait']
  const startedAt = performance.now()
  const [aborted, late] = await Promise.all([
    tryRun(argv, { signal: controller.signal }),
    tryRun(argv, { timeoutMs: 200 }),
  ])
  expect(performance.now() - startedAt).toBeLessThan(30_000)
  expect(aborted).toMatchObject({ cancelled: true, stdout: 'said\n' })
  expect(late).toMatchObject({ timedOut: true, stdout: 'said\n' })
})

test('start appends to files and can be killed', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'process-'))
  try {
    const file = path.join(folder, 'log')
    for (const word of ['one', 'two']) await start(['echo', word], { stdout: { file } })
    expect(await readFile(file, 'utf8')).toBe('one\ntwo\n')
    const child = start(['sleep', '20'])
    child.kill()
    expect(await child).toMatchObject({ isTerminated: true, signal: 'SIGTERM' })
  } finally {
    await rm(folder, { recursive: true })
  }
})
