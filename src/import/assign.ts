import type { Configuration, Experiment, Format, Place, Program } from '../data/schema.ts'
import { readBytes } from '../data/load.ts'
import { UserError } from '../errors.ts'
import { isReverse } from '../findings/reading/iperf.ts'
import { readProgram } from '../findings/reading/programs.ts'
import { ParseError } from '../measurements/parse-error.ts'
import { recognise } from '../measurements/recognise.ts'
import type { GivenFile, Section } from './manifest.ts'

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
}

const EXPERIMENTS: Record<Section, Experiment> = { B: 'acceleration', C: 'network', D: 'migration' }

/** What a section takes, and how its configurations are called. */
const TAKES: Record<Section, { formats: RegExp; what: string; configurations: readonly Configuration[] }> = {
  B: { formats: /^perf-/, what: 'perf stat or perf bench', configurations: ['kvm', 'tcg', 'host'] },
  C: { formats: /^iperf/, what: 'iperf3 or iperf', configurations: ['virtio', 'e1000'] },
  D: {
    formats: /^(info-migrate|iperf|perf-(stat|interval))/,
    what: '“info migrate”, iperf3, iperf or perf stat',
    configurations: ['precopy'],
  },
}

const BENCHMARKS: Readonly<Record<string, Program>> = {
  'sched/pipe': 'context-switch',
  'syscall/basic': 'syscall',
  'mem/memcpy': 'memcpy',
}

/** Text of others, on a terminal: what would move its cursor or turn its direction is left out. */
const shown = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '·')

/**
 * Reads a file, tells what it is and where it belongs, and that its numbers can be read.
 * @throws UserError `data` naming file, line and what was expected; `usage` where it isn't said where it belongs
 */
export function assign({ path, name, given }: GivenFile): Assigned {
  const bytes = readBytes(path)
  const text = bytes.toString('utf8')
  try {
    const format = recognise(text, name)
    const section = given.section ?? (format === 'info-migrate' ? 'D' : null)
    if (section === null) throw usage(name, 'say which section it belongs to: --section B, C or D')
    const { formats, what, configurations } = TAKES[section]
    if (!formats.test(format)) throw new ParseError(name, null, `the output of ${what} for section ${section}`, format)
    const configuration = given.configuration ?? (section === 'D' ? 'precopy' : null)
    if (configuration === null || !configurations.includes(configuration)) {
      throw usage(
        name,
        `say how it was measured: --configuration ${configurations.join(' or ')} for section ${section}`,
      )
    }
    const probe = probeOf(section, format, text, name, given.probe)
    const base = { probe, operations: given.operations ?? null }
    const place = placeOf(section, configuration, probe, format, { text, file: name })
    readProgram({ ...base, place }, format, { text, file: name })
    return {
      name,
      bytes,
      format,
      experiment: EXPERIMENTS[section],
      configuration,
      place,
      ...base,
      trial: given.trial ?? null,
    }
  } catch (error) {
    if (error instanceof UserError) throw new UserError(error.code, shown(error.message), { cause: error })
    if (!(error instanceof ParseError)) throw error
    const whole = error.line === null ? error.message.replace(`${name}: `, `${name}, as a whole: `) : error.message
    throw new UserError('data', `${shown(whole)}; nothing was imported.`, { cause: error })
  }
}

const usage = (name: string, what: string): UserError => new UserError('usage', `${name}: ${what}.`)

/** @throws ParseError on a benchmark of perf that the report has no place for */
function probeOf(section: Section, format: Format, text: string, name: string, given: Program | undefined): Program {
  const allowed = (probes: readonly Program[], otherwise: Program): Program => {
    if (given === undefined) return otherwise
    if (probes.includes(given)) return given
    throw usage(name, `${given} is no probe for this file in section ${section}: it is ${probes.join(' or ')}`)
  }
  if (format === 'info-migrate') return allowed(['info-migrate'], 'info-migrate')
  if (format === 'perf-bench') {
    const [line = '', benchmark = ''] = /^# Running '([^']+)'/m.exec(text) ?? []
    const probe = BENCHMARKS[benchmark]
    const number = text.slice(0, text.indexOf(line)).split('\n').length
    if (probe === undefined)
      throw new ParseError(name, number, `perf bench ${Object.keys(BENCHMARKS).join(', ').replaceAll('/', ' ')}`, line)
    return allowed([probe], probe)
  }
  if (format.startsWith('perf-'))
    return section === 'D'
      ? allowed(['perf-in-vm'], 'perf-in-vm')
      : allowed(['cpu-loop', 'process-creation'], 'cpu-loop')
  const streams = ['iperf3-to-vm', 'iperf3-from-vm'] as const
  const all =
    section === 'D'
      ? streams
      : ([...streams, 'iperf3-to-vm-no-offload', 'iperf3-from-vm-no-offload', 'udp-small', 'udp-large'] as const)
  if (given !== undefined) return allowed(all, given)
  if (/"protocol":\s*"UDP"/.test(text))
    throw usage(
      name,
      'it is a test over UDP: say which size its datagrams had with --probe udp-small or udp-large (64 and 1400 bytes in the lab)',
    )
  return isReverse(format, { text, file: name }) ? 'iperf3-from-vm' : 'iperf3-to-vm'
}

/** Where the tool ran. The client of iperf is taken to be on the host, unless its direction and the probe say otherwise. */
function placeOf(
  section: Section,
  configuration: Configuration,
  probe: Program,
  format: Format,
  raw: { text: string; file: string },
): Place {
  if (format === 'info-migrate') return 'monitor1'
  if (section === 'B') return configuration === 'host' ? 'host1' : 'vm'
  if (!format.startsWith('iperf')) return 'vm'
  if (probe.startsWith('udp-')) return 'host1'
  return isReverse(format, raw) === probe.startsWith('iperf3-from-vm') ? 'host1' : 'vm'
}
