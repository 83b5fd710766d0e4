import type { MigrationResult } from '../../findings/migration/result.ts'
import type { MigrationView } from '../../templates/experiment-shape.ts'
import { formatDuration } from '../../text/durations.ts'
import { say } from '../../text/phrase.ts'
import { formatBitrate, formatBytes, formatQuantity, formatWhole, orNotMeasured } from '../../text/quantities.ts'
import type { Unspoken } from '../../text/spoken.ts'
import { PLACES } from './instruction.ts'

export function migrationView(migration: MigrationResult): Unspoken<MigrationView> {
  const copying = migration.phases.find(({ name }) => name === 'copying')
  const { disk } = migration
  return {
    number: formatWhole(migration.repetition),
    trial: migration.trial,
    source: PLACES[migration.source],
    destination: PLACES[migration.destination],
    via: migration.via === 'telnet' ? say('via.telnet') : 'QMP',
    total: formatDuration(migration.totalMs),
    setup: formatDuration(migration.setupMs),
    copying: copying === undefined ? null : formatDuration((copying.toS - copying.fromS) * 1000),
    downtimeQemu: orNotMeasured(migration.downtimeMs.qemu, formatDuration),
    downtimeEvents: orNotMeasured(migration.downtimeMs.events, formatDuration),
    downtimeProbe: orNotMeasured(migration.downtimeMs.probe, formatDuration),
    transferred: formatQuantity(migration.transferredBytes / 1e6, 'MB'),
    passes: formatWhole(migration.passes),
    throughputBaseline: orNotMeasured(migration.throughput.baseline, formatBitrate),
    throughputCopying: orNotMeasured(migration.throughput.copying, formatBitrate),
    throughputAfter: orNotMeasured(migration.throughput.after, formatBitrate),
    pingsSent: formatWhole(migration.pings.sent),
    pingsLost: formatWhole(migration.pings.lost),
    pingsLostAroundStop: formatWhole(migration.pings.aroundStop),
    clockError: formatDuration(migration.clockErrorMs),
    bandwidthCap:
      migration.maxBandwidthBytesPerSecond === 0
        ? say('none')
        : say('rate.per-second', { amount: formatBytes(migration.maxBandwidthBytesPerSecond) }),
    disk: disk && {
      written: formatWhole(disk.written),
      intact: formatWhole(disk.intact),
      lost: formatWhole(disk.lost),
      altered: formatWhole(disk.altered),
    },
    phases: migration.phases.map((phase) => ({
      name: phase.name,
      label: say(`phase.${phase.name}`),
      from: formatQuantity(phase.fromS, 's'),
      to: formatQuantity(phase.toS, 's'),
      duration: formatDuration((phase.toS - phase.fromS) * 1000),
    })),
    notMeasured: migration.notMeasured,
  }
}
