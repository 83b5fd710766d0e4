import { say } from '../../text/phrase.ts'
import { linesOf, ParseError, wholeNumber } from '../parse-error.ts'

/** The state of a device, or of the memory, while it is saved or loaded; seconds since the epoch on its host's clock. */
export interface StateSpan {
  /** Memory is copied in passes, and its rest in the pause; a device is saved as a whole. */
  kind: 'iterable' | 'non-iterable'
  /** As QEMU names it: `0000:00:02.0/virtio-net`. */
  device: string
  /** When that was over. */
  endS: number
  lastedMs: number
}

/** What one QEMU noted of a pause. */
export interface DowntimeTrace {
  checkpoints: { name: string; atS: number }[]
  states: StateSpan[]
}

const LINE = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.(\d{6})Z vmstate_downtime_(checkpoint|save|load) (.+)$/
const STATE = /^type=(iterable|non-iterable) idstr=([^\s`][^`]*) instance_id=\d+ downtime=(\d+)$/

/**
 * Reads what QEMU writes of its events `vmstate_downtime_*`, with the time of each. An event of a state comes when it is over
 * and has its length, µs.
 * @throws ParseError on any other line, and on one without a time
 */
export function parseDowntimeTrace(text: string, file: string): DowntimeTrace {
  const trace: DowntimeTrace = { checkpoints: [], states: [] }
  for (const { text: line, number } of linesOf(text, file)) {
    if (line === '') continue
    const refuse = () => new ParseError(file, number, say('expected.event-of-a-pause'), line)
    const [, second = '', fraction = '', event, rest = ''] = LINE.exec(line) ?? []
    const atS = Date.parse(`${second}Z`) / 1000 + Number(fraction) / 1e6
    if (event === undefined || !Number.isFinite(atS)) throw refuse()
    if (event === 'checkpoint') {
      trace.checkpoints.push({ name: rest, atS })
      continue
    }
    const [, kind, device = '', length = ''] = STATE.exec(rest) ?? []
    if (kind === undefined) throw refuse()
    const microseconds = wholeNumber(length, file, number, say('expected.microseconds'))
    trace.states.push({
      kind: kind === 'iterable' ? 'iterable' : 'non-iterable',
      device,
      endS: atS,
      lastedMs: microseconds / 1000,
    })
  }
  return trace
}
