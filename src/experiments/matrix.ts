import { type ConfigurationDeclaration, experiment, type MigrationSetting } from './declaration.ts'
import { namesOf } from './names.ts'

const setting = (
  capabilities: readonly string[] = [],
  parameters: MigrationSetting['parameters'] = {},
  postcopy = false,
): ConfigurationDeclaration & { setting: MigrationSetting } => ({
  repetition: 'migration',
  seconds: 19,
  vm: null,
  setting: { capabilities, parameters, postcopy },
})
/** The same where QEMU is as new as that; with an older one it is not planned. */
const since = (version: string, one: ReturnType<typeof setting>): ReturnType<typeof setting> => ({
  ...one,
  setting: { ...one.setting, since: version },
})
const BOOT_SECONDS = 20
/** The same from a VM that is booted for it with a dirty ring. */
const ringed = (one: ReturnType<typeof setting>, dirtyRing: number): ReturnType<typeof setting> => ({
  ...one,
  seconds: one.seconds + BOOT_SECONDS,
  setting: { ...one.setting, dirtyRing },
})
/**
 * How QEMU finds pages of zeros. With multifd, without which its threads can't, and with a VM that does nothing, as the writer would fill
 * what is to be found. All memory may have to go, which on a busy computer takes longer than half a minute and is no lack of convergence.
 */
function zeros(detection: 'none' | 'legacy' | 'multifd') {
  const one = since('9.0', setting(['multifd'], { 'multifd-channels': 2, 'zero-page-detection': detection }))
  return { ...one, testedBy: 'idle', setting: { ...one.setting, limitMs: 90_000 } }
}
/** In the quick profile, too, which has time for few; those that compress take half a minute each on emulated hosts. */
const quick = (one: ReturnType<typeof setting>): ReturnType<typeof setting> => ({ ...one, quick: true })

/** What holds where nothing is set: bytes a second and milliseconds (QEMU's qapi/migration.json, migration/options.c). */
export const DEFAULT_MAX_BANDWIDTH = 128 * 2 ** 20
export const DEFAULT_DOWNTIME_LIMIT_MS = 300

/** Settings of the migration, in QEMU's names: https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#migration */
export const SETTINGS = {
  precopy: quick(setting()),
  // 10 Gbit/s and a tenth of a second, against defaults of 128 MiB/s and 300 ms.
  raised: setting([], { 'max-bandwidth': 1_250_000_000, 'downtime-limit': 100 }),
  'auto-converge': quick(setting(['auto-converge'])),
  // A cache that holds all that the writer dirties.
  xbzrle: setting(['xbzrle'], { 'xbzrle-cache-size': 128 * 2 ** 20 }),
  'multifd-plain': setting(['multifd'], { 'multifd-channels': 2 }),
  'multifd-zstd': setting(['multifd'], { 'multifd-channels': 2, 'multifd-compression': 'zstd' }),
  postcopy: quick(setting(['postcopy-ram'], {}, true)),
  'postcopy-preempt': setting(['postcopy-ram', 'postcopy-preempt'], {}, true),
  // QEMU's own example of a size; without a ring it refuses the limit.
  'dirty-limit': since('8.1', ringed(setting(['dirty-limit']), 4096)),
  'zero-none': zeros('none'),
  'zero-legacy': zeros('legacy'),
  'zero-multifd': zeros('multifd'),
} as const

/**
 * Has the destination of post-copy time the pages that it asks for, and changes nothing else. It is set where the destination can say
 * how these times are spread: QEMU had the capability long before it could.
 */
export const FAULT_LATENCY = { capability: 'postcopy-blocktime', answer: 'postcopy-latency-dist' } as const

/** MiB a second that the writer dirties: about half of what the emulated cable carries. */
const DIRTY_RATE = 16

/** What the VM does while it is migrated, and the command that does it. `memory` dirties memory at a set rate. */
export const WORKLOADS = {
  idle: { command: null },
  network: { command: null },
  cpu: { command: ['workload', 'cpu'] },
  memory: { command: ['workload', 'memory', String(DIRTY_RATE)] },
} as const satisfies Record<string, { command: readonly string[] | null }>

/** Section D under other settings and other work of the VM: each pair is a cell. */
export const matrix = experiment({
  section: 'D',
  carriedOut: 'migrations',
  unit: 'migration',
  configurations: SETTINGS,
  arms: namesOf(SETTINGS),
  compare: [],
  factors: [],
  programs: {},
  evidence: {},
  own: {},
  main: null,
  byHand: null,
  figures: ['matrix', 'faults'],
  tables: ['matrix', 'prediction'],
  findings: [
    'D.seen.outlier.bytes',
    'D.seen.outlier.total',
    'D.matrix.converged',
    'D.matrix.acted',
    'D.matrix.acted-counts',
    'D.matrix.total',
    'D.matrix.downtime',
    'D.matrix.postcopy',
    'D.matrix.postcopy-pace',
    'D.matrix.faults',
    'D.matrix.zeros',
    'D.matrix.bytes',
    'D.matrix.degradation',
    'D.matrix.prediction',
    'D.matrix.prediction-error',
    'D.matrix.prediction-cause',
    'D.matrix.dirtied',
    'D.matrix.not-offered',
    'D.matrix.untried',
  ],
})
