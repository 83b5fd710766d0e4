import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { printedText } from '../transcript.ts'
import { parseInfoMigrate } from './info-migrate.ts'

const fixture = (name: string): string => readFileSync(new URL(`../fixtures/by-hand/${name}`, import.meta.url), 'utf8')
const MEASURED = {
  totalMs: 107,
  setupMs: 1,
  downtimeMs: 2,
  transferredBytes: 1601 * 1024,
  megabitsPerSecond: 148.06,
  searches: 3,
}

test('QEMU 7.2, alone and out of a terminal with all that it redraws', () => {
  expect(parseInfoMigrate(fixture('info-migrate.txt'), 'x')).toEqual(MEASURED)
  expect(parseInfoMigrate(printedText(fixture('info-migrate-terminal.txt')), 'x')).toEqual(MEASURED)
})

test('QEMU 11.1, where times, sizes and counts stand side by side and sizes are rounded', () => {
  const measured = {
    totalMs: 25,
    setupMs: 1,
    downtimeMs: 1,
    transferredBytes: Math.round(1.87 * 2 ** 20),
    megabitsPerSecond: 653,
    searches: 3,
  }
  const answer = fixture('info-migrate-qemu11.txt')
  expect(parseInfoMigrate(answer, 'x')).toEqual(measured)
  expect(parseInfoMigrate(answer.replaceAll('\t', ' '), 'x')).toEqual(measured)
  // It was asked for three times, with `-a` in the end.
  expect(parseInfoMigrate(printedText(fixture('info-migrate-qemu11-terminal.txt')), 'x')).toEqual(measured)
  expect(parseInfoMigrate(answer.replace('1.87 MiB', '1e+03 KiB'), 'x').transferredBytes).toBe(1_024_000)
  expect(parseInfoMigrate(answer.replace('1.87 MiB', '744 B'), 'x').transferredBytes).toBe(744)
})

test.each([
  ['1.87 MiB', '1.87 MB', /line 6: expected an amount in kbytes or in B, KiB/],
  [
    '1.87 MiB',
    '1,87 MiB',
    /line 6: expected an amount in kbytes or in B, KiB|line 6: expected the amount with a decimal point/,
  ],
  ['1.87 MiB', '2e+03 KiB', /line 6: expected the amount with a decimal point/],
  ['total=25, ', '', /line 1: expected the total time below the status/],
  ['transferred=', 'moved=', /line 1: expected the transferred ram/],
  ['total=25', 'total=2.5', /line 2: expected total time as a whole number/],
  ['setup=1', 'total=1', /line 2: expected “total time” only once/],
  [
    '\tcompleted',
    '\tfailed (Connection refused)',
    /line 1: expected a migration that completed, found “failed \(Connection refused\)”/,
  ],
])('of QEMU 11.1, %s as “%s” is refused', (from, to, message) => {
  expect(() => parseInfoMigrate(fixture('info-migrate-qemu11.txt').replace(from, to), 'x')).toThrow(message)
})

test('the last of several answers counts, and it must be of a migration that is over', () => {
  const answer = fixture('info-migrate.txt')
  const active = answer.replace('completed', 'active').replace('total time: 107', 'total time: 50')
  expect(parseInfoMigrate(active + answer, 'x')).toEqual(MEASURED)
  expect(() => parseInfoMigrate(answer + active, 'x')).toThrow(
    /line 33: expected a migration that completed, found “active”/,
  )
  expect(() => parseInfoMigrate(answer.replace('completed', 'failed (Connection refused)'), 'x')).toThrow(
    /found “failed \(Connection refused\)”/,
  )
})

test('the destination’s answer beside the source’s is of the same migration', () => {
  const answer = fixture('info-migrate.txt')
  expect(parseInfoMigrate(`Migration status: completed\ntotal time: 0 ms\n${answer}`, 'x')).toEqual(MEASURED)
})

test('what an older QEMU does not print is not known', () => {
  const old = 'Migration status: completed\ntotal time: 5000 ms\ndowntime: 12 ms\ntransferred ram: 200 kbytes\n'
  expect(parseInfoMigrate(old, 'x')).toEqual({
    totalMs: 5000,
    setupMs: null,
    downtimeMs: 12,
    transferredBytes: 204_800,
    megabitsPerSecond: null,
    searches: null,
  })
})

test.each([
  ['total time: 107 ms', 'total time: 107 s', /line 9: expected total time in ms/],
  ['total time: 107 ms', 'total time: 1.07 ms', /line 9: expected total time as a whole number/],
  ['total time: 107 ms', 'totaltime: 107 ms', /line 8: expected the total time below the status/],
  ['transferred ram: 1601 kbytes', '', /line 8: expected the transferred ram/],
  ['total time: 107 ms', 'total time: 0 ms', /line 9: expected a time above 0/],
  ['downtime: 2 ms', 'downtime: 2000 ms', /line 10: expected a downtime that is no longer than the total time/],
  [
    'transferred ram: 1601 kbytes',
    'transferred ram: 1601000 kbytes',
    /line 13: expected a rate that agrees with the amount/,
  ],
  ['setup: 1 ms', 'downtime: 1 ms', /line 11: expected “downtime” only once/],
  ['Migration status', 'State', /expected the line “Migration status: completed” or “Status: completed”/],
  ['transferred ram: 1601 kbytes', 'transferred ram: 1601 pages', /line 12: expected an amount in kbytes/],
])('%s as “%s” is refused', (from, to, message) => {
  expect(() => parseInfoMigrate(fixture('info-migrate.txt').replace(from, to), 'x')).toThrow(message)
})
