import { expect, test } from 'vitest'
import { createProgress, lastStep, lineProgress } from './progress.ts'

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

test('a terminal that was told no size has lines as well', async () => {
  const written: string[] = []
  const stream = { isTTY: true, columns: 0, write: (text: string) => written.push(text) }
  const progress = await createProgress(stream as unknown as NodeJS.WriteStream)
  progress.step('Task 1')
  progress.stop()
  expect(written.map((line) => line.slice(9))).toEqual(['Task 1\n', '  stopped after 0 s: Task 1\n'])
})
