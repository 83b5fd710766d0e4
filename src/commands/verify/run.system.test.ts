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
import { storeRun } from '../../testing/stored-run.ts'
import { syntheticRun } from '../../testing/synthetic/run.ts'
import { ENGLISH } from '../../text/words.ts'
import { writeLedger } from '../ledger-file.ts'

const { root, example } = project()
const folder = mkdtempSync(path.join(tmpdir(), 'verify-'))

/** A run to damage, with its ledger. */
interface Subject {
  run: string
  file: string
  ledger: Ledger
}
let measured: Subject
/** Whose files are known by name. */
let earlier: Subject
let invented: Subject

function subjectOf(run: string): Subject {
  const loaded = loadRun(run)
  const file = path.join(folder, `${loaded.run.id}.json`)
  writeLedger(file, ledgerOf({ loaded, analysis: analyse(loaded), example: false }, ENGLISH))
  return { run, file, ledger: Ledger.parse(JSON.parse(readFileSync(file, 'utf8'))) }
}

beforeAll(() => {
  const run = path.join(folder, 'run')
  cpSync(example, run, { recursive: true })
  measured = subjectOf(run)
  const before = path.join(folder, 'before')
  cpSync(path.join(root, 'src', 'testing', 'runs', 'before-windows'), before, { recursive: true })
  earlier = subjectOf(before)
  invented = subjectOf(storeRun(folder, syntheticRun({ controls: true, matrix: true, failovers: 3 })))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function verified({ run, file }: Pick<Subject, 'run' | 'file'>) {
  const argv = ['python3', '-B', path.join(root, 'src/verify/verify.py'), file, run, '--json']
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

/** A run, the example by default, with something changed in its ledger. */
function falsified(
  change: (copy: Ledger) => void,
  { run, ledger }: Pick<Subject, 'run' | 'ledger'> = measured,
): Pick<Subject, 'run' | 'file'> {
  const copy = structuredClone(ledger)
  change(copy)
  const file = path.join(folder, 'falsified.json')
  writeLedger(file, copy)
  return { run, file }
}

/** Changes a raw file, verifies, and puts it back. */
async function damaged(subject: Subject, name: string, change: (text: string) => string | null) {
  const file = path.join(subject.run, 'trials', name)
  const before = readFileSync(file, 'utf8')
  const after = change(before)
  if (after === null) rmSync(file)
  else writeFileSync(file, after)
  try {
    return await verified(subject)
  } finally {
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, before)
  }
}

test.each<[string, () => Subject]>([
  ['the example', () => measured],
  ['a run of an earlier version', () => earlier],
  ['a run of today, invented', () => invented],
])('every figure of %s is what its raw files say', async (_, subject) => {
  expect(await verified(subject())).toEqual({
    exitCode: 0,
    figures: subject().ledger.figures.length + subject().ledger.charts.length,
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

test('a sample that no number is made of, as a warm-up, is recomputed as well', async () => {
  const { differ, said } = await verified(
    falsified(({ figures, charts, samples }) => {
      const used = new Set([...figures, ...charts].flatMap((one) => one.samples))
      for (const { against } of figures) for (const position of against) used.add(position)
      const left = samples.find(({ warmup }, position) => warmup && !used.has(position))
      if (left) left.value += 1
    }, earlier),
  )
  expect(differ).toHaveLength(1)
  expect(said).toMatch(/^sample \S+ 1 of trials\/.*; it is .*, and not/)
})

test('a condition that is said to hold and does not is found', async () => {
  const { differ, said } = await verified(
    falsified(({ findings }) => {
      const condition = findings.find(({ conditions }) => conditions.length > 0)?.conditions[0]
      if (condition) condition.holds = !condition.holds
    }),
  )
  expect(differ).toHaveLength(1)
  expect(said).toMatch(/finding B\.(answer|cpu-loop); .* is said to be/)
})

test.each<[string, () => Subject, string, RegExp, string]>([
  ['a loop', () => earlier, 'acceleration-kvm-1/cpu-loop.2.csv', /^(\d)/, '9'],
  ['a rate', () => earlier, 'acceleration-tcg-2/memcpy.2.txt', /(\d)(?=\d* [KMG]B\/sec)/, '0'],
  ['all exits', () => earlier, 'network-e1000-1/iperf3-to-vm.2.exits.csv', /^(?=\d)/m, '9'],
  ['answers', () => earlier, 'network-virtio-2/ping.2.txt', /time=\d/g, 'time=9'],
  ['a downtime', () => earlier, 'migration-precopy-3/qmp-source.ndjson', /"downtime": \d/g, '"downtime": 99'],
  ['intervals', () => earlier, 'migration-precopy-2/iperf3.txt', / \d(\d+) Kbits/g, ' 1$1 Kbits'],
  ['a time of so many turns', () => invented, 'acceleration-kvm-2/cpu-loop.3.csv', /\d(?=\d*,ns,duration_time)/, '7'],
  ['reasons of exits', () => invented, 'acceleration-kvm-1/memcpy.steady.counts.txt', /\d(?=\s+\d+\.\d+%)/g, '0'],
  ['a steady window', () => invented, 'acceleration-tcg-1/cpu-loop.steady.times.txt', /\d(?=\d\.\d+\n$)/, '9'],
  ['translated blocks', () => invented, 'acceleration-tcg-2/cpu-loop.steady.jit-after.txt', /^(TB count +)/m, '$19'],
  ['code growth', () => invented, 'acceleration-tcg-3/process-creation.steady.jit-after.txt', /(ratio: )/, '$11'],
  ['a profile', () => invented, 'acceleration-tcg-2/process-creation.steady.counts.txt', /\d(?= {2}\[JIT\])/, '7'],
  ['exits of a kind', () => invented, 'network-e1000-1/iperf3-to-vm.2.exits.csv', /\d(?=\d*,,kvm:kvm_mmio)/, '7'],
  ['a counting window', () => invented, 'network-virtio-2/idle.1.window.txt', /(counting ended )\d/, '$17'],
  ['pages of zeros', () => earlier, 'migration-precopy-2/qmp-source.ndjson', /("duplicate": ?)4/g, '$15'],
  ['a lost record', () => earlier, 'migration-precopy-1/writer.txt', /(written )\d/, '$19'],
  ['points of a line', () => invented, 'migration-precopy-1/kvm-host1.csv', /,\d(?=\d*,,kvm:kvm_exit)/g, ',9'],
  ['a clock', () => invented, 'acceleration-tcg-1/clock.txt', / (\d+\.\d{5})\d /, ' $19 '],
  ['processor time', () => invented, 'network-virtio-1/udp-small.1.cpu-after.txt', /(cpu0? +\d+ \d+ \d+ )\d/g, '$19'],
])('a digit of %s that was changed is found', async (_, subject, name, pattern, instead) => {
  const { exitCode, differ, said } = await damaged(subject(), name, (text) => {
    expect(text).toMatch(pattern)
    return text.replace(pattern, instead)
  })
  expect(exitCode).toBe(8)
  expect(differ.length).toBeGreaterThan(0)
  expect(said).toContain(name.split('/')[0])
})

test('a file that is gone, or is no longer what it was, is found and said', async () => {
  const gone = await damaged(earlier, 'acceleration-host-2/syscall.3.txt', () => null)
  expect(gone.exitCode).toBe(8)
  expect(gone.said).toMatch(/syscall\.3\.txt can not be read: FileNotFoundError/)
  const cut = await damaged(earlier, 'network-e1000-2/iperf3-from-vm.3.json', (text) => text.slice(0, 400))
  expect(cut.exitCode).toBe(8)
  expect(cut.said).toMatch(/iperf3-from-vm\.3\.json can not be read/)
})
