import { expect, test } from 'vitest'
import type { Computer } from './computer.ts'
import { describe as describeTried } from './describe.ts'
import { chosen } from './try-computers.ts'

const computer = (name: string, from: Computer['from']): Computer => ({
  name,
  what: `it is ${name}`,
  from,
  doctor: [],
  report: { printed: true },
})
const TABLE = [
  computer('first', { suite: 'bookworm' }),
  computer('second', { suite: 'trixie' }),
  computer('third', { after: 'first' }),
  computer('fourth', { after: 'third' }),
]
const names = (...wanted: string[]) => chosen(TABLE, wanted).map(({ name }) => name)

test('those that are asked for are tried with those that they come from, in the order of the table', () => {
  expect(names()).toEqual(['first', 'second', 'third', 'fourth'])
  expect(names('fourth')).toEqual(['first', 'third', 'fourth'])
  expect(names('second', 'first')).toEqual(['first', 'second'])
})

test('a name that is none is refused with those that are', () => {
  expect(() => names('debian-3')).toThrow(
    expect.objectContaining({ code: 'usage', message: expect.stringContaining('first, second, third, fourth') }),
  )
})

test('what was seen stands in lines, and what was not expected below it', () => {
  const [first] = TABLE
  if (first === undefined) throw new Error('the table is empty')
  const report = { exitCode: 3, said: 'Error: no\nrun this', pdf: null, seconds: 2.4 }
  const doctor = { ailments: [{ name: 'browser', evidence: 'none', remedy: 'install' }], said: '', seconds: 9.6 }
  const seen = { node: 'v18.20.4', npm: '9.2.0', doctor, report, mended: null, measured: null }
  expect(describeTried({ computer: first, seen, faults: ['it did not print'] })).toBe(
    [
      'otherwise first: it is first',
      '          Node v18.20.4, npm 9.2.0; doctor (10 s): browser',
      '          report: exit code 3, “Error: no”',
      '          not as expected: it did not print\n',
    ].join('\n'),
  )
  const measured = { run: 'r', steps: [{ does: 'lab', exitCode: 4, said: 'Error: no host', seconds: 9.6 }] } as const
  expect(describeTried({ computer: first, seen: { ...seen, measured }, faults: [] })).toMatch(
    /\n {10}run r: lab exit code 4 \(10 s\)\n$/,
  )
  expect(describeTried({ computer: first, seen: null, faults: [] })).toBe('ok        first: it is first\n')
})
