import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { connectAgent, SilentVm } from './agent.ts'

let folder: string
let server: Server
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'agent-'))
})
afterEach(() => {
  vi.useRealTimers()
  server.close()
  rmSync(folder, { recursive: true })
})

/** A VM at the other end of the line, which answers when `wakes` says so of what it has received since its last answer. */
async function lineTo(wakes: (received: string) => boolean): Promise<string> {
  const file = path.join(folder, 'serial')
  server = createServer((socket) => {
    let received = ''
    socket.on('data', (chunk) => {
      received += chunk.toString()
      const id = /RUN (\d+)/.exec(received)?.[1]
      if (id === undefined || !wakes(received)) return
      received = ''
      const output = Buffer.from('hello\n')
      const sum = createHash('md5').update(output).digest('hex')
      socket.write(`LAB:BEGIN ${id} 0 1.5 2.5 ${sum}\n${gzipSync(output).toString('base64')}\nLAB:END ${id}\n`)
    })
  })
  await new Promise<void>((resolve) => server.listen(file, resolve))
  return file
}

const { signal } = new AbortController()

test('an answer is one of its script, with the times of the VM', async () => {
  using agent = connectAgent(await lineTo(() => true), () => undefined)
  expect(await agent.run('echo hello', 5000, signal)).toEqual({ exitCode: 0, output: 'hello\n', start: 1.5, end: 2.5 })
})

test('a VM that has slept through a request is woken', async () => {
  const file = await lineTo((received) => received.endsWith('\n\n'))
  vi.useFakeTimers({ toFake: ['performance', 'Date'], now: Date.now() })
  using agent = connectAgent(file, () => undefined)
  const answer = agent.run('echo hello', 180_000, signal)
  await new Promise((resolve) => setTimeout(resolve, 700))
  vi.setSystemTime(Date.now() + 21_000)
  vi.advanceTimersByTime(21_000)
  expect((await answer).output).toBe('hello\n')
})

test('one that does not answer is said to be silent', async () => {
  using agent = connectAgent(await lineTo(() => false), () => undefined)
  await expect(agent.run('echo hello', 700, signal)).rejects.toThrow(SilentVm)
})
