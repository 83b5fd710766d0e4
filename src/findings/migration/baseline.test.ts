import { describe, expect, it } from 'vitest'
import { syntheticRun } from '../../testing/synthetic/run.ts'
import { spoken } from '../../text/spoken.ts'
import { ENGLISH } from '../../text/words.ts'
import type { Phase } from '../reading/windows.ts'
import { baselineFinding, halvesFactor } from './baseline.ts'
import { analyseMigration } from './migration.ts'

const phases: Phase[] = [{ name: 'baseline', fromS: -4, toS: 0 }]
const rates = (...values: number[]) => values.map((value, i) => ({ fromS: i - 4, toS: i - 3, value }))
const { migrations } = analyseMigration(syntheticRun({ trials: 0, migrations: 3 }))
const said = (...factors: (number | null)[]): string =>
  spoken(
    baselineFinding(
      migrations.slice(0, factors.length).map((one, i) => ({ ...one, baselineFactor: factors[i] ?? null })),
      'none',
    ),
    ENGLISH,
  ).sentence

describe('the baseline', () => {
  it('has halves that are apart by a factor, whichever carries more', () => {
    expect(halvesFactor(rates(1, 3, 4, 4), phases)).toBe(2)
    expect(halvesFactor(rates(4, 4, 1, 3), phases)).toBe(2)
  })

  it('has none where a half carried nothing or was not watched', () => {
    expect(halvesFactor(rates(0, 0, 4, 4), phases)).toBeNull()
    expect(halvesFactor(rates(1, 1), phases)).toBeNull()
    expect(halvesFactor(rates(1, 1, 1, 1), [])).toBeNull()
  })

  it('is called steady only where all are', () => {
    expect(said(1.05, 1.1, 1.2)).toMatch(/by 1\.10× \(median, at most 1\.20×\): they are steady/)
    expect(said(1.05, 1.1, 2.18)).toMatch(/by 1\.10× \(median, at most 2\.18×\).*rough/)
    expect(said(2.18)).toMatch(/halves differ by 2\.18×, so the share is rough/)
    expect(said(1.1)).toMatch(/it is steady/)
    expect(said(null)).toContain('not measured')
  })
})
