import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { writeAtomically } from '../data/store.ts'

/** What an earlier command left in a file for the next one, unchecked; null where there is nothing that can be read. */
export function kept(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

/** Leaves something for the next command. This one must not fail for what only that would be better for. */
export function keep(file: string, make: () => unknown): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true })
    writeAtomically(file, JSON.stringify(make()))
  } catch {}
}
