import { execFileSync, spawnSync } from 'node:child_process'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { plainRun as run, storeRun, plainTrial as trial } from '../testing/stored-run.ts'
import { latestCompleteRun, latestHandMadeRun } from './latest-run.ts'
import { loadRun } from './load.ts'
import type { Environment, JournalEntry, Run } from './schema.ts'
import {
  appendJournal,
  createRun,
  createTrialFolder,
  listRuns,
  writeAtomically,
  writeRun,
  writeTrial,
} from './store.ts'

let data: string
beforeEach(() => {
  data = mkdtempSync(path.join(tmpdir(), 'store-'))
})
afterEach(() => rmSync(data, { recursive: true }))

const machine = { cpuModel: 'a', cpus: 1, memoryMiB: 1, kernel: '6.1', os: 'Debian' }
const environment: Environment = {
  schema: 1,
  lab: { ...machine, qemuVersion: '7.2', nodeVersion: '24' },
  host: { ...machine, qemuVersion: '7.2', perfVersion: '6.1', iperf3Version: '3.12', accelerator: 'tcg' },
  vm: machine,
  addresses: { host1: '192.168.100.1', host2: '192.168.100.2', vm: '192.168.100.3', prefixLength: 24 },
  hardwareCounters: { host1: 'none', vm: 'none' },
  images: { recipeHash: 'x', suite: 'bookworm' },
}
const entry = (sequence: number): JournalEntry => ({
  sequence,
  instruction: null,
  place: 'host1',
  argv: ['ip', 'a'],
  stdin: null,
  startedAt: '2025-03-01T10:00:00Z',
  durationMs: 5,
  exitCode: 0,
  output: 'lo\n',
})
/** A complete run with both trials, `raw.txt` in each. */
function measured(more: Partial<Run> = {}): string {
  const stored = run(more)
  return storeRun(data, {
    run: stored,
    environment,
    journal: [entry(1), entry(2)],
    trials: stored.order.map((id) => ({ trial: trial(id), files: { 'raw.txt': `${id}\n` } })),
  })
}

test('what was written is read back', () => {
  const folder = measured()
  expect(loadRun(folder)).toEqual({
    run: run(),
    environment,
    journal: [entry(1), entry(2)],
    parts: [],
    unusable: [],
    trials: run().order.map((id) => ({ trial: trial(id), files: { 'raw.txt': `${id}\n` } })),
  })
  expect(readdirSync(folder).sort()).toEqual(['environment.json', 'journal.ndjson', 'run.json', 'trials'])
})

test('the newest complete run is found among unfinished and broken ones', () => {
  expect(latestCompleteRun(data)).toBeNull()
  createRun(data, run({ id: 'old', createdAt: '2025-03-01T10:00:00Z' }))
  createRun(data, run({ id: 'new', createdAt: '2025-03-02T10:00:00Z' }))
  createRun(
    data,
    run({ id: 'newest', createdAt: '2025-03-03T10:00:00Z', status: 'interrupted', statusReason: 'Ctrl-C' }),
  )
  createRun(data, run({ id: 'one-section', createdAt: '2025-03-02T12:00:00Z', only: 'C' }))
  mkdirSync(path.join(data, 'runs', 'foreign'))
  expect(listRuns(data).map(({ folder, run }) => [path.basename(folder), run?.status ?? null])).toEqual([
    ['newest', 'interrupted'],
    ['one-section', 'complete'],
    ['new', 'complete'],
    ['old', 'complete'],
    ['foreign', null],
  ])
  expect(latestCompleteRun(data)).toBe(path.join(data, 'runs', 'new'))
  expect(latestHandMadeRun(data)).toBeNull()
  // Written by another program: in another order, and with something of the same name before.
  const { createdAt, ...rest } = run({ id: 'other', createdAt: '2025-03-02T11:00:00Z' })
  const other = path.join(data, 'runs', 'other')
  mkdirSync(other)
  const before = { note: { createdAt: '1999-01-01T00:00:00Z' } }
  writeFileSync(path.join(other, 'run.json'), JSON.stringify({ ...before, ...rest, createdAt }))
  expect(latestCompleteRun(data)).toBe(other)
  writeFileSync(path.join(other, 'run.json'), JSON.stringify(run({ id: 'other', createdAt })).slice(0, -1))
  expect(latestCompleteRun(data)).toBe(path.join(data, 'runs', 'new'))
})

