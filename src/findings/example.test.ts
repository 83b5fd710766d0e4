import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadRun } from '../data/load.ts'
import { project } from '../project.ts'
import { analyse } from './analyse.ts'

/**
 * What the example says, against its raw files read here in a few lines that share nothing with the parsers and the
 * statistics of the project.
 */
const example = path.join(project().root, 'data', 'example')
const raw = (trial: string, file: string): string => readFileSync(path.join(example, 'trials', trial, file), 'utf8')
const analysis = analyse(loadRun(example))
const { migration, matrix, acceleration, network } = analysis
const sentence = (id: string): string =>
  [acceleration, network, migration, matrix]
    .flatMap(({ findings }) => findings)
    .find((one) => one.id === id)
    ?.sentence.replaceAll('\u00a0', ' ') ?? `no ${id}`

interface Ping {
  sequence: number
  arrivedS: number
  roundTripMs: number
}

const NUMBERS = [1, 2, 3, 4, 5]
const pingsOf = (number: number): Ping[] =>
  [
    ...raw(`migration-precopy-${number}`, 'fping.txt').matchAll(
      /^\[([\d.]+)\] \S+ : \[(\d+)\], 64 bytes, ([\d.]+) ms/gm,
    ),
  ].map(([, at, sequence, time]) => ({
    sequence: Number(sequence),
    arrivedS: Number(at),
    roundTripMs: Number(time),
  }))
const pings = NUMBERS.map(pingsOf)

/** Sequence numbers that are missing among those of the answers. */
const missing = pings.map((list) => {
  const answered = new Set(list.map(({ sequence }) => sequence))
  const last = Math.max(...answered)
  return Array.from({ length: last }, (_, sequence) => sequence).filter((sequence) => !answered.has(sequence))
})

/** Whose clock is how far ahead of the lab's, s, by the fastest question before the migration. */
function aheadS(trial: string): Record<string, number> {
  const readings: { machine: string; when: string; exchanges: Record<'asked' | 'remote' | 'answered', number>[] }[] =
    JSON.parse(raw(trial, 'clocks.json'))
  return Object.fromEntries(
    readings
      .filter(({ when }) => when === 'before')
      .map(({ machine, exchanges }) => {
        const [fastest] = exchanges.toSorted((a, b) => a.answered - a.asked - (b.answered - b.asked))
        if (!fastest) throw new Error(`no reading of ${machine}`)
        return [machine, fastest.remote - (fastest.asked + fastest.answered) / 2]
      }),
  )
}

/** STOP of the source and RESUME of the destination on the clock of host 1, which pings, s. */
function pauseOf(number: number): { stopS: number; resumeS: number } {
  const trial = `migration-precopy-${number}`
  const { source, destination }: { source: string; destination: string } = JSON.parse(
    raw(trial, 'trial.json'),
  ).migration
  const ahead = aheadS(trial)
  const times = (side: string, name: string): number[] =>
    raw(trial, `qmp-${side}.ndjson`)
      .split('\n')
      .filter((line) => line.includes(`"event": "${name}"`))
      .map((line) => JSON.parse(line).received.timestamp)
      .map(({ seconds, microseconds }) => seconds + microseconds / 1e6)
  const onHost1 = (s: number | undefined, host: string): number =>
    (s ?? NaN) - (ahead[host] ?? NaN) + (ahead.host1 ?? NaN)
  return {
    stopS: onHost1(times('source', 'STOP').at(-1), source),
    resumeS: onHost1(times('destination', 'RESUME')[0], destination),
  }
}

/** The longest time between two arrivals that reaches into the pause or the two seconds after it, ms. */
const gaps = pings.map((list, index) => {
  const { stopS, resumeS } = pauseOf(index + 1)
  const arrivals = list.map(({ arrivedS }) => arrivedS).toSorted((a, b) => a - b)
  return Math.max(
    ...arrivals.slice(1).map((to, i) => {
      const from = arrivals[i] ?? to
      return to >= stopS && from <= resumeS + 2 ? 1000 * (to - from) : 0
    }),
  )
})

const lastReply = (trial: string): Record<string, unknown> & { ram: Record<string, number> } =>
  raw(trial, 'qmp-source.ndjson')
    .split('\n')
    .filter((line) => line.includes('"status": "completed"') && line.includes('"ram"'))
    .map((line) => JSON.parse(line).received.return)
    .at(-1)
