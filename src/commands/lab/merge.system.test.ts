import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commandIn } from '../../testing/end-to-end/command.ts'
import { computerNamed, partRun } from '../../testing/part-run.ts'
import { storeRun } from '../../testing/stored-run.ts'
import { syntheticRun } from '../../testing/synthetic/run.ts'

let folder: string
let runs: string[]
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'merged-'))
  const measured = syntheticRun({ trials: 3, migrations: 4, controls: true })
  runs = [
    { part: '1', computer: computerNamed('a') },
    { part: '2', computer: computerNamed('b', 'node2') },
    { part: '3', computer: computerNamed('a') },
  ].map((asked) => path.basename(storeRun(path.join(folder, 'data'), partRun({ ...asked, measured }))))
})
afterAll(() => rmSync(folder, { recursive: true }))

const cli = (argv: readonly string[]) => commandIn(folder)(argv)

test('parts become one run, of which a report is printed that names its computers and what is missing', () => {
  const merged = cli(['lab', '--merge', ...runs])
  expect(merged).toMatchObject({ status: 0, stderr: expect.stringContaining('trials of D1 are missing') })
  const run = path.basename(merged.stdout.trim())
  const printed = cli(['report', '--id', '1', '--run', run, '--html', '--edition', 'full'])
  expect(printed.status, printed.stderr).toBe(0)
  const page = readFileSync(path.join(folder, 'out', 'HW1_1.html'), 'utf8')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
  expect(page.includes('2, listed in the appendix'), '2, listed in the appendix').toBe(true)
  expect(page.includes('2 (node2) 2 Synthetic processor'), '2 (node2) 2 Synthetic processor').toBe(true)
  expect(page.includes('1 1, 3 Synthetic processor'), '1 1, 3 Synthetic processor').toBe(true)
  expect(
    page.includes('between boots of the hosts on one computer'),
    'between boots of the hosts on one computer',
  ).toBe(true)
  expect(page.includes('of two computers neither can be said to'), 'of two computers neither can be said to').toBe(true)
  expect(page.includes('It was not run'), 'It was not run').toBe(true)
})

test('what is no part of the same run is wrong use, and so are a part without a seed, one that is none, and words without an option', () => {
  const other = path.basename(storeRun(path.join(folder, 'data'), partRun({ part: 'D1', seed: 8 })))
  for (const [argv, said] of [
    [['--merge', ...runs, other], 'the seed is 7'],
    [['--merge', runs[0] ?? '', runs[0] ?? ''], 'is in both'],
    [['--merge', 'nowhere'], 'There is no run "nowhere"'],
    [['--merge'], 'Name the runs to merge'],
    [['--block', '1'], 'give it, for example --seed 7'],
    [['--block', '9', '--seed', '7'], 'its parts are 1 to 3 and D1'],
    [['--block', '1', '--seed', '7', '--hosts', 'ssh://a,ssh://b'], 'hosts that the lab boots'],
    [['--slurm', '--block', '1'], 'measures all parts'],
    [['--status'], 'was handed to Slurm'],
    [['somewhere'], 'belongs to no option'],
  ] as const)
    expect(cli(['lab', ...argv]), argv.join(' ')).toMatchObject({ status: 2, stderr: expect.stringContaining(said) })
})

test('a part is planned alone, and the script of all tasks is printed without Slurm', () => {
  const part = cli(['lab', '--profile', 'standard', '--seed', '7', '--block', 'D2', '--plan'])
  expect(part.stdout).toMatch(/hosts are booted\n {2}migrations, one after the other: from/)
  expect(part.stdout).not.toContain('block ')
  const slurm = ['--slurm', '--slurm-args', '--partition=long --account=course', '--plan']
  const script = cli(['lab', '--profile', 'standard', '--seed', '7', ...slurm])
  expect(script).toMatchObject({ status: 0, stdout: expect.stringContaining('parts=(1 2 3 4 5 6 D1 D2 F)') })
})

test('of a part that was finished and could not be packed only that is gone on with', () => {
  const finished = path.join(folder, 'finished')
  storeRun(path.join(finished, 'data'), partRun({ part: '2' }))
  const packed = commandIn(finished)(['lab', '--resume', '--to', 'parts'], { cwd: folder })
  expect(packed).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/parts\/\S+-2\.tar\.gz\n$/),
    stderr: expect.stringContaining('When all parts are there'),
  })
})
