import type { ConfigurationOf } from '../../experiments/catalogue.ts'
import type { Text } from '../../text/phrase.ts'
import type { Point } from '../reading/windows.ts'

/** What the kill of one QEMU was, put together from its raw files; times in s after the kill where nothing else is said. */
export interface FailoverResult {
  trial: string
  repetition: number
  configuration: ConfigurationOf<'failover'>
  qemuVersion: string
  /** As it was set; null without a secondary. */
  checkpointDelayMs: number | null
  /** Between the kill and the lab's connection to QEMU having ended. */
  noticeMs: number
  /** From that to the survivor being told that the other is lost, and from there to the secondary's RESUME; null where none came. */
  toldMs: number | null
  takeoverMs: number | null
  /** From a full disk to the secondary's BLOCK_IO_ERROR and the primary's COLO_EXIT, where they came before anybody was told. */
  noSpaceMs: number | null
  coloEndMs: number | null
  /** Whether the secondary went on. */
  resumed: boolean
  /** From the fault to the first answer after it was noticed; null where none came as long as the client was watched. */
  firstAnswerMs: number | null
  /** Whether the client was still answered when the time observed was over, and how long that was, s. */
  answeredAtEnd: boolean
  watchedS: number
  /** The longest time between two answers that the client received one after the other, of those that end after the kill. */
  gapMs: number | null
  /** The same of those that end before the kill: what is usual while nothing fails. */
  gapBeforeMs: number | null
  /** Median round trip before the kill. */
  roundTripMs: number | null
  /** What a stream without a limit got through to the VM before. */
  streamMegabitsPerSecond: number | null
  /**
   * Of those that ended before the kill, once the client was at work; null without a secondary. `early` are those that began
   * well before the interval that was set had gone by; the VM stood still for a share of the time until the last one ended.
   */
  checkpoints: {
    count: number
    early: number
    pauseMs: number | null
    intervalMs: number | null
    stillPercent: number | null
  } | null
  /** All that the primary’s host sent over the cable meanwhile, by the checkpoints of that time. */
  megabytesPerCheckpoint: number | null
  /** Records that the client was told to be on the disk, and how many of them the survivor's disk does not have as they were. */
  acknowledged: number | null
  acknowledgedBefore: number
  missing: number | null
  /** Of two disks that went on apart: on which of both those records are; null where there are none, or not both were read. */
  disks: { both: number; primaryAlone: number; secondaryAlone: number; neither: number } | null
  /** Whether the client's connection went on: it was told of another record after the secondary's RESUME. */
  connectionKept: boolean | null
  /** How far the hosts' clocks are known, ms, and how long the kill took. */
  clockErrorMs: number
  killErrorMs: number
  course: {
    fromS: number
    toS: number
    resumeS: number | null
    checkpoints: { fromS: number; toS: number }[]
    /** Requests by when their answer came, and how long they waited, ms. */
    roundTrips: Point[]
    /** The number of the last record that was acknowledged. */
    records: Point[]
  }
  notMeasured: Text[]
}
