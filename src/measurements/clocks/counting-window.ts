import { say } from '../../text/phrase.ts'
import { decimal, linesOf, ParseError } from '../parse-error.ts'

/** When the host counted while a program ran, by the host's /proc/uptime, s. */
export interface CountingWindow {
  /** Both of iperf3's connections were there; null where nothing ran but the VM. */
  connectedS: number | null
  fromS: number
  toS: number
}

/** In their order; the program need not have been one that connects. */
const MOMENTS = ['program began', 'program connected', 'counting began', 'counting ended', 'program ended'] as const

/** Reads the lab's note of a counted sample, lines such as `counting began 81.20`. @throws ParseError */
export function parseCountingWindow(text: string, file: string): CountingWindow {
  const lines = linesOf(text, file).filter((line) => line.text.trim() !== '')
  const expected = MOMENTS.filter((what) => what !== 'program connected' || text.includes(what))
  const times = expected.map((what, i) => {
    const line = lines[i]
    if (!line?.text.startsWith(`${what} `))
      throw new ParseError(file, line?.number ?? null, say('expected.with-a-time', { what }), line?.text)
    return decimal(line.text.slice(what.length + 1), file, line.number, say('expected.seconds'))
  })
  if (times.some((time, i) => time < (times[i - 1] ?? 0)))
    throw new ParseError(file, null, say('expected.times-that-do-not-run-backwards'), times.join(', '))
  const at = (what: (typeof MOMENTS)[number]): number | undefined => times[expected.indexOf(what)]
  const [fromS, toS] = [at('counting began'), at('counting ended')]
  if (fromS === undefined || toS === undefined || toS === fromS)
    throw new ParseError(file, null, say('expected.window-of-some-length'))
  return { connectedS: at('program connected') ?? null, fromS, toS }
}
