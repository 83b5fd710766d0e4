import type { Row } from '../../torture/result.ts'
import type { Found, PerStore, Turn } from '../../torture/store.ts'

/** For tests: what is found where nothing is wrong. */
export const intact = (blocks: number): Found => ({ blocks, intact: blocks, lost: 0, altered: 0, damage: [] })

/** For tests: a turn of the first boot that wrote so many blocks to each store. */
export const turnAfter = (written: PerStore<number>, first: PerStore<number>, bootId = 'a'): Turn => ({
  bootId,
  seconds: 2,
  last: { memory: first.memory + written.memory - 1, disk: first.disk + written.disk - 1 },
  found: { memory: intact(Math.min(16_384, written.memory)), disk: intact(Math.min(8192, written.disk)) },
})

/** For tests: a migration that went well, or as told. */
export const row = (migration: number, changes: Partial<Row> = {}): Row => ({
  campaign: '2025-03-01T10:15:00.000Z',
  seed: 7,
  migration,
  setting: 'precopy',
  source: 'host1',
  destination: 'host2',
  failure: null,
  move: { totalMs: 8000, downtimeMs: 100 * migration, rounds: 4, sentBytes: 2.5e8, postcopy: false },
  written: { memory: 4000, disk: 100 },
  found: { memory: intact(16_384), disk: intact(164) },
  checkSeconds: 3,
  seconds: 10 + migration,
  ...changes,
})
