import type { Sample } from '../../data/schema.ts'
import { programDeclaration } from '../../experiments/catalogue.ts'
import { EXIT_EVENT } from '../../experiments/exit-kinds.ts'
import { namesOf } from '../../experiments/names.ts'
import { MOST_BUSY_PERCENT, RATE_TOLERANCE_PERCENT } from '../../experiments/network-programs.ts'
import { KIND_METRICS } from '../../experiments/stream-metrics.ts'
import { parseCountingWindow } from '../../measurements/clocks/counting-window.ts'
import { parseIperf3Length } from '../../measurements/iperf/iperf3.ts'
import { ParseError } from '../../measurements/parse-error.ts'
import { countOf, parsePerfStat } from '../../measurements/perf/perf-stat.ts'
import { cpuUseBetween, parseCpuTime } from '../../measurements/processor/cpu-time.ts'
import { say, type Text } from '../../text/phrase.ts'
import { formatQuantity } from '../../text/quantities.ts'
import { readExits } from './exits.ts'
import type { Extent, Open, Value } from './extent.ts'
import type { UnfitReading } from './unfit.ts'

/** A sample while which the host counted, and what the sample's own output says. */
interface Counted {
  sample: Pick<Sample, 'probe' | 'counting' | 'files'>
  open: Open
  extent: Extent
}

/** Numbers, and why others that could be made of the same files would be none. */
export interface HostValues {
  values: Value[]
  unfit: UnfitReading[]
}

/**
 * What the host counted while a program of section C ran, as far as the program has metrics for it: exits for each
 * megabyte, datagram or second, and the time of its processors. Where it counted within a window, what was carried in it is
 * taken from the rate that iperf3 gives for the time around.
 * @throws ParseError
 */
export function hostValues(counted: Counted): HostValues {
  const { sample, open, extent } = counted
  const { name: program, fixedRate, metrics } = programDeclaration(sample.probe)
  const windowS = 'window' in sample.files ? windowOf(counted) : null
  const exits = 'exits' in sample.files ? exitValues(counted, windowS) : []
  // Earlier versions read the counts without a window: how much was in use in which time is not known of those.
  const use = 'cpu-before' in sample.files && windowS !== null ? cpuUse(open, windowS) : null
  const busy = use === null ? [] : [{ metric: 'busyPercent', value: 100 * use.busiest, file: use.file }]
  const wanted = (values: readonly Value[]): Value[] => values.filter(({ metric }) => Object.hasOwn(metrics, metric))
  const rate = extent.values.find(({ metric }) => metric === 'reachedMegabitsPerSecond')
  if (fixedRate !== undefined && rate && Math.abs(rate.value / fixedRate - 1) > RATE_TOLERANCE_PERCENT / 100) {
    const inMegabits = (value: number): Text => formatQuantity(value, 'Mbit/s')
    const [reached, asked] = [inMegabits(rate.value), inMegabits(fixedRate)]
    const reason = say('reason.rate-missed', { file: rate.file, reached, asked })
    return { values: [], unfit: [{ kind: 'rate-missed', program, value: rate.value, reason }] }
  }
  const costs = use === null ? [] : wanted(costValues(use, carriedIn(extent, windowS)))
  const fits = use === null || costs.length === 0 || 100 * use.busiest <= MOST_BUSY_PERCENT
  return {
    values: [...wanted([...exits, ...busy]), ...(fits ? costs : [])],
    unfit: fits
      ? []
      : [
          {
            kind: 'host-busy',
            program,
            value: 100 * use.busiest,
            reason: say('reason.host-busy', {
              file: use.file,
              busy: formatQuantity(100 * use.busiest, '%'),
              most: formatQuantity(MOST_BUSY_PERCENT, '%'),
            }),
          },
        ],
  }
}

/** Length of the window, s, which must lie within what iperf3 counted. @throws ParseError */
function windowOf({ sample, open }: Counted): number {
  const raw = open('window')
  const { connectedS, fromS, toS } = parseCountingWindow(raw.text, raw.file)
  if (programDeclaration(sample.probe).prints === 'iperf3-json') {
    const output = open('output')
    const { omittedS, countedS } = parseIperf3Length(output.text, output.file)
    const earliest = (connectedS ?? NaN) + omittedS
    if (!(fromS >= earliest && toS <= earliest + countedS))
      throw new ParseError(raw.file, null, say('expected.window-within-what-iperf3-counted'), `${fromS} to ${toS}`)
  }
  return toS - fromS
}

type Carried = Pick<Extent, 'megabytes' | 'datagrams'>

/** What was carried in so many seconds of a steady stream; all of it where they are not given. */
function carriedIn({ megabytes, datagrams, seconds }: Extent, windowS: number | null): Carried {
  if (windowS === null) return { megabytes, datagrams }
  const share = seconds === null ? NaN : windowS / seconds
  return { megabytes: megabytes && megabytes * share, datagrams: datagrams && datagrams * share }
}

/** What is counted for each of what was carried. */
const forEach = (count: number, { megabytes, datagrams }: Carried, file: string) => ({
  megabyte: (metric: string): Value[] => (megabytes ? [{ metric, value: count / megabytes, file }] : []),
  datagram: (metric: string): Value[] => (datagrams ? [{ metric, value: count / datagrams, file }] : []),
})

function exitValues({ sample, open, extent }: Counted, windowS: number | null): Value[] {
  const { text, file } = open('exits')
  if (sample.counting === undefined || windowS === null) {
    // Earlier versions counted kinds by tracepoints that overlap; of theirs the count of all exits is one of exits.
    const all = countOf(parsePerfStat(text, file), EXIT_EVENT)
    if (typeof all !== 'number') return []
    const each = forEach(all, carriedIn(extent, null), file)
    return [...each.megabyte('exitsPerMegabyte'), ...each.datagram('exitsPerDatagram')]
  }
  const counts = readExits({ text, file }, sample.counting)
  if (!counts) return []
  const carried = carriedIn(extent, windowS)
  const of = (count: number) => forEach(count, carried, file)
  const perSecond = (metric: string, count: number): Value => ({ metric, value: count / windowS, file })
  return [
    ...of(counts.exits).megabyte('exitsPerMegabyte'),
    ...of(counts.exits).datagram('exitsPerDatagram'),
    ...namesOf(KIND_METRICS).flatMap((kind) => of(counts.kinds[kind]).megabyte(KIND_METRICS[kind])),
    ...of(counts.registerAccesses).megabyte('registerAccessesPerMegabyte'),
    ...of(counts.injectedInterrupts).megabyte('injectedInterruptsPerMegabyte'),
    perSecond('exitsPerSecond', counts.exits),
    perSecond('registerAccessesPerSecond', counts.registerAccesses),
    perSecond('injectedInterruptsPerSecond', counts.injectedInterrupts),
  ]
}

type Use = ReturnType<typeof cpuUse>

function cpuUse(open: Open, windowS: number) {
  const [before, after] = [open('cpu-before'), open('cpu-after')]
  const [from, to] = [parseCpuTime(before.text, before.file), parseCpuTime(after.text, after.file)]
  return { ...cpuUseBetween(from, to, windowS, after.file), file: after.file }
}

function costValues({ busyS, processS, file }: Use, carried: Carried): Value[] {
  return [
    ...forEach(1000 * busyS, carried, file).megabyte('cpuSecondsPerGigabyte'),
    ...forEach(1000 * processS, carried, file).megabyte('qemuSecondsPerGigabyte'),
    ...forEach(1e6 * busyS, carried, file).datagram('cpuMicrosecondsPerDatagram'),
  ]
}
