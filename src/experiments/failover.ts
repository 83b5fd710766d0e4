import { say, type Text } from '../text/phrase.ts'
import { type ConfigurationDeclaration, experiment, type MetricDeclaration } from './declaration.ts'

/** A boot of the VM, what it takes to make the pair equal, and what runs before and after the kill. */
const killed = (seconds: number) =>
  ({ repetition: 'failover', seconds, vm: null }) as const satisfies ConfigurationDeclaration

const quantity = (title: Text, unit: Text, role: MetricDeclaration['role'], only: readonly string[] = ['colo']) =>
  ({
    title: () => title,
    unit,
    better: 'lower',
    role,
    centre: 'median',
    only,
    described: true,
  }) as const satisfies MetricDeclaration

const BOTH = ['colo', 'unprotected'] as const
const STRUCK = [...BOTH, 'host-killed'] as const
/** Where the secondary goes on in the place of a primary that is gone. */
const TAKEN_OVER = ['colo', 'host-killed'] as const

/** After which QEMU itself says that something is wrong. */
const FULL = ['disk-full'] as const
/** After which two go on, each with a disk of its own. */
const PARTED = ['cable-pulled'] as const

/** Longest time from one checkpoint to the next, ms: `x-checkpoint-delay`. */
export const CHECKPOINT_DELAY_MS = 1000

/** What is told of besides the kill that has a control. */
export const OTHER_FAULTS = ['secondary-killed', 'host-killed', 'cable-pulled', 'disk-full'] as const

/** Whether it is the primary's host on which something is done; otherwise it is the secondary's, and the primary goes on. */
export const strikesPrimary = (configuration: string): boolean => STRUCK.some((one) => one === configuration)

/**
 * Section F: the QEMU of a VM is killed, with a secondary beside it and without one; and two other faults of the pair, of which
 * there is told and not compared.
 */
export const failover = experiment({
  section: 'F',
  carriedOut: 'failovers',
  unit: 'failover',
  configurations: {
    colo: killed(80),
    unprotected: killed(60),
    'secondary-killed': killed(80),
    'host-killed': killed(85),
    'cable-pulled': killed(95),
    'disk-full': killed(95),
  },
  arms: ['colo', 'unprotected', ...OTHER_FAULTS],
  compare: [],
  factors: [
    { name: 'protection', levels: ['COLO', 'none'] },
    {
      name: 'fault',
      levels: ['primary killed', 'secondary killed', 'primary’s host killed', 'cable pulled', 'secondary’s disk full'],
    },
  ],
  programs: {},
  evidence: {},
  own: {
    failover: {
      streamMegabitsPerSecond: {
        ...quantity(say('metric.failover.streamMegabitsPerSecond'), 'Mbit/s', 'headline', BOTH),
        better: 'higher',
      },
      checkpoints: quantity(say('metric.failover.checkpoints'), '', 'cost'),
      checkpointPauseMs: quantity(say('metric.failover.checkpointPauseMs'), 'ms', 'cost'),
      checkpointIntervalMs: quantity(say('metric.failover.checkpointIntervalMs'), 'ms', 'cost'),
      checkpointsEarly: quantity(say('metric.failover.checkpointsEarly'), '', 'cost'),
      stillPercent: quantity(say('metric.failover.stillPercent'), '%', 'cost'),
      megabytesPerCheckpoint: quantity(say('metric.failover.megabytesPerCheckpoint'), 'MB', 'cost'),
      roundTripMs: quantity(say('metric.failover.roundTripMs'), 'ms', 'cost', BOTH),
      noticeMs: quantity(say('metric.failover.noticeMs'), 'ms', 'headline', STRUCK),
      toldMs: quantity(say('metric.failover.toldMs'), 'ms', 'headline', TAKEN_OVER),
      takeoverMs: quantity(say('metric.failover.takeoverMs'), 'ms', 'headline', TAKEN_OVER),
      gapMs: quantity(say('metric.failover.gapMs'), 'ms', 'headline', ['colo', ...OTHER_FAULTS]),
      noSpaceMs: quantity(say('metric.failover.noSpaceMs'), 'ms', 'evidence', FULL),
      coloEndMs: quantity(say('metric.failover.coloEndMs'), 'ms', 'headline', FULL),
      gapBeforeMs: quantity(say('metric.failover.gapBeforeMs'), 'ms', 'cost', BOTH),
      firstAnswerMs: quantity(say('metric.failover.firstAnswerMs'), 'ms', 'headline', [...TAKEN_OVER, ...FULL]),
      acknowledgedBefore: quantity(say('metric.failover.acknowledgedBefore'), '', 'evidence'),
      acknowledged: quantity(say('metric.failover.acknowledged'), '', 'evidence', BOTH),
      missing: quantity(say('metric.failover.missing'), '', 'headline'),
      onBoth: quantity(say('metric.failover.onBoth'), '', 'evidence', PARTED),
      onPrimaryAlone: quantity(say('metric.failover.onPrimaryAlone'), '', 'headline', PARTED),
      onSecondaryAlone: quantity(say('metric.failover.onSecondaryAlone'), '', 'headline', PARTED),
      onNeither: quantity(say('metric.failover.onNeither'), '', 'headline', PARTED),
    },
  },
  main: null,
  byHand: null,
  figures: ['failover'],
  tables: ['failovers', 'faults'],
  findings: [
    'F.short',
    'F.set-up',
    'F.numbers',
    'F.failover',
    'F.gap',
    'F.checkpoints',
    'F.price',
    'F.records',
    'F.connection',
    'F.unprotected',
    'F.secondary',
    'F.host',
    'F.cable',
    'F.disks',
    'F.full',
  ],
})
