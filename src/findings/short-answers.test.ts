import { describe, expect, it } from 'vitest'
import type { LoadedRun } from '../data/loaded-run.ts'
import { syntheticRun } from '../testing/synthetic/run.ts'
import { spoken } from '../text/spoken.ts'
import { ENGLISH } from '../text/words.ts'
import { analyse } from './analyse.ts'
import type { ExperimentResult } from './analysis.ts'
import { shortAnswer as shortOfMigrations } from './migration/short-answer.ts'

const said = ({ findings }: ExperimentResult, id: string): string => {
  const found = findings.find((one) => one.id === id)
  if (!found) throw new Error(`no finding ${id}`)
  return spoken(found.sentence, ENGLISH).replaceAll('\u00a0', ' ')
}

/** The loop takes a sixtieth of its time without KVM. */
function withFasterLoop(run: LoadedRun): LoadedRun {
  for (const { files } of run.trials.filter(({ trial }) => trial.configuration === 'tcg'))
    for (const name of Object.keys(files).filter((file) => /^cpu-loop\.\d+\.csv$/.test(file)))
      files[name] = (files[name] ?? '').replace(/\d+(?=,ns,duration_time)/, (ns) => String(Math.round(Number(ns) / 60)))
  expect(run.trials.some(({ trial }) => trial.configuration === 'tcg')).toBe(true)
  return run
}

describe('the first page says of section B', () => {
  it('by what factors everything is slower, and how well the largest is known', () => {
    const { acceleration } = analyse(syntheticRun({ controls: true, trials: 5 }))
    expect(said(acceleration, 'B.short')).toMatch(
      /^\*\*Without KVM all 6 quantities were slower, [\d.]+× to [\d.]+×\*\* \(the last: 95 % interval .*\)\. With KVM /,
    )
  })

  it('how many, where one is not', () => {
    const { acceleration } = analyse(withFasterLoop(syntheticRun({ controls: true, trials: 5 })))
    expect(said(acceleration, 'B.short')).toContain('5 of the 6 quantities were slower')
  })

  it('that nothing is shown by a single boot', () => {
    const { acceleration } = analyse(syntheticRun({ trials: 1 }))
    expect(said(acceleration, 'B.short')).toContain('nothing compared is shown to be slower')
  })
})

describe('the first page says of section C', () => {
  it('what is claimed, with its interval', () => {
    const { network } = analyse(syntheticRun({ controls: true, trials: 5 }))
    expect(said(network, 'C.short')).toMatch(
      /^\*\*With e1000 in place of virtio-net-pci\*\*: TCP throughput, .* [\d.]+× slower \(95 % interval/,
    )
  })

  it('both numbers where nothing is claimed', () => {
    const { network } = analyse(syntheticRun({ trials: 1 }))
    expect(said(network, 'C.short')).toMatch(
      /^\*\*No difference in speed is claimed\*\*: TCP to the VM [\d.]+ [MG]bit\/s with virtio-net-pci, [\d.]+ [MG]bit\/s with e1000\./,
    )
  })
})

describe('the first page says of section D', () => {
  const { migration } = analyse(syntheticRun({ trials: 1, migrations: 3 }))

  it('how long the VM stood still, what its client saw and what copying cost', () => {
    expect(said(migration, 'D.short')).toMatch(
      /^\*\*The VM stood still for \d+(\.\d+)? ms\*\* \(median, range .*\)\. Its client heard nothing for .*No record lost\.$/,
    )
  })

  it('that records were lost, where they were', () => {
    const damaged = migration.migrations.map((one) => ({ ...one, disk: one.disk && { ...one.disk, lost: 1 } }))
    const finding = shortOfMigrations(damaged, migration.metrics)
    expect(spoken(finding.sentence, ENGLISH)).toMatch(/Records were lost or altered\.$/)
    expect(finding.conditions).toMatchObject([{ holds: false }])
  })

  it('nothing but that, where nothing was measured', () => {
    expect(spoken(shortOfMigrations([], []).sentence, ENGLISH)).toContain('not measured')
  })
})