test('a trial that is cut short, missing, foreign or a link is unusable and the others still count', () => {
  const folder = measured({ order: ['a-1', 'a-2', 'a-3', 'a-4', 'a-5'] })
  const of = (id: string, name: string) => path.join(folder, 'trials', id, name)
  truncateSync(of('a-2', 'trial.json'), 40)
  rmSync(of('a-3', 'trial.json'))
  rmSync(path.join(folder, 'trials', 'a-4'), { recursive: true })
  rmSync(of('a-5', 'raw.txt'))
  symlinkSync('/etc/passwd', of('a-5', 'raw.txt'))
  writeTrial(createTrialFolder(folder, 'stray-1'), trial('stray-1'))
  symlinkSync('/etc', path.join(folder, 'trials', 'linked-1'))
  const loaded = loadRun(folder)
  expect(loaded.trials.map((t) => t.trial.id)).toEqual(['a-1'])
  expect(loaded.unusable).toEqual([
    { trial: 'a-2', reason: expect.stringMatching(/^trials\/a-2\/trial\.json is not complete JSON/) },
    { trial: 'a-3', reason: 'It was not finished.' },
    { trial: 'a-4', reason: 'It was not run.' },
    { trial: 'a-5', reason: "trials/a-5/raw.txt is a symbolic link, which a run can't hold." },
    { trial: 'linked-1', reason: 'It is not part of this run.' },
    { trial: 'stray-1', reason: 'It is not part of this run.' },
  ])
})

test('a linked trial that the run names is not followed', () => {
  const folder = measured({ order: ['a-1'] })
  const elsewhere = path.join(data, 'elsewhere')
  execFileSync('mv', [path.join(folder, 'trials', 'a-1'), elsewhere])
  symlinkSync(elsewhere, path.join(folder, 'trials', 'a-1'))
  expect(loadRun(folder)).toMatchObject({ trials: [], unusable: [{ reason: 'trials/a-1 is not a folder.' }] })
})

test('names of trials that lead elsewhere are looked for nowhere', () => {
  const folder = measured({ order: ['a-1'] })
  execFileSync('cp', ['-r', path.join(folder, 'trials', 'a-1'), path.join(data, 'elsewhere')])
  writeRun(folder, run({ order: ['../../../elsewhere', '/etc', 'a-1/../a-1', 'a-1'] }))
  const loaded = loadRun(folder)
  expect(loaded.trials.map((t) => t.trial.id)).toEqual(['a-1'])
  expect(loaded.unusable).toHaveLength(3)
})

test('nothing is written or removed through a link', () => {
  const folder = measured({ order: ['a-1'] })
  const elsewhere = path.join(data, 'elsewhere')
  mkdirSync(path.join(elsewhere, 'a-1'), { recursive: true })
  for (const name of ['a-1/mine', 'torn', 'target']) writeFileSync(path.join(elsewhere, name), 'mine, without an end')
  rmSync(path.join(folder, 'trials'), { recursive: true })
  symlinkSync(elsewhere, path.join(folder, 'trials'))
  rmSync(path.join(folder, 'journal.ndjson'))
  symlinkSync(path.join(elsewhere, 'torn'), path.join(folder, 'journal.ndjson'))
  symlinkSync(path.join(elsewhere, 'target'), path.join(folder, 'link.json'))
  const refused = expect.objectContaining({ code: 'data' })
  expect(() => createTrialFolder(folder, 'a-1')).toThrow(refused)
  expect(() => appendJournal(folder, entry(3))).toThrow(refused)
  expect(() => loadRun(folder)).toThrow(refused)
  writeAtomically(path.join(folder, 'link.json'), '{}')
  for (const name of ['a-1/mine', 'torn', 'target'])
    expect(readFileSync(path.join(elsewhere, name), 'utf8')).toBe('mine, without an end')
})

test('a run under another name, or in a linked folder, is none', () => {
  const folder = measured()
  renameSync(folder, path.join(data, 'runs', 'r2'))
  symlinkSync(path.join(data, 'runs', 'r2'), path.join(data, 'runs', 'r1'))
  expect(listRuns(data)).toMatchObject([
    { run: null, problem: expect.stringContaining('runs/r2 holds the run r1: give the folder that name') },
  ])
  expect(latestCompleteRun(data)).toBeNull()
})

