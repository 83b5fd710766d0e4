import { median } from 'simple-statistics'
import { RAW_FILES } from '../../data/raw-files.ts'
import { trialPath } from '../../data/trial-path.ts'
import { EXIT_EVENT } from '../../experiments/exit-kinds.ts'
import { VM_EVENTS } from '../../experiments/migration.ts'
import { say, type Text, text } from '../../text/phrase.ts'
import { formatCount, formatNumber, formatQuantity, formatWhole } from '../../text/quantities.ts'
import { type Origin, overTrials, type Quantity, told, withinQuantity } from '../model/quantity.ts'
import { claimConditions, condition, describedFinding, type Finding, notMeasuredFinding } from '../model/sentence.ts'
import { shareOf } from '../model/share.ts'
import type { Claim } from '../model/verdict.ts'
import { meanPerSecond, type Window } from '../reading/windows.ts'
import { alsoOf, isUsual } from './brackets.ts'
import { type Claims, claimIn } from './claims.ts'
import { countedIn, faultsIn, KVM_FAULT, onDestination, onSource } from './counted.ts'
import { countedOf, type Made, type When } from './origins.ts'
import type { MigrationResult } from './result.ts'

const MMIO = 'kvm:kvm_mmio'

/** The median of rates over migrations, e.g. `1,240 per second`. */
const rate = (rates: readonly number[]): Text => formatQuantity(median([...rates]), say('unit.per-second'))

const medianOf = (origins: readonly Origin[]): Quantity | null => overTrials('median', say('unit.per-second'), origins)

/** The clause that compares copying with the baseline, migration by migration. */
function change(claim: Claim, count: number, all: number): Text {
  const n = say('n', { n: formatCount(count, 'migration') })
  const said = shareOf(claim, n, isUsual(count, all))
  if (said === null) return say('D.change.no-share', { n })
  const share = say('D.share', { share: said.percent })
  return said.outcome === 'no-interval'
    ? say('D.change.no-interval', { share, n })
    : say(`D.change.${said.outcome}`, { share, range: said.range })
}

function vmFinding(
  { event, id, title }: (typeof VM_EVENTS)[number],
  migrations: readonly MigrationResult[],
  claims: Claims,
  why: Text,
): Finding {
  const name = say('metric.in-vm', { what: title })
  const counted = countedIn(migrations, (m) => m.rates.perfVm[event])
  if (counted.length === 0) return notMeasuredFinding(id, name, why)
  const [baseline, copying] = (['baseline', 'copying'] as const).map((window) =>
    counted.map((one) => one[window].medianPerSecond),
  )
  const after = counted.flatMap((one) => (one.after ? [one.after.medianPerSecond] : []))
  const claim = claimIn(claims, id)
  const { verdict } = claim
  const clause = change(claim, counted.length, migrations.length)
  const evidence = counted.map(({ migration }) => trialPath(migration.trial, RAW_FILES.perfVm))
  const own = counted.map(({ migration }) => migration)
  const of = (when: When, made: Made): Origin[] => countedOf('perf-vm', event, when, made, own)
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
    const sums = (['baseline', 'copying'] as const).flatMap((when) => [
      overTrials('sum', '', of(when, 'count')),
      overTrials('sum', 's', of(when, 'seconds')),
    ])
    return describedFinding(id, sentence, evidence, {
      conditions: [
        condition(
          'lowest median of a migration’s intervals',
          Math.min(...[...of('baseline', 'median'), ...of('copying', 'median')].map(({ value }) => value)),
          '=',
          0,
        ),
      ],
      quantities: told(...sums),
    })
  }
  const later = after.length === 0 ? '' : say('D.perf.later', { rate: rate(after) })
  return {
    id,
    sentence: say('D.perf', { name, event, before: rate(baseline ?? []), copying: rate(copying ?? []), clause, later }),
    verdict,
    evidence,
    conditions: claimConditions(claim),
    quantities: told(
      ...(['baseline', 'copying', 'after'] as const).map((when) => medianOf(of(when, 'median'))),
      withinQuantity('%', claim, of('copying', 'median'), of('baseline', 'median')),
    ),
  }
}

