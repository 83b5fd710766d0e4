import { expect } from 'vitest'
import { UserError } from '../errors.ts'
import { loadTemplates } from '../templates/templates.ts'

/** For tests: what the check of a folder of templates says, line by line. */
export function templateProblems(folder: string): string[] {
  try {
    loadTemplates(folder)
    return []
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    expect(error.code).toBe('template')
    return error.message.split('\n')
  }
}
