import { UserError } from '../errors.ts'

/** Whose reports are meant: one student's, or those of a class. @throws UserError `usage` where that is not said, or said twice */
export function oneOf({ id, ids }: { id?: string; ids?: string }): { id: string } | { ids: string } {
  if (id !== undefined && ids !== undefined) throw new UserError('usage', 'Give either --id or --ids, not both.')
  if (ids !== undefined) return { ids }
  if (id !== undefined) return { id }
  throw new UserError(
    'usage',
    'Nobody was named: give --id <id>, for example --id 113062566, or --ids <file> for the list of a class.',
  )
}