/** Whether the write protection of dirty logging can be seen in what KVM counted. */
function faultFinding(migrations: readonly MigrationResult[], claims: Claims, why: Text): Finding {
  const id = 'D.kvm-page-faults'
  const name = say('metric.kvm-page-faults')
  const counted = faultsIn(migrations)
  if (counted.length === 0) return notMeasuredFinding(id, name, why)
  const baseline = counted.map((one) => meanPerSecond(one.baseline))
  const copying = counted.map((one) => meanPerSecond(one.copying))
  const total = (pick: (window: Window) => number): number => counted.reduce((sum, one) => sum + pick(one.copying), 0)
  const claim = claimIn(claims, id)
  const { verdict } = claim
  const clause = change(claim, counted.length, migrations.length)
  const own = counted.map(({ migration }) => migration)
  const of = (event: string, when: When, made: Made): Origin[] => countedOf('kvm-source', event, when, made, own)
  // On AMD processors an access to a device's register is such a fault too.
  const registers = countedIn(
    counted.map(({ migration }) => migration),
    (m) => onSource(m, MMIO),
  )
  const all = registers.length === counted.length
  const before = registers.map((one) => meanPerSecond(one.baseline))
  const meanwhile = registers.map((one) => meanPerSecond(one.copying))
  const anyRegister = condition('most accesses to registers a second', Math.max(0, ...before, ...meanwhile), '>', 0)
  const anyFault = condition('most faults a second', Math.max(...baseline, ...copying), '>', 0)
  const areAmong = all && anyRegister.holds && anyFault.holds
  const once = counted.every(({ migration }) => migration.registersOnce)
  const said = areAmong
    ? say(once ? 'D.faults.among' : 'D.faults.among-twice', {
        event: MMIO,
        before: rate(before),
        copying: rate(meanwhile),
      })
    : all && anyFault.holds
      ? say('D.faults.none-among', { event: MMIO })
      : null
  const among = said === null ? '' : text` ${said}`
  const fromLogging = all && verdict === 'higher' && meanwhile.every((value, i) => value <= (before[i] ?? NaN))
  const logging = areAmong ? 'D.faults.from-logging' : 'D.faults.from-logging-alone'
  const conclusion = say(fromLogging ? logging : 'D.faults.not-shown')
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
    evidence: counted.map(({ migration }) => trialPath(migration.trial, RAW_FILES.kvm[migration.source])),
    conditions: [...claimConditions(claim), anyFault, ...(all ? [anyRegister] : [])],
    quantities: told(
      overTrials('sum', '', of(KVM_FAULT, 'copying', 'count')),
      overTrials('sum', 's', of(KVM_FAULT, 'copying', 'seconds')),
      medianOf(of(KVM_FAULT, 'copying', 'mean')),
      medianOf(of(KVM_FAULT, 'baseline', 'mean')),
      withinQuantity('%', claim, of(KVM_FAULT, 'copying', 'mean'), of(KVM_FAULT, 'baseline', 'mean')),
      ...(areAmong ? [medianOf(of(MMIO, 'baseline', 'mean')), medianOf(of(MMIO, 'copying', 'mean'))] : []),
    ),
  }
}

/** At most this share of a host's exits may be left where the VM is not. */
const REST = 0.01

/** Whether the exits stop on the source and begin on the destination. */
function exitFinding(migrations: readonly MigrationResult[], why: Text): Finding {
  const id = 'D.kvm-exits-move'
  const counted = migrations.flatMap((migration) => {
    const [source, destination] = [onSource(migration, EXIT_EVENT), onDestination(migration, EXIT_EVENT)]
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
  const rates = (host: 'left' | 'reached', when: 'before' | 'after'): number[] => counted.map((one) => one[host][when])
  return {
    id,
    sentence: say('D.exits', {
      event: EXIT_EVENT,
      leftBefore: formatNumber(median(rates('left', 'before'))),
      leftAfter: rate(rates('left', 'after')),
      reachedBefore: formatNumber(median(rates('reached', 'before'))),
      reachedAfter: rate(rates('reached', 'after')),
      n: alsoOf(counted.length, migrations.length),
      outcome,
    }),
    verdict: 'described',
    evidence: counted.flatMap(({ migration: { trial } }) => [
      trialPath(trial, RAW_FILES.kvm.host1),
      trialPath(trial, RAW_FILES.kvm.host2),
    ]),
    conditions: [condition('migrations in which the exits moved', moved.length, '=', counted.length)],
    quantities: told(
      ...(['kvm-source', 'kvm-destination'] as const).flatMap((place) =>
        (['baseline', 'after'] as const).map((when) =>
          medianOf(
            countedOf(
              place,
              EXIT_EVENT,
              when,
              'mean',
              counted.map(({ migration }) => migration),
            ),
          ),
        ),
      ),
    ),
  }
}

/** What perf counted in the VM and on both hosts while it migrated. */
export function perfFindings(
  migrations: readonly MigrationResult[],
  claims: Claims,
  whyMissing: (file: string) => Text,
): Finding[] {
  return [
    ...VM_EVENTS.map((one) => vmFinding(one, migrations, claims, whyMissing('perf-vm'))),
    faultFinding(migrations, claims, whyMissing('kvm-host')),
    exitFinding(migrations, whyMissing('kvm-host')),
  ]
}
