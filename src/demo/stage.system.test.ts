import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FILMED_STEPS } from '../assignment/filmed-steps.ts'
import { TOPOLOGY } from '../assignment/topology.ts'
import type { HostName } from '../data/host-name.ts'
import type { Ending } from '../lab/machines/ending.ts'
import { type Host, type Hosts, interactiveShell } from '../lab/machines/hosts/host.ts'
import { start } from '../process.ts'
import { ENGLISH } from '../text/words.ts'
import { Stage } from './stage.ts'

let folder: string
let stage: Stage
let gone: Ending | undefined
const controller = new AbortController()

/** This computer's own shell in a terminal of its own, in place of a host's. */
function localHost(name: HostName): Host {
  const none = () => {
    throw new Error('not used here')
  }
  return {
    name,
    address: '127.0.0.1',
    exec: none,
    script: none,
    start: none,
    forward: none,
    terminal: (columns, rows) =>
      start(['script', '-q', '-e', '-c', interactiveShell(name, columns, rows), '/dev/null'], {
        cwd: folder,
        stdin: 'pipe',
        stdout: 'pipe',
      }),
  }
}

beforeEach(async () => {
  gone = undefined
  folder = mkdtempSync(path.join(tmpdir(), 'stage-'))
  const hosts: Hosts = {
    host1: localHost('host1'),
    host2: localHost('host2'),
    topology: TOPOLOGY,
    argv: { host1: [], host2: [] },
    qemu: null,
    kill: null,
    failure: () => gone,
    [Symbol.asyncDispose]: async () => undefined,
  }
  stage = new Stage(hosts, {
    folder,
    recordedAt: new Date('2026-01-02T03:04:05Z'),
    steps: FILMED_STEPS,
    words: ENGLISH,
    random: () => 0,
    signal: controller.signal,
  })
  await stage.open('host1')
})
afterEach(async () => {
  await stage[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

const cast = () =>
  readFileSync(path.join(folder, 'host1.cast'), 'utf8')
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line))

test('a command is typed, seen and recorded with its times and exit code', async () => {
  await stage.shell('task1-mkdir', 'host1', 'echo $((6 * 7))', 20_000)
  expect(stage.steps).toMatchObject([{ id: 'task1-mkdir', terminal: 'host1', command: 'echo $((6 * 7))', exitCode: 0 }])
  const [step] = stage.steps
  expect(step && step.startedAtS < step.enteredAtS && step.enteredAtS <= step.finishedAtS).toBe(true)
  expect(stage.session('host1').screen()).toMatch(
    /^student@host1:\S*[$#] echo \$\(\(6 \* 7\)\)\s*\n42\s*\nstudent@host1/,
  )
  const [head, ...events] = cast()
  expect(head).toEqual({ version: 2, width: 80, height: 25, timestamp: 1767323045, title: 'host1' })
  expect(events.map((event) => (Array.isArray(event) ? String(event[2]) : '')).join('')).toContain('42\r\n')
})

test('a command that fails ends the step, and the message has its place, its time and its words', async () => {
  const failing = stage.shell('task1-move', 'host1', 'mv no-such-file /tmp', 20_000)
  await expect(failing).rejects.toThrow(
    expect.objectContaining({
      code: 'lab',
      message: expect.stringMatching(
        /^The step task1-move failed on host1, \d+ s into the recording \(mv no-such-file \/tmp\): exit code 1\.[^]*No such file/,
      ),
    }),
  )
  expect(stage.steps).toEqual([])
})

test('a command that should go on and ends is found at once', async () => {
  await expect(stage.background('task1-start', 'host1', 'false', () => false, 20_000)).rejects.toThrow(
    /ended with exit code 1/,
  )
  // Ctrl-C must find the command at work: one that comes between the line's echo and the command's start may reach neither.
  await stage.background(
    'probe',
    'host1',
    `sh -c 'echo $((6 * 7)); exec sleep 60'`,
    (screen) => /^42/m.test(screen),
    20_000,
  )
  await stage.interrupt('probe-end', 'host1')
  expect(stage.steps.map(({ id, exitCode }) => [id, exitCode])).toEqual([
    ['probe', null],
    ['probe-end', 130],
  ])
})

test('what never comes is said with the time that was waited', async () => {
  await stage.background('task1-start', 'host1', 'sleep 60', (screen) => screen.includes('sleep 60'), 20_000)
  await expect(stage.seen('see-vm', 'host1', () => false, 300, 0)).rejects.toThrow(
    /see-vm failed on host1.*nothing came within 0\.3 s/,
  )
})

test('a host that is gone is named before anything is typed', async () => {
  gone = { host: 'host2', signal: 'SIGKILL', exitCode: null, sentence: 'host2: QEMU was killed' }
  await expect(stage.shell('task1-mkdir', 'host1', 'true', 20_000)).rejects.toThrow(
    /task1-mkdir failed on host1.*host2: QEMU was killed/,
  )
})
