import type { Window, WindowRates } from '../reading/windows.ts'
import type { MigrationResult } from './result.ts'

export const KVM_FAULT = 'kvm:kvm_page_fault'

/** What KVM did on the host that the VM leaves. */
export const onSource = (m: MigrationResult, event: string): WindowRates | undefined => m.rates.kvm[m.source][event]

/** The same on the host that it comes to. */
export const onDestination = (m: MigrationResult, event: string): WindowRates | undefined =>
  m.rates.kvm[m.destination][event]

/** What was counted of one event in one migration, before and while pages were copied. */
export interface Counted {
  migration: MigrationResult
  baseline: Window
  copying: Window
  after: Window | null
}

/** The migrations that have both windows, as those are their own control. */
export function countedIn(
  migrations: readonly MigrationResult[],
  windowsOf: (m: MigrationResult) => WindowRates | undefined,
): Counted[] {
  return migrations.flatMap((migration) => {
    const windows = windowsOf(migration)
    if (!windows?.baseline || !windows.copying) return []
    return [{ migration, baseline: windows.baseline, copying: windows.copying, after: windows.after }]
  })
}

/** Rates while copying against those before; null where one of them is 0. */
export function ratiosOf(counted: readonly Counted[], rate: (window: Window) => number): number[] | null {
  const pairs = counted.map(({ baseline, copying }) => [rate(copying), rate(baseline)] as const)
  return pairs.some(([meanwhile, before]) => meanwhile <= 0 || before <= 0)
    ? null
    : pairs.map(([meanwhile, before]) => meanwhile / before)
}

/** Page faults that KVM handled on the source. */
export const faultsIn = (migrations: readonly MigrationResult[]): Counted[] =>
  countedIn(migrations, (m) => onSource(m, KVM_FAULT))
