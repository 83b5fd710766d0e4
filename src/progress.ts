import type { Ora } from 'ora'
import { formatElapsed } from './text/durations.ts'

/** What long work says of itself, on stderr. */
export interface Progress {
  /** The work goes on to its next step; the one before is done. */
  step(title: string, estimateMs?: number): void
  /** A detail of the current step. */
  note(text: string): void
  /** The last step is done. */
  done(): void
  /** The current step did not come to its end; nothing happens where there is none. */
  stop(): void
}

const elapsed = (startedAt: number) => formatElapsed(performance.now() - startedAt)
const usually = (estimateMs: number) => `usually ${formatElapsed(estimateMs)}`

/** Lines with the time of day: for logs, pipes and continuous integration. */
export function lineProgress(write: (line: string) => void, now: () => Date = () => new Date()): Progress {
  let current: { title: string; startedAt: number } | null = null
  const line = (text: string) => write(`${now().toISOString().slice(11, 19)} ${text}\n`)
  const end = (word: string) => {
    if (current) line(`  ${word} after ${elapsed(current.startedAt)}: ${current.title}`)
    current = null
  }
  return {
    step(title, estimateMs) {
      end('done')
      current = { title, startedAt: performance.now() }
      line(estimateMs === undefined ? title : `${title} (${usually(estimateMs)})`)
    },
    note: (text) => line(`  ${text}`),
    done: () => end('done'),
    stop: () => end('stopped'),
  }
}

/** The last step that such lines name: one without a time of day is a detail. */
export const lastStep = (lines: string): string =>
  lines
    .split('\n')
    .findLast((line) => /^\d\d:\d\d:\d\d \S/.test(line))
    ?.slice(9)
    .replace(/ \(usually .*\)$/, '') ?? 'before the first step'

/** A spinner with elapsed time and estimate, renewed each second. */
function spinnerProgress(spinner: Ora): Progress {
  let current: { title: string; startedAt: number; estimateMs: number | undefined; detail: string } | null = null
  let timer: NodeJS.Timeout | undefined
  const show = () => {
    if (!current) return
    const estimate = current.estimateMs === undefined ? '' : `, ${usually(current.estimateMs)}`
    spinner.text = `${current.title} (${elapsed(current.startedAt)}${estimate})${current.detail && `: ${current.detail}`}`
  }
  const end = (how: 'succeed' | 'fail') => {
    clearInterval(timer)
    if (current) spinner[how](`${current.title} (${elapsed(current.startedAt)})`)
    current = null
  }
  return {
    step(title, estimateMs) {
      end('succeed')
      current = { title, startedAt: performance.now(), estimateMs, detail: '' }
      show()
      spinner.start()
      timer = setInterval(show, 1000).unref()
    },
    note(text) {
      if (current) current.detail = text
      show()
    },
    done: () => end('succeed'),
    stop: () => end('fail'),
  }
}

/** Progress for this terminal: a spinner on a terminal, plain lines elsewhere. */
export async function createProgress(stream: NodeJS.WriteStream = process.stderr): Promise<Progress> {
  // A terminal that was told no size has 0 columns, in which a spinner counts lines without an end.
  if (!stream.isTTY || stream.columns === 0 || process.env.TERM === 'dumb')
    return lineProgress((line) => stream.write(line))
  const { default: ora } = await import('ora')
  // Standard input stays as it is, so that Ctrl-C reaches every process of the terminal.
  return spinnerProgress(ora({ stream, discardStdin: false }))
}
