import { describe, expect, test } from 'vitest'
import type { LoadedRun } from '../../data/loaded-run.ts'
import type { MergedPart } from '../../data/schema.ts'
import { syntheticRun } from '../../testing/synthetic/run.ts'
import { spoken } from '../../text/spoken.ts'
import { ENGLISH } from '../../text/words.ts'
import { analyseAcceleration } from '../acceleration/acceleration.ts'
import { analyseMigration } from '../migration/migration.ts'
import { computerFindings, computerLimits, migrationComputerFindings } from './computers.ts'
import type { Arm } from './metric.ts'

/** A run of as many blocks as there are letters, each a part that was measured on the computer of that letter. */
function mergedRun(computers: string): LoadedRun {
  const blocks = [...computers]
  const { run, ...loaded } = syntheticRun({ trials: blocks.length, migrations: 1, controls: true, freshHosts: true })
  const parts = blocks.map((letter, index): MergedPart => {
    const own = loaded.trials.filter(({ trial }) => trial.block === index + 1 && trial.migration === null)
    return {
      run: `part-${index + 1}`,
      name: String(index + 1),
      computer: { id: letter, boot: letter, name: letter === 'c' ? 'node3' : null },
      hostBoots: 0,
      trials: own.map(({ trial }) => trial.id),
    }
  })
  return { ...loaded, run: { ...run, parts } }
}

/** What is found where each block's values are multiplied by a factor, and trial by trial differ by next to nothing. */
function found(computers: string, factor: (letter: string, block: number) => number) {
  const loaded = mergedRun(computers)
  const { metrics, controls } = analyseAcceleration(loaded)
  const scaled = <A extends Arm>(arm: A): A => ({
    ...arm,
    samples: arm.samples.map((sample) => ({
      ...sample,
      value:
        factor([...computers][(sample.block ?? 1) - 1] ?? '', sample.block ?? 1) *
        (sample.configuration === 'kvm' ? 1 : 1.001),
    })),
  })
  const findings = computerFindings(
    loaded,
    'acceleration',
    metrics.map((metric) => ({ ...metric, arms: metric.arms.map(scaled) })),
    controls.map((control) => ({ ...control, arms: [scaled(control.arms[0]), scaled(control.arms[1])] })),
  )
  return findings.map(({ sentence, ...finding }) => ({ ...finding, sentence: spoken(sentence, ENGLISH) }))
}

