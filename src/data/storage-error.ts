import { UserError } from '../errors.ts'

/** Whether an error is the system's, with this code, e.g. `ENOENT`. */
export const isErrno = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code

/** On a disk that is read-only Node says so of a folder that is made in one that is there: “no such file or directory”. */
const isUnmakable = (error: unknown): boolean =>
  isErrno(error, 'ENOENT') && error instanceof Error && 'syscall' in error && error.syscall === 'mkdir'

/** The sentence for a write that the system refused; any other error comes back as it is. */
function storageError(file: string, error: unknown): unknown {
  const sentence =
    isErrno(error, 'ENOSPC') || isErrno(error, 'EDQUOT')
      ? `The disk is full while writing ${file}: free some space and go on; what was written before is kept.`
      : isUnmakable(error) ||
          ['EACCES', 'EPERM', 'EROFS', 'EEXIST', 'ENOTDIR', 'ELOOP'].some((code) => isErrno(error, code))
        ? `${file} can't be written: check its owner and permissions, that its disk is not read-only, ` +
          'and that no file or link stands in its place.'
        : null
  return sentence === null ? error : new UserError('data', sentence, { cause: error })
}

/** Runs `write`; @throws UserError `data` where the system refuses for want of space or permission */
export function orStorageError<T>(file: string, write: () => T): T {
  try {
    return write()
  } catch (error) {
    throw storageError(file, error)
  }
}
