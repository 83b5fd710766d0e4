import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { procedure } from '../../assignment/procedure.ts'
import { JournalEntry } from '../../data/schema.ts'
import { project } from '../../project.ts'
import { spoken } from '../../text/spoken.ts'
import { ENGLISH } from '../../text/words.ts'
import { shownOutput } from './shown-output.ts'

const shown = (output: string, looksFor: readonly RegExp[]) => {
  const text = shownOutput(output, looksFor)
  return text === null ? null : spoken(text, ENGLISH).replaceAll('\u00a0', ' ').split('\n')
}
const steps = procedure({ accelerator: 'kvm', cpu: 'host' })
const looksFor = (id: string) => steps.find((step) => step.id === id)?.shows ?? []

test('what is looked for is shown, and of what lies between its number of lines', () => {
  expect(shown('a\nb\nx 1\nc\nx 2\nx 3\nd\n', [/^x/])).toEqual([
    '… 2 lines',
    'x 1',
    '… 1 line',
    'x 2',
    'x 3',
    '… 1 line',
  ])
})

test('where nothing of it is there, the end is shown', () => {
  expect(shown('a\nb\nc\nd\ne\n', [/^x/])).toEqual(['… 2 lines', 'c', 'd', 'e'])
  expect(shown('a\n', [/^x/])).toEqual(['a'])
})

test('of what is empty there is nothing to show', () => {
  expect(shown('', [/^x/])).toBeNull()
  expect(shown(' \n\n', [/^x/])).toBeNull()
})

test('lines that end as a terminal’s do', () => expect(shown('a\r\nx\r\n', [/^x$/])).toEqual(['… 1 line', 'x']))

describe('what the tools print', () => {
  const journal = readFileSync(join(project().root, 'data/example/journal.ndjson'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JournalEntry.parse(JSON.parse(line)))

  test.each(steps.flatMap(({ id, shows }) => (shows === undefined ? [] : [{ id, shows }])))('$id', ({ id, shows }) => {
    const output = journal.find(({ instruction }) => instruction === id)?.output ?? ''
    const lines = output.trimEnd().split('\n')
    for (const pattern of shows) expect(lines.some((line) => pattern.test(line))).toBe(true)
    const text = shown(output, shows) ?? []
    const left = text.flatMap((line) => Number(/^… (\d+) lines?$/.exec(line)?.[1] ?? 0))
    const own = text.filter((line) => !line.startsWith('…'))
    expect(own.length).toBeLessThanOrEqual(4)
    expect(own.every((line) => lines.includes(line))).toBe(true)
    expect(left.reduce((sum, count) => sum + count, own.length)).toBe(lines.length)
  })

  test('the address is that of the bridge', () => {
    const output = journal.find(({ instruction }) => instruction === 'task2-address')?.output ?? ''
    const own = shown(output, looksFor('task2-address'))?.filter((line) => !line.startsWith('…'))
    expect(own).toEqual([expect.stringMatching(/inet 192\.168\.100\.2\/24 .*br0$/)])
  })

  test('QEMU is found where it is installed only now', () => {
    const output =
      'Selecting previously unselected package qemu-system-x86.\nSetting up qemu-system-x86 (1:7.2+dfsg-7) ...\n'
    expect(shown(output, looksFor('task1-install'))).toEqual([
      '… 1 line',
      'Setting up qemu-system-x86 (1:7.2+dfsg-7) ...',
    ])
  })

  test('a newer QEMU tells the same in other words', () => {
    const output =
      'Status: \t\tcompleted\nTime (ms): \t\ttotal=400, setup=2, down=14\nRAM info:\n  Throughput (Mbps): \t937.1\n'
    expect(shown(output, looksFor('task3-info'))).toEqual([
      'Status: \t\tcompleted',
      'Time (ms): \t\ttotal=400, setup=2, down=14',
      '… 2 lines',
    ])
  })

  test('a migration that goes on has a status and no downtime yet', () => {
    const output = 'globals:\nMigration status: active\ntotal time: 900 ms\nexpected downtime: 300 ms\nsetup: 4 ms\n'
    expect(shown(output, looksFor('task3-info'))).toEqual([
      ...['… 1 line', 'Migration status: active', 'total time: 900 ms', '… 1 line', 'setup: 4 ms'],
    ])
  })
})
