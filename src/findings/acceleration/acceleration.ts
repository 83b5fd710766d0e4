import type { LoadedRun } from '../../data/loaded-run.ts'
import { type Program, programsOf } from '../../experiments/catalogue.ts'
import { countOf } from '../../measurements/perf/perf-stat.ts'
import { asSentence } from '../../text/clause.ts'
import { listed, say, type Text, text } from '../../text/phrase.ts'
import { formatNumber, formatQuantity } from '../../text/quantities.ts'
import { analyseBlocks, comparisonFindings } from '../model/block-analysis.ts'
import { arrangementFindings } from '../model/blocks.ts'
import type { ExperimentResult } from '../model/experiment-result.ts'
import { isHeadline } from '../model/families.ts'
import { armIn, armOf, type Metric } from '../model/metric.ts'
import { faredConditions, faredOf } from '../model/outcome.ts'
import { programName } from '../model/program-name.ts'
import { summaryQuantity, told } from '../model/quantity.ts'
import { condition, type Finding, filesOf, notMeasuredFinding, statisticOf } from '../model/sentence.ts'
import { unlessDamaged } from '../reading/damaged.ts'
import { readClocks } from '../reading/machine-clock.ts'
import { readOnce } from '../reading/once.ts'
import { readPerf } from '../reading/perf.ts'
import { ofTool } from '../reading/programs.ts'
import { answerFinding } from './answer.ts'
import { captionFindings } from './captions.ts'
import { clockFinding } from './clock.ts'
import { exitKindFindings } from './exit-kinds.ts'
import { claimsWithin, explanationFindings } from './explanations.ts'
import {
  type ExitProfile,
  exitProfilesOf,
  profileFindings,
  type TranslatorProfile,
  translatorProfilesOf,
} from './profiles.ts'
import { roundsFinding } from './rounds.ts'
import { seenOf } from './seen.ts'
import { shortAnswer } from './short-answer.ts'
import { steadyFinding } from './steadiness.ts'
import { lengthFinding, warmUpFinding } from './warm-up.ts'

export interface AccelerationResult extends ExperimentResult {
  exitProfiles: ExitProfile[]
  translatorProfiles: TranslatorProfile[]
}

const PROGRAMS = programsOf('acceleration')

/** What perf says of each hardware event that it did not count in a trial. */
const uncountedOf = readOnce('uncounted-hardware', ({ trial, files }): Record<string, string> => {
  const found: Record<string, string> = {}
  for (const sample of trial.samples.filter(({ probe }) => probe === 'cpu-loop')) {
    const text = files[sample.files.output ?? '']
    if (text === undefined) continue
    // The sample's own reason is given where its numbers are read.
    const counts = unlessDamaged(
      () => {
        const raw = { text, file: trial.id }
        return sample.format === undefined
          ? readPerf('perf-stat-csv', raw).counts
          : readPerf(sample.format, ofTool(raw)).counts
      },
      () => undefined,
    )
    for (const event of ['cycles', 'instructions']) {
      const count = counts && countOf(counts, event)
      if (typeof count === 'string') found[event] = count
    }
  }
  return found
})

/** The same of a run, once for each event and configuration. */
function uncountedHardware(loaded: LoadedRun): Text[] {
  const found = new Map<string, string>()
  for (const one of loaded.trials)
    for (const [event, count] of Object.entries(uncountedOf(one)))
      found.set(`${one.trial.configuration} ${event}`, count)
  if (found.size === 0) return []
  const printed = listed(
    [...new Set(found.values())].map((word) => say('quoted', { text: `<${word}>` })),
    'and',
  )
  return [say('missing.hardware-counters', { printed })]
}

