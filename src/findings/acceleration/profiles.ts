import type { LoadedRun } from '../../data/loaded-run.ts'
import type { Evidence } from '../../data/schema.ts'
import { trialPath } from '../../data/trial-path.ts'
import type { Program } from '../../experiments/catalogue.ts'
import { ParseError } from '../../measurements/parse-error.ts'
import { parsePerfKvmStat } from '../../measurements/perf-kvm-stat.ts'
import { parsePerfReport } from '../../measurements/perf-report.ts'
import { say, type Text } from '../../text/phrase.ts'
import { formatQuantity, formatWhole } from '../../text/quantities.ts'
import { asSentence } from '../model/missing.ts'
import type { Finding } from '../model/sentence.ts'
import { unlessDamaged } from '../reading/damaged.ts'

/** Why the VM was left while a program of section B ran once more under `perf kvm stat`. */
export interface ExitProfile {
  probe: string
  title: Text
  reasons: { reason: string; count: number; timePercent: number; averageUs: number }[]
  source: string
}

/** Where the QEMU process was without KVM, while a program of section B ran once more under `perf record`. */
export interface TranslatorProfile {
  probe: string
  title: Text
  samples: number
  percent: { translated: number; qemu: number; kernel: number; libraries: number }
  source: string
}

export interface Profiles {
  exits: ExitProfile[]
  translator: TranslatorProfile[]
  /** Why a profile could not be read. */
  damaged: Text[]
}

/**
 * What perf saw of programs that were run once more for it.
 * @param titleOf a program in this run
 */
export function profilesOf({ trials }: LoadedRun, titleOf: (program: Program) => Text): Profiles {
  const profiles: Profiles = { exits: [], translator: [], damaged: [] }
  for (const { trial, files } of trials) {
    for (const evidence of trial.evidence) {
      const source = trialPath(trial.id, evidence.file)
      unlessDamaged(
        () => add(profiles, evidence, files[evidence.file], source, titleOf(evidence.probe)),
        (reason) => profiles.damaged.push(asSentence(reason)),
      )
    }
  }
  return profiles
}

function add(
  profiles: Profiles,
  { probe, tool }: Evidence,
  text: string | undefined,
  source: string,
  title: Text,
): void {
  if (text === undefined) throw new ParseError(source, null, 'a file, but there is none')
  if (tool === 'perf-kvm-stat') profiles.exits.push({ probe, title, reasons: parsePerfKvmStat(text, source), source })
  else profiles.translator.push({ probe, title, ...parsePerfReport(text, source), source })
}

/** One sentence a profile: the commonest reason and the dearest, or in what code the time went. */
export function profileFindings({ exits, translator }: Profiles): Finding[] {
  return [
    ...exits.flatMap(({ probe, title, reasons, source }): Finding[] => {
      const [commonest] = reasons.toSorted((a, b) => b.count - a.count)
      const [longest] = reasons.toSorted((a, b) => b.timePercent - a.timePercent)
      if (!commonest || !longest) return []
      return [
        {
          id: `B.${probe}.exit-reasons`,
          sentence: say('B.exit-reasons', {
            title,
            exits: formatWhole(reasons.reduce((sum, { count }) => sum + count, 0)),
            reason: commonest.reason,
            count: formatWhole(commonest.count),
            average: formatQuantity(commonest.averageUs, 'µs'),
            share: formatQuantity(longest.timePercent, '%'),
            longest: longest.reason,
          }),
          verdict: 'described',
          evidence: [source],
        },
      ]
    }),
    ...translator.map(
      ({ probe, title, samples, percent, source }): Finding => ({
        id: `B.${probe}.profile`,
        sentence: say('B.profile', {
          title,
          samples: formatWhole(samples),
          translated: formatQuantity(percent.translated, '%'),
          qemu: formatQuantity(percent.qemu, '%'),
          kernel: formatQuantity(percent.kernel, '%'),
          libraries: formatQuantity(percent.libraries, '%'),
        }),
        verdict: 'described',
        evidence: [source],
      }),
    ),
  ]
}
