import type { Configuration } from '../../experiments/catalogue.ts'
import { listed, say, type Text } from '../../text/phrase.ts'
import type { Readings } from '../reading/samples.ts'
import { labelOf, type Metric } from './metric.ts'
import { literal } from './sentence.ts'
import { claimOf } from './verdict.ts'

type Commands = Readings['commands']

/** A program without the folder that it lies in. */
const bare = (command: string): string => command.trim().replace(/^\S*\//, '')

/** The different commands that perf ran as a program in some configurations. */
function differing(commands: Commands, probe: string, configurations: readonly Configuration[]): Commands {
  const ran = commands.filter((one) => one.probe === probe && configurations.includes(one.configuration))
  return [...Map.groupBy(ran, ({ command }) => bare(command)).values()].flatMap(([first]) => first ?? [])
}

/** A metric whose configurations are compared only where perf ran the same command in both. */
export const comparable = (metric: Metric, commands: Commands): Metric => ({
  ...metric,
  comparisons: metric.comparisons.map((comparison) => {
    const { of, against } = comparison
    return differing(commands, metric.source, [of, against]).length > 1
      ? { of, against, pairs: null, ...claimOf(null), again: null }
      : comparison
  }),
})

/** Says where commands differ, so that what was measured is not of the same program. */
export function commandLimits(commands: Commands): Text[] {
  const configurations = [...new Set(commands.map(({ configuration }) => configuration))]
  return [...new Set(commands.map(({ probe }) => probe))].flatMap((probe) => {
    const all = differing(commands, probe, configurations)
    if (all.length < 2) return []
    return [
      say('limit.by-hand.commands', {
        commands: listed(
          all.map(({ command, configuration }) =>
            say('limit.by-hand.command', { command: literal(command), configuration: labelOf(configuration) }),
          ),
          'and',
        ),
      }),
    ]
  })
}