test('an id that leads elsewhere makes no run', () => {
  const folder = measured()
  for (const id of ['../r1', '..', '/etc', 'a/b', 'r1\0', 'r1\n', '']) {
    writeFileSync(path.join(folder, 'run.json'), JSON.stringify(run({ id })))
    expect(() => loadRun(folder), id).toThrow(
      expect.objectContaining({ code: 'data', message: expect.stringContaining(': id: ') }),
    )
  }
})

test('broken, foreign and newer run.json are refused by name', () => {
  const folder = measured()
  const file = path.join(folder, 'run.json')
  const refused = (content: string) => {
    writeFileSync(file, content)
    return expect(() => loadRun(folder))
  }
  const whole = readFileSync(file, 'utf8')
  refused(whole.slice(0, 50)).toThrow(
    expect.objectContaining({ code: 'data', message: expect.stringContaining(`${file} is not complete`) }),
  )
  refused('{"name": "package"}').toThrow(/run\.json is not what the run format asks for: schema/)
  refused(whole.replace('"seed": 1', '"seed": -1')).toThrow(/seed/)
  refused(whole.replace('"schema": 1', '"schema": 2')).toThrow(
    /newer version of this project \(format 2, this one reads 1\)/,
  )
  rmSync(file)
  expect(() => loadRun(folder)).toThrow(`${file} is missing`)
})

test('a journal cut off in its last line keeps the others; a foreign line is named', () => {
  const folder = measured()
  const file = path.join(folder, 'journal.ndjson')
  appendFileSync(file, '{"sequence": 3, "pla')
  expect(loadRun(folder).journal).toHaveLength(2)
  appendJournal(folder, entry(3))
  expect(loadRun(folder).journal).toEqual([entry(1), entry(2), entry(3)])
  appendFileSync(file, '{"sequence": 4}\n')
  expect(() => loadRun(folder)).toThrow(`${file}, line 4`)
})

test('an unfinished attempt at a trial is thrown away when it is run again', () => {
  const folder = measured()
  expect(readdirSync(createTrialFolder(folder, 'acceleration-kvm-1'))).toEqual([])
})

test('two runs of the same name: the second is refused, the first stays', () => {
  const folder = measured()
  expect(() => createRun(data, run({ seed: 2 }))).toThrow(/r1 can't be written: .* no file or link stands in its place/)
  expect(loadRun(folder).run.seed).toBe(1)
})

test('a full disk is one sentence, and what was there before is whole', () => {
  const disk = path.join(data, 'disk')
  mkdirSync(disk)
  // A file system of 64 KiB in a mount namespace of its own: needs no root.
  const script = `
    import { writeAtomically, appendJournal } from ${JSON.stringify(path.join(import.meta.dirname, 'store.ts'))}
    import { readdirSync, readFileSync } from 'node:fs'
    const file = process.argv[1] + '/run.json'
    writeAtomically(file, 'old')
    const messages = []
    for (const write of [
      () => writeAtomically(file, 'x'.repeat(1e6)),
      () => { for (;;) appendJournal(process.argv[1], { output: 'x'.repeat(2000) }) },
    ]) try { write() } catch (error) { messages.push(error.code + ': ' + error.message) }
    console.log(JSON.stringify({ messages, files: readdirSync(process.argv[1]), kept: readFileSync(file, 'utf8') }))`
  const result = spawnSync(
    'unshare',
    [
      '--user',
      '--map-root-user',
      '--mount',
      'sh',
      '-c',
      'mount -t tmpfs -o size=64k tmpfs "$1" && exec "$2" --input-type=module -e "$3" "$1"',
      'sh',
      disk,
      process.execPath,
      script,
    ],
    { encoding: 'utf8' },
  )
  expect(result.stderr).toBe('')
  expect(JSON.parse(result.stdout)).toEqual({
    messages: [
      expect.stringMatching(/^data: The disk is full while writing .*run\.json/),
      expect.stringMatching(/^data: The disk is full while writing .*journal\.ndjson/),
    ],
    files: expect.arrayContaining(['run.json', 'journal.ndjson']),
    kept: 'old',
  })
  expect(existsSync(path.join(disk, 'run.json'))).toBe(false)
})

test('the status of a run is replaced as a whole', () => {
  const folder = measured({ status: 'running' })
  writeRun(folder, run({ status: 'complete', finishedAt: '2025-03-01T11:00:00Z' }))
  expect(loadRun(folder).run).toMatchObject({ status: 'complete', finishedAt: '2025-03-01T11:00:00Z' })
})
