/** For tests: the lines of a conversation with QMP, as the lab notes them. */

export interface QmpLine {
  t: number
  sent?: { execute: string }
  received?: {
    event?: string
    timestamp?: { seconds: number; microseconds: number }
    data?: { status?: string; pass?: number }
    return?: Record<string, unknown> & { status?: string }
  }
}

export const parsedLog = (text: string): QmpLine[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as QmpLine)

export const printedLog = (lines: readonly object[]): string =>
  lines.map((line) => `${JSON.stringify(line)}\n`).join('')

/** A command and its answer. */
export const asked = (t: number, execute: string, answer: object): object[] => [
  { t, sent: { execute } },
  { t: t + 0.002, received: { return: answer } },
]

export const isEvent = ({ received }: QmpLine, name: string): boolean => received?.event === name

/** When the source stopped the VM, on the lab's clock. */
export const stopTime = (lines: readonly QmpLine[]): number => lines.findLast((line) => isEvent(line, 'STOP'))?.t ?? NaN

/** Cancelled just before the source would have stopped. */
export function cancelledLog(lines: readonly QmpLine[], stopS: number): object[] {
  const before = lines.filter(({ t }) => t < stopS)
  // No answer without its question, which may have come before.
  const whole = before.at(-1)?.sent ? before.slice(0, -1) : before
  return [
    ...whole,
    ...asked(stopS, 'migrate_cancel', {}),
    ...asked(stopS + 0.1, 'query-migrate', { status: 'cancelled' }),
  ]
}
