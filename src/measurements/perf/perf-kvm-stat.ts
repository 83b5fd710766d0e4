import { say } from '../../text/phrase.ts'
import { decimal, linesOf, ParseError } from '../parse-error.ts'

/** How often the VM stopped for one reason, and what KVM’s dealing with it took. */
export interface ExitReason {
  /** As perf names it, e.g. `npf` for a nested page fault, `hlt`, `msr`, `io`. */
  reason: string
  count: number
  /** Of the time that all exits took, percent. */
  timePercent: number
  averageUs: number
}

const ROW =
  /^\s*(\S.*?)\s+(\d+)\s+(\d+\.\d+)%\s+(\d+\.\d+)%\s+(\d+\.\d+)us\s+(\d+\.\d+)us\s+(\d+\.\d+)us\s+\(\s*\+-\s*\S+\s*\)\s*$/
const TOTAL = /^Total Samples:(\d+), Total events handled time:\d+\.\d+us\.$/

/** Reads `perf kvm stat report --event=vmexit`, in its order. @throws ParseError where rows are missing or do not add up */
export function parsePerfKvmStat(text: string, file: string): ExitReason[] {
  const reasons: ExitReason[] = []
  for (const line of linesOf(text, file)) {
    const [, reason, count, , timePercent, , , averageUs] = ROW.exec(line.text) ?? []
    if (reason !== undefined && count !== undefined && timePercent !== undefined && averageUs !== undefined) {
      reasons.push({
        reason,
        count: decimal(count, file, line.number, say('expected.count')),
        timePercent: decimal(timePercent, file, line.number, say('expected.share')),
        averageUs: decimal(averageUs, file, line.number, say('expected.time')),
      })
      continue
    }
    const total = TOTAL.exec(line.text)?.[1]
    if (total === undefined) continue
    const sum = reasons.reduce((all, one) => all + one.count, 0)
    if (sum !== Number(total))
      throw new ParseError(file, line.number, say('expected.as-many-exits-as-perf-counted', { total }), String(sum))
    return reasons
  }
  throw new ParseError(file, null, say('expected.total-of-perf-kvm-stat-report'))
}
