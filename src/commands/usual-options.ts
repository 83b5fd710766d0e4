import { choice, flag, orElse, text } from '../command-line/option.ts'
import { EDITIONS, type Edition, USUAL_EDITION } from '../templates/edition.ts'

// Options that several commands have, told alike.

export const json = flag('the result as JSON on standard output')
export const verbose = flag('show each command that is executed, and the causes of errors')
export const newId = text('<id>', "the student's id: letters, digits, - and _")
export const fileName = text(
  '<pattern>',
  'name of all files without their ending, {id} stands for the id (default: fileName in templates/report.json)',
)
export const language = text(
  '<tag>',
  'language of what is made, for example zh-TW (default: language in templates/report.json)',
)
export const ids = text('<file>', 'those of a class instead: a CSV file with the columns id, name, language and run')
export const edition = orElse<Edition>(
  USUAL_EDITION,
  choice(EDITIONS, '<edition>', 'core: sections A to F with a short appendix; full: everything in one file'),
)
