import { expect, test } from 'vitest'
import type { LoadedTrial } from '../../data/loaded-run.ts'
import { SYNTHETIC_CELLS } from '../../testing/synthetic/matrix.ts'
import { syntheticRun } from '../../testing/synthetic/run.ts'
import { spoken } from '../../text/spoken.ts'
import { ENGLISH } from '../../text/words.ts'
import { analyseMatrix } from './matrix.ts'

type Ram = { duplicate?: number; normal?: number; transferred?: number }

/** What is said of pages of zeros where QEMU's answers on memory are those of one trial, with something changed. */
function told(edit: (trial: LoadedTrial) => LoadedTrial[] = (trial) => [trial]) {
  const { trials, ...loaded } = syntheticRun({ matrix: true })
  const { findings } = analyseMatrix({ ...loaded, trials: trials.flatMap(edit) })
  return spoken(
    findings.find(({ id }) => id === 'D.matrix.zeros'),
    ENGLISH,
  )
}

/** The log of one setting's migration, with what it says of memory and of time changed. */
const inLog =
  (setting: string, change: (ram: Ram) => Ram, totalMs?: number) =>
  (loaded: LoadedTrial): LoadedTrial[] => {
    const { trial, files } = loaded
    if (trial.configuration !== setting) return [loaded]
    const lines = (files['qmp-source.ndjson'] ?? '').split('\n').map((line) => {
      if (!line.includes('"ram"')) return line
      const entry = JSON.parse(line)
      const reply = entry.received.return
      reply.ram = change(reply.ram)
      if (totalMs !== undefined && reply.status === 'completed') reply['total-time'] = totalMs
      return JSON.stringify(entry)
    })
    return [{ trial, files: { ...files, 'qmp-source.ndjson': lines.join('\n') } }]
  }

test('what was sent with and without looking for zeros stands side by side, with what needed not be sent', () => {
  const finding = told(inLog('zero-none', (ram) => ram, 60_000))
  expect(finding?.sentence).toMatch(
    /^Looking for pages of zeros: zeros: none \(idle\) looked for none and sent 744\u00a0MB in 60\.0\u00a0s; zeros: legacy \(idle\) sent 149\u00a0MB in [\d.]+\u00a0s, and of 2,048\u00a0MB of zeros a note a page; zeros: multifd /,
  )
  expect(finding?.sentence).toMatch(
    /Whoever did not look sent at least 5\.00 times as much as whoever did, with the same work, and took longer\.$/,
  )
  expect(finding?.conditions?.map(({ value, holds }) => [value, holds])).toEqual([
    [5, true],
    [0, true],
  ])
})

test('that it took longer is not said where one that looked took as long', () => {
  const { sentence } = told(inLog('zero-legacy', (ram) => ram, 90_000)) ?? {}
  expect(sentence).toMatch(/with the same work\.$/)
})

test('nothing is made of it where one that looked sent as much', () => {
  const { sentence, conditions } =
    told(inLog('zero-multifd', (ram) => ({ ...ram, transferred: 5 * (ram.transferred ?? 0) }))) ?? {}
  expect(sentence).toMatch(/Not each of those that looked sent less than each that did not, with the same work\.$/)
  expect(conditions?.[0]).toMatchObject({ value: 1, holds: false })
})

test('nothing is said where there is nothing to be put beside it', () => {
  expect(told((one) => (one.trial.configuration === 'zero-none' ? [] : [one]))).toBeUndefined()
  expect(
    told((one) =>
      one.trial.configuration.startsWith('zero-') && one.trial.configuration !== 'zero-none' ? [] : [one],
    ),
  ).toBeUndefined()
})

test('a setting acted where its kind of pages is there, and not where QEMU says otherwise', () => {
  const actedOf = (setting: string, change: (ram: Ram) => Ram) => {
    const { trials, ...loaded } = syntheticRun({ matrix: true })
    const { cells } = analyseMatrix({ ...loaded, trials: trials.flatMap(inLog(setting, change)) })
    return cells.find((cell) => cell.setting === setting)?.acted.map(({ acted }) => acted)
  }
  expect(SYNTHETIC_CELLS.some(({ setting }) => setting === 'zero-none')).toBe(true)
  expect(actedOf('zero-none', (ram) => ram)).toEqual([true, true])
  expect(actedOf('zero-none', (ram) => ({ ...ram, duplicate: 7 }))).toEqual([true, false])
  expect(actedOf('zero-legacy', (ram) => ram)).toEqual([true, true])
  expect(actedOf('zero-multifd', (ram) => ({ ...ram, duplicate: 0 }))).toEqual([true, false])
})
