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

/** Every migration of the run. */
const NUMBERS = migration.migrations.map(({ repetition }) => repetition)
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
/** The median: of an even number of values the mean of the two in the middle. */
function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (position: number): number => sorted[position] ?? NaN
  return (at(Math.floor((sorted.length - 1) / 2)) + at(Math.ceil((sorted.length - 1) / 2))) / 2
}
const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)
const whole = (value: number): string => value.toLocaleString('en')

describe('pings of the example', () => {
  it('are lost by their sequence numbers', () => {
    const lost = missing.map(({ length }) => length)
    expect(total(lost)).toBeGreaterThan(0)
    expect(migration.migrations.map(({ pings: { lost: said } }) => said)).toEqual(lost)
    expect(sentence('D.pings')).toContain(`${whole(total(lost))} had no answer, though later ones had: `)
    const sent = total(pings.map((list) => Math.max(...list.map(({ sequence }) => sequence)) + 1))
    expect(sentence('D.pings')).toContain(`Of ${whole(sent)} pings,`)
    expect(sentence('D.pings')).toMatch(/around the stop \(median [\d.]+ a migration, at most [\d,]+\), /)
  })

  it('leave a longest gap between two that were received, and no longer one between two that were sent', () => {
    for (const [index, { downtimeMs }] of migration.migrations.entries())
      expect(Math.abs((downtimeMs.probe ?? NaN) - (gaps[index] ?? NaN))).toBeLessThan(0.1)
    const [least, most] = [Math.min(...gaps), Math.max(...gaps)].map((ms) => whole(Math.round(ms)))
    expect(sentence('D.downtime-probe')).toContain(`${whole(Math.round(middle(gaps)))} ms (range ${least} to ${most})`)
  })
})

describe('summaries of the example', () => {
  it('that are called median are one', () => {
    const downtimes = NUMBERS.map((number) => Number(lastReply(`migration-precopy-${number}`).downtime))
    const arm = migration.metrics.find(({ id }) => id === 'migration.downtimeQemuMs')?.arms[0]
    expect(arm?.summary).toEqual({
      statistic: 'median',
      value: middle(downtimes),
      interval: arm?.summary?.interval ?? null,
      range: { least: Math.min(...downtimes), most: Math.max(...downtimes) },
    })
    const moved = NUMBERS.map((number) => (lastReply(`migration-precopy-${number}`).ram.transferred ?? NaN) / 1e6)
    expect(sentence('D.transferred')).toContain(`${middle(moved).toFixed(0)} MB (range`)
  })

  it('count as trials the migrations that have a value, and say of how many there is none', () => {
    const recovered = migration.migrations.filter(({ service }) => service && service.recoveryS !== null)
    const missed = NUMBERS.length - recovered.length
    expect(migration.metrics.find(({ id }) => id === 'migration.recoveryS')?.arms[0]?.trials ?? 0).toBe(
      recovered.length,
    )
    if (missed > 0)
      expect(sentence('D.recovery')).toMatch(missed === NUMBERS.length ? /^In all/ : new RegExp(`^In ${missed} of `))
    else expect(sentence('D.numbers')).toContain(`n = ${NUMBERS.length} migrations`)
  })
})

