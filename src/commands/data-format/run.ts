import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { JSON_SCHEMA_FOLDER, jsonSchemas } from '../../data/json-schema.ts'
import { writeAtomically } from '../../data/store.ts'
import { project } from '../../project.ts'

/**
 * Writes the format of a run as JSON Schema, where the documentation has it.
 * @throws UserError `data` on a full disk or a folder that can't be written to
 */
export async function run(): Promise<void> {
  const folder = path.join(project().root, JSON_SCHEMA_FOLDER)
  mkdirSync(folder, { recursive: true })
  for (const [name, text] of jsonSchemas()) {
    writeAtomically(path.join(folder, name), text)
    process.stdout.write(`${JSON_SCHEMA_FOLDER}/${name}\n`)
  }
}
