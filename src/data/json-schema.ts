import { z } from 'zod'
import { Ledger } from './ledger-schema.ts'
import { RecordedStep, RecordedTerminal, Recording, TerminalId } from './recording-schema.ts'
import {
  Clocks,
  Computer,
  Configuration,
  Environment,
  Evidence,
  Experiment,
  ExperimentDesign,
  Failure,
  Format,
  JournalEntry,
  KvmVerdict,
  MergedPart,
  Migration,
  Place,
  Program,
  Run,
  Sample,
  Span,
  Trial,
  Workload,
} from './schema.ts'
import { StatedPart } from './stated-schema.ts'

/** Parts that have a name of their own in the schemas. */
const PARTS = {
  Computer,
  Configuration,
  Evidence,
  Experiment,
  ExperimentDesign,
  Failure,
  Format,
  KvmVerdict,
  MergedPart,
  Migration,
  Place,
  Program,
  RecordedStep,
  RecordedTerminal,
  Sample,
  Span,
  StatedSentence: StatedPart,
  TerminalId,
  Workload,
}

/** The JSON files of a run, and the ledger of a report, each with what it holds. */
const FILES = {
  run: { holds: Run, title: 'run.json: what was planned, and how far it came' },
  environment: { holds: Environment, title: 'environment.json: machines, versions, addresses' },
  'journal-entry': { holds: JournalEntry, title: 'journal.ndjson: one executed instruction, a line each' },
  trial: { holds: Trial, title: 'trials/<trial>/trial.json: what was run and which files it left; written last' },
  clocks: { holds: Clocks, title: 'trials/<trial>/clocks.json: what the machines’ clocks showed' },
  recording: {
    holds: Recording,
    title: 'recordings/<time>/recording.json: what was typed where and when; written last',
  },
  figures: {
    holds: Ledger,
    title: 'out/HW1_<id>.figures.json: every number of sections B to D, and where it comes from',
  },
} satisfies Record<string, { holds: z.ZodType; title: string }>

/** Where the schemas stand, relative to the project's root. */
export const JSON_SCHEMA_FOLDER = 'docs/data-format'

/**
 * The format of a run as JSON Schema (draft 2020-12): the text of each file in `docs/data-format/`, by its name. They
 * describe what is read: what runs of earlier versions lack is not required, and has the default that it is read as.
 */
export function jsonSchemas(): ReadonlyMap<string, string> {
  const names = z.registry<{ id: string }>()
  for (const [id, part] of Object.entries(PARTS)) names.add(part, { id })
  return new Map(
    Object.entries(FILES).map(([name, { holds, title }]) => {
      const { $schema, ...schema } = z.toJSONSchema(holds, { io: 'input', metadata: names, override: withoutNoise })
      return [`${name}.schema.json`, `${JSON.stringify({ $schema, title, ...schema }, null, 2)}\n`]
    }),
  )
}

/** A date says enough by its format, and a whole number needs no limits that are those of JavaScript's. */
function withoutNoise({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.format === 'date-time') delete jsonSchema.pattern
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
}
