import { describe, expect, it } from 'vitest'
import type { LoadedRun } from '../../data/loaded-run.ts'
import { hostFiles } from '../../testing/synthetic/host-counts.ts'
import { syntheticRun } from '../../testing/synthetic/run.ts'
import { spoken } from '../../text/spoken.ts'
import { ENGLISH } from '../../text/words.ts'
import { readSamples } from './samples.ts'

const NAME = 'iperf3-to-vm-at-rate.1'
const one = (edit: (files: Record<string, string>) => void): LoadedRun => {
  const run = syntheticRun({ trials: 1, samples: 1, warmups: 0, migrations: 0 })
  const trials = run.trials.filter(({ trial }) => trial.configuration === 'e1000')
  for (const { files } of trials) edit(files)
  return { ...run, trials }
}
const read = (edit: (files: Record<string, string>) => void = () => undefined) => {
  const { measurements, reasons } = readSamples(one(edit).trials)
  return {
    value: (metric: string) => measurements.find((found) => found.metric === metric)?.value,
    reasons: reasons.map(({ reason }) => spoken(reason, ENGLISH)),
  }
}
const busy = (share: number): string =>
  hostFiles({
    seconds: 5,
    kinds: { memory: 1, port: 1, msr: 1, halt: 1, interrupt: 1, 'interrupt-window': 1, other: 1 },
    registers: 1,
    injected: 1,
    busy: share,
  })['cpu-after']?.[1] ?? ''

describe('what the host counted', () => {
  it('is a rate of the window, and for each megabyte that rate divided by the throughput', () => {
    const { value, reasons } = read()
    expect(reasons).toEqual([])
    const kinds = ['memory', 'port', 'msr', 'halt', 'interrupt', 'window', 'other']
    const sum = kinds.reduce((total, kind) => total + (value(`iperf3-to-vm.${kind}ExitsPerMegabyte`) ?? NaN), 0)
    expect(sum).toBeCloseTo(value('iperf3-to-vm.exitsPerMegabyte') ?? NaN, 9)
    const perMegabyte = value('iperf3-to-vm.registerAccessesPerMegabyte') ?? NaN
    expect(perMegabyte).toBeGreaterThan(110)
    expect(perMegabyte).toBeLessThan(160)
  })

  it('is a cost where the rate was reached and the processor had time to spare', () => {
    const { value, reasons } = read((files) => {
      files[`${NAME}.cpu-after.txt`] = busy(0.69)
    })
    expect(reasons).toEqual([])
    const reached = value('iperf3-to-vm-at-rate.reachedMegabitsPerSecond') ?? NaN
    expect(value('iperf3-to-vm-at-rate.busyPercent')).toBeCloseTo(69, 1)
    expect(value('iperf3-to-vm-at-rate.cpuSecondsPerGigabyte')).toBeCloseTo((1000 * 0.69) / (reached / 8), 0)
  })

  it('is no cost where the processor was busier than 70 % of the time: the share is kept, and said', () => {
    const { value, reasons } = read((files) => {
      files[`${NAME}.cpu-after.txt`] = busy(0.72)
    })
    expect(value('iperf3-to-vm-at-rate.cpuSecondsPerGigabyte')).toBeUndefined()
    expect(value('iperf3-to-vm-at-rate.busyPercent')).toBeCloseTo(72, 1)
    expect(value('iperf3-to-vm-at-rate.exitsPerSecond')).toBeGreaterThan(0)
    expect(reasons).toEqual([
      expect.stringMatching(/not idle for 72\.0\u00a0% of the time, .* only up to 70\.0\u00a0% \(\S+\)$/),
    ])
  })

  it('says nothing of a rate that was missed', () => {
    const { value, reasons } = read((files) => {
      files[`${NAME}.json`] = files[`${NAME}.json`]?.replaceAll(/("bits_per_second": ?\t?)\d+/g, '$11500000') ?? ''
    })
    expect(value('iperf3-to-vm-at-rate.reachedMegabitsPerSecond')).toBeCloseTo(1.5)
    expect(value('iperf3-to-vm-at-rate.exitsPerSecond')).toBeUndefined()
    expect(value('iperf3-to-vm-at-rate.cpuSecondsPerGigabyte')).toBeUndefined()
    expect(reasons).toEqual([expect.stringContaining('reached 1.50\u00a0Mbit/s of 2.00\u00a0Mbit/s')])
  })

  it.each([
    ['began before iperf3 can have counted', 'counting began 81.50', 'counting began 81.05'],
    ['ended after iperf3 may have', 'counting ended 86.50', 'counting ended 87.30'],
  ])('is not taken from a window that %s', (_, is, wrong) => {
    const { value, reasons } = read((files) => {
      expect(files['iperf3-to-vm.1.window.txt']).toContain(is)
      files['iperf3-to-vm.1.window.txt'] = files['iperf3-to-vm.1.window.txt']?.replace(is, wrong) ?? ''
    })
    expect(value('iperf3-to-vm.exitsPerMegabyte')).toBeUndefined()
    expect(value('iperf3-to-vm.bitsPerSecond')).toBeGreaterThan(0)
    expect(reasons).toEqual([expect.stringContaining('a window within what iperf3 counted')])
  })
})

it('counts only all exits where an earlier version counted kinds that overlap', () => {
  const run = one(() => undefined)
  for (const { trial, files } of run.trials)
    for (const sample of trial.samples) {
      delete sample.counting
      delete sample.files.window
      files[sample.files.exits ?? ''] = '900,,kvm:kvm_exit,5,100.00,,\n800,,kvm:kvm_mmio,5,100.00,,\n'
    }
  const metrics = new Set(readSamples(run.trials).measurements.map(({ metric }) => metric))
  expect([...metrics].filter((id) => /exits|Accesses|Interrupts/i.test(id)).toSorted()).toEqual([
    'iperf3-from-vm.exitsPerMegabyte',
    'iperf3-to-vm.exitsPerMegabyte',
    'udp-large.exitsPerDatagram',
    'udp-small.exitsPerDatagram',
  ])
})
