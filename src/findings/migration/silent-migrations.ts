import type { Origin } from '../model/quantity.ts'
import { originsOf } from './origins.ts'
import type { MigrationResult } from './result.ts'
import type { Silence } from './silence.ts'

/** A migration whose stream fell silent. */
export interface Silent {
  migration: MigrationResult
  silence: Silence
}

export const silentIn = (migrations: readonly MigrationResult[]): Silent[] =>
  migrations.flatMap((migration) => (migration.silence ? [{ migration, silence: migration.silence }] : []))

/** A quantity of the silent stretch of each migration that has one. */
export const ofSilences = (
  name: string,
  file: Parameters<typeof originsOf>[1],
  silent: readonly Silent[],
  of: (silence: Silence) => number | null,
): Origin[] =>
  originsOf(
    `silence.${name}`,
    file,
    silent.map(({ migration }) => migration),
    ({ silence }) => silence && of(silence),
  )
