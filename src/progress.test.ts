import { expect, test } from 'vitest'
import { lastStep, lineProgress } from './progress.ts'

test('off a terminal each step is a line with its time, its estimate and its end', () => {
  const lines: string[] = []
  const progress = lineProgress(
    (line) => lines.push(line),
    () => new Date('2025-03-01T10:20:30Z'),
  )
  progress.step('Booting the hosts', 30_000)
  progress.note('host1 answers')
  progress.step('Task 1')
  progress.stop()
  progress.stop()
  expect(lines).toEqual([
    '10:20:30 Booting the hosts (usually 30 s)\n',
    '10:20:30   host1 answers\n',
    '10:20:30   done after 0 s: Booting the hosts\n',
    '10:20:30 Task 1\n',
    '10:20:30   stopped after 0 s: Task 1\n',
  ])
})

test('the last step of such lines is found again, without its estimate', () => {
  const lines: string[] = []
  const progress = lineProgress((line) => lines.push(line))
  expect(lastStep(lines.join(''))).toBe('before the first step')
  progress.step('Booting host1 and host2 (emulated)', 40_000)
  progress.note('a detail')
  expect(lastStep(lines.join(''))).toBe('Booting host1 and host2 (emulated)')
})
