import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

let parent: string
beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), 'guardian-test-'))
})
afterEach(() => rmSync(parent, { recursive: true, force: true }))

/** A lab in miniature, up to where it would measure: a lock, a guardian, a watched folder, a draft, a process of its own. */
const LAB = `
import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
const [lockModule, guardianModule, parent, end] = process.argv.slice(1)
const { acquireLabLock } = await import(lockModule)
const { startGuardian } = await import(guardianModule)
const lock = acquireLabLock(path.join(parent, 'data'))
const guardian = startGuardian(lock)
const folder = path.join(parent, 'watched')
mkdirSync(path.join(folder, 'below'), { recursive: true })
guardian.watch(folder)
writeFileSync(path.join(parent, 'data', \`run.json.\${process.pid}.tmp\`), 'half')
const child = spawn('sleep', ['60'], { stdio: 'ignore', detached: true })
process.stdout.write(JSON.stringify({ child: child.pid }) + '\\n')
if (end === 'normally') {
  child.kill('SIGKILL')
  guardian[Symbol.dispose]()
  lock[Symbol.dispose]()
  process.exit(0)
}
setTimeout(() => process.exit(1), 20_000)`

async function startLab(
  end: 'never' | 'normally',
): Promise<{ pid: number; child: number; kill: () => void; ended: Promise<void> }> {
  const modules = ['../../data/lock.ts', './guardian.ts'].map((name) => path.resolve(import.meta.dirname, name))
  const lab = spawn(process.execPath, ['--input-type=module', '-e', LAB, ...modules, parent, end], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => lab.once('exit', () => resolve()))
  const line = await new Promise<string>((resolve) => lab.stdout.setEncoding('utf8').once('data', resolve))
  await new Promise((resolve) => setTimeout(resolve, 200)) // its words have reached the guardian
  return {
    pid: lab.pid ?? 0,
    child: (JSON.parse(line) as { child: number }).child,
    kill: () => {
      lab.kill('SIGKILL')
    },
    ended,
  }
}

const guardians = (pid: number) =>
  readdirSync('/proc').filter((name) => {
    try {
      const words = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0')
      return words.includes('lab-guardian') && words.includes(String(pid))
    } catch {
      return false
    }
  })
const lives = (pid: number) => {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}
const eventually = (check: () => void) =>
  expect
    .poll(
      () => {
        try {
          check()
          return 'so'
        } catch (error) {
          return String(error)
        }
      },
      { timeout: 8000 },
    )
    .toBe('so')

test('a killed lab leaves no process, folder, draft or lock; what is not its own stays', async () => {
  const lab = await startLab('never')
  const foreign = path.join(parent, 'data', 'run.json.4194305.tmp')
  writeFileSync(foreign, 'another’s')
  mkdirSync(path.join(parent, 'unwatched'))
  // One that is about to start a program has a child by its own name for a moment.
  await eventually(() => expect(guardians(lab.pid)).toHaveLength(1))
  expect(lives(lab.child)).toBe(true)
  lab.kill()
  await eventually(() => {
    expect(lives(lab.child)).toBe(false)
    expect(readdirSync(path.join(parent, 'data'))).toEqual(['run.json.4194305.tmp'])
    expect(existsSync(path.join(parent, 'watched'))).toBe(false)
    expect(guardians(lab.pid)).toEqual([])
  })
  expect(existsSync(path.join(parent, 'unwatched'))).toBe(true)
})

test('a lock that another lab holds by then stays', async () => {
  const lab = await startLab('never')
  const lock = path.join(parent, 'data', 'lab.lock')
  writeFileSync(lock, '{"pid":1,"startTicks":"0","since":"another"}\n')
  lab.kill()
  await eventually(() => expect(guardians(lab.pid)).toEqual([]))
  expect(readFileSync(lock, 'utf8')).toContain('another')
  expect(readdirSync(path.join(parent, 'data'))).toEqual(['lab.lock'])
})

test('after a normal end the guardian ends, too, and touches nothing', async () => {
  const lab = await startLab('normally')
  await lab.ended
  await eventually(() => expect(guardians(lab.pid)).toEqual([]))
  expect(existsSync(path.join(parent, 'watched'))).toBe(true)
  expect(readdirSync(path.join(parent, 'data'))).toEqual([`run.json.${lab.pid}.tmp`])
})
