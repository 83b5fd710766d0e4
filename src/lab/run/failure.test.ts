import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { UserError } from '../../errors.ts'
import { lineProgress } from '../../progress.ts'
import { inEnglish } from '../../text/stated.ts'
import type { Ending } from '../machines/ending.ts'
import { HostError } from '../machines/host-error.ts'
import { describeFailure, dropLogs, keepLogs, rememberSteps } from './failure.ts'

const circumstances = {
  step: 'Migration 1 of 5: host1 to host2',
  at: new Date('2025-03-01T10:20:30Z'),
  afterMs: 83_000,
  gone: undefined,
  logs: '/data/run/logs',
}

test('a failure names step, host, time and logs, and keeps the code and the further lines', () => {
  const full = new UserError('data', 'no space')
  const { told, reason, failure } = describeFailure(
    new HostError(['host2'], 'host2 is full.\nits last words', { cause: full }),
    circumstances,
  )
  expect(told.code).toBe('data')
  expect(told.message.split('\n')).toEqual([
    'The lab failed at 10:20:30 UTC, 1 min 23 s after its start, in the step “Migration 1 of 5: host1 to host2”, on host2: host2 is full. ' +
      'Logs are in /data/run/logs; what was measured is kept, and “npm run lab -- --resume” goes on.',
    'its last words',
  ])
  expect(inEnglish(reason)).toBe(
    'Migration 1 of 5: host1 to host2, on host2, 1 min 23 s after the start: host2 is full',
  )
  expect(failure).toEqual({
    step: 'Migration 1 of 5: host1 to host2',
    hosts: ['host2'],
    at: '2025-03-01T10:20:30.000Z',
    afterMs: 83_000,
    signal: null,
    exitCode: null,
    logs: true,
  })
  expect(told.facts).toEqual({ ...failure, logs: '/data/run/logs' })
})

test('a host that is gone is the one to name, whatever the error says', () => {
  const gone: Ending = { host: 'host1', signal: 'SIGKILL', exitCode: null, sentence: 'host1: QEMU was killed' }
  const { told, failure } = describeFailure(new HostError(['host2'], 'QMP closed on host2'), { ...circumstances, gone })
  expect(failure).toMatchObject({ hosts: ['host1'], signal: 'SIGKILL' })
  expect(told.code).toBe('lab')
  expect(told.message).toContain(', on host1: QMP closed on host2 (host1: QEMU was killed). ')
})

test('a host is found in the cause, too; without one that is said', () => {
  const wrapped = new Error('it broke', { cause: new HostError(['host1'], 'host1 did not answer') })
  expect(inEnglish(describeFailure(wrapped, circumstances).reason)).toContain(', on host1, ')
  expect(describeFailure(new Error('it broke'), { ...circumstances, logs: null }).told.message).toMatch(
    /on no host in particular: it broke\. There are no logs of the hosts;/,
  )
})

test('how a process ended is told from where it was found', () => {
  const ending: Ending = { host: 'host2', signal: null, exitCode: 1, sentence: 'QEMU in host2 ended with exit code 1' }
  const wrapped = new HostError(['host2', 'host1'], 'migration-1 failed', { cause: HostError.of(ending) })
  expect(describeFailure(wrapped, circumstances).failure).toMatchObject({ hosts: ['host1', 'host2'], exitCode: 1 })
})

test('the exit code is that of the cause', () => {
  const full = new UserError('data', 'The disk is full')
  expect(
    describeFailure(
      new HostError(['host1'], 'network-virtio-1 on host1: The disk is full', { cause: full }),
      circumstances,
    ).told.code,
  ).toBe('data')
})

test('the step is the last one that was begun', () => {
  const lines: string[] = []
  const { progress, current } = rememberSteps(lineProgress((line) => lines.push(line)))
  progress.step('Booting', 1000)
  progress.step('Measuring')
  progress.note('half')
  expect(current()).toBe('Measuring')
  expect(lines).toHaveLength(4)
})

test('the ends of the logs are kept in the run until the next attempt', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'failure-test-'))
  try {
    const [scratch, run] = [path.join(folder, 'scratch'), path.join(folder, 'run')]
    mkdirSync(scratch)
    expect(keepLogs(scratch, run)).toBeNull()
    writeFileSync(path.join(scratch, 'host1.console.log'), `${'x'.repeat(300 * 1024)}Kernel panic`)
    writeFileSync(path.join(scratch, 'host2.vm.log'), '')
    const logs = keepLogs(scratch, run)
    expect(logs).toBe(path.join(run, 'logs'))
    expect(readdirSync(path.join(run, 'logs'))).toEqual(['host1.console.log'])
    const kept = readFileSync(path.join(run, 'logs', 'host1.console.log'), 'utf8')
    expect(kept).toHaveLength(256 * 1024)
    expect(kept).toMatch(/Kernel panic$/)
    dropLogs(run)
    expect(existsSync(path.join(run, 'logs'))).toBe(false)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
