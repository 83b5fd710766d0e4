import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadRun } from '../../data/load.ts'
import { project } from '../../project.ts'
import { earlierRun } from '../../testing/earlier-run.ts'
import { migrationExcerpt, programExcerpts } from './excerpt.ts'

const folder = join(project().root, 'data/example')
const { trials } = loadRun(folder)
const linesOf = (file: string) =>
  readFileSync(join(folder, file), 'utf8')
    .split('\n')
    .map((line) => line.trim().replaceAll('\t', ' '))

test.each([
  ['B', programExcerpts(trials, 'acceleration')[0], 1, /^perf stat .* busybox sh -c 'i=0; while/, /,ns,duration_time,/],
  ['B, without KVM', programExcerpts(trials, 'acceleration')[1], 1, /^perf stat .* busybox sh/, /,ns,duration_time,/],
  ['C', programExcerpts(trials, 'network')[0], 3, /^iperf3 -c [\d.]+ -J /, /"bits_per_second": [\d.]+,/],
  ['C, e1000', programExcerpts(trials, 'network')[1], 3, /^iperf3 -c [\d.]+ -J /, /"bits_per_second": [\d.]+,/],
  ['D', migrationExcerpt(trials), 3, /^perf stat -a -I \d+ /, /,0,,kvm:kvm_exit,/],
])('%s shows a command and lines of the very file that it printed', (_, excerpt, lines, command, line) => {
  expect(excerpt?.command).toMatch(command)
  const shown = excerpt?.output.split('\n') ?? []
  expect(shown.some((one) => line.test(one))).toBe(true)
  expect(shown).toHaveLength(lines)
  const printed = linesOf(excerpt?.file ?? '')
  for (const one of shown) expect(printed).toContain(one)
})

test('a run that did not keep the command of perf on the hosts shows none', () => {
  expect(migrationExcerpt(earlierRun().trials)).toBeNull()
})

test('either configuration has its own trial', () => {
  expect(programExcerpts(trials, 'network').map(({ file }) => file.split('/')[1]?.replace(/-\d+$/, ''))).toEqual([
    'network-virtio',
    'network-e1000',
  ])
})

test('what was measured by hand has no command', () => {
  const byHand = trials.map(({ trial, files }) => ({
    trial: { ...trial, samples: trial.samples.map((sample) => ({ ...sample, argv: [] })) },
    files,
  }))
  expect(programExcerpts(byHand, 'acceleration')).toEqual([])
})
