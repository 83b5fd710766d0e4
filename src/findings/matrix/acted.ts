import type { Migration } from '../../data/schema.ts'
import { TRIAL_FILE } from '../../data/trial-path.ts'
import type { ConfigurationOf } from '../../experiments/catalogue.ts'
import { DEFAULT_DOWNTIME_LIMIT_MS, DEFAULT_MAX_BANDWIDTH } from '../../experiments/matrix.ts'
import type { QmpLog, QueryMigrate } from '../../measurements/qemu/qmp.ts'
import { say, type Text } from '../../text/phrase.ts'
import { formatNumber, formatQuantity, formatWhole } from '../../text/quantities.ts'
import { isCopying } from '../migration/copying.ts'
import { wasSwitched } from './switch.ts'

/** Whether a part of what was set did anything in this migration, and what QEMU said that shows it. */
export interface Acted {
  acted: boolean
  evidence: Text
  /** The numbers of the evidence, without `matrix.`; from QEMU's log unless a file is named. */
  measured: { name: string; value: number; unit: Text; file?: string }[]
}

/** QEMU's answers about this migration, with what they say of memory. */
interface Seen {
  polls: { reply: QueryMigrate; ram: NonNullable<QueryMigrate['ram']> }[]
  log: QmpLog
  /** Of the answers those from RESUME on; none where that is not known. */
  sinceResume: Seen['polls']
}

type Test = (seen: Seen, migration: Migration) => Acted[]

const most = (values: readonly number[]): number => Math.max(0, ...values)
const bytesPerSecond = ({ mbps }: Seen['polls'][number]['ram']): number => (mbps * 1e6) / 8

/** Lifting the cap does something only where the stream went beyond the cap that holds by default. */
function bandwidthActed({ polls }: Seen): Acted {
  const fastest = most(polls.filter(({ reply }) => isCopying(reply)).map(({ ram }) => bytesPerSecond(ram)))
  return {
    acted: fastest >= DEFAULT_MAX_BANDWIDTH,
    evidence: say('acted.max-bandwidth', {
      most: formatNumber(fastest / 2 ** 20),
      cap: formatNumber(DEFAULT_MAX_BANDWIDTH / 2 ** 20),
    }),
    measured: [
      { name: 'acted.fastestMebibytesPerSecond', value: fastest / 2 ** 20, unit: 'MiB/s' },
      { name: 'acted.defaultMebibytesPerSecond', value: DEFAULT_MAX_BANDWIDTH / 2 ** 20, unit: 'MiB/s' },
    ],
  }
}

/**
 * A lower downtime limit does something only where a search for dirty pages found a rest that the default would have
 * accepted and this limit did not: what QEMU said first after the search, at the speed that it had then.
 */
function limitActed({ polls }: Seen, { downtimeLimitMs }: Migration): Acted {
  const rests = polls.flatMap(({ reply, ram }, index) => {
    const before = polls[index - 1]
    const searched = before !== undefined && ram['dirty-sync-count'] > before.ram['dirty-sync-count']
    return searched && isCopying(reply) && ram.mbps > 0 ? [(1000 * ram.remaining) / bytesPerSecond(ram)] : []
  })
  const refused = rests.filter((ms) => ms > downtimeLimitMs && ms <= DEFAULT_DOWNTIME_LIMIT_MS)
  return {
    acted: refused.length > 0,
    evidence:
      refused.length > 0
        ? say('acted.downtime-limit', {
            rest: formatQuantity(most(refused), 'ms'),
            limit: formatQuantity(downtimeLimitMs, 'ms'),
          })
        : say('acted.downtime-limit.not', { limit: formatQuantity(downtimeLimitMs, 'ms') }),
    measured: [
      { name: 'downtimeLimitMs', value: downtimeLimitMs, unit: 'ms', file: TRIAL_FILE },
      ...(refused.length > 0 ? [{ name: 'acted.refusedMs', value: most(refused), unit: 'ms' }] : []),
    ],
  }
}

/** QEMU names the percentage only while it throttles. */
function throttled({ polls }: Seen): Acted {
  const percent = most(polls.map(({ reply }) => reply['cpu-throttle-percentage'] ?? 0))
  return {
    acted: percent > 0,
    evidence: percent > 0 ? say('acted.throttle', { percent: formatWhole(percent) }) : say('acted.throttle.not'),
    measured: percent > 0 ? [{ name: 'acted.throttlePercent', value: percent, unit: '%' }] : [],
  }
}

function limitedVcpus({ polls }: Seen): Acted {
  const longest = most(polls.map(({ reply }) => reply['dirty-limit-throttle-time-per-round'] ?? 0))
  return {
    acted: longest > 0,
    evidence:
      longest > 0
        ? say('acted.dirty-limit', { time: formatQuantity(longest / 1000, 'ms') })
        : say('acted.dirty-limit.not'),
    measured: longest > 0 ? [{ name: 'acted.dirtyLimitMs', value: longest / 1000, unit: 'ms' }] : [],
  }
}

