import { describe, expect, test } from 'vitest'
import {
  CATALOGUE,
  CONFIGURATIONS,
  controlOf,
  declared,
  EXPERIMENTS,
  type MetricId,
  metricsOf,
  PROGRAMS,
  programsOf,
  repetitionOf,
  settingOf,
  takenByHand,
} from './catalogue.ts'

describe.each(EXPERIMENTS)('%s', (name) => {
  const { arms, compare, configurations, main, own, programs, byHand } = declared[name]
  const ids = metricsOf(name).map(({ id }) => id)

  test('names only what it declares', () => {
    const known = Object.keys(configurations)
    const named = [
      ...arms,
      ...compare.flat(),
      ...Object.values(configurations).flatMap(({ controlOf: of }) => of ?? []),
      ...metricsOf(name).flatMap(({ only }) => only ?? []),
      ...(byHand?.configurations ?? []),
    ]
    expect(named.filter((one) => !known.includes(one))).toEqual([])
    expect((byHand?.programs ?? []).filter((one) => !(PROGRAMS as readonly string[]).includes(one))).toEqual([])
    const pairs = Object.values(programs).flatMap(({ withoutOffloadsOf: of }) => of ?? [])
    expect(pairs.filter((one) => !(one in programs))).toEqual([])
  })

  test('has each metric once, and judges drift by one that it has', () => {
    expect(ids).toEqual([...new Set(ids)])
    if (main !== null) expect(ids).toContain(main.metric)
    expect(Object.keys(own).filter((source) => source in programs)).toEqual([])
  })

  test('compares what a reader sees, and its control never stands among that', () => {
    expect(compare.flat().filter((one) => !arms.includes(one))).toEqual([])
    expect(arms.filter((arm) => configurations[arm]?.controlOf !== undefined)).toEqual([])
  })
})

test('an id and a configuration name one metric, though two experiments may give the same id', () => {
  const named = EXPERIMENTS.flatMap((name) =>
    metricsOf(name).flatMap(({ id, only }) =>
      declared[name].arms.filter((arm) => only?.includes(arm) ?? true).map((arm) => `${id} ${arm}`),
    ),
  )
  expect(named.filter((one, i) => named.indexOf(one) !== i)).toEqual([])
  expect(named).toEqual(expect.arrayContaining(['idle.exitsPerSecond kvm', 'idle.exitsPerSecond virtio']))
})

test('a name that stored runs may have is never lost: what is not measured any more is marked as retired', () => {
  // Written by runs of version 0.1; a name may be added here and none taken away.
  expect(CONFIGURATIONS).toEqual(
    expect.arrayContaining([
      ...['kvm', 'tcg', 'host', 'kvm-control', 'virtio', 'e1000', 'virtio-control', 'precopy', 'raised'],
      ...['auto-converge', 'xbzrle', 'multifd-plain', 'multifd-zstd', 'postcopy', 'postcopy-preempt', 'dirty-limit'],
    ]),
  )
  expect(PROGRAMS).toEqual(
    expect.arrayContaining([
      ...['cpu-loop', 'process-creation', 'context-switch', 'memcpy', 'syscall', 'iperf3-to-vm', 'iperf3-from-vm'],
      ...['ping', 'udp-small', 'udp-large', 'iperf3-to-vm-no-offload', 'iperf3-from-vm-no-offload'],
      ...['iperf3-to-vm-at-rate', 'iperf3-from-vm-at-rate', 'idle', 'info-migrate', 'perf-in-vm'],
    ]),
  )
})

test('the lab runs what prints something for it, and nothing that is known by hand alone', () => {
  expect(programsOf('migration')).toEqual([])
  expect(programsOf('acceleration')).toEqual(Object.keys(CATALOGUE.acceleration.programs))
})

test('what repeats a configuration, its control and its setting', () => {
  expect((['kvm', 'host', 'precopy', 'xbzrle'] as const).map(repetitionOf)).toEqual([
    'boot',
    'round',
    'migration',
    'migration',
  ])
  expect(EXPERIMENTS.map(controlOf)).toEqual([
    { of: 'kvm-control', against: 'kvm' },
    { of: 'virtio-control', against: 'virtio' },
    null,
    null,
    null,
  ])
  expect(settingOf('kvm')).toBeNull()
  expect(settingOf('postcopy')).toEqual({ capabilities: ['postcopy-ram'], parameters: {}, postcopy: true })
})

test('a section takes over what was measured by hand of it', () => {
  expect(takenByHand('D')).toMatchObject({ experiment: 'migration', configurations: ['precopy'] })
  expect(takenByHand('C').programs).not.toContain('ping')
})

test('ids of metrics are known to the compiler', () => {
  const known: MetricId[] = [
    'memcpy.megabytesPerSecond',
    'syscall.exitsPerSecond',
    'migration.perf.interruptsCopyingPercent',
  ]
  // @ts-expect-error a metric that no program has
  const unknown: MetricId = 'memcpy.elapsedMs'
  expect(EXPERIMENTS.flatMap((name) => metricsOf(name).map(({ id }) => id))).toEqual(expect.arrayContaining(known))
  expect(EXPERIMENTS.flatMap((name) => metricsOf(name).map(({ id }) => id))).not.toContain(unknown)
})
