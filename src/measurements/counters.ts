import { decimal, linesOf, ParseError } from './parse-error.ts'

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
  const read = (pattern: RegExp, expected: string): number => {
    for (const line of lines) {
      const value = pattern.exec(line.text)?.[1]
      if (value !== undefined) return decimal(value, file, line.number, expected)
    }
    throw new ParseError(file, null, `${expected} of info jit`)
  }
  return {
    blocks: read(/^TB count\s+(\d+)/, 'TB count'),
    flushes: read(/^TB flush count\s+(\d+)/, 'TB flush count'),
    invalidations: read(/^TB invalidate count\s+(\d+)/, 'TB invalidate count'),
    expansionRatio: read(/^TB avg host size\s.*\(expansion ratio: (\d+(?:\.\d+)?)\)/, 'the expansion ratio'),
  }
}

/** What the writer in the VM reports of its records on the disk. */
export interface WriterReport {
  written: number
  intact: number
  lost: number
  altered: number
}

/** Reads the writer's report. @throws ParseError where a count is missing or they do not add up */
export function parseWriter(text: string, file: string): WriterReport {
  const lines = linesOf(text, file)
  const written = lines.flatMap((line) => /^written (\d+)$/.exec(line.text.trim())?.[1] ?? []).at(-1)
  if (written === undefined) throw new ParseError(file, null, '“written N”')
  const verified = /^records (\d+) intact (\d+) lost (\d+) altered (\d+)$/
  const line = lines.findLast((candidate) => verified.test(candidate.text.trim()))
  if (!line) throw new ParseError(file, null, '“records N intact N lost N altered N”')
  const [records = NaN, intact = NaN, lost = NaN, altered = NaN] =
    verified.exec(line.text.trim())?.slice(1).map(Number) ?? []
  if (records !== Number(written) || intact + lost + altered !== records) {
    throw new ParseError(file, line.number, `counts that add up to the ${written} records written`, line.text)
  }
  return { written: records, intact, lost, altered }
}
