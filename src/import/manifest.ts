import path from 'node:path'
import { z } from 'zod'
import { readText } from '../data/load.ts'
import { UserError } from '../errors.ts'
import { BY_HAND_CONFIGURATIONS, BY_HAND_PROGRAMS, BY_HAND_SECTIONS } from '../experiments/catalogue.ts'

/** What is said of a file by flags or in a manifest; what is left out follows from the file's content where it can. */
export const Placement = z.strictObject({
  section: z.enum(BY_HAND_SECTIONS).optional(),
  configuration: z.enum(BY_HAND_CONFIGURATIONS).optional(),
  probe: z.enum(BY_HAND_PROGRAMS).optional(),
  /** Files of one section, configuration and trial were measured in one boot, or in one migration. */
  trial: z.number().int().min(1).max(999).optional(),
  /** Processes that were created, or turns of the loop: what a time is divided by. */
  operations: z.number().int().positive().optional(),
})
export type Placement = z.infer<typeof Placement>

/** One file to import, with the name that messages have for it. */
export interface PlacedFile {
  path: string
  name: string
  placement: Placement
}

const NO_CONTROL = /^\P{Cc}*$/u

const Manifest = z.strictObject({
  /** Who measured. */
  student: z.string().min(1).max(100).regex(NO_CONTROL).optional(),
  files: z
    .array(Placement.extend({ file: z.string().min(1).max(1000) }))
    .min(1)
    .max(1000),
})
export interface Manifest {
  student: string | null
  files: PlacedFile[]
}

/** Whether a text is a manifest, which may be damaged, and no output of iperf3, which is an object as well. */
export function isManifest(text: string): boolean {
  try {
    return z.looseObject({ files: z.array(z.unknown()) }).safeParse(JSON.parse(text)).success
  } catch {
    return /^\s*\{\s*"(files|student)"\s*:/.test(text)
  }
}

/** Where JavaScript says that it could not go on. */
function lineOf(error: unknown): string {
  const line = error instanceof SyntaxError ? /\(line (\d+) /.exec(error.message)?.[1] : undefined
  return line === undefined ? '' : `, line ${line},`
}

/**
 * Reads a manifest; its files lie where they are named, counted from its own folder.
 * @throws UserError `data` naming the entry that is wrong
 */
export function readManifest(file: string): Manifest {
  const text = readText(file)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new UserError(
      'data',
      `${file}${lineOf(error)} is not complete JSON: expected {"files": [{"file": "a.txt", "section": "B", "configuration": "kvm"}]}.`,
      { cause: error },
    )
  }
  const parsed = Manifest.safeParse(value)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const [list, index, ...field] = issue?.path ?? []
    const place =
      list === 'files' && typeof index === 'number'
        ? `entry ${index + 1} of files${field.length > 0 ? `, ${field.join('.')}` : ''}`
        : String(list ?? 'the whole')
    throw new UserError('data', `${file}, ${place}: ${issue?.message ?? 'not what a manifest holds'}.`, {
      cause: parsed.error,
    })
  }
  const { student, files } = parsed.data
  return {
    student: student ?? null,
    files: files.map(({ file: name, ...placement }) => ({
      path: path.resolve(path.dirname(file), name),
      name,
      placement,
    })),
  }
}
