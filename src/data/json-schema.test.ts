import { globSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { project } from '../project.ts'
import { JSON_SCHEMA_FOLDER, jsonSchemas } from './json-schema.ts'

const { root, example } = project()
const folder = path.join(root, JSON_SCHEMA_FOLDER)
const SCHEMAS = jsonSchemas()

test.each([...SCHEMAS])('docs/data-format/%s is what the code reads: npm run data-format', (name, text) => {
  expect(readFileSync(path.join(folder, name), 'utf8')).toBe(text)
})

test('there is no schema of something else', () => {
  expect(readdirSync(folder).toSorted()).toEqual([...SCHEMAS.keys()].toSorted())
})

test.each([
  ['run.schema.json', 'run.json'],
  ['environment.schema.json', 'environment.json'],
  ['trial.schema.json', 'trials/*/trial.json'],
  ['clocks.schema.json', 'trials/*/clocks.json'],
])('%s holds for %s of the example, and not for anything else', (name, files) => {
  const schema = z.fromJSONSchema(JSON.parse(SCHEMAS.get(name) ?? ''))
  const found = globSync(files, { cwd: example })
  expect(found).not.toEqual([])
  for (const file of found) {
    const parsed = schema.safeParse(JSON.parse(readFileSync(path.join(example, file), 'utf8')))
    expect(parsed.error, file).toBeUndefined()
  }
  expect(schema.safeParse({ schema: 2 }).success).toBe(false)
})

test('journal-entry.schema.json holds for each line of the example’s journal', () => {
  const schema = z.fromJSONSchema(JSON.parse(SCHEMAS.get('journal-entry.schema.json') ?? ''))
  const lines = readFileSync(path.join(example, 'journal.ndjson'), 'utf8').trim().split('\n')
  for (const line of lines) expect(schema.safeParse(JSON.parse(line)).error, line).toBeUndefined()
})
