import type { LoadedTrial } from '../../data/loaded-run.ts'
import type { Experiment } from '../../data/schema.ts'
import { perfKvmStat, perfReport } from '../synthetic/outputs.ts'
import { eachTrial, type Falsify } from './falsify.ts'

const files = (
  experiment: Experiment,
  pick: (name: string) => boolean,
  change: (text: string, own: LoadedTrial, name: string) => string,
): Falsify =>
  eachTrial(
    ({ trial }) => trial.experiment === experiment,
    (own) => ({
      ...own,
      files: Object.fromEntries(
        Object.entries(own.files).map(([name, text]) => [name, pick(name) ? change(text, own, name) : text]),
      ),
    }),
  )

/** From the VM as much was carried, at as many exits, as to it. */
export const directionsAlike: Falsify = files(
  'network',
  (name) => /^iperf3-from-vm(-no-offload)?\.\d+\.(json|exits\.csv)$/.test(name),
  (text, own, name) => {
    const other = own.files[name.replace('from-vm', 'to-vm')] ?? ''
    if (name.endsWith('.csv')) return other
    const { start } = JSON.parse(text) as { start: unknown }
    const { end } = JSON.parse(other) as { end: unknown }
    return JSON.stringify({ start, end })
  },
)

/** Everything that was sent again was not. */
export const nothingRetransmitted: Falsify = files(
  'network',
  (name) => name.endsWith('.json'),
  (text) => text.replaceAll(/"retransmits":\s*\d+/g, '"retransmits": 0'),
)

const inLogs = (change: (text: string) => string): Falsify =>
  files('migration', (name) => name === 'qmp-source.ndjson', change)

/** No page held zeros only. */
export const noZeroPages: Falsify = inLogs((text) => text.replaceAll(/"duplicate": ?\d+/g, '"duplicate": 0'))

/** The stream ran at one rate all the while. */
export const steadyStream: Falsify = inLogs((text) => text.replaceAll(/"mbps": ?[\d.]+/g, '"mbps": 120.5'))

const COUNTS = '.steady.counts.txt'
const isTranslated = ({ trial }: LoadedTrial): boolean => trial.configuration === 'tcg'

/** Without KVM so many of perf's samples were in translated code, and so many in QEMU's own. */
const profiled = (translated: number, qemu: number): Falsify =>
  files(
    'acceleration',
    (name) => name.endsWith(COUNTS),
    (text, own) => (isTranslated(own) ? perfReport(translated, qemu, 0) : text),
  )

/** Nearly all the time went into translated code. */
export const translatedOnly: Falsify = profiled(900, 100)
/** Not half of it did. */
export const muchOwnCode: Falsify = profiled(400, 500)

/** Programs other than this have the VM left as often as the loop, and this one far more often. */
const exitsOf = (probe: string | null): Falsify =>
  files(
    'acceleration',
    (name) => name.endsWith(COUNTS) && !name.startsWith('idle'),
    (text, own, name) => {
      if (isTranslated(own)) return text
      return name === `${probe}${COUNTS}` ? perfKvmStat({ npf: [100_000, 10] }) : (own.files[`cpu-loop${COUNTS}`] ?? '')
    },
  )

/** Whatever ran, the VM was left as often. */
export const exitsAlike: Falsify = exitsOf(null)
/** One program has the VM left far more often than the others. */
export const exitsOfOneProgram: Falsify = exitsOf('memcpy')

/** Whatever was set, memory was sent as with QEMU's own settings. */
export const settingsAlike: Falsify = (loaded) => {
  const plain = loaded.trials.find(
    ({ trial }) => trial.experiment === 'matrix' && trial.configuration === 'precopy' && trial.workload === 'memory',
  )
  const migration = plain?.trial.migration
  if (!plain || !migration) return loaded
  return eachTrial(
    ({ trial }) => trial.experiment === 'matrix' && trial.workload === 'memory' && trial.migration !== null,
    ({ trial }) => ({
      trial: {
        ...trial,
        migration: {
          ...migration,
          capabilities: trial.migration?.capabilities ?? [],
          parameters: trial.migration?.parameters ?? {},
        },
      },
      files: plain.files,
    }),
  )(loaded)
}
