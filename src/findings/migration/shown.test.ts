import { describe, expect, it } from 'vitest'
import { syntheticRun } from '../../testing/synthetic/run.ts'
import { analyseMigration } from './migration.ts'
import { chosenClause, shownOf } from './shown.ts'

const { migrations } = analyseMigration(syntheticRun({ trials: 0, migrations: 4 }))
const paused = (...events: (number | null)[]) =>
  events.flatMap((ms, i) => {
    const one = migrations[i]
    return one === undefined ? [] : [{ ...one, downtimeMs: { ...one.downtimeMs, events: ms } }]
  })
const shown = (...events: (number | null)[]) => shownOf(paused(...events))?.downtimeMs.events

describe('the migration that stands for all', () => {
  it('is the one in the middle by its pause, of an even number the shorter', () => {
    expect(shown(583, 173, 267)).toBe(267)
    expect(shown(583, 173, 267, 320)).toBe(267)
    expect(shown(583, 267)).toBe(267)
  })

  it('is the first where no pause is known, and none where there is none', () => {
    expect(shownOf(paused(null, null))?.repetition).toBe(1)
    expect(shown(null, 300, null)).toBe(300)
    expect(shownOf([])).toBeUndefined()
  })

  it('is said to be in the middle only where there is a choice', () => {
    expect(chosenClause(paused(583, 267))).not.toBe('')
    expect(chosenClause(paused(583, null))).toBe('')
  })
})
