import { emptyTrial } from '../../data/empty-trial.ts'
import type { LoadedTrial } from '../../data/loaded-run.ts'
import type { Failover } from '../../data/schema.ts'
import { trialId } from '../../data/trial-id.ts'
import type { ConfigurationOf } from '../../experiments/catalogue.ts'
import { CHECKPOINT_DELAY_MS, strikesPrimary } from '../../experiments/failover.ts'
import { iso, type Noise } from './noise.ts'

/** Clocks of the hosts against the lab's, s. */
const OFFSETS = { host1: 0.8, host2: -1.3 } as const

/** What really happened, s on the lab's clock. */
interface Course {
  isProtected: boolean
  from: number
  kill: number
  notice: number
  resume: number
  to: number
  /** Checkpoints, each from when to when the VM stood still. */
  pauses: [number, number][]
}

function courseOf(configuration: ConfigurationOf<'failover'>, from: number, n: Noise): Course {
  const isProtected = configuration !== 'unprotected'
  const kill = from + 10.4 + 2 * n.random()
  const isFull = configuration === 'disk-full'
  const notice = kill + (configuration === 'cable-pulled' ? 6 : isFull ? 4.3 : 0.06 * n.factor(0.2))
  const pauses: [number, number][] = []
  for (let at = from + 0.4; isProtected && at + 0.5 < kill; at += pauses.length === 4 ? 0.5 : 1)
    pauses.push([at, at + 0.3 * n.factor(0.2)])
  return {
    isProtected,
    from,
    kill,
    notice,
    resume: notice + (isFull ? 6 : 0.1) + 0.2 * n.factor(0.2),
    to: notice + 8,
    pauses,
  }
}

const line = (value: object): string => JSON.stringify(value)
const said = (t: number, offset: number, event: string): string => {
  const stamp = t + offset
  const timestamp = { seconds: Math.floor(stamp), microseconds: Math.floor((stamp % 1) * 1e6) }
  return line({ t: t + 0.003, received: { timestamp, event } })
}

/** `<time> <number>` for each, as host 1's clock showed it. */
const numbered = (times: readonly number[]): string =>
  times.map((t, i) => `${(t + OFFSETS.host1).toFixed(6)} ${i + 1}\n`).join('')

/** What a disk holds of so many records. */
const listed = (count: number, isThere: (number: number) => boolean): string =>
  [
    `written ${count}`,
    ...Array.from({ length: count }, (_, i) => i + 1).flatMap((number) =>
      isThere(number) ? [`${number} intact`] : [],
    ),
    `read ${count}\n`,
  ].join('\n')

/** Whether the VM runs at a moment. */
const runsAt = ({ isProtected, kill, resume, pauses }: Course, t: number): boolean =>
  t < kill ? pauses.every(([begin, end]) => t < begin || t > end) : isProtected && t > resume

/** When what was asked is answered; null where the VM never runs again. */
function answeredAt(course: Course, asked: number, n: Noise): number | null {
  const roundTrip = (course.isProtected && asked < course.kill ? 0.03 : 0.004) * n.factor(0.3)
  for (let t = asked + roundTrip; t < course.to; t += 0.005) if (runsAt(course, t)) return t
  return null
}

