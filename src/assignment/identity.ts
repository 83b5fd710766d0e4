import { UserError } from '../errors.ts'

/** The course's name of the report; `{id}` stands for the student's id. */
const REPORT_FILE_NAME = 'HW1_{id}.pdf'

const ID = /^[A-Za-z0-9_][A-Za-z0-9_-]{0,31}$/
const LONGEST_NAME = 80
/** Controls, line and paragraph separators, lone surrogates, and marks that turn the direction of text. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202a-\u202e\u2066-\u2069]/u

/** @throws UserError `usage` for anything but 1 to 32 letters, digits, - and _, the first no -: the id becomes part of a
 * file name, which no program may take for an option */
export function parseId(text: string): string {
  if (ID.test(text)) return text
  throw new UserError(
    'usage',
    `The id ${JSON.stringify(text)} can't be used: give 1 to 32 letters, digits, - or _, ` +
      'for example --id 113062566.',
  )
}

/** @throws UserError `usage` for an empty name, one of more than 80 characters, or unprintable characters in it */
export function parseName(text: string): string {
  const name = text.trim().normalize('NFC')
  if (name !== '' && [...name].length <= LONGEST_NAME && !UNPRINTABLE.test(name)) return name
  throw new UserError(
    'usage',
    `The name ${JSON.stringify(text)} can't be used: give 1 to ${LONGEST_NAME} printable ` +
      'characters, for example --name "Lin Mei".',
  )
}

/** Whose report it is. */
export interface Identity {
  id: string
  name: string | null
}

/** @throws UserError `usage` as `parseId` and `parseName` do */
export function parseIdentity({ id, name }: { id: string; name?: string }): Identity {
  return { id: parseId(id), name: name === undefined ? null : parseName(name) }
}

/**
 * The report's file name for an id.
 * @throws UserError `usage` for a pattern without `{id}`, with a slash in it or not ending in `.pdf`
 */
export function reportFileName(id: string, pattern: string = REPORT_FILE_NAME): string {
  const isFileName = /^[^/\\\p{Cc}.][^/\\\p{Cc}]*\.pdf$/u.test(pattern)
  if (isFileName && pattern.includes('{id}')) return pattern.replaceAll('{id}', id)
  throw new UserError(
    'usage',
    `The file name ${JSON.stringify(pattern)} can't be used: give one that holds {id}, ` +
      'ends in .pdf and has no slash, for example --file-name "HW1_1_{id}.pdf".',
  )
}

/** The names under which the course takes the demo. */
export const filmFileNames = (id: string): readonly string[] => [`HW1_${id}.mp4`, `HW1_${id}.mov`]
