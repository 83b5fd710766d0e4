import { stripVTControlCharacters } from 'node:util'
import { TOPOLOGY } from '../../../assignment/topology.ts'
import { labNow, pause } from '../../tools/clock.ts'
import type { Host } from '../hosts/host.ts'

/** The human monitor, reached as the assignment has it: `telnet 127.0.0.1 5500` on the host. */
export interface Monitor extends AsyncDisposable {
  argv: string[]
  /** Types a line and gives what the monitor printed up to its next prompt. */
  type(line: string): Promise<string>
}

const PROMPT = '(qemu) '
const LIMIT_MS = 30_000

/** @throws Error when there is no prompt in time */
export async function openMonitor(host: Host, signal: AbortSignal): Promise<Monitor> {
  const argv = ['telnet', '127.0.0.1', String(TOPOLOGY.monitorPort)]
  const process = host.start(argv, { stdin: 'pipe', stdout: 'pipe' })
  let text = ''
  process.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
  })
  const prompt = async (from: number) => {
    const deadline = labNow() + LIMIT_MS / 1000
    for (;;) {
      const at = text.indexOf(PROMPT, from)
      // While a line is typed the monitor redraws it behind its prompt: only a prompt at the end is a new one.
      if (at >= 0 && text.endsWith(PROMPT)) return text.slice(from)
      if (labNow() > deadline)
        throw new Error(
          `The telnet monitor of ${host.name} gave no prompt within ${LIMIT_MS / 1000} s: ${text.slice(-200)}`,
        )
      await pause(20, signal)
    }
  }
  const close = async () => {
    process.stdin?.end()
    process.kill('SIGTERM')
    await Promise.allSettled([process])
  }
  try {
    await prompt(0)
  } catch (error) {
    await close()
    throw error
  }
  return {
    argv,
    async type(line) {
      const from = text.length
      process.stdin?.write(`${line}\n`)
      const answer = stripVTControlCharacters(await prompt(from))
      // The first line is the echo of what was typed, the last one the prompt.
      return answer.split(/\r?\n/).slice(1, -1).join('\n')
    },
    [Symbol.asyncDispose]: close,
  }
}
