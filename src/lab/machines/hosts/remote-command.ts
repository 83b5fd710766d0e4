import { constants } from 'node:os'
import { quote } from '../../../text/shell.ts'

/** How a command on a host ended: it exited, or a signal ended it. */
export type RemoteEnd = { exitCode: number; signal: null } | { exitCode: null; signal: string }

/** What ssh ends with where the connection or ssh itself failed, and for a command that a signal ended alike. */
const SSH_FAILED = 255
/** What a POSIX shell adds to a signal's number: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_08_02 */
const BY_SIGNAL = 128

/**
 * A command line whose end ssh can tell. sshd says by which signal a command ended, and the ssh client makes 255 of it, as of a
 * connection that broke; a shell that waits for the command turns the signal into an exit code of its own. Whatever shell the
 * account has, this one is POSIX's.
 */
export const tellingItsEnd = (command: string): string => `sh -c ${quote(`${command}; exit $?`)}`

/**
 * How a command of {@link tellingItsEnd} ended.
 * @param ssh how the ssh that had carried it ended
 * @returns null where the connection was lost: nothing is known of the command then
 */
export function remoteEnd({ exitCode }: { exitCode?: number | undefined }): RemoteEnd | null {
  if (exitCode === undefined || exitCode === SSH_FAILED) return null
  const [signal] = Object.entries(constants.signals).find(([, number]) => exitCode === BY_SIGNAL + number) ?? []
  return signal === undefined ? { exitCode, signal: null } : { exitCode: null, signal }
}
