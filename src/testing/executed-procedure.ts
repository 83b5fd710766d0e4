import { procedure } from '../assignment/procedure.ts'
import { TOPOLOGY } from '../assignment/topology.ts'
import type { JournalEntry } from '../data/schema.ts'

/**
 * For tests: the journal of Tasks 1 to 3 as if all had gone well.
 * @param changes to entries, by instruction
 */
export const executedProcedure = (
  changes: Readonly<Record<string, Partial<JournalEntry>>> = {},
  topology = TOPOLOGY,
): JournalEntry[] =>
  procedure({ accelerator: 'kvm', cpu: 'host' }, topology).map(({ id, place, argv, stdin, mode }, sequence) => ({
    sequence,
    instruction: id,
    place,
    argv: [...argv],
    stdin: stdin ?? null,
    startedAt: '2026-01-01T00:00:00.000Z',
    durationMs: 10,
    exitCode: mode === 'background' ? null : 0,
    output: '',
    ...changes[id],
  }))