/** Whether translated code is longer, as far as QEMU's own counts tell, and whether the loop is slower with it. */
function translationFinding(metrics: readonly Metric[]): Finding {
  const id = 'B.translation'
  const growth = armOf(metrics, 'cpu-loop.hostBytesPerGuestByte', 'tcg')
  if (!growth?.summary)
    return notMeasuredFinding(id, say('B.translation.title'), growth?.notMeasured ?? say('reason.no-sample-in-run'))
  const blocks = armOf(metrics, 'cpu-loop.translatedBlocksPerSecond', 'tcg')
  const loop = metrics.find((metric) => metric.id === 'cpu-loop.microsecondsPerTurn')
  const fared = faredOf(loop, 'tcg', 'kvm')
  const fresh = blocks?.summary
    ? blocks.summary.value === 0
      ? say('B.translation.blocks.none')
      : say('B.translation.blocks', { blocks: formatQuantity(blocks.summary.value, say('unit.blocks-per-second')) })
    : ''
  const longer = condition('bytes of host code for each of the VM’s', growth.summary.value, '>', 1)
  const conclusion = longer.holds
    ? say(
        fared === 'worse'
          ? 'B.translation.slower'
          : fared === 'unclaimed' || fared === 'not-measured'
            ? 'B.translation.open'
            : 'B.translation.not-slower',
      )
    : say('B.translation.not-longer')
  return {
    id,
    sentence: text`${say('B.translation', { bytes: formatNumber(growth.summary.value), statistic: statisticOf(growth, growth.summary), fresh })} ${conclusion}`,
    verdict: 'described',
    evidence: filesOf(growth, blocks),
    conditions: [longer, ...faredConditions(loop, 'tcg', 'kvm')],
    quantities: told(
      summaryQuantity({ id: 'cpu-loop.hostBytesPerGuestByte', unit: say('unit.bytes-per-byte') }, growth),
      summaryQuantity({ id: 'cpu-loop.translatedBlocksPerSecond', unit: say('unit.blocks-per-second') }, blocks),
    ),
  }
}

/** How often KVM had to step in, program by program. */
function exitFindings(metrics: readonly Metric[]): Finding[] {
  return PROGRAMS.flatMap((probe): Finding[] => {
    const metric = metrics.find(({ id }) => id === `${probe}.exitsPerOperation`)
    const arm = armIn(metric, 'kvm')
    if (!metric || !arm?.summary) return []
    return [
      {
        id: `B.${probe}.exits`,
        sentence: say('B.exits', {
          title: metric.title,
          exits: formatNumber(arm.summary.value),
          statistic: statisticOf(arm, arm.summary),
        }),
        verdict: 'described',
        evidence: filesOf(arm),
        quantities: told(summaryQuantity(metric, arm)),
      },
    ]
  })
}

/** Earlier versions counted around the lab's own commands, so that their counts tell more of the lab than of the programs. */
const countedAround = ({ trials }: LoadedRun): Text[] =>
  trials.some(({ trial }) => trial.evidence.length > 0) ? [say('missing.counted-around')] : []

/** Section B: the same programs with and without `-enable-kvm`, and on the host itself. */
export function analyseAcceleration(loaded: LoadedRun): AccelerationResult {
  const { own, within, result, windows, lengths } = analyseBlocks(loaded, 'acceleration', claimsWithin)
  const { metrics } = result
  const titleOf = (program: Program) => programName(own, program)
  const exitProfiles = exitProfilesOf(windows, titleOf)
  const translatorProfiles = translatorProfilesOf(windows, titleOf)
  const { clocks, damaged } = readClocks(own.trials)
  return {
    ...result,
    findings: [
      answerFinding(metrics),
      shortAnswer(metrics),
      ...captionFindings(metrics),
      ...comparisonFindings('acceleration', metrics.filter(isHeadline)),
      ...arrangementFindings(loaded, 'acceleration'),
      lengthFinding(lengths),
      warmUpFinding(metrics),
      roundsFinding(own),
      clockFinding(clocks),
      steadyFinding(windows, exitProfiles),
      translationFinding(metrics),
      ...explanationFindings(metrics, within),
      ...exitFindings(metrics),
      ...exitKindFindings(metrics, exitProfiles),
      ...profileFindings(exitProfiles, translatorProfiles),
      ...seenOf(metrics, translatorProfiles),
      ...result.findings,
    ],
    exitProfiles,
    translatorProfiles,
    notMeasured: [...result.notMeasured, ...damaged.map(asSentence), ...countedAround(own), ...uncountedHardware(own)],
  }
}
