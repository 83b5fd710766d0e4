import { say } from '../../text/phrase.ts'
import { decimal, linesOf, ParseError } from '../parse-error.ts'

/** Where a process was when perf looked, by the kind of code. */
export interface Profile {
  samples: number
  /** Shares of all samples in percent; `translated` is code that QEMU has made from the VM’s. */
  percent: { translated: number; qemu: number; kernel: number; libraries: number }
}

const ROW = /^\s*(\d+\.\d+)%\s+(\d+)\s+(\S.*?)\s*$/

function kindOf(object: string): keyof Profile['percent'] {
  if (/^\[JIT\]|^perf-\d+\.map$|^\/\/anon|^anon$/.test(object)) return 'translated'
  if (/^(qemu-system-|accel-)/.test(object)) return 'qemu'
  return object.startsWith('[') ? 'kernel' : 'libraries'
}

/**
 * Reads `perf report --stdio --sort dso -n` of a QEMU process.
 * @throws ParseError where there is no sample, or a row that is none
 */
export function parsePerfReport(text: string, file: string): Profile {
  const counts = { translated: 0, qemu: 0, kernel: 0, libraries: 0 }
  let samples = 0
  for (const line of linesOf(text, file)) {
    if (/^\s*(#|$)/.test(line.text)) continue
    const [, share, count, object] = ROW.exec(line.text) ?? []
    if (share === undefined || count === undefined || object === undefined) {
      throw new ParseError(file, line.number, say('expected.share-a-count-and-an-object-of'), line.text)
    }
    const number = decimal(count, file, line.number, say('expected.count-of-samples'))
    counts[kindOf(object)] += number
    samples += number
  }
  if (samples === 0) throw new ParseError(file, null, say('expected.at-least-one-sample-of-perf-record'))
  const percent = (count: number) => (100 * count) / samples
  return {
    samples,
    percent: {
      translated: percent(counts.translated),
      qemu: percent(counts.qemu),
      kernel: percent(counts.kernel),
      libraries: percent(counts.libraries),
    },
  }
}
