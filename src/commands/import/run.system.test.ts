import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadRun } from '../../data/load.ts'
import { createRun, writeEnvironment } from '../../data/store.ts'
import { analyse } from '../../findings/analyse.ts'
import type { Metric } from '../../findings/model/metric.ts'
import type { Imported } from '../../import/hand-made-run.ts'
import { project } from '../../project.ts'
import { renderWebPage } from '../../report/render.ts'
import { loadTemplates } from '../../templates/templates.ts'
import { commandIn } from '../../testing/end-to-end/command.ts'
import { syntheticRun } from '../../testing/synthetic/run.ts'

const FIXTURES = path.join(import.meta.dirname, '..', '..', 'measurements', 'fixtures', 'by-hand')

let folder: string
let runs: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'import-'))
  runs = path.join(folder, 'data', 'runs')
  cpSync(FIXTURES, folder, { recursive: true })
})
afterEach(() => rmSync(folder, { recursive: true }))

const cli = (...argv: string[]) => commandIn(folder, { timeoutMs: 60_000 })(argv)
function imported(...argv: string[]): Imported {
  const { status, stdout, stderr } = cli('import', ...argv, '--json')
  expect({ status, stderr }).toMatchObject({ status: 0, stderr: expect.stringContaining('npm run report') })
  return JSON.parse(stdout) as Imported
}
const manifest = (files: unknown): string => {
  writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify({ student: 'Lin Mei', files }))
  return 'manifest.json'
}
const stored = (): string[] => (existsSync(runs) ? readdirSync(runs) : [])
const summaryOf = (metrics: readonly Metric[], id: string, configuration: string): number | undefined =>
  metrics.find((metric) => metric.id === id)?.arms.find((arm) => arm.configuration === configuration)?.summary?.value

