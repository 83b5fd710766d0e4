import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { describeFailure } from '../lab/run/failure.ts'
import { lastStep, missingFromMessage } from './told.ts'

const PROGRESS =
  '10:00:00 Booting host1 and host2 (emulated) (usually 40 s)\n10:00:40   done after 40 s: Booting\n10:00:41   a note\n'

test('the last step is a line of its own, without its estimate', () => {
  expect(lastStep(PROGRESS)).toBe('Booting host1 and host2 (emulated)')
  expect(lastStep('')).toBe('before the first step')
})

test('what a failing lab says is all that is asked for', () => {
  const logs = mkdtempSync(path.join(tmpdir(), 'told-'))
  try {
    const { told } = describeFailure(new Error('QMP closed'), {
      step: 'Migration 1 of 1: host1 to host2',
      at: new Date(),
      afterMs: 80_000,
      hostsFailure: 'host2: QEMU was killed',
      logs,
    })
    const stderr = `${PROGRESS}\nError: ${told.message}\n`
    expect(missingFromMessage(stderr, 'host2')).toEqual([])
    expect(missingFromMessage(stderr, 'host1')).toEqual([expect.stringContaining('does not say the host host1')])
  } finally {
    rmSync(logs, { recursive: true })
  }
})

test('a message that says nothing lacks everything', () => {
  expect(missingFromMessage('\nError: it broke\n', 'vm-host1').map((line) => line.replace(/:.*/, ''))).toEqual([
    'the message does not say the step',
    'the message does not say the host host1',
    'the message does not say the time',
    'the message does not say where the logs are',
    'the message does not say how to go on',
  ])
})