/** FOR TESTS ONLY: a kill as its tools saw it, each time of the VM on host 1, unless its host is killed. */
export function failoverTrial(
  { configuration, repetition }: { configuration: ConfigurationOf<'failover'>; repetition: number },
  startS: number,
  n: Noise,
): LoadedTrial {
  const course = courseOf(configuration, startS + 30, n)
  const isFull = configuration === 'disk-full'
  const isHostKilled = configuration === 'host-killed'
  const [primary, secondary] = isHostKilled ? (['host2', 'host1'] as const) : (['host1', 'host2'] as const)
  // Of a host that is killed by the lab's clock.
  const faultOffset = isHostKilled ? 0 : OFFSETS[strikesPrimary(configuration) ? primary : secondary]
  const { isProtected, from, kill, notice, resume, to, pauses } = course
  const asked = Array.from({ length: Math.floor((to - from) / 0.05) }, (_, i) => from + i * 0.05)
  let last = 0
  const answered = asked.flatMap((t) => {
    // On one connection no answer comes before the one to what was asked earlier.
    const at = answeredAt(course, t, n)
    if (at === null) return []
    last = Math.max(last + 0.0001, at)
    return [last]
  })
  const written = asked.filter((_, i) => i % 6 === 0).filter((t) => runsAt(course, t))
  const moments = [
    ['before', from - 9],
    ['after', to],
  ] as const
  const clocks = (['host1', 'host2'] as const).flatMap((machine) =>
    moments.map(([when, t]) => ({
      machine,
      when,
      exchanges: [0.02, 0.004].map((trip, i) => ({
        asked: t + i * 0.05,
        remote: t + i * 0.05 + trip / 2 + OFFSETS[machine],
        answered: t + i * 0.05 + trip,
      })),
    })),
  )
  const megabits = (isProtected ? 20 : 400) * n.factor(0.1)
  const sum = { seconds: 8, bytes: megabits * 1e6, bits_per_second: megabits * 1e6 }
  const stream = {
    start: { test_start: { protocol: 'TCP', reverse: 0, target_bitrate: 0 } },
    end: { sum_sent: { ...sum, retransmits: 3 }, sum_received: sum },
  }
  const hello = (t: number) => line({ t, received: { QMP: { version: {}, capabilities: ['oob'] } } })
  const primaryLog = [
    hello(from - 15),
    ...(isFull ? [said(notice - 0.01, OFFSETS[primary], 'COLO_EXIT')] : []),
    ...pauses.flatMap(([begin, end]) => [said(begin, OFFSETS[primary], 'STOP'), said(end, OFFSETS[primary], 'RESUME')]),
  ]
  const failover: Failover = {
    qemuVersion: '11.1.3',
    primary,
    secondary: isProtected ? secondary : null,
    checkpointDelayMs: isProtected ? CHECKPOINT_DELAY_MS : null,
    protectedAt: isProtected ? from - 10 : null,
    observedFrom: from,
    killAskedAt: kill - 0.05,
    noticedAt: notice,
    toldAt: isProtected ? notice + (isFull ? 6 : 0.1) : null,
    observedTo: to,
  }
  return {
    trial: emptyTrial({
      id: trialId({ experiment: 'failover', configuration, workload: null, repetition }),
      experiment: 'failover',
      configuration,
      repetition,
      startedAt: iso(startS),
      finishedAt: iso(to + 2),
      bootMs: 14_000,
      vmArgv: ['qemu-system-x86_64', '-cpu', 'host', '-enable-kvm', '-m', '256M', '-smp', '1'],
      failover,
      host: primary,
      hostBoot: 1,
    }),
    files: {
      'qmp-primary.ndjson': `${primaryLog.join('\n')}\n`,
      ...(isProtected
        ? {
            'qmp-secondary.ndjson': `${[
              hello(from - 15),
              ...(isFull
                ? [said(kill + 3.1, OFFSETS[secondary], 'BLOCK_IO_ERROR')]
                : configuration === 'secondary-killed'
                  ? []
                  : [said(resume, OFFSETS[secondary], 'RESUME')]),
            ].join('\n')}\n`,
            ...(configuration === 'cable-pulled'
              ? {
                  'disk-primary.txt': listed(written.length, (number) => number <= written.length - 6),
                  'disk-secondary.txt': listed(written.length, (number) => number !== written.length - 9),
                }
              : {
                  'writer.txt': `written ${written.length}\nrecords ${written.length} intact ${written.length} lost 0 altered 0\n`,
                }),
          }
        : {}),
      'kill.txt': `${(kill + faultOffset - 0.0001).toFixed(6)}\n${(kill + faultOffset + 0.0001).toFixed(6)}\n`,
      'asked.txt': numbered(asked),
      'answered.txt': numbered(answered),
      'acknowledged.txt': numbered(written.map((t) => t + 0.01)),
      'cable.txt': [from - 0.05, kill - 0.1]
        .map((t, i) => `${(t + OFFSETS[primary]).toFixed(6)} ${i * (isProtected ? 21_000_000 : 70)}\n`)
        .join(''),
      'stream.json': `${JSON.stringify(stream)}\n`,
      'clocks.json': `${JSON.stringify(clocks)}\n`,
    },
  }
}
