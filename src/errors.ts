/** How a command may end: its exit code and what that means, as in README.md; `brief` as in the help. */
export const EXITS = {
  ok: { code: 0, meaning: 'done' },
  internal: { code: 1, meaning: 'a fault of this program' },
  usage: { code: 2, meaning: 'wrong use' },
  setup: {
    code: 3,
    meaning: 'set-up: something is missing and could not be installed, or is closed to this user',
    brief: 'set-up',
  },
  lab: { code: 4, meaning: 'the lab failed', brief: 'lab' },
  data: { code: 5, meaning: "data: a run can't be read, or a file can't be written", brief: 'data' },
  template: { code: 6, meaning: 'a template is wrong', brief: 'template' },
  render: { code: 7, meaning: 'the page could not be printed', brief: 'render' },
  check: { code: 8, meaning: 'a check or a test failed', brief: 'check' },
  busy: { code: 9, meaning: 'another lab is running' },
  interrupted: { code: 130, meaning: 'interrupted' },
} as const satisfies Record<string, { code: number; meaning: string; brief?: string }>

export type ErrorCode = Exclude<keyof typeof EXITS, 'ok' | 'internal'>

/** What an error knows besides its sentence, so that no program has to read that: the step, the host, the signal, … */
export type Facts = Readonly<Record<string, string | number | boolean | null | readonly string[]>>

/** A failure that the user can act on: one sentence on what went wrong, where, and what to do next. */
export class UserError extends Error {
  readonly code: ErrorCode
  /** Shown by `--verbose`, and by `--json` on standard output: only where nothing was printed there yet. */
  readonly facts: Facts | null

  constructor(code: ErrorCode, message: string, { facts, ...options }: { cause?: unknown; facts?: Facts } = {}) {
    super(message, options)
    this.name = 'UserError'
    this.code = code
    this.facts = facts ?? null
  }
}
