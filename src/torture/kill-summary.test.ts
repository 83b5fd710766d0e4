import { expect, test } from 'vitest'
import type { KillRow } from './kill-rows.ts'
import { describeKills, summariseKills } from './kill-summary.ts'

const row = (more: Partial<KillRow>): KillRow => ({
  attempt: 1,
  section: 'D',
  resumed: false,
  target: 'host1',
  plannedAfterS: 10,
  hitAfterS: 10,
  step: 'Migration 1 of 2: host1 to host2',
  exitCode: 4,
  endedAfterS: 2,
  finishedTrials: 0,
  broken: [],
  ...more,
})

test('kills are counted by target and by kind of step; a miss is no kill', () => {
  const summary = summariseKills(
    [
      row({}),
      row({ attempt: 2, step: 'Migration 2 of 2: host2 to host1', endedAfterS: 4 }),
      row({ attempt: 3, target: 'lab', exitCode: null, endedAfterS: 0 }),
      row({ attempt: 4, hitAfterS: null, endedAfterS: null, exitCode: 0 }),
    ],
    { seed: 7, rowsFile: 'rows' },
  )
  expect(summary).toMatchObject({
    attempts: 4,
    kills: 3,
    runsCompleted: 1,
    byTarget: { lab: 1, host1: 2, host2: 0 },
    endedAfterS: { median: 3, max: 4 },
    broken: [],
    bySteps: [{ step: 'Migration n', kills: 3 }],
  })
  expect(describeKills(summary)).toContain('every rule held after every kill')
})

test('a broken rule is told with its attempt', () => {
  const summary = summariseKills([row({ attempt: 5, broken: ['left behind: /tmp/x'] })], { seed: 1, rowsFile: 'rows' })
  expect(summary.broken).toEqual([{ attempt: 5, rules: ['left behind: /tmp/x'] }])
  expect(describeKills(summary)).toContain('  attempt 5: left behind: /tmp/x')
})