test('files of a manifest become a run, byte for byte, and their numbers stand in the report', async () => {
  const {
    folder: run,
    trials,
    files,
  } = imported(
    manifest([
      { file: 'perf-stat.txt', section: 'B', configuration: 'kvm', trial: 1 },
      { file: 'sched-pipe.txt', section: 'B', configuration: 'kvm', trial: 1 },
      { file: 'perf-j2.json', section: 'B', configuration: 'tcg' },
      { file: 'perf-xr.csv', section: 'B', configuration: 'host' },
      { file: 'iperf3-bigM.txt', section: 'C', configuration: 'virtio' },
      { file: 'iperf2-i.txt', section: 'C', configuration: 'e1000' },
      { file: 'iperf3-reverse.txt', section: 'C', configuration: 'e1000' },
      { file: 'iperf3-udp.txt', section: 'C', configuration: 'e1000', probe: 'udp-large' },
      { file: 'info-migrate-terminal.txt', trial: 3 },
      { file: 'iperf3-k.txt', section: 'D', trial: 3 },
      { file: 'perf-a-I.txt', section: 'D', trial: 3 },
    ]),
  )
  expect(trials).toEqual([
    'acceleration-kvm-1',
    'acceleration-tcg-1',
    'acceleration-host-1',
    'network-virtio-1',
    'network-e1000-1',
    'network-e1000-2',
    'network-e1000-3',
    'migration-precopy-3',
  ])
  for (const { from, to } of files)
    expect(readFileSync(path.join(run, to))).toEqual(readFileSync(path.join(folder, from)))

  const loaded = loadRun(run)
  const analysis = analyse(loaded)
  const { acceleration, network, migration } = analysis
  expect(summaryOf(acceleration.metrics, 'cpu-loop.elapsedMs', 'kvm')).toBeCloseTo(284.407609)
  expect(summaryOf(acceleration.metrics, 'cpu-loop.elapsedMs', 'tcg')).toBeCloseTo(279.955755)
  expect(summaryOf(acceleration.metrics, 'cpu-loop.elapsedMs', 'host')).toBeUndefined()
  expect(summaryOf(acceleration.metrics, 'cpu-loop.taskClockMs', 'host')).toBeCloseTo(280.14)
  expect(summaryOf(acceleration.metrics, 'context-switch.microsecondsPerOperation', 'kvm')).toBeGreaterThan(0)
  expect(summaryOf(network.metrics, 'iperf3-to-vm.bitsPerSecond', 'virtio')).toBeCloseTo((2814 * 2 ** 20 * 8) / 1e6)
  expect(summaryOf(network.metrics, 'iperf3-to-vm.bitsPerSecond', 'e1000')).toBeCloseTo(22_400)
  expect(summaryOf(network.metrics, 'iperf3-from-vm.bitsPerSecond', 'e1000')).toBeCloseTo(22_100)
  expect(summaryOf(network.metrics, 'udp-large.jitterMs', 'e1000')).toBeCloseTo(0.01, 6)
  expect(summaryOf(migration.metrics, 'migration.total', 'precopy')).toBeCloseTo(0.107, 6)
  expect(summaryOf(migration.metrics, 'migration.transferredMegabytes', 'precopy')).toBeCloseTo(1.639424)
  expect(summaryOf(migration.metrics, 'migration.by-hand.throughput', 'precopy')).toBeCloseTo(23_696.712)
  expect(summaryOf(migration.metrics, 'migration.by-hand.contextSwitches', 'precopy')).toBeCloseTo(2413 / 1.70161351)
  expect([acceleration, network, migration].flatMap(({ notMeasured }) => notMeasured)).toEqual([
    expect.stringContaining('perf prints “<not supported>”'),
  ])

  const page = (
    await renderWebPage({
      analysis,
      loaded,
      identity: { id: '113062566', name: null },
      example: false,
      edition: 'full',
      templates: loadTemplates(project().templates),
    })
  ).html.replaceAll(/base64,[^"')]*/g, '')
  for (const text of [
    'by hand, not by this lab',
    'Measured by hand by Lin Mei',
    'These measurements were made by hand',
    '284 ms',
  ])
    expect(page).toContain(text)
  for (const text of [
    'The hosts are emulated',
    'were translated',
    'The VM was booted again for every trial',
    'undefined',
    'NaN',
  ])
    expect(page).not.toContain(text)
})

test('by flags each file is a trial of its own, and more can be added', () => {
  const first = imported('perf-stat.txt', 'perf-r.txt', '--section', 'B', '--configuration', 'kvm')
  expect(first.trials).toEqual(['acceleration-kvm-1', 'acceleration-kvm-2'])
  const more = imported('perf-x2.csv', '--section', 'B', '--configuration', 'kvm', '--run', first.run)
  expect(more).toMatchObject({ run: first.run, trials: ['acceleration-kvm-3'] })
  imported(
    'sched-pipe.txt',
    'perf-duration.txt',
    '--section',
    'B',
    '--configuration',
    'kvm',
    '--trial',
    '2',
    '--run',
    first.run,
  )
  const { run, trials, unusable } = loadRun(first.folder)
  expect(unusable).toEqual([])
  expect(run.order).toEqual(['acceleration-kvm-1', 'acceleration-kvm-2', 'acceleration-kvm-3'])
  expect(trials[1]?.trial.samples.map(({ probe, index }) => `${probe} ${index}`)).toEqual([
    'cpu-loop 1',
    'context-switch 1',
    'cpu-loop 2',
  ])
})

test('the client of iperf may have run in the VM', () => {
  const { folder: run } = imported(
    'iperf3-reverse.txt',
    '--section',
    'C',
    '--configuration',
    'virtio',
    '--probe',
    'iperf3-to-vm',
  )
  expect(loadRun(run).trials[0]?.trial.samples).toMatchObject([{ probe: 'iperf3-to-vm', place: 'vm' }])
  expect(summaryOf(analyse(loadRun(run)).network.metrics, 'iperf3-to-vm.bitsPerSecond', 'virtio')).toBeCloseTo(22_100)
})

test('a run of the lab comes before one by hand, and is not added to', () => {
  const { run: byHand, environment } = { ...syntheticRun({ trials: 1, migrations: 1 }) }
  writeEnvironment(
    createRun(path.join(folder, 'data'), {
      ...byHand,
      id: 'lab',
      status: 'complete',
      createdAt: '2020-01-01T00:00:00Z',
      only: null,
    }),
    environment,
  )
  const { run } = imported('info-migrate.txt')
  expect(cli('lab', '--pack').stdout).toContain('lab.tar.gz')
  expect(run).toMatch(/-by-hand$/)
  expect(cli('import', 'info-migrate.txt', '--run', 'lab')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('measured by the lab'),
  })
})

const B = ['--section', 'B', '--configuration', 'kvm']
test.each([
  [
    5,
    ['perf-stat.txt', 'perf-stat-de_DE.txt', ...B],
    /perf-stat-de_DE\.txt, line 6: expected .* as printed with LC_ALL=C/,
  ],
  [5, ['perf-x-de_DE.csv', ...B], /perf-x-de_DE\.csv, line 3: expected numbers with a decimal point/],
  [
    5,
    ['iperf3-bidir.txt', '--section', 'C', '--configuration', 'virtio'],
    /iperf3-bidir\.txt, line 4: expected one test in one direction/,
  ],
  [5, ['iperf3-udp.txt', '--section', 'C', '--configuration', 'virtio'], /say --probe udp-small or udp-large/],
  [5, ['perf-I.csv', '--section', 'D'], /as a whole: expected a count of context-switches/],
  [5, ['info-migrate.txt', 'info-migrate-terminal.txt', '--trial', '1'], /trial 1 is one migration/],
  [5, ['binary\u001b\n.txt', ...B], /binary··\.txt, line 1: expected text in UTF-8/],
  [5, ['link.txt', ...B], /symbolic link/],
  [5, ['subfolder', ...B], /not a regular file/],
  [5, ['none.txt', ...B], /none\.txt is missing/],
  [5, ['perf-stat.txt', ...B, '--probe', 'process-creation'], /expected the number of processes, given as operations/],
  [2, ['perf-stat.txt'], /say which section it belongs to: --section B, C or D/],
  [2, ['perf-stat.txt', '--section', 'B'], /--configuration kvm or tcg or host/],
  [2, ['perf-stat.txt', ...B, '--probe', 'memcpy'], /memcpy is no probe for this file/],
  [2, ['perf-stat.txt', ...B, '--trial', '0'], /--trial "0" can't be used/],
  [2, ['perf-stat.txt', ...B, '--run', 'none'], /There is no run "none"/],
  [2, [], /Name the files to import/],
])('exit code %i: %j', (code, argv, message) => {
  writeFileSync(path.join(folder, 'binary\u001b\n.txt'), Buffer.from([0x7f, 0x45, 0, 0xff, 0xfe]))
  symlinkSync('perf-stat.txt', path.join(folder, 'link.txt'))
  mkdirSync(path.join(folder, 'subfolder'))
  const before = readFileSync(path.join(folder, 'perf-stat.txt'))
  const { status, stdout, stderr } = cli('import', ...argv)
  expect({ status, stdout }).toEqual({ status: code, stdout: '' })
  expect(stderr).toMatch(message)
  expect(stored()).toEqual([])
  expect(readFileSync(path.join(folder, 'perf-stat.txt'))).toEqual(before)
})

test('a manifest of which one file can’t be understood imports none', () => {
  expect(
    cli(
      'import',
      manifest([
        { file: 'perf-stat.txt', section: 'B', configuration: 'kvm' },
        { file: 'perf-percore.txt', section: 'B', configuration: 'kvm' },
      ]),
    ),
  ).toMatchObject({ status: 5, stderr: expect.stringContaining('perf-percore.txt, line 6') })
  expect(stored()).toEqual([])
  expect(cli('import', 'manifest.json', '--section', 'B')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('leave out --section'),
  })
})

const PASTED = path.join(FIXTURES, '..', 'pasted')
const pasted = (name: string): string => readFileSync(path.join(PASTED, name), 'utf8')
/** A pasted file of this name, with some of it changed. */
const paste = (name: string, from: string, change: (text: string) => string = (text) => text): string => {
  writeFileSync(path.join(folder, name), change(pasted(from)))
  return name
}

test('section D does not deny what was imported for it', async () => {
  const times = [1, 2, 3].flatMap((trial) => [
    { file: paste(`m${trial}.txt`, 'info-migrate.txt', (text) => text.replace('5012', `501${trial}`)), trial },
    {
      file: paste(`i${trial}.txt`, 'iperf3.txt', (text) => text.replaceAll('47712', `4771${trial}`)),
      section: 'D',
      trial,
    },
  ])
  const { folder: run, repeated } = imported(
    manifest([...times, { file: paste('stopped.txt', 'iperf3-ctrl-c.txt'), section: 'D', trial: 4 }]),
  )
  expect(repeated).toEqual([])
  const loaded = loadRun(run)
  const analysis = analyse(loaded)
  expect(analysis.migration.byHand.map(({ streams }) => streams.map(({ stopped }) => stopped))).toEqual([
    ...[[false], [false], [false], [true]],
  ])
  for (const edition of ['core', 'full'] as const) {
    const page = (
      await renderWebPage({
        analysis,
        loaded,
        identity: { id: '113062566', name: null },
        example: false,
        edition,
        templates: loadTemplates(project().templates),
      })
    ).html
    expect(page).toContain('id="figure-migrations-by-hand"')
    expect(page).toContain('id="table-migrations-by-hand"')
    expect(page).toContain('migration-precopy-4')
    expect(page).not.toMatch(/data-not-measured="(figure|table)-(migrations|timeline|overlay|clocks|downtime)/)
    for (const text of [
      'No migration was finished',
      'was not recorded during',
      'QEMU gave no downtime',
      'no migration has it',
    ])
      expect(page).not.toContain(text)
  }
})

test('different commands are not compared, and the report says so', () => {
  paste('loop.txt', 'perf-stat-loop.txt')
  paste('sleep.txt', 'perf-stat-sleep.txt')
  const { folder: run } = imported(
    manifest([
      { file: 'loop.txt', section: 'B', configuration: 'kvm' },
      { file: 'sleep.txt', section: 'B', configuration: 'tcg' },
    ]),
  )
  const { metrics, limits } = analyse(loadRun(run)).acceleration
  const elapsed = metrics.find(({ id }) => id === 'cpu-loop.elapsedMs')
  expect(elapsed?.arms.map(({ summary }) => summary?.value)).toEqual([
    ...[expect.closeTo(4213.421456), expect.closeTo(5002.421456), undefined],
  ])
  expect(elapsed?.comparisons.map(({ ratio }) => ratio)).toEqual([null, null])
  expect(limits).toContainEqual(expect.stringMatching(/“.\/loop 1000000” .*“sleep 5”/))
})

test('what holds the same counts once, and can’t be of two configurations', () => {
  paste('a.txt', 'iperf3-prompts-around.txt')
  paste('b.txt', 'iperf3-utf16.txt')
  writeFileSync(path.join(folder, 'b.txt'), readFileSync(path.join(PASTED, 'iperf3-utf16.txt')))
  const C = ['--section', 'C', '--configuration', 'virtio']
  const { run, trials, repeated } = imported('a.txt', 'b.txt', ...C)
  expect({ trials, repeated }).toEqual({ trials: ['network-virtio-1'], repeated: [{ name: 'b.txt', like: 'a.txt' }] })
  expect(imported('b.txt', ...C, '--run', run).trials).toEqual([])
  expect(cli('import', 'a.txt', '--section', 'C', '--configuration', 'e1000', '--run', run)).toMatchObject({
    status: 5,
    stderr: expect.stringContaining('which is one of virtio'),
  })
})

test('without the -- and from another folder, as npm hands it over', () => {
  mkdirSync(path.join(folder, 'mine'))
  paste(path.join('mine', 'a.txt'), 'iperf3.txt')
  const env = { npm_lifecycle_event: 'import', INIT_CWD: path.join(folder, 'mine') }
  const kept = { ...env, npm_config_section: 'true', npm_config_configuration: 'true' }
  expect(commandIn(folder)(['import', 'a.txt', 'C', 'virtio'], { env: kept })).toMatchObject({ status: 0 })
  expect(stored()).toHaveLength(1)
  expect(commandIn(folder)(['import', 'a.txt', 'x', 'y'], { env: { ...env, npm_config_run: 'true' } })).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('npm kept --run for itself; write a -- before them'),
  })
})

test('a broken manifest is no output of a tool', () => {
  paste('broken.json', 'manifest-trailing-comma.json')
  for (const flags of [[], B]) {
    expect(cli('import', 'broken.json', ...flags)).toMatchObject({
      status: 5,
      stderr: expect.stringContaining('broken.json is not complete JSON: expected {"files"'),
    })
  }
})
