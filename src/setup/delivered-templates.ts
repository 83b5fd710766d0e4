import { cpSync, mkdtempSync } from 'node:fs'
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

/** The same into a folder that may not exist yet. */
export function copyDelivered(folder: string): void {
  const { templates } = project()
  const custom = path.join(templates, 'custom')
  cpSync(templates, folder, { recursive: true, filter: (file) => file !== custom })
}
