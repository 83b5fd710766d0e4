import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { addKillRow, beginKillRows, type Campaign, type KillRow, killRowsFile, readKillRows } from './kill-rows.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'kill-rows-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = killRowsFile(path.join(folder, 'out'))
const campaign: Campaign = { kills: 100, seed: 7, withinS: null, only: 'F' }
const row: KillRow = {
  attempt: 1,
  section: 'C',
  resumed: false,
  target: 'host1',
  plannedAfterS: 10,
  hitAfterS: 10,
  step: 'Booting',
  exitCode: 4,
  endedAfterS: 1,
  finishedTrials: 0,
  broken: [],
}

test('a campaign and its attempts are read back; a new one takes the place of the last', () => {
  beginKillRows(file, { ...campaign, seed: 1 })
  addKillRow(file, row)
  beginKillRows(file, campaign)
  expect(readKillRows(file)).toEqual({ campaign, rows: [] })
  addKillRow(file, row)
  addKillRow(file, {
    ...row,
    attempt: 2,
    target: null,
    plannedAfterS: null,
    hitAfterS: null,
    exitCode: 0,
    endedAfterS: null,
  })
  expect(readKillRows(file)).toMatchObject({
    campaign,
    rows: [
      { attempt: 1, target: 'host1' },
      { attempt: 2, target: null },
    ],
  })
})

test('a line without its end is no attempt, and the next one is not glued to it', () => {
  beginKillRows(file, campaign)
  addKillRow(file, row)
  appendFileSync(file, '{"attempt":2,"sec')
  expect(readKillRows(file).rows).toEqual([row])
  addKillRow(file, { ...row, attempt: 2 })
  expect(readKillRows(file).rows).toEqual([row, { ...row, attempt: 2 }])
})

test('what is no campaign is refused with its line, and none with what to do', () => {
  expect(() => readKillRows(path.join(folder, 'none'))).toThrow(/no campaign to go on with .*begin one with/)
  beginKillRows(file, campaign)
  const [first = ''] = readFileSync(file, 'utf8').split('\n')
  for (const [text, line] of [
    ['', 1],
    ['x\n', 1],
    [`${JSON.stringify(row)}\n`, 1],
    [`${first}\n{"attempt":1}\n`, 2],
    [`${first}\n${JSON.stringify({ ...row, target: '../x' })}\n`, 2],
    [`${first}\n${JSON.stringify(row)}\n[]\n`, 3],
  ] as const) {
    writeFileSync(file, text)
    expect(() => readKillRows(file), text).toThrow(new RegExp(`line ${line}: this is not what`))
  }
})
