import { UserError } from '../errors.ts'

const ID = /^[A-Za-z0-9_][A-Za-z0-9_-]{0,31}$/
const LONGEST_NAME = 80
/** Controls, line and paragraph separators, lone surrogates, and marks that turn the direction of text. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202a-\u202e\u2066-\u2069]/u

/** What stands in the place of bytes that are no text. */
const REPLACEMENT = '\ufffd'

/** Whether an id is 1 to 32 letters, digits, - and _, the first no -. */
export const isId = (text: string): boolean => ID.test(text)

/** @throws UserError `usage` for anything but 1 to 32 letters, digits, - and _, the first no -: the id becomes part of a
 * file name, which no program may take for an option */
export function parseId(text: string): string {
  if (isId(text)) return text
  throw new UserError(
    'usage',
    `The id ${JSON.stringify(text)} can't be used: give 1 to 32 letters, digits, - or _, ` +
      'for example --id 113062566.',
  )
}

const normalized = (text: string): string => text.trim().normalize('NFC')

/** Whether a name is 1 to 80 printable characters, none of them in the place of bytes that were no text. */
export function isName(text: string): boolean {
  const name = normalized(text)
  return name !== '' && [...name].length <= LONGEST_NAME && !UNPRINTABLE.test(name) && !name.includes(REPLACEMENT)
}

/** @throws UserError `usage` for an empty name, one of more than 80 characters, or unprintable characters in it */
export function parseName(text: string): string {
  if (isName(text)) return normalized(text)
  if (text.includes(REPLACEMENT)) {
    throw new UserError(
      'usage',
      'The name came as bytes that are no UTF-8 text: type it in a terminal whose locale is UTF-8 (“export LC_ALL=C.UTF-8”).',
    )
  }
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
