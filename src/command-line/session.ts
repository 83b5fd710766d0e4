/** What every command is given. */
export interface Session {
  /** Aborted by Ctrl-C and its like: stop, clean up, keep what was measured. */
  signal: AbortSignal
}
