import { describe, expect, test } from 'vitest'
import { accountRecords, partStates, queueRecords } from './status.ts'
import type { Submission } from './submission.ts'

const submission: Submission = {
  createdAt: '2025-03-01T10:00:00Z',
  profile: 'quick',
  seed: 7,
  parts: ['1', '2', '3', 'D1'],
  arrays: [
    { job: '40', first: 0, tasks: 3 },
    { job: '44', first: 3, tasks: 1 },
  ],
}

// As squeue --array and sacct of Slurm 24.11 print them.
const QUEUE = `40|2|PENDING||Resources
40|1|RUNNING|node2|None
40|0|COMPLETED|node1|None
41|N/A|RUNNING|node9|None
44|0|FAILED|node1|NonZeroExitCode
`
const ACCOUNTS = `40_0|COMPLETED|node1|0:0|None
40_1|TIMEOUT|node1|0:15|None
40_[2]|PENDING|None assigned|0:0|None
45_[1,3-4%2]|CANCELLED by 0|None assigned|0:0|None
44_0|CANCELLED by 1000|node1|0:15|None
40_0.batch|COMPLETED|node1|0:0|
`

describe('what Slurm says of its tasks', () => {
  test('is read of squeue, a task a line, and of sacct, where tasks that never started stand together', () => {
    expect(queueRecords(QUEUE)).toEqual([
      { task: '40_2', state: 'PENDING', node: null, reason: 'Resources' },
      { task: '40_1', state: 'RUNNING', node: 'node2', reason: null },
      { task: '40_0', state: 'COMPLETED', node: 'node1', reason: null },
      { task: '44_0', state: 'FAILED', node: 'node1', reason: 'NonZeroExitCode' },
    ])
    expect(accountRecords(ACCOUNTS)).toEqual([
      { task: '40_0', state: 'COMPLETED', node: 'node1', reason: null },
      { task: '40_1', state: 'TIMEOUT', node: 'node1', reason: 'exit 0:15' },
      { task: '40_2', state: 'PENDING', node: null, reason: null },
      ...[1, 3, 4].map((n) => ({ task: `45_${n}`, state: 'CANCELLED', node: null, reason: null })),
      { task: '44_0', state: 'CANCELLED', node: 'node1', reason: 'exit 0:15' },
    ])
  })

  test('is told by part, with the array that has it, and the queue before the accounts', () => {
    const records = [...queueRecords(QUEUE), ...accountRecords(ACCOUNTS)]
    expect(partStates(submission, new Set(['1']), records, new Map([['D1', '2 node1']]))).toEqual([
      { part: '1', task: '40_0', state: 'done', slurm: 'COMPLETED', node: 'node1', reason: null },
      { part: '2', task: '40_1', state: 'running', slurm: 'RUNNING', node: 'node2', reason: null },
      { part: '3', task: '40_2', state: 'waiting', slurm: 'PENDING', node: null, reason: 'Resources' },
      {
        part: 'D1',
        task: '44_0',
        state: 'failed',
        slurm: 'FAILED',
        node: 'node1',
        reason: 'the lab ended with exit code 2',
      },
    ])
  })

  test('counts less than the part itself, and where Slurm has forgotten a task its own word does', () => {
    const states = partStates(submission, new Set(['1']), [], new Map([['2', '4 node3']]))
    expect(states.map(({ state, node, reason }) => [state, node, reason])).toEqual([
      ['done', null, null],
      ['failed', 'node3', 'the lab ended with exit code 4'],
      ['not-known', null, null],
      ['not-known', null, null],
    ])
    const ended = [{ task: '40_0', state: 'COMPLETED', node: 'node1', reason: null }]
    expect(partStates(submission, new Set(), ended, new Map())[0]?.state).toBe('not-known')
  })

  test('a part that was not handed over is told as such', () => {
    const half = { ...submission, arrays: submission.arrays.slice(0, 1) }
    expect(partStates(half, new Set(), [], new Map())[3]).toMatchObject({
      state: 'not-known',
      reason: 'was not handed over',
    })
  })
})
