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
import { create, extract, type WriteEntry } from 'tar'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { storeRun } from '../testing/stored-run.ts'
import { syntheticRun } from '../testing/synthetic/run.ts'
import { packRun } from './archive.ts'
import { loadRun } from './load.ts'
import { unpackRun } from './unpack.ts'

let stored: string
let folder: string
let run: string
beforeAll(() => {
  stored = mkdtempSync(path.join(tmpdir(), 'stored-'))
  const whole = syntheticRun({ trials: 1, samples: 1, migrations: 1 })
  // Two trials do, and are packed fast.
  const trials = whole.trials.slice(0, 2)
  storeRun(stored, { ...whole, run: { ...whole.run, order: trials.map(({ trial }) => trial.id) }, trials })
})
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'archive-'))
  run = path.join(folder, 'here', 'runs', 'synthetic')
  cpSync(path.join(stored, 'runs', 'synthetic'), run, { recursive: true })
})
afterEach(() => rmSync(folder, { recursive: true }))
afterAll(() => rmSync(stored, { recursive: true }))

const there = () => path.join(folder, 'there')
const runsThere = () => (existsSync(path.join(there(), 'runs')) ? readdirSync(path.join(there(), 'runs')) : [])
const packed = async () => {
  const file = path.join(folder, 'run.tar.gz')
  await packRun(run, file)
  return file
}

test('a run that was packed is the same elsewhere, and packs to the same bytes', async () => {
  const file = await packed()
  const unpacked = unpackRun(file, there())
  expect(loadRun(unpacked)).toEqual(loadRun(run))
  expect(runsThere()).toEqual(['synthetic'])
  const again = path.join(folder, 'again.tar.gz')
  await packRun(unpacked, again)
  expect(readFileSync(again).equals(readFileSync(file))).toBe(true)
})

test('what archives want is made for the pack, and no part of the run that it is unpacked to', async () => {
  const unpacked = unpackRun(await packed(), there())
  expect(readdirSync(unpacked).sort()).toEqual(
    [...readdirSync(run), 'CITATION.cff'].filter((name) => name !== 'logs').sort(),
  )
})

test("a citation of the owner's is packed as it is, and names the licence", async () => {
  const own = 'cff-version: 1.2.0\nauthors:\n  - family-names: Lin\nlicense: CC0-1.0\n'
  writeFileSync(path.join(run, 'CITATION.cff'), own)
  const file = path.join(folder, 'run.tar.gz')
  await expect(packRun(run, file)).resolves.toEqual({ license: 'CC0-1.0' })
  const unpacked = unpackRun(file, there())
  expect(readFileSync(path.join(unpacked, 'CITATION.cff'), 'utf8')).toBe(own)
  writeFileSync(path.join(run, 'CITATION.cff'), own.replace('license', 'licence'))
  await expect(packRun(run, file)).rejects.toThrow(/CITATION\.cff names no licence: add one by its SPDX identifier/)
})

test('a file that could not be unpacked is not packed', async () => {
  writeFileSync(path.join(run, 'my notes.txt'), 'mine')
  await expect(packed()).rejects.toThrow(/my notes\.txt is no file of a run: take it out, or rename it/)
})

describe('a pack is held against its checksums', () => {
  /** The pack as it is after somebody has changed its files. */
  async function changed(change: (folder: string) => void): Promise<string> {
    const open = path.join(folder, 'open')
    mkdirSync(open)
    await extract({ file: await packed(), cwd: open })
    change(path.join(open, 'synthetic'))
    const names = readdirSync(open, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(open, path.join(entry.parentPath, entry.name)))
    const file = path.join(folder, 'changed.tar.gz')
    await create({ gzip: true, file, cwd: open }, names)
    return file
  }
  const raw = 'trials/network-e1000-1/iperf3-from-vm-no-offload.1.window.txt'

  test.each([
    [
      'a changed byte',
      (pack: string) => {
        const bytes = readFileSync(path.join(pack, raw))
        bytes[3] = (bytes[3] ?? 0) ^ 1
        writeFileSync(path.join(pack, raw), bytes)
      },
      `${raw} is damaged: its SHA-256 is not the one in SHA256SUMS; nothing was unpacked`,
    ],
    ['a file that is gone', (pack: string) => rmSync(path.join(pack, raw)), `${raw} is missing`],
    ['a file too many', (pack: string) => writeFileSync(path.join(pack, 'more'), ''), 'more does not stand in'],
    [
      'a run.json that is cut short',
      (pack: string) => writeFileSync(path.join(pack, 'run.json'), '{'),
      'run.json is damaged',
    ],
  ])('%s is named', async (_, change, sentence) => {
    const file = await changed(change)
    expect(() => unpackRun(file, there())).toThrow(
      expect.objectContaining({ code: 'data', message: expect.stringContaining(sentence) }),
    )
    expect(runsThere()).toEqual([])
  })

  test('one of before, which has none, is taken over', async () => {
    const file = await changed((pack) => {
      for (const name of ['SHA256SUMS', 'ro-crate-metadata.json', 'CITATION.cff']) rmSync(path.join(pack, name))
    })
    expect(loadRun(unpackRun(file, there()))).toEqual(loadRun(run))
  })
})

test('the logs of an attempt that failed go with the run', async () => {
  mkdirSync(path.join(run, 'logs'))
  writeFileSync(path.join(run, 'logs', 'host1.console.log'), 'Kernel panic')
  const unpacked = unpackRun(await packed(), there())
  expect(readFileSync(path.join(unpacked, 'logs', 'host1.console.log'), 'utf8')).toBe('Kernel panic')
  expect(loadRun(unpacked)).toEqual(loadRun(run))
})

test('a run that is there already is left as it is', async () => {
  const file = await packed()
  const unpacked = unpackRun(file, there())
  writeFileSync(path.join(unpacked, 'note.txt'), 'mine')
  expect(() => unpackRun(file, there())).toThrow(/The run synthetic is in data\/runs already/)
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
    expect(() => unpackRun(file, there())).toThrow(
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
    expect(() => unpackRun(path.join(folder, 'none.tar.gz'), there())).toThrow(/There is no file/)
  })
})
