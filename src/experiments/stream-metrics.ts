import { say, type Text } from '../text/phrase.ts'
import type { MetricDeclaration } from './declaration.ts'
import type { ExitKind } from './exit-kinds.ts'
import type { Keys } from './names.ts'

/** What is compared between the cards, of a stream in one direction: with each comparison the others can claim less. */
export const compared = (
  what: Text,
  unit: Text,
  role: 'evidence' | 'cost',
  better: MetricDeclaration['better'] = 'neither',
) =>
  ({
    title: (direction: Text) => say('metric.directed', { what, direction }),
    within: what,
    unit,
    better,
    role,
    optional: true,
  }) as const satisfies MetricDeclaration

/** What is shown of it besides. */
export const counted = (what: Text, unit: Text, role: 'evidence' | 'cost') =>
  ({ ...compared(what, unit, role), described: true }) as const satisfies MetricDeclaration

/** Of these the means are given, as they add up like what they are means of. */
export const perMegabyte = (what: Text) =>
  ({ ...counted(what, say('unit.per-mb'), 'evidence'), centre: 'mean' }) as const satisfies MetricDeclaration

/** Exits of every kind, those of each, and those of none of them: the kinds add up to all. */
export const EXITS_PER_MEGABYTE = {
  exitsPerMegabyte: perMegabyte(say('metric.exits-every')),
  memoryExitsPerMegabyte: perMegabyte(say('metric.exits-memory')),
  portExitsPerMegabyte: perMegabyte(say('metric.exits-port')),
  msrExitsPerMegabyte: perMegabyte(say('metric.exits-msr')),
  haltExitsPerMegabyte: perMegabyte(say('metric.exits-halt')),
  interruptExitsPerMegabyte: perMegabyte(say('metric.exits-interrupt')),
  windowExitsPerMegabyte: perMegabyte(say('metric.exits-window')),
  otherExitsPerMegabyte: perMegabyte(say('metric.exits-other')),
} as const

export type ExitCount = Keys<typeof EXITS_PER_MEGABYTE>

/** Kind of exit to the metric of a stream that is made of its count. */
export const KIND_METRICS = {
  memory: 'memoryExitsPerMegabyte',
  port: 'portExitsPerMegabyte',
  msr: 'msrExitsPerMegabyte',
  halt: 'haltExitsPerMegabyte',
  interrupt: 'interruptExitsPerMegabyte',
  'interrupt-window': 'windowExitsPerMegabyte',
  other: 'otherExitsPerMegabyte',
} as const satisfies Record<ExitKind | 'other', keyof typeof EXITS_PER_MEGABYTE>
