import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Ledger } from '../../data/ledger-schema.ts'
import { loadRun } from '../../data/load.ts'
import { analyse } from '../../findings/analyse.ts'
import { tryRun } from '../../process.ts'
import { project } from '../../project.ts'
import { ledgerOf } from '../../report/render.ts'
import { ENGLISH } from '../../text/words.ts'
import { writeLedger } from '../ledger-file.ts'

const { root, example } = project()
const folder = mkdtempSync(path.join(tmpdir(), 'verify-'))
const ledger = path.join(folder, 'figures.json')
const run = path.join(folder, 'run')
let whole: Ledger

beforeAll(() => {
  const loaded = loadRun(example)
  writeLedger(ledger, ledgerOf({ loaded, analysis: analyse(loaded), example: true }, ENGLISH))
  whole = Ledger.parse(JSON.parse(readFileSync(ledger, 'utf8')))
  cpSync(example, run, { recursive: true })
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function verified(of = ledger, against = run) {
  const argv = ['python3', '-B', path.join(root, 'src/verify/verify.py'), of, against, '--json']
  const { exitCode, stdout, stderr } = await tryRun(argv)
  if (stdout === '') throw new Error(stderr)
  const { figures, differ, notRecomputed } = JSON.parse(stdout) as {
    figures: number
    differ: { place: string; why: string[] }[]
    notRecomputed: number
  }
  return {
    exitCode,
    figures,
    notRecomputed,
    differ,
    said: differ.map((one) => [one.place, ...one.why].join('; ')).join('\n'),
  }
}

/** The same ledger with something changed. */
function falsified(change: (copy: Ledger) => void): string {
  const copy = structuredClone(whole)
  change(copy)
  const file = path.join(folder, 'falsified.json')
  writeLedger(file, copy)
  return file
}

/** Changes a raw file, verifies, and puts it back. */
async function damaged(name: string, change: (text: string) => string | null) {
  const file = path.join(run, 'trials', name)
  const before = readFileSync(file, 'utf8')
  const after = change(before)
  if (after === null) rmSync(file)
  else writeFileSync(file, after)
  try {
    return await verified()
  } finally {
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, before)
  }
}

test('every figure of the example is what its raw files say', async () => {
  expect(await verified()).toEqual({
    exitCode: 0,
    figures: whole.figures.length,
    notRecomputed: 0,
    differ: [],
    said: '',
  })
})

test.each<[string, (figure: Ledger['figures'][number]) => void, RegExp]>([
  [
    'a value',
    (figure) => {
      figure.value *= 1.001
    },
    /and not/,
  ],
  [
    'the end of an interval',
    (figure) => {
      if (figure.interval) figure.interval.high *= 1.001
    },
    /the interval is/,
  ],
  [
    'what is printed',
    (figure) => {
      figure.printed = `9${figure.printed}`
    },
    /is printed for/,
  ],
  [
    'n',
    (figure) => {
      figure.n += 1
    },
    /n is/,
  ],
])('%s that was changed in the ledger is found, and nothing else', async (_, change, why) => {
  const { exitCode, differ, said } = await verified(
    falsified(({ figures }) => {
      const figure = figures.find(
        ({ statistic, interval }) => statistic === 'geometric-mean-of-ratios' && interval !== null,
      )
      if (figure) change(figure)
    }),
  )
  expect(exitCode).toBe(8)
  expect(differ).toHaveLength(1)
  expect(said).toMatch(why)
})

test.each<[string, RegExp, string]>([
  ['acceleration-kvm-1/cpu-loop.2.csv', /^(\d)/, '9'],
  ['acceleration-tcg-2/memcpy.2.txt', /(\d)(?=\d* [KMG]B\/sec)/, '0'],
  ['network-e1000-1/iperf3-to-vm.2.exits.csv', /^(?=\d)/m, '9'],
  ['network-virtio-2/ping.2.txt', /time=\d/g, 'time=9'],
  ['migration-precopy-3/qmp-source.ndjson', /"downtime": \d/g, '"downtime": 99'],
  ['migration-precopy-2/iperf3.txt', / \d(\d+) Kbits/g, ' 1$1 Kbits'],
  ['acceleration-kvm-1/syscall.2.kvm-after.txt', /(exits:)\d/, '$19'],
])('a digit that was changed in %s is found', async (name, pattern, instead) => {
  const { exitCode, differ, said } = await damaged(name, (text) => text.replace(pattern, instead))
  expect(exitCode).toBe(8)
  expect(differ.length).toBeGreaterThan(0)
  expect(said).toContain(name.split('/')[0])
})

test('a file that is gone, or is no longer what it was, is found and said', async () => {
  const gone = await damaged('acceleration-host-2/syscall.3.txt', () => null)
  expect(gone.exitCode).toBe(8)
  expect(gone.said).toMatch(/syscall\.3\.txt can not be read: FileNotFoundError/)
  const cut = await damaged('network-e1000-2/iperf3-from-vm.3.json', (text) => text.slice(0, 400))
  expect(cut.exitCode).toBe(8)
  expect(cut.said).toMatch(/iperf3-from-vm\.3\.json can not be read/)
})