describe('QEMU’s figures in the example', () => {
  it('are QEMU’s own for the growth of code', () => {
    const boots = acceleration.metrics.find(({ id }) => id === 'cpu-loop.hostBytesPerGuestByte')?.arms[0]?.samples ?? []
    const ratios = boots.map(({ trial }) =>
      Number(/expansion ratio: ([\d.]+)/.exec(raw(trial, 'cpu-loop.steady.jit-after.txt'))?.[1]),
    )
    // A run of an earlier version has no steady windows, and says so.
    if (acceleration.exitProfiles.length === 0) {
      expect(ratios).toEqual([])
      expect(sentence('B.translation')).toContain('not measured')
      return
    }
    expect(ratios.length).toBeGreaterThan(2)
    const mean = Math.exp(total(ratios.map((ratio) => Math.log(ratio))) / ratios.length)
    expect(sentence('B.translation')).toContain(`became ${mean.toFixed(1)} of the host’s`)
  })

  it('count passes that began before STOP, as the figures do', () => {
    for (const { trial, passes, passStarts, phases } of migration.migrations) {
      const lines = raw(trial, 'qmp-source.ndjson').split('\n')
      const stop = lines.findLastIndex((line) => line.includes('"event": "STOP"'))
      const begun = lines.filter((line, at) => line.includes('"event": "MIGRATION_PASS"') && at < stop).length
      expect(passes).toBe(begun)
      const stopS = phases.find(({ name }) => name === 'stop-and-copy')?.fromS ?? NaN
      expect(passStarts.filter(({ s }) => s < stopS)).toHaveLength(begun)
    }
  })

  it('tell how fast memory was dirtied only where QEMU searched for dirty pages', () => {
    for (const { passes, series } of migration.migrations)
      expect(series.dirtyPagesPerSecond.length).toBeLessThanOrEqual(passes)
  })

  it('give the dirty rate in whole MiB a second', () => {
    const idle = matrix.cells.find(({ trial }) => trial === 'matrix-precopy-idle-1')
    const measured = /"status": "measured"[^}]*"dirty-rate": (\d+)|"dirty-rate": (\d+)[^}]*"status": "measured"/.exec(
      raw('matrix-precopy-idle-1', 'qmp-source.ndjson'),
    )
    expect(idle?.dirtyMebibytesPerSecond).toBe(Number(measured?.[1] ?? measured?.[2]))
  })
})

describe('settings of the example', () => {
  const cellsOf = (setting: string) => matrix.cells.filter((cell) => cell.setting === setting)

  it('are said to have acted where QEMU says so', () => {
    for (const { trial, acted } of cellsOf('auto-converge')) {
      const shares = [...raw(trial, 'qmp-source.ndjson').matchAll(/"cpu-throttle-percentage": (\d+)/g)]
      expect(acted.map((part) => part.acted)).toEqual([shares.some(([, percent]) => Number(percent) > 0)])
    }
    for (const { trial, acted } of cellsOf('postcopy'))
      expect(acted.map((part) => part.acted)).toEqual([
        /"postcopy-requests": [1-9]/.test(raw(trial, 'qmp-source.ndjson')),
      ])
    for (const { acted } of cellsOf('precopy')) expect(acted).toEqual([])
  })

  it('that did nothing count in no comparison and no score', () => {
    const idle = matrix.cells.filter(({ acted }) => acted.length > 0 && acted.every((part) => part.acted === false))
    for (const { setting } of idle)
      for (const id of ['D.matrix.total', 'D.matrix.downtime', 'D.matrix.bytes', 'D.matrix.degradation'])
        expect(sentence(id), id).not.toContain(setting)
    if (matrix.cells.every(({ prediction }) => prediction === null || prediction.converges))
      expect(sentence('D.matrix.prediction')).not.toContain('rightly')
  })
})

describe('claims of the example', () => {
  it('clear the noise floor, and what does not is no claim, though its interval excludes 1', () => {
    const comparisons = [acceleration, network].flatMap(({ metrics }) => metrics).flatMap((one) => one.comparisons)
    expect(comparisons.some(({ verdict }) => verdict === 'higher' || verdict === 'lower')).toBe(true)
    for (const { verdict, interval, noiseFloor } of comparisons) {
      if (interval === null) continue
      const near = Math.max(interval.low, 1 / interval.high)
      if (verdict === 'higher' || verdict === 'lower') expect(near).toBeGreaterThan(noiseFloor ?? 1)
      if (verdict === 'unstable') {
        expect(near).toBeGreaterThan(1)
        expect(near).toBeLessThanOrEqual(noiseFloor ?? 1)
      }
    }
  })

  it('print no interval that spans more than a factor of ten', () => {
    for (const { findings } of [acceleration, network, migration, matrix])
      for (const { sentence: said } of findings)
        for (const [, low, high] of said.matchAll(/95 % interval ([\d.,]+) to ([\d.,]+)/g)) {
          const [from, to] = [low, high].map((end) => Number(end?.replaceAll(',', '')))
          expect((to ?? NaN) / (from ?? NaN), said).toBeLessThanOrEqual(10.1)
        }
  })
})