function deltas({ polls }: Seen): Acted {
  const pages = most(polls.map(({ reply }) => reply['xbzrle-cache']?.pages ?? 0))
  return {
    acted: pages > 0,
    evidence: say('acted.xbzrle', { pages: formatWhole(pages) }),
    measured: [{ name: 'acted.deltaPages', value: pages, unit: '' }],
  }
}

function channels({ polls }: Seen): Acted {
  const bytes = most(polls.map(({ ram }) => ram['multifd-bytes'] ?? 0))
  return {
    acted: bytes > 0,
    evidence: say('acted.multifd', { amount: formatQuantity(bytes / 1e6, 'MB') }),
    measured: [{ name: 'acted.multifdMegabytes', value: bytes / 1e6, unit: 'MB' }],
  }
}

/** Pages that went as a note that they hold zeros only. */
function zerosFound({ polls }: Seen): Acted {
  const pages = most(polls.map(({ ram }) => ram.duplicate ?? 0))
  return {
    acted: pages > 0,
    evidence: say('acted.zeros', { pages: formatWhole(pages) }),
    measured: [{ name: 'acted.zeroPages', value: pages, unit: '' }],
  }
}

/** Nobody looks for zeros where every page went whole. */
function zerosSent(seen: Seen): Acted {
  const { acted: found, ...asFound } = zerosFound(seen)
  const pages = most(seen.polls.map(({ ram }) => ram.normal ?? 0))
  return found || pages === 0
    ? { acted: false, ...asFound }
    : {
        acted: true,
        evidence: say('acted.zeros.none', { pages: formatWhole(pages) }),
        measured: [{ name: 'acted.wholePages', value: pages, unit: '' }],
      }
}

/**
 * Post-copy does something only where memory is still to come when the VM runs on the destination: that it was switched
 * over does not show it, as what was left may have come before RESUME.
 */
function followed({ log, polls, sinceResume }: Seen): Acted {
  if (!wasSwitched(log)) return { acted: false, evidence: say('acted.postcopy.not'), measured: [] }
  const requests = most(polls.map(({ ram }) => ram['postcopy-requests'] ?? 0))
  const left = most(sinceResume.map(({ ram }) => ram.remaining)) / 1e6
  const acted = left > 0 || requests > 0
  const megabytes = { name: 'acted.followingMegabytes', value: left, unit: 'MB' }
  if (left > 0)
    return {
      acted,
      evidence: say('acted.postcopy', { amount: formatQuantity(left, 'MB') }),
      measured: [megabytes],
    }
  if (acted)
    return {
      acted,
      evidence: say('acted.postcopy.requests', { pages: formatWhole(requests) }),
      measured: [{ name: 'pagesRequestedAtMost', value: requests, unit: '' }],
    }
  return { acted, evidence: say('acted.postcopy.nothing-left'), measured: [] }
}

/** Pages that are asked for go first only where one was asked for. */
function preempted({ polls }: Seen): Acted {
  const requests = most(polls.map(({ ram }) => ram['postcopy-requests'] ?? 0))
  return {
    acted: requests > 0,
    evidence: say('acted.preempt', { pages: formatWhole(requests) }),
    measured: [{ name: 'pagesRequestedAtMost', value: requests, unit: '' }],
  }
}

/** What shows that a setting did anything; nothing is set by default. */
const TESTS: Readonly<Record<ConfigurationOf<'matrix'>, Test>> = {
  precopy: () => [],
  raised: (seen, migration) => [bandwidthActed(seen), limitActed(seen, migration)],
  'auto-converge': (seen) => [throttled(seen)],
  xbzrle: (seen) => [deltas(seen)],
  'multifd-plain': (seen) => [channels(seen)],
  'multifd-zstd': (seen) => [channels(seen)],
  postcopy: (seen) => [followed(seen)],
  'postcopy-preempt': (seen) => [followed(seen), preempted(seen)],
  'dirty-limit': (seen) => [limitedVcpus(seen)],
  'zero-none': (seen) => [channels(seen), zerosSent(seen)],
  'zero-legacy': (seen) => [channels(seen), zerosFound(seen)],
  'zero-multifd': (seen) => [channels(seen), zerosFound(seen)],
}

const isSetting = (name: string): name is keyof typeof TESTS => Object.hasOwn(TESTS, name)

/**
 * Each part of a setting, and whether it acted; none for the default, with which nothing is set.
 * @param resumeS when the VM ran on the destination, seconds after `migrate`; null where that is not known
 */
export function actedOf(setting: string, log: QmpLog, migration: Migration, resumeS: number | null): Acted[] {
  if (!isSetting(setting)) return []
  const polls = log.polls.flatMap(({ atS, reply }) =>
    reply.ram && atS >= migration.migrateAt ? [{ atS, reply, ram: reply.ram }] : [],
  )
  const sinceResume = resumeS === null ? [] : polls.filter(({ atS }) => atS - migration.migrateAt >= resumeS)
  return TESTS[setting]({ polls, log, sinceResume }, migration)
}

/** A setting of which no part did anything is the default under another name: it counts in no comparison and no score. */
export const didAct = ({ acted }: { acted: readonly Acted[] }): boolean =>
  acted.length === 0 || acted.some((part) => part.acted)
