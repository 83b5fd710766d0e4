import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { project } from '../project.ts'
import { COMPUTERS } from './computers.ts'

test('each computer has a name of its own, and comes from one that stands before it and prints', () => {
  const names = COMPUTERS.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  for (const [n, { from, report }] of COMPUTERS.entries()) {
    const before = 'after' in from ? COMPUTERS.find(({ name }) => name === from.after) : undefined
    if ('after' in from) expect(COMPUTERS.slice(0, n)).toContain(before)
    if (before !== undefined) expect(before.report.printed || before.report.remedy !== undefined).toBe(true)
    if (report.printed && report.bytes === 'same') expect(before).toBeDefined()
  }
})

test('README says of each what was seen', () => {
  const readme = readFileSync(path.join(project().root, 'README.md'), 'utf8')
  const rows = [...readme.matchAll(/^\| `([a-z0-9.-]+)` \|/gm)].map(([, name]) => name)
  expect(rows).toEqual(COMPUTERS.map(({ name }) => name))
})
