import type { HostName } from '../../data/host-name.ts'
import type { Course } from './migration-course.ts'
import type { Noise } from './noise.ts'

const MIB = 2 ** 20

/** Some lines of a log, and when they were written. */
type Entry = [t: number, lines: string]

const line = (value: object): string => `${JSON.stringify(value)}\n`
const byTime = (entries: readonly Entry[]): string =>
  entries
    .toSorted(([a], [b]) => a - b)
    .map(([, lines]) => lines)
    .join('')

const greeting = (t: number): Entry => [
  t,
  line({ t, received: { QMP: { version: {}, capabilities: ['oob'] } } }) +
    line({ t, sent: { execute: 'qmp_capabilities' } }) +
    line({ t, received: { return: {} } }),
]

/** FOR TESTS ONLY: QMP as the lab spoke it with source and destination; the first migration was typed into the monitor. */
export function qmpLogs(course: Course, n: Noise): Record<'source' | 'destination', string> {
  const { source, destination, repetition, from, migrateAt, copyS, stop, resume, on } = course
  const event = (host: HostName, t: number, name: string, data?: object): Entry => {
    const stamp = on(host, t)
    const timestamp = { seconds: Math.floor(stamp), microseconds: Math.floor((stamp % 1) * 1e6) }
    return [t + 0.003, line({ t: t + 0.003, received: { timestamp, event: name, ...(data ? { data } : {}) } })]
  }
  const migrate: Entry = [
    migrateAt,
    line({ t: migrateAt, sent: { execute: 'migrate', arguments: { uri: `tcp:${destination}:4400` } } }) +
      line({ t: migrateAt + 0.001, received: { return: {} } }),
  ]
  return {
    source: byTime([
      greeting(from),
      ...(repetition === 1 ? [] : [migrate]),
      event(source, migrateAt + 0.001, 'MIGRATION', { status: 'setup' }),
      event(source, migrateAt + 0.02, 'MIGRATION_PASS', { pass: 1 }),
      event(source, migrateAt + 0.0201, 'MIGRATION', { status: 'active' }),
      event(source, migrateAt + 0.02 + copyS * 0.8, 'MIGRATION_PASS', { pass: 2 }),
      event(source, migrateAt + 0.02 + copyS * 0.95, 'MIGRATION_PASS', { pass: 3 }),
      event(source, stop, 'STOP'),
      event(source, stop + 0.0005, 'MIGRATION_PASS', { pass: 4 }),
      event(source, resume + 0.002, 'MIGRATION', { status: 'completed' }),
      ...polls(course, n),
    ]),
    destination: byTime([
      greeting(from),
      event(destination, migrateAt + 0.02, 'MIGRATION', { status: 'active' }),
      event(destination, resume, 'RESUME'),
      event(destination, resume + 0.001, 'MIGRATION', { status: 'completed' }),
    ]),
  }
}

const ram = (sentBytes: number, pass: number, mbps: number, dirty: number) => ({
  transferred: Math.round(sentBytes),
  remaining: Math.max(0, Math.round(142 * MIB - sentBytes)),
  total: 2148 * MIB,
  mbps,
  'dirty-sync-count': pass,
  'dirty-pages-rate': Math.round(dirty),
  'page-size': 4096,
  normal: 3000,
  duplicate: 500_000,
})

/** `query-migrate` of the source, every 0.1 s. */
function polls({ migrateAt, copyS, downS, resume }: Course, n: Noise): Entry[] {
  const asked: Entry[] = []
  for (let t = migrateAt + 0.05; t < resume + 0.4; t += 0.1) {
    const share = Math.min(1, Math.max(0, (t - migrateAt - 0.02) / copyS))
    const reply =
      t > resume + 0.02
        ? {
            status: 'completed',
            'total-time': Math.round((resume - migrateAt) * 1000) + 4,
            'setup-time': 20,
            downtime: Math.round(downS * 1000 * 0.97),
            ram: ram(142 * MIB, 4, 310, 0),
          }
        : {
            status: 'active',
            'total-time': Math.round((t - migrateAt) * 1000),
            'setup-time': 20,
            'expected-downtime': 300,
            ram: ram(
              142 * MIB * share,
              share < 0.8 ? 1 : share < 0.95 ? 2 : 3,
              310 * n.factor(0.1),
              share < 0.8 ? 0 : 900 * n.factor(0.2),
            ),
          }
    asked.push([
      t,
      line({ t, sent: { execute: 'query-migrate' } }) + line({ t: t + 0.002, received: { return: reply } }),
    ])
  }
  return asked
}
