import { expect, test } from 'vitest'
import { syntheticRun } from '../../testing/synthetic/run.ts'
import { spoken } from '../../text/spoken.ts'
import { ENGLISH } from '../../text/words.ts'
import { analyse } from '../analyse.ts'

test('what the host does anyway is said to be a part of the cost, and how large it is only where an idle VM was measured', () => {
  const sentence = (withIdle: boolean): string => {
    const run = syntheticRun({ trials: 2 })
    if (!withIdle)
      for (const { trial } of run.trials) trial.samples = trial.samples.filter(({ probe }) => probe !== 'idle')
    const { findings } = analyse(run).network
    return spoken(findings.find(({ id }) => id === 'C.at-rate')?.sentence ?? '', ENGLISH)
  }
  expect(sentence(true)).toMatch(
    /The cost leaves out what a hypervisor below the host took, and includes what the host does anyway; (the share while the VM was idle tells how much that is|by the share while the VM was idle that is, at 2\u00a0Mbit\/s, a large part of the cost)\.$/,
  )
  expect(sentence(false)).toMatch(/and includes what the host does anyway\.$/)
})
