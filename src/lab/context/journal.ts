import type { JournalEntry, Place } from '../../data/schema.ts'
import { appendJournal } from '../../data/store.ts'

/** Notes each executed command in journal.ndjson, in the order in which they ended. */
export interface Journal {
  note(entry: Omit<JournalEntry, 'sequence'>): void
}

/** @param from number of entries that the run already has */
export function openJournal(runFolder: string, from: number): Journal {
  let sequence = from
  return { note: (entry) => appendJournal(runFolder, { sequence: ++sequence, ...entry }) }
}

/** A command that ran to its end, or was started when `exitCode` is null. */
export function entry(
  place: Place,
  argv: readonly string[],
  startedAt: Date,
  result: { exitCode: number | null; output: string },
  instruction: { id: string; stdin?: string } | null = null,
): Omit<JournalEntry, 'sequence'> {
  return {
    instruction: instruction?.id ?? null,
    place,
    argv: [...argv],
    stdin: instruction?.stdin ?? null,
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
    ...result,
  }
}