describe('computers of a merged run', () => {
  test('of a run that was measured on one nothing is said', () => {
    const loaded = syntheticRun({ controls: true, freshHosts: true })
    expect(computerFindings(loaded, 'acceleration', [], [])).toEqual([])
    expect(computerLimits(loaded)).toEqual([])
    expect(found('aaa', () => 1)).toEqual([])
    expect(spoken(computerLimits(mergedRun('aaa'))[0] ?? '', ENGLISH)).toContain('on one computer')
    expect(computerLimits(mergedRun('abc'))).toEqual([])
    expect(spoken(computerLimits(mergedRun('abb'))[0] ?? '', ENGLISH)).toContain('on 2 computers')
  })

  test('hold the variance where they differ, and boots of the hosts where these do', () => {
    const [byComputer] = found('aabbccdd', (letter, block) => ({ a: 1, b: 2, c: 4, d: 8 })[letter] ?? 1 + block / 1e6)
    expect(byComputer?.id).toBe('B.computers')
    expect(byComputer?.conditions?.find(({ name }) => name.endsWith('held by computers'))?.value).toBeGreaterThan(99)
    expect(byComputer?.sentence).toMatch(
      /100.% is between computers, 0.% between .* and 0.% between .* \(4 computers, 8 boots of the hosts, 16 boots of the VM/,
    )
    const [byBoot] = found('aabbccdd', (_, block) => (block % 2 === 0 ? 2 : 1))
    expect(byBoot?.conditions?.find(({ name }) => name.endsWith('boots on a computer'))?.value).toBeGreaterThan(99)
    expect(byBoot?.conditions?.find(({ name }) => name.endsWith('held by computers'))).toMatchObject({
      holds: false,
      value: 0,
    })
  })

  test('that have a boot of the hosts each can’t be told apart from it, and no share is given', () => {
    const [shares] = found('abc', (_, block) => block)
    expect(shares?.sentence).toContain(
      'can’t be told from what boots of the hosts do (3 computers, 3 boots of the hosts',
    )
    expect(shares?.sentence).not.toContain('%')
    expect(shares?.conditions).toContainEqual(expect.objectContaining({ name: 'boots of the hosts', holds: false }))
  })

  test('one that stands apart is named, with what it differs by', () => {
    const slight = (block: number) => 1 + block / 1000
    const [, none] = found('aabbccddee', (_, block) => slight(block))
    expect(none?.sentence).toContain('none was found among 5')
    const [, one] = found('aabbccddee', (letter, block) => slight(block) * (letter === 'c' ? 2 : 1))
    expect(one?.id).toBe('B.computer-apart')
    expect(one?.sentence).toMatch(
      /apart\*\*: computer 3 \(node3\), (2\.00|1\.99|2) times the geometric mean of the others\./,
    )
    expect(one?.conditions?.filter(({ name, holds }) => name.startsWith('p after Holm') && holds)).toHaveLength(1)
  })

  test('of two neither is said to stand apart', () => {
    const [, two] = found('aabb', (letter) => (letter === 'a' ? 1 : 100))
    expect(two?.sentence).toContain('of two computers neither')
    expect(two?.conditions).toEqual([expect.objectContaining({ name: 'computers', value: 2, holds: false })])
  })
})

describe('migrations of a merged run', () => {
  /** Two migrations for each letter, on one boot of the hosts of the computer of that letter, with so long a downtime. */
  function moved(computers: string, downtimeMs: (letter: string, index: number) => number) {
    const letters = [...computers]
    const { run, ...loaded } = syntheticRun({ trials: 0, migrations: 2 * letters.length })
    const parts = letters.map((letter, part): MergedPart => {
      const own = loaded.trials.slice(2 * part, 2 * part + 2)
      for (const { trial } of own) trial.hostBoot = part + 1
      return {
        run: `part-${part + 1}`,
        name: `D${part + 1}`,
        computer: { id: letter, boot: letter, name: null },
        hostBoots: 0,
        trials: own.map(({ trial }) => trial.id),
      }
    })
    const merged: LoadedRun = { ...loaded, run: { ...run, parts } }
    const metrics = analyseMigration(merged).metrics.map((metric) => ({
      ...metric,
      arms: metric.arms.map((arm) => ({
        ...arm,
        samples: arm.samples.map((sample, i) => ({
          ...sample,
          value: downtimeMs(letters[Math.floor(i / 2)] ?? '', i),
        })),
      })),
    }))
    return migrationComputerFindings(merged, metrics).map(({ id, sentence }) => [id, spoken(sentence, ENGLISH)])
  }

  test('most of the variance is where they differ', () => {
    const byComputer = moved('aabb', (letter, i) => (letter === 'a' ? 100 : 200) * (1 + 0.01 * (i % 2)))
    expect(byComputer.map(([id]) => id)).toEqual(['D.computers', 'D.computer-apart'])
    expect(byComputer[0]?.[1]).toMatch(/100.% is between computers, 0.% .* between migrations on one boot of the hosts/)
    expect(byComputer[0]?.[1]).toMatch(/\(2 computers, 4 boots of the hosts, 8 migrations;/)
    const byMigration = moved('aabb', (_, i) => (i % 2 === 0 ? 100 : 200))
    expect(byMigration[0]?.[1]).toMatch(
      / 0.% is between computers, 0.% between boots of the hosts .* and 100.% between migrations/,
    )
    expect(moved('aaaa', () => 100)).toEqual([])
  })
})
