import { expect, test } from 'vitest'
import { TOPOLOGY } from '../../assignment/topology.ts'
import type { JournalEntry } from '../../data/schema.ts'
import { project } from '../../project.ts'
import { loadTemplates } from '../../templates/templates.ts'
import { executedProcedure } from '../../testing/executed-procedure.ts'
import { spoken } from '../../text/spoken.ts'
import { ENGLISH } from '../../text/words.ts'
import { instructionViews } from './instruction.ts'

const { glossary } = loadTemplates(project().templates)
const views = (journal: readonly JournalEntry[]) => {
  const all = Object.values(spoken(instructionViews(journal, glossary, null), ENGLISH)).flat()
  return (id: string) => {
    const found = all.find((one) => one.id === id)
    if (found === undefined) throw new Error(`no ${id}`)
    return found
  }
}

test('what host 2 does again names the step and the words that are others', () => {
  const of = views(executedProcedure())
  expect(of('prepare-2-bridge').repeats).toEqual({ number: '0.1', differing: [] })
  expect(of('prepare-2-address').repeats).toEqual({
    number: '0.3',
    differing: [{ here: '192.168.100.2/24', there: '192.168.100.1/24' }],
  })
  expect(of('task2-update').repeats?.number).toBe('1.1')
  expect(of('task2-mkdir').repeats?.number).toBe('1.6')
})

test('what brings an argument of its own repeats nothing', () => {
  const of = views(executedProcedure())
  for (const id of ['prepare-1-bridge', 'task1-update', 'task2-install', 'task2-mount', 'task2-start', 'task3-info'])
    expect(of(id).repeats, id).toBeNull()
})

test('the two ends of a tunnel differ crosswise', () => {
  const ends = { host1: '10.0.0.1', host2: '10.0.0.2' }
  const of = views(executedProcedure({}, { ...TOPOLOGY, labInterface: 'lab0', tunnel: ends }))
  expect(of('prepare-2-cable').repeats).toEqual({
    number: '0.1',
    differing: [
      { here: '10.0.0.2', there: '10.0.0.1' },
      { here: '10.0.0.1', there: '10.0.0.2' },
    ],
  })
})

test('an argument is called by the word before it where that decides what it means', () => {
  const labels = views(executedProcedure())('task1-start').arguments.map(({ label }) => label)
  expect(labels).toEqual(
    expect.arrayContaining(['-m', '-m 2G', '-drive if=virtio', '-monitor 127.0.0.1:5500', '-qmp tcp:', 'server']),
  )
})

test('an output is shown where it tells something, and that of a failure always', () => {
  const output = 'one\ntwo\nthree\nfour\n'
  const quiet = views(executedProcedure({ 'task1-disk': { output } }))('task1-disk')
  expect(quiet).toMatchObject({ output: null, ended: 'exit code 0' })
  const failed = views(executedProcedure({ 'task1-disk': { output, exitCode: 1 } }))('task1-disk')
  expect(failed.output?.split('\n').slice(1)).toEqual(['two', 'three', 'four'])
  expect(failed.ended).toBe('exit code 1')
})

test('what nobody executed says so', () => {
  expect(views([])('task1-disk')).toMatchObject({ ended: 'not executed in this run', output: null })
})
