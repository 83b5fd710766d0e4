import { cpSync, mkdtempSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { project } from '../project.ts'

/**
 * For tests: a copy of the templates as the repository has them, without what lies in `custom/` of this clone.
 *
 * @returns a new temporary folder, which the test removes
 */
export function deliveredTemplates(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'templates-'))
  copyDelivered(folder)
  return folder
}

/** Runs that tests read are no part of a clone that tests render in. */
const isNoStoredRun = (file: string): boolean => !file.startsWith(path.join(project().root, 'src', 'testing', 'runs'))

/**
 * For tests of commands: a clone of the project with these templates, the example and the same packages, without runs.
 *
 * @returns a new temporary folder, which the test removes
 */
export function deliveredClone(): string {
  const { root } = project()
  const clone = mkdtempSync(path.join(tmpdir(), 'clone-'))
  for (const part of ['src', 'data/example', 'package.json', 'package-lock.json'])
    cpSync(path.join(root, part), path.join(clone, part), { recursive: true, filter: isNoStoredRun })
  symlinkSync(path.join(root, 'node_modules'), path.join(clone, 'node_modules'))
  copyDelivered(path.join(clone, 'templates'))
  return clone
}

function copyDelivered(folder: string): void {
  const { templates } = project()
  const custom = path.join(templates, 'custom')
  cpSync(templates, folder, { recursive: true, filter: (file) => file !== custom })
}
