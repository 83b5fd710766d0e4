import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FolderDigests } from '../data/folder-digests.ts'
import { loadRun } from '../data/load.ts'
import type { LoadedRun } from '../data/loaded-run.ts'
import { analyse } from '../findings/analyse.ts'
import { readingsOf } from '../findings/reading/once.ts'
import { project } from '../project.ts'
import { storeRun } from '../testing/stored-run.ts'
import { syntheticRun } from '../testing/synthetic/run.ts'
import { KeptTrials } from './kept-trials.ts'

let folder: string
let run: string
const cache = () => path.join(folder, 'cache')
const file = () => path.join(cache(), 'run.trials')
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kept-'))
  run = storeRun(folder, syntheticRun({ trials: 1, samples: 1, warmups: 0, migrations: 1 }))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** A run as a command reads it that leaves what it has read to the next one. */
function load(from = run, program = 'this program'): LoadedRun & { known: number } {
  const digests = new FolderDigests()
  try {
    digests.of(path.join(from, 'trials'))
  } catch {}
  const kept = new KeptTrials(cache(), 'run', { program, digestOf: (one) => digests.known(one) })
  const loaded = loadRun(from, { kept })
  const known = loaded.trials.filter((one) => readingsOf(one).size > 0).length
  analyse(loaded)
  kept.keep()
  return { ...loaded, known }
}

/** The same, read from the raw files alone. */
const anew = () => loadRun(run)
/** Texts are read where they are asked for. */
const plain = ({ run, environment, parts, journal, trials, unusable }: LoadedRun): LoadedRun => ({
  ...{ run, environment, parts, journal, unusable },
  trials: trials.map(({ trial, files }) => ({ trial, files: { ...files } })),
})

test('what one command has read the next one knows, and all that is made of it is the same', () => {
  expect(load().known).toBe(0)
  const again = load()
  expect(again.known).toBe(again.trials.length)
  expect(plain(again)).toStrictEqual(anew())
  expect(analyse(again)).toStrictEqual(analyse(anew()))
})

test('of the example every trial is known, and gives the same', () => {
  const { example } = project()
  load(example)
  const again = load(example)
  expect(again.known).toBe(again.trials.length)
  expect(analyse(again)).toStrictEqual(analyse(loadRun(example)))
})

test('a trial of which a byte has changed is read anew, the others are not', () => {
  load()
  const [first] = anew().trials
  const [name = '', text = ''] = Object.entries(first?.files ?? {}).find(([, one]) => /\d/.test(one)) ?? []
  const changed = path.join(run, 'trials', first?.trial.id ?? '', name)
  writeFileSync(
    changed,
    text.replace(/\d/, (digit) => String((Number(digit) + 1) % 10)),
  )
  // As long as before, and as old as it was.
  utimesSync(changed, 1, 1)
  const after = load()
  expect(after.known).toBe(after.trials.length - 1)
  expect(plain(after)).toStrictEqual(anew())
  expect(analyse(after)).toStrictEqual(analyse(anew()))
  expect(load().known).toBe(after.trials.length)
})

test('nothing that another program has read is known', () => {
  load()
  expect(load(run, 'another program').known).toBe(0)
})

test('a line that was falsified is no line, and the next command writes it anew', () => {
  load()
  const before = readFileSync(file(), 'utf8')
  const all = anew().trials.length
  const lines = before.trimEnd().split('\n')
  const [one = '', two = ''] = lines
  const falsified = [
    // Another number; what was read of other files; a trial of nothing; half a line; no text at all.
    [one.replace(/"value":\d/, '"value":9'), ...lines.slice(1)],
    [`${one.slice(0, 64)}${two.slice(64)}`, ...lines.slice(1)],
    [`${one.slice(0, 130)}{"trial":{},"readings":{}}`, ...lines.slice(1)],
    [...lines.slice(1), one.slice(0, one.length / 2)],
    [...lines.slice(1), '\0'.repeat(200)],
  ]
  for (const wrong of falsified) {
    const text = `${wrong.join('\n')}\n`
    expect(text).not.toBe(before)
    writeFileSync(file(), text)
    const loaded = load()
    expect(loaded.known).toBe(all - 1)
    expect(analyse(loaded)).toStrictEqual(analyse(anew()))
    expect(readFileSync(file(), 'utf8')).toBe(before)
  }
})

test('what is no such file, or can’t be written, costs nothing but time', () => {
  load()
  rmSync(file())
  symlinkSync('/dev/zero', file())
  expect(load().known).toBe(0)
  rmSync(cache(), { recursive: true })
  writeFileSync(cache(), 'a file in the place of the folder')
  expect(plain(load())).toStrictEqual(anew())
})

test('a folder that is not the trial’s is unusable, known files or not', () => {
  load()
  const [first] = anew().trials
  const own = path.join(run, 'trials', first?.trial.id ?? '')
  rmSync(own, { recursive: true })
  symlinkSync(folder, own)
  expect(plain(load())).toStrictEqual(anew())
  expect(anew().unusable).toHaveLength(1)
})

test('only the files of the last runs are left', () => {
  for (let i = 0; i < 12; i += 1) {
    const kept = new KeptTrials(cache(), `run-${i}`, { program: 'this program', digestOf: () => null })
    loadRun(run, { kept })
    kept.keep()
  }
  const files = readdirSync(cache())
  expect(files).toHaveLength(8)
  expect(files).toContain('run-11.trials')
})
