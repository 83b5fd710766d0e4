import {
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
import { create, type WriteEntry } from 'tar'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { storeRun } from '../testing/stored-run.ts'
import { syntheticRun } from '../testing/synthetic/run.ts'
import { packRun, unpackRun } from './archive.ts'
import { loadRun } from './load.ts'

let folder: string
let run: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'archive-'))
  run = storeRun(path.join(folder, 'here'), syntheticRun({ trials: 1, samples: 1, migrations: 1 }))
})
afterEach(() => rmSync(folder, { recursive: true }))

const there = () => path.join(folder, 'there')
const runsThere = () => (existsSync(path.join(there(), 'runs')) ? readdirSync(path.join(there(), 'runs')) : [])
const packed = async () => {
  const file = path.join(folder, 'run.tar.gz')
  await packRun(run, file)
  return file
}

test('a run that was packed is the same elsewhere, and packs to the same bytes', async () => {
  const file = await packed()
  const unpacked = await unpackRun(file, there())
  expect(loadRun(unpacked)).toEqual(loadRun(run))
  expect(runsThere()).toEqual(['synthetic'])
  const again = path.join(folder, 'again.tar.gz')
  await packRun(unpacked, again)
  expect(readFileSync(again).equals(readFileSync(file))).toBe(true)
})

test('the logs of an attempt that failed go with the run', async () => {
  mkdirSync(path.join(run, 'logs'))
  writeFileSync(path.join(run, 'logs', 'host1.console.log'), 'Kernel panic')
  const unpacked = await unpackRun(await packed(), there())
  expect(readFileSync(path.join(unpacked, 'logs', 'host1.console.log'), 'utf8')).toBe('Kernel panic')
  expect(loadRun(unpacked)).toEqual(loadRun(run))
})

test('a run that is there already is left as it is', async () => {
  const file = await packed()
  const unpacked = await unpackRun(file, there())
  writeFileSync(path.join(unpacked, 'note.txt'), 'mine')
  await expect(unpackRun(file, there())).rejects.toThrow(/The run synthetic is in data\/runs already/)
  expect(readFileSync(path.join(unpacked, 'note.txt'), 'utf8')).toBe('mine')
})

describe('what is no packed run is refused, and nothing is left or written elsewhere', () => {
  /** An archive of the run with one entry changed on the way. */
  async function forged(change: (entry: WriteEntry) => void, link = false): Promise<string> {
    const file = path.join(folder, 'forged.tar.gz')
    if (link) symlinkSync('/etc/passwd', path.join(run, 'link'))
    await create({ gzip: true, file, cwd: path.dirname(run), onWriteEntry: change, noDirRecurse: true }, [
      'synthetic/run.json',
      'synthetic/environment.json',
      ...(link ? ['synthetic/link'] : []),
    ])
    return file
  }
  const renamed = (to: string) =>
    forged((entry) => {
      if (entry.path.endsWith('environment.json')) entry.path = to
    })
  const refused = async (file: string, sentence: RegExp) => {
    await expect(unpackRun(file, there())).rejects.toThrow(
      expect.objectContaining({ code: 'data', message: expect.stringMatching(sentence) }),
    )
    expect(runsThere()).toEqual([])
    expect(existsSync(path.join(folder, 'evil'))).toBe(false)
  }

  test.each([
    'synthetic/../../evil',
    '../../evil',
    'synthetic/trials/../../../evil',
    'synthetic/.hidden',
    'synthetic/a b',
    'other/evil',
  ])('a name such as %s', async (name) => {
    await refused(await renamed(name), /is no name of a file in a run|does not hold one run|is no packed run/)
  })

  test('an absolute name', async () => {
    await refused(await renamed(path.join(folder, 'evil')), /is no name of a file in a run/)
  })

  test('a symbolic link', async () => {
    await refused(await forged(() => undefined, true), /"synthetic\/link" is no plain file/)
  })

  test('a run under another name', async () => {
    const file = await forged((entry) => {
      entry.path = entry.path.replace('synthetic', 'another')
    })
    await refused(file, /holds the run synthetic under the name another/)
  })

  test('an archive that was cut off, another file, and one without a run', async () => {
    const whole = readFileSync(await packed())
    const file = path.join(folder, 'cut.tar.gz')
    writeFileSync(file, whole.subarray(0, whole.length / 2))
    await refused(file, /is no packed run, or it is damaged|is missing/)
    writeFileSync(file, 'no archive\n')
    await refused(file, /is no packed run|does not hold one run/)
    mkdirSync(path.join(folder, 'empty'))
    await create({ gzip: true, file, cwd: folder }, ['empty'])
    await refused(file, /is no plain file|does not hold one run/)
  })

  test('a file that is not there', async () => {
    await expect(unpackRun(path.join(folder, 'none.tar.gz'), there())).rejects.toThrow(/There is no file/)
  })
})
