import { trialPath } from '../../data/trial-path.ts'
import { VM_EVENTS } from '../../experiments/migration.ts'
import { ratio, summarise } from '../../statistics/summary.ts'
import { say, type Text, text } from '../../text/phrase.ts'
import { formatCount, formatInterval, formatQuantity, formatWhole } from '../../text/quantities.ts'
import { type Comparison, verdictOf } from '../model/metric.ts'
import { type Finding, notMeasuredFinding } from '../model/sentence.ts'
import { meanPerSecond, type Window, type WindowRates } from '../model/windows.ts'
import type { MigrationResult } from './result.ts'

const EXIT = 'kvm:kvm_exit'
export const KVM_FAULT = 'kvm:kvm_page_fault'
const MMIO = 'kvm:kvm_mmio'

/** What KVM did on the host that the VM leaves. */
export const onSource = (m: MigrationResult, event: string): WindowRates | undefined => m.rates.kvm[m.source][event]
const onDestination = (m: MigrationResult, event: string): WindowRates | undefined => m.rates.kvm[m.destination][event]

interface Counted {
  migration: MigrationResult
  baseline: Window
  copying: Window
  after: Window | null
}

/** The migrations that have both windows, as those are their own control. */
function countedIn(
  migrations: readonly MigrationResult[],
  windowsOf: (m: MigrationResult) => WindowRates | undefined,
): Counted[] {
  return migrations.flatMap((migration) => {
    const windows = windowsOf(migration)
    if (!windows?.baseline || !windows.copying) return []
    return [{ migration, baseline: windows.baseline, copying: windows.copying, after: windows.after }]
  })
}

/** The summary of rates over migrations, e.g. `1,240 per second`. */
const rate = (rates: readonly number[]): Text => formatQuantity(summarise(rates).value, say('unit.per-second'))

/** The clause that compares copying with the baseline, migration by migration, and its verdict. */
function change(
  copying: readonly number[],
  baseline: readonly number[],
): {
  clause: Text
  verdict: Comparison['verdict']
} {
  const n = say('n', { n: formatCount(copying.length, 'migration') })
  if ([...copying, ...baseline].some((value) => value <= 0)) {
    return { clause: say('D.change.no-share', { n }), verdict: 'not-measured' }
  }
  const shares = copying.map((value, i) => value / (baseline[i] ?? NaN))
  // The controls are 1 without spread: the interval is Student's for the paired logarithms.
  const { value, interval } = ratio(
    shares,
    shares.map(() => 1),
  )
  const share = say('D.share', { share: formatQuantity(100 * value, '%') })
  const verdict = verdictOf(interval)
  if (!interval) {
    return { clause: say('D.change.no-interval', { share, n }), verdict }
  }
  const percent = { low: 100 * interval.low, high: 100 * interval.high }
  const range = say('interval.percent-with-n', { interval: formatInterval(percent, 3, 100), n })
  if (verdict === 'no-difference') return { clause: say('D.change.no-difference', { share, range }), verdict }
  return { clause: say(verdict === 'higher' ? 'D.change.more' : 'D.change.fewer', { share, range }), verdict }
}

function vmFinding(
  { event, id, title }: (typeof VM_EVENTS)[number],
  migrations: readonly MigrationResult[],
  why: Text,
): Finding {
  const name = say('metric.in-vm', { what: title })
  const counted = countedIn(migrations, (m) => m.rates.perfVm[event])
  if (counted.length === 0) return notMeasuredFinding(id, name, why)
  const [baseline, copying] = (['baseline', 'copying'] as const).map((window) =>
    counted.map((one) => one[window].medianPerSecond),
  )
  const after = counted.flatMap((one) => (one.after ? [one.after.medianPerSecond] : []))
  const { clause, verdict } = change(copying ?? [], baseline ?? [])
  const evidence = counted.map(({ migration }) => trialPath(migration.trial, 'perf-vm.csv'))
  if (verdict === 'not-measured') {
    // What is rare has a median of 0, which would hide the few that there were.
    const sum = (window: 'baseline' | 'copying'): Text => {
      const [count, seconds] = (['count', 'seconds'] as const).map((key) =>
        counted.reduce((total, one) => total + one[window][key], 0),
      )
      return say('D.count-in', { count: formatWhole(count ?? 0), time: formatQuantity(seconds ?? 0, 's') })
    }
    const n = formatCount(counted.length, 'migration')
    const sentence = say('D.perf.too-few', { name, event, before: sum('baseline'), copying: sum('copying'), n })
    return { id, sentence, verdict: 'described', evidence }
  }
  const later = after.length === 0 ? '' : say('D.perf.later', { rate: rate(after) })
  return {
    id,
    sentence: say('D.perf', { name, event, before: rate(baseline ?? []), copying: rate(copying ?? []), clause, later }),
    verdict,
    evidence,
  }
}

