import { decodedText } from '../data/decoded-text.ts'
import { readBytes } from '../data/load.ts'
import type { Configuration, Experiment, Format, Place, Program } from '../data/schema.ts'
import { UserError } from '../errors.ts'
import {
  BY_HAND_SECTIONS,
  programDeclaration,
  repetitionOf,
  type Section,
  takenByHand,
} from '../experiments/catalogue.ts'
import { IPERF } from '../experiments/formats.ts'
import type { Raw } from '../findings/reading/extent.ts'
import { clientPlace, readIperfByHand } from '../findings/reading/iperf.ts'
import { readProgram } from '../findings/reading/programs.ts'
import type { IperfTest } from '../measurements/iperf/iperf-test.ts'
import { ParseError } from '../measurements/parse-error.ts'
import { recognise } from '../measurements/recognise.ts'
import { printedText } from '../measurements/transcript.ts'
import { alternatives } from '../text/alternatives.ts'
import { say } from '../text/phrase.ts'
import type { PlacedFile } from './manifest.ts'

/** A file that was understood, and where it belongs. */
export interface Assigned {
  name: string
  bytes: Uint8Array
  format: Format
  experiment: Experiment
  configuration: Configuration
  probe: Program
  place: Place
  operations: number | null
  /** null: a trial of its own. */
  trial: number | null
  /** What perf says that it ran; null where it does not say. */
  command: string | null
}

/** Text of others, on a terminal: what would move its cursor or turn its direction is left out. */
const shown = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '·')

/**
 * Reads a file, tells what it is and where it belongs, and that its numbers can be read.
 * @throws UserError `data` naming file, line and what was expected; `usage` where it isn't said where it belongs
 */
export function assign({ path, name, placement }: PlacedFile): Assigned {
  const bytes = readBytes(path)
  const text = printedText(decodedText(bytes))
  try {
    const { probe: wanted } = placement
    const format = recognise(text, name, (one) => wanted === undefined || takes(wanted, one))
    const section = placement.section ?? sectionOf(format)
    if (section === null)
      throw usage(name, `say which section it belongs to: --section ${alternatives(BY_HAND_SECTIONS)}`)
    const { experiment, what, configurations, programs } = takenByHand(section)
    const candidates = programs.filter((program) => takes(program, format))
    if (candidates.length === 0)
      throw new ParseError(name, null, say('expected.output-of-for-section', { what, section }), format)
    const configuration = placement.configuration ?? (configurations.length === 1 ? configurations[0] : undefined)
    if (configuration === undefined || !configurations.includes(configuration)) {
      throw usage(
        name,
        `say how it was measured: --configuration ${configurations.join(' or ')} for section ${section}`,
      )
    }
    const raw = { text, file: name }
    const test = isIperf(format) ? readIperfByHand(format, raw) : null
    const probe = programOf(section, candidates, format, raw, test, placement.probe)
    const base = { probe, operations: placement.operations ?? null }
    const place = placeOf(configuration, probe, format, test)
    const { command = null } = readProgram({ ...base, place, experiment }, format, raw)
    return {
      name,
      bytes,
      format,
      experiment,
      configuration,
      place,
      ...base,
      trial: placement.trial ?? null,
      command,
    }
  } catch (error) {
    if (error instanceof UserError) throw new UserError(error.code, shown(error.message), { cause: error })
    if (!(error instanceof ParseError)) throw error
    const whole = error.line === null ? error.message.replace(`${name}: `, `${name}, as a whole: `) : error.message
    throw new UserError('data', `${shown(whole)}; nothing was imported.`, { cause: error })
  }
}

const usage = (name: string, what: string): UserError => new UserError('usage', `${name}: ${what}.`)

const takes = (program: Program, format: Format): boolean =>
  programDeclaration(program).byHand?.formats.includes(format) ?? false

/** The only section that takes such a file, where that leaves no question open. */
function sectionOf(format: Format): Section | null {
  const sections = BY_HAND_SECTIONS.filter((one) => takenByHand(one).programs.some((program) => takes(program, format)))
  const [only] = sections
  return only !== undefined && sections.length === 1 && takenByHand(only).configurations.length === 1 ? only : null
}

const isIperf = (format: Format): boolean => IPERF.some((one) => one === format)

/**
 * Which of the programs that print so it was; the first of them where its content does not tell.
 * @throws ParseError on a benchmark of perf that the report has no place for
 */
function programOf(
  section: Section,
  candidates: readonly Program[],
  format: Format,
  raw: Raw,
  test: IperfTest | null,
  placement: Program | undefined,
): Program {
  const possible = format === 'perf-bench' ? [benchmarkIn(raw, candidates)] : candidates
  if (placement !== undefined) {
    if (possible.includes(placement)) return placement
    const list = possible.join(' or ')
    throw usage(raw.file, `${placement} is no probe for this file in section ${section}: it is ${list}`)
  }
  const streams = possible.filter((one) => {
    const { sender, withoutOffloadsOf } = programDeclaration(one)
    return sender !== undefined && withoutOffloadsOf === undefined
  })
  const [first] = possible
  if (streams.length === 0 && first !== undefined) return first
  // A test over UDP is refused where it is read, as none of these.
  const client = (test && clientPlace(test)?.place) ?? 'host'
  const sender = test?.reverse === (client === 'host') ? 'vm' : 'host'
  const found = streams.find((one) => programDeclaration(one).sender === sender)
  if (found === undefined) throw usage(raw.file, `section ${section} has no test from the ${sender}`)
  return found
}

/** @throws ParseError naming the line where perf says what it runs */
function benchmarkIn({ text, file }: Raw, candidates: readonly Program[]): Program {
  const [line = '', benchmark = ''] = /^# Running '([^']+)'/m.exec(text) ?? []
  const known = candidates.flatMap((program) => {
    const name = programDeclaration(program).byHand?.benchmark
    return name === undefined ? [] : [{ program, name }]
  })
  const found = known.find(({ name }) => name === benchmark)
  if (found !== undefined) return found.program
  const number = text.slice(0, text.indexOf(line)).split('\n').length
  const names = known.map(({ name }) => name.replace('/', ' ')).join(', ')
  throw new ParseError(file, number, say('expected.perf-bench', { names }), line)
}

/** Where the tool ran. The client of iperf is taken to be on the host, unless its addresses, or its direction and the probe, say otherwise. */
function placeOf(configuration: Configuration, program: Program, format: Format, test: IperfTest | null): Place {
  if (format === 'info-migrate') return 'monitor1'
  const { sender, datagramBytes } = programDeclaration(program)
  if (test !== null && datagramBytes !== undefined) return clientPlace(test)?.place === 'vm' ? 'vm' : 'host1'
  if (test !== null && sender !== undefined) return test.reverse === (sender === 'vm') ? 'host1' : 'vm'
  return repetitionOf(configuration) === 'round' ? 'host1' : 'vm'
}
