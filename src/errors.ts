/** Exit codes of every command, as listed in README.md. */
export const EXIT_CODES = {
  ok: 0,
  internal: 1,
  usage: 2,
  setup: 3,
  lab: 4,
  data: 5,
  template: 6,
  render: 7,
  check: 8,
  busy: 9,
  interrupted: 130,
} as const

export type ErrorCode = keyof typeof EXIT_CODES

/** A failure that the user can act on: one sentence on what went wrong, where, and what to do next. */
export class UserError extends Error {
  readonly code: ErrorCode

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'UserError'
    this.code = code
  }
}
