import { EXIT_METRICS } from '../../experiments/network.ts'
import { parseInfoJit, parseKvmCounters } from '../../measurements/counters.ts'
import { parseCpuTime } from '../../measurements/cpu-time.ts'
import { ParseError } from '../../measurements/parse-error.ts'
import { countOf, parsePerfStat } from '../../measurements/perf-stat.ts'
import type { Extent, Raw, Value } from './extent.ts'

/** Opens the raw file of a role. @throws ParseError where there is none */
export type Open = (role: string) => Raw

const isExit = (event: string): event is keyof typeof EXIT_METRICS => Object.hasOwn(EXIT_METRICS, event)

/** Exits of the VM for each megabyte that was carried, by kind. */
export function exitValues(open: Open, megabytes: number): Value[] {
  const { text, file } = open('exits')
  return parsePerfStat(text, file).flatMap(({ event, count }): Value[] => {
    return isExit(event) && typeof count === 'number'
      ? [{ metric: EXIT_METRICS[event], value: count / megabytes, file }]
      : []
  })
}

/** What the host had to do for what was carried: exits for each datagram, processor time for each gigabyte or datagram. */
export function costValues(open: Open, { megabytes, datagrams }: Extent): Value[] {
  const values: Value[] = []
  if (datagrams !== null && datagrams > 0) {
    const exits = open('exits')
    const count = countOf(parsePerfStat(exits.text, exits.file), 'kvm:kvm_exit')
    if (typeof count === 'number')
      values.push({ metric: 'exitsPerDatagram', value: count / datagrams, file: exits.file })
  }
  const [before, after] = [open('cpu-before'), open('cpu-after')]
  const [from, to] = [parseCpuTime(before.text, before.file), parseCpuTime(after.text, after.file)]
  const busyS = to.busyS - from.busyS
  if (busyS < 0 || to.processS < from.processS)
    throw new ParseError(after.file, null, 'processor time that did not fall', String(busyS))
  if (megabytes !== null && megabytes > 0) {
    values.push(
      { metric: 'cpuSecondsPerGigabyte', value: (1000 * busyS) / megabytes, file: after.file },
      { metric: 'qemuSecondsPerGigabyte', value: (1000 * (to.processS - from.processS)) / megabytes, file: after.file },
    )
  }
  if (datagrams !== null && datagrams > 0) {
    values.push({ metric: 'cpuMicrosecondsPerDatagram', value: (1e6 * busyS) / datagrams, file: after.file })
  }
  return values
}

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
