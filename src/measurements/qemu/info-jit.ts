import { say, type Text } from '../../text/phrase.ts'
import { decimal, linesOf, ParseError } from '../parse-error.ts'

/** `info jit`: the state of QEMU's translator (TCG). */
export interface JitState {
  /** Translated blocks that are in the buffer now. */
  blocks: number
  /** How often the buffer was emptied, which starts `blocks` at 0 again. */
  flushes: number
  invalidations: number
  /** Bytes of host code for each byte of the VM's, over all blocks, as QEMU has it. */
  expansionRatio: number
}

/** Reads QEMU's `info jit`. @throws ParseError where one of its lines is missing */
export function parseInfoJit(text: string, file: string): JitState {
  const lines = linesOf(text, file)
  const read = (pattern: RegExp, expected: Text): number => {
    for (const line of lines) {
      const value = pattern.exec(line.text)?.[1]
      if (value !== undefined) return decimal(value, file, line.number, expected)
    }
    throw new ParseError(file, null, say('expected.of-info-jit', { expected }))
  }
  return {
    blocks: read(/^TB count\s+(\d+)/, 'TB count'),
    flushes: read(/^TB flush count\s+(\d+)/, 'TB flush count'),
    invalidations: read(/^TB invalidate count\s+(\d+)/, 'TB invalidate count'),
    expansionRatio: read(/^TB avg host size\s.*\(expansion ratio: (\d+(?:\.\d+)?)\)/, say('expected.expansion-ratio')),
  }
}
