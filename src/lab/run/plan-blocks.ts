import { HOSTS, type HostName, otherHost } from '../../data/host-name.ts'
import { type BlockExperiment, CATALOGUE, type Configuration, declared } from '../../experiments/catalogue.ts'
import type { ProgramDeclaration } from '../../experiments/declaration.ts'
import { namesOf } from '../../experiments/names.ts'
import { WAYS } from '../../experiments/network-programs.ts'
import { shuffle } from '../../statistics/random.ts'
import { type PlannedTrial, planned } from '../context/planned-trial.ts'
import { type Repetitions, roundsOf } from './profiles.ts'

/** What each host measures of a block, in order. */
export interface Block extends Record<HostName, PlannedTrial[]> {
  /** 1-based. */
  number: number
}

/** A configuration of sections B and C, once a block. */
interface Arm {
  experiment: BlockExperiment
  configuration: Configuration
  secondsIn: (block: number) => number
}

/**
 * Blocks in pairs, the second of which has every configuration on the other host: so none is favoured by either, and both
 * have as much to do.
 */
export function planBlocks(experiments: readonly BlockExperiment[], r: Repetitions, random: () => number): Block[] {
  const arms = experiments.flatMap((experiment) => armsOf(experiment, r))
  if (arms.length === 0) return []
  let hostOf = new Map<Arm, HostName>()
  const load = { host1: 0, host2: 0 }
  return Array.from({ length: r.blocks.maximum }, (_, i) => {
    hostOf =
      i % 2 === 0
        ? drawHosts(arms, i + 1, load, random)
        : new Map([...hostOf].map(([arm, host]) => [arm, otherHost(host)]))
    for (const [arm, host] of hostOf) load[host] += arm.secondsIn(i + 1)
    const listOf = (host: HostName) =>
      shuffle(
        arms
          .filter((arm) => hostOf.get(arm) === host)
          .map(({ experiment, configuration, secondsIn }) =>
            planned({ experiment, configuration, workload: null, repetition: i + 1 }, i + 1, host, secondsIn(i + 1)),
          ),
        random,
      )
    return { number: i + 1, host1: listOf('host1'), host2: listOf('host2') }
  })
}

const armsOf = (experiment: BlockExperiment, r: Repetitions): Arm[] =>
  namesOf(CATALOGUE[experiment].configurations)
    .filter((configuration) => isMeasured(experiment, configuration, r.controls))
    .map((configuration) => ({
      experiment,
      configuration,
      secondsIn: (block) => secondsOfTrial(experiment, configuration, block, r),
    }))

/**
 * The longest trials first, each to the host with less to do; only then is the order of each list drawn.
 * @param before seconds that each host has to do in earlier blocks: what is measured in one of them alone makes them uneven
 */
function drawHosts(
  arms: readonly Arm[],
  block: number,
  before: Readonly<Record<HostName, number>>,
  random: () => number,
): Map<Arm, HostName> {
  const load = { ...before }
  const longestFirst = shuffle(arms, random).toSorted((a, b) => b.secondsIn(block) - a.secondsIn(block))
  return new Map(
    longestFirst.map((arm) => {
      const [either] = shuffle(HOSTS, random)
      const host = load.host1 === load.host2 ? (either as HostName) : load.host1 < load.host2 ? 'host1' : 'host2'
      load[host] += arm.secondsIn(block)
      return [arm, host]
    }),
  )
}

/** What is retired is never planned again, and a control only where controls are asked for. */
function isMeasured(experiment: BlockExperiment, configuration: string, controls: boolean): boolean {
  const declaration = declared[experiment].configurations[configuration]
  return declaration !== undefined && !declaration.retired && (controls || declaration.controlOf === undefined)
}

function secondsOfTrial(experiment: BlockExperiment, configuration: string, block: number, r: Repetitions): number {
  const declaration = declared[experiment].configurations[configuration]
  if (declaration === undefined) throw new Error(`${experiment} has no configuration ${configuration}`)
  const { seconds, roundSeconds = 0, extraSeconds = 0, vm } = declaration
  const { warmups, samples, samplesWithoutKvm } = roundsOf(experiment, r)
  const rounds = warmups + (vm?.accelerator === 'tcg' ? samplesWithoutKvm : samples)
  const inExtras = declaration.controlOf === undefined && (r.extras === 'every-block' || block === 1)
  const { longSamples } = declared[experiment]
  const programs = Object.entries<ProgramDeclaration>(declared[experiment].programs)
  const once = programs
    .filter(([program]) => !r.leftOut.some((one) => one === program))
    .map(([, one]) => one.onceSeconds ?? 0)
  const streams = longSamples ? WAYS.length * r.streamS : 0
  return (
    seconds + (roundSeconds + streams) * rounds + (inExtras ? extraSeconds + once.reduce((sum, s) => sum + s, 0) : 0)
  )
}