const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[(values.length - 1) / 2] ?? NaN

describe('pings of the example', () => {
  it('are lost by their sequence numbers, one hole around STOP in each migration', () => {
    expect(missing.map(({ length }) => length)).toEqual([197, 109, 161, 76, 55])
    for (const hole of missing) expect((hole.at(-1) ?? 0) - (hole[0] ?? 0)).toBe(hole.length - 1)
    expect(migration.migrations.map(({ pings: { lost } }) => lost)).toEqual(missing.map(({ length }) => length))
    expect(migration.migrations.map(({ pings: { aroundStop } }) => aroundStop)).toEqual([197, 109, 161, 76, 55])
    expect(sentence('D.pings')).toContain(
      '598 of them had no answer, though later ones had. 598 of those were sent around',
    )
    const sent = pings.reduce((sum, list) => sum + Math.max(...list.map(({ sequence }) => sequence)) + 1, 0)
    expect(sentence('D.pings')).toContain(`${sent.toLocaleString('en')} pings were sent`)
  })

  it('leave a longest gap between two that were received, and no longer one between two that were sent', () => {
    expect(gaps.map(Math.round)).toEqual([411, 452, 221, 209, 312])
    for (const [index, { downtimeMs }] of migration.migrations.entries())
      expect(Math.abs((downtimeMs.probe ?? NaN) - (gaps[index] ?? NaN))).toBeLessThan(0.1)
    expect(sentence('D.downtime-probe')).toContain('312 ms (median, range 209 to 452, n = 5 migrations)')
  })
})

describe('summaries of the example', () => {
  it('that are called median are one', () => {
    const downtimes = NUMBERS.map((number) => Number(lastReply(`migration-precopy-${number}`).downtime))
    const arm = migration.metrics.find(({ id }) => id === 'migration.downtimeQemuMs')?.arms[0]
    expect(arm?.summary).toEqual({
      statistic: 'median',
      value: middle(downtimes),
      interval: null,
      range: { least: Math.min(...downtimes), most: Math.max(...downtimes) },
    })
    const moved = NUMBERS.map((number) => (lastReply(`migration-precopy-${number}`).ram.transferred ?? NaN) / 1e6)
    expect(sentence('D.transferred')).toContain(`${middle(moved).toFixed(0)} MB (median`)
  })

  it('count as trials the migrations, and not those alone that have a value', () => {
    expect(migration.metrics.find(({ id }) => id === 'migration.recoveryS')?.arms[0]?.trials).toBe(4)
    expect(sentence('D.recovery')).toContain('no time can be given for 1 of them; in the other 4 this took')
    // Five are as many as need no such word.
    expect(migration.limits.join(' ')).not.toContain('With as few as')
  })
})

describe('QEMU’s figures in the example', () => {
  it('are QEMU’s own for the growth of code', () => {
    const ratios = [1, 2, 3].map((boot) => {
      const files = [1, 2].map((sample) => raw(`acceleration-tcg-${boot}`, `cpu-loop.${sample}.jit-after.txt`))
      return Number(/expansion ratio: ([\d.]+)/.exec(files[1] ?? '')?.[1])
    })
    const mean = Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length)
    expect(mean).toBeCloseTo(17.1, 1)
    expect(sentence('B.translation')).toContain(`counts ${mean.toFixed(1)} bytes`)
  })

  it('count passes that began before STOP, as the figures do', () => {
    for (const [index, { passes, passStarts, phases }] of migration.migrations.entries()) {
      const lines = raw(`migration-precopy-${index + 1}`, 'qmp-source.ndjson').split('\n')
      const stop = lines.findLastIndex((line) => line.includes('"event": "STOP"'))
      const begun = lines.filter((line, at) => line.includes('"event": "MIGRATION_PASS"') && at < stop).length
      expect(passes).toBe(begun)
      const stopS = phases.find(({ name }) => name === 'stop-and-copy')?.fromS ?? NaN
      expect(passStarts.filter(({ s }) => s < stopS)).toHaveLength(begun)
    }
    expect(migration.migrations.map(({ passes }) => passes)).toEqual([2, 3, 3, 2, 3])
  })

  it('tell how fast memory was dirtied only where QEMU searched for dirty pages', () => {
    for (const { passes, series } of migration.migrations)
      expect(series.dirtyPagesPerSecond.length).toBeLessThanOrEqual(passes)
    expect(migration.migrations[0]?.series.dirtyPagesPerSecond.map(({ value }) => value)).toEqual([75, 75])
  })

  it('give the dirty rate in whole MiB a second', () => {
    const idle = matrix.cells.find(({ trial }) => trial === 'matrix-precopy-idle-1')
    const measured = /"status": "measured"[^}]*"dirty-rate": (\d+)|"dirty-rate": (\d+)[^}]*"status": "measured"/.exec(
      raw('matrix-precopy-idle-1', 'qmp-source.ndjson'),
    )
    expect(Number(measured?.[1] ?? measured?.[2])).toBe(1)
    expect(idle?.dirtyMebibytesPerSecond).toBe(1)
  })
})