/** Whether the write protection of dirty logging can be seen in what KVM counted. */
function faultFinding(migrations: readonly MigrationResult[], why: Text): Finding {
  const id = 'D.kvm-page-faults'
  const name = say('metric.kvm-page-faults')
  const counted = countedIn(migrations, (m) => onSource(m, KVM_FAULT))
  if (counted.length === 0) return notMeasuredFinding(id, name, why)
  const baseline = counted.map((one) => meanPerSecond(one.baseline))
  const copying = counted.map((one) => meanPerSecond(one.copying))
  const total = (pick: (window: Window) => number): number => counted.reduce((sum, one) => sum + pick(one.copying), 0)
  const { clause, verdict } = change(copying, baseline)
  // On AMD processors an access to a device's register is such a fault too.
  const registers = countedIn(
    counted.map(({ migration }) => migration),
    (m) => onSource(m, MMIO),
  )
  const all = registers.length === counted.length
  const before = registers.map((one) => meanPerSecond(one.baseline))
  const meanwhile = registers.map((one) => meanPerSecond(one.copying))
  const among = all
    ? text` ${say('D.faults.among', { event: MMIO, before: rate(before), copying: rate(meanwhile) })}`
    : ''
  const fromLogging = all && verdict === 'higher' && meanwhile.every((value, i) => value <= (before[i] ?? NaN))
  const conclusion = say(fromLogging ? 'D.faults.from-logging' : 'D.faults.not-shown')
  return {
    id,
    sentence: say('D.faults', {
      name,
      event: KVM_FAULT,
      count: formatWhole(total(({ count }) => count)),
      time: formatQuantity(
        total(({ seconds }) => seconds),
        's',
      ),
      copying: rate(copying),
      before: rate(baseline),
      clause,
      among,
      conclusion,
    }),
    verdict,
    evidence: counted.map(({ migration }) => trialPath(migration.trial, `kvm-${migration.source}.csv`)),
  }
}

/** At most this share of a host's exits may be left where the VM is not. */
const REST = 0.01

/** Whether the exits stop on the source and begin on the destination. */
function exitFinding(migrations: readonly MigrationResult[], why: Text): Finding {
  const id = 'D.kvm-exits-move'
  const counted = migrations.flatMap((migration) => {
    const [source, destination] = [onSource(migration, EXIT), onDestination(migration, EXIT)]
    if (!source?.baseline || !source.after || !destination?.baseline || !destination.after) return []
    return [
      {
        migration,
        left: { before: meanPerSecond(source.baseline), after: meanPerSecond(source.after) },
        reached: { before: meanPerSecond(destination.baseline), after: meanPerSecond(destination.after) },
      },
    ]
  })
  if (counted.length === 0) return notMeasuredFinding(id, say('metric.exits-both'), why)
  const moved = counted.filter(
    ({ left, reached }) =>
      left.before > 0 &&
      reached.after > 0 &&
      left.after <= REST * left.before &&
      reached.before <= REST * reached.after,
  )
  const n = formatCount(counted.length, 'migration')
  const outcome =
    moved.length === counted.length
      ? say('D.exits.moved')
      : say('D.exits.moved-in', { moved: formatWhole(moved.length), n })
  const of = (host: 'left' | 'reached', when: 'before' | 'after'): Text => rate(counted.map((one) => one[host][when]))
  return {
    id,
    sentence: say('D.exits', {
      event: EXIT,
      leftBefore: of('left', 'before'),
      leftAfter: of('left', 'after'),
      reachedBefore: of('reached', 'before'),
      reachedAfter: of('reached', 'after'),
      n,
      outcome,
    }),
    verdict: 'described',
    evidence: counted.flatMap(({ migration: { trial } }) => [
      trialPath(trial, 'kvm-host1.csv'),
      trialPath(trial, 'kvm-host2.csv'),
    ]),
  }
}

/** What perf counted in the VM and on both hosts while it migrated. */
export function perfFindings(migrations: readonly MigrationResult[], whyMissing: (file: string) => Text): Finding[] {
  return [
    ...VM_EVENTS.map((one) => vmFinding(one, migrations, whyMissing('perf-vm'))),
    faultFinding(migrations, whyMissing('kvm-host')),
    exitFinding(migrations, whyMissing('kvm-host')),
  ]
}
