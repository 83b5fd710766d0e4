import { parseInfoJit, parseKvmCounters } from '../../measurements/counters.ts'
import { ParseError } from '../../measurements/parse-error.ts'
import type { Extent, Open, Raw, Value } from './extent.ts'

/** The counters were read before the command was given and after its answer, so the rate is over that whole time. */
export function kvmCounterValues(open: Open, { operations }: Extent, durationMs: number | null): Value[] {
  const [before, after] = [open('kvm-before'), open('kvm-after')]
  const total = (raw: Raw): number => {
    const exits = parseKvmCounters(raw.text, raw.file).get('exits')
    if (exits === undefined) throw new ParseError(raw.file, null, 'the counter exits')
    return exits
  }
  const exits = total(after) - total(before)
  if (exits < 0) throw new ParseError(after.file, null, 'a counter that did not fall', `exits ${exits}`)
  const values: Value[] = []
  if (operations !== null) values.push({ metric: 'exitsPerOperation', value: exits / operations, file: after.file })
  if (durationMs !== null && durationMs > 0)
    values.push({ metric: 'exitsPerSecond', value: (1000 * exits) / durationMs, file: after.file })
  return values
}

/** What translation without KVM took while a program ran. */
export function jitValues(open: Open): Value[] {
  const raw = [open('jit-before'), open('jit-after')] as const
  const [before, after] = [parseInfoJit(raw[0].text, raw[0].file), parseInfoJit(raw[1].text, raw[1].file)]
  const { file } = raw[1]
  const expansion = { metric: 'hostBytesPerGuestByte', value: after.expansionRatio, file }
  // Emptying the buffer starts the count anew, so the difference would be wrong.
  if (after.flushes !== before.flushes) return [expansion]
  return [{ metric: 'translatedBlocks', value: after.blocks - before.blocks, file }, expansion]
}
