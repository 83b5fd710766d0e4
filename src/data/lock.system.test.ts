import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { acquireLabLock } from './lock.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lock-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const script = (body: string) => `
  import { acquireLabLock } from ${JSON.stringify(path.join(import.meta.dirname, 'lock.ts'))}
  const folder = ${JSON.stringify(folder)}
  ${body}`

test('leaves nothing behind once released', () => {
  const lock = acquireLabLock(folder)
  expect(existsSync(lock.file)).toBe(true)
  lock[Symbol.dispose]()
  expect(readdirSync(folder)).toEqual([])
})

test('a lock held by a living process is refused with its pid, and taken over once it was killed', async () => {
  const holder = spawn(process.execPath, [
    '--input-type=module',
    '-e',
    script('acquireLabLock(folder); console.log("held"); setInterval(() => {}, 1000)'),
  ])
  try {
    await new Promise((resolve, reject) => {
      holder.stdout.once('data', resolve)
      holder.stderr.once('data', (text) => reject(new Error(String(text))))
    })
    expect(() => acquireLabLock(folder)).toThrow(
      expect.objectContaining({
        code: 'busy',
        message: expect.stringContaining(`pid ${holder.pid}`),
      }),
    )
  } finally {
    const ended = new Promise((resolve) => holder.once('exit', resolve))
    holder.kill('SIGKILL')
    await ended
  }
  expect(existsSync(path.join(folder, 'lab.lock'))).toBe(true)
  using lock = acquireLabLock(folder)
  expect(JSON.parse(readFileSync(lock.file, 'utf8'))).toMatchObject({ pid: process.pid })
})

test('a pid that belongs to another process by now, and a torn file, hold nothing', () => {
  for (const text of [JSON.stringify({ pid: process.ppid, startTicks: '1', since: '2025-01-01' }), '{"pid": 1', '']) {
    writeFileSync(path.join(folder, 'lab.lock'), text)
    using lock = acquireLabLock(folder)
    expect(JSON.parse(readFileSync(lock.file, 'utf8'))).toMatchObject({ pid: process.pid })
  }
})

test('of many that take over a stale lock at once exactly one gets it', async () => {
  writeFileSync(path.join(folder, 'lab.lock'), JSON.stringify({ pid: 1, startTicks: 'gone', since: '2025-01-01' }))
  const gate = Date.now() + 1500
  // Whoever gets it holds it until all have said what they got: on a busy computer one may begin seconds after another.
  const contend = script(`
    while (Date.now() < ${gate});
    try { acquireLabLock(folder); console.log('got'); process.stdin.resume() } catch (error) { console.log(error.code) }`)
  const contenders = Array.from({ length: 4 }, () =>
    spawn(process.execPath, ['--input-type=module', '-e', contend], { stdio: ['pipe', 'pipe', 'inherit'] }),
  )
  const ended = contenders.map((one) => once(one, 'exit'))
  const said = await Promise.all(contenders.map(async ({ stdout }) => `${(await once(stdout, 'data'))[0]}`.trim()))
  for (const { stdin } of contenders) stdin.end()
  await Promise.all(ended)
  expect(said.sort()).toEqual(['busy', 'busy', 'busy', 'got'])
})