describe('settings of the example', () => {
  const acted = (setting: string) =>
    matrix.cells.find((cell) => cell.setting === setting && cell.workload === 'memory')?.acted.map((part) => part.acted)

  it('are said to have acted where QEMU says so, part by part', () => {
    expect(raw('matrix-auto-converge-memory-1', 'qmp-source.ndjson')).not.toContain('cpu-throttle-percentage')
    expect(acted('auto-converge')).toEqual([false])
    const speeds = [...raw('matrix-raised-memory-1', 'qmp-source.ndjson').matchAll(/"mbps": ([\d.]+)/g)]
    expect(Math.max(...speeds.map(([, mbps]) => (Number(mbps) * 1e6) / 8))).toBeLessThan(128 * 2 ** 20)
    expect(acted('raised')).toEqual([false, true])
    expect(raw('matrix-xbzrle-memory-1', 'qmp-source.ndjson')).toMatch(/"xbzrle-cache": \{[^}]*"pages": 9032/)
    expect(acted('xbzrle')).toEqual([true])
    expect(acted('multifd-zstd')).toEqual([true])
    expect(acted('postcopy')).toEqual([true])
    expect(acted('precopy')).toEqual([])
  })

  it('that did nothing count in no comparison and no score', () => {
    expect(sentence('D.matrix.acted')).toContain('What did nothing at all is left out below: auto-converge (memory)')
    for (const id of ['D.matrix.total', 'D.matrix.downtime', 'D.matrix.bytes', 'D.matrix.degradation'])
      expect(sentence(id), id).not.toContain('auto-converge')
    expect(sentence('D.matrix.prediction')).toContain('All of 6 migrations were predicted to converge')
    expect(sentence('D.matrix.prediction')).toContain('was not put to the test')
    expect(sentence('D.matrix.prediction')).not.toContain('rightly')
  })
})

describe('claims of the example', () => {
  it('clear the noise floor: context switches are not, though their interval excludes 1', () => {
    const contextSwitch = acceleration.metrics.find(({ id }) => id === 'context-switch.microsecondsPerOperation')
    const host = contextSwitch?.comparisons.find(({ against }) => against === 'host')
    expect(host?.interval?.low).toBeGreaterThan(1)
    expect(host?.noiseFloor).toBeGreaterThan(2)
    expect(host?.verdict).toBe('unstable')
    expect(sentence('B.context-switch.host')).toContain(
      'no difference is claimed, as the interval does not lie beyond the noise floor',
    )
  })

  it('print no interval that spans more than a factor of ten', () => {
    const fromVm = network.metrics.find(({ id }) => id === 'iperf3-from-vm.bitsPerSecond')
    expect(fromVm?.comparisons[0]?.verdict).toBe('too-scattered')
    expect(sentence('C.iperf3-from-vm')).toContain('too few, too scattered to say')
    for (const { findings } of [acceleration, network, migration, matrix])
      for (const { sentence: said } of findings)
        for (const [, low, high] of said.matchAll(/95 % interval ([\d.,]+) to ([\d.,]+)/g)) {
          const [from, to] = [low, high].map((end) => Number(end?.replaceAll(',', '')))
          expect((to ?? NaN) / (from ?? NaN), said).toBeLessThanOrEqual(10.1)
        }
  })
})
