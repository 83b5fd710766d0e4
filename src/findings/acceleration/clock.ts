import type { Configuration } from '../../data/schema.ts'
import { armsIn } from '../../experiments/catalogue.ts'
import { listed, say, type Text, text } from '../../text/phrase.ts'
import { formatInterval, formatNumber, formatQuantity } from '../../text/quantities.ts'
import { endsOf, type Origin, originOf, overTrials, told } from '../model/quantity.ts'
import { condition, type Finding, notMeasuredFinding } from '../model/sentence.ts'
import type { MachineClock } from '../reading/machine-clock.ts'

/** A clock that goes wrong by more makes its times wrong by more than most differences that are looked for. */
const RIGHT = 0.01

/** How far from the lab's pace a clock certainly was. */
const wrongBy = ({ rate, rateError }: MachineClock): number => Math.max(0, Math.abs(rate - 1) - rateError)

/** A quantity of each clock, as the ledger names it. */
const ofClocks = (name: string, clocks: readonly MachineClock[], of: (clock: MachineClock) => number): Origin[] =>
  clocks.map((clock) =>
    originOf(`machine-clock.${name}`, of(clock), clock.trial, clock.files[name === 'stepMs' ? 0 : 1] ?? ''),
  )

function rangeOfRates(rates: readonly number[]): Text {
  const [low, high] = [Math.min(...rates), Math.max(...rates)]
  const single = formatNumber(low, 4)
  return single === formatNumber(high, 4) ? single : formatInterval({ low, high }, 4)
}

/** By which clocks programs were timed, how fine they are, and how they went beside the lab's. */
export function clockFinding(clocks: readonly MachineClock[]): Finding {
  const id = 'B.clock'
  const arms = armsIn('acceleration').arms.flatMap((configuration): [Configuration, MachineClock[]][] => {
    const own = clocks.filter((clock) => clock.configuration === configuration)
    return own.length === 0 ? [] : [[configuration, own]]
  })
  if (arms.length === 0) return notMeasuredFinding(id, say('B.clock.title'), say('reason.no-clock'))
  const described = arms.map(([configuration, own]) =>
    say('B.clock.arm', {
      configuration: say(`configuration.${configuration}.within`),
      source: listed(
        [...new Set(own.map(({ source }) => source))].map((source) => `\`${source}\``),
        'and',
      ),
      step: formatQuantity(Math.max(...own.map(({ stepMs }) => stepMs)), 'ms', 2),
      range: rangeOfRates(own.map(({ rate }) => rate)),
      error: formatQuantity(100 * Math.max(...own.map(({ rateError }) => rateError)), '%', 2),
    }),
  )
  const wrong = condition('certainly wrong by, percent', 100 * Math.max(...clocks.map(wrongBy)), '<=', 100 * RIGHT)
  const conclusion = say(wrong.holds ? 'B.clock.right' : 'B.clock.wrong', {
    percent: formatQuantity(wrong.holds ? wrong.against : wrong.value, '%', 2),
  })
  return {
    id,
    sentence: text`${say('B.clock', { clocks: listed(described, 'list.clauses') })} ${conclusion}`,
    verdict: 'described',
    evidence: clocks.flatMap(({ files }) => files),
    conditions: [wrong],
    quantities: told(
      ...arms.flatMap(([, own]) => [
        overTrials(
          'most',
          'ms',
          ofClocks('stepMs', own, ({ stepMs }) => stepMs),
        ),
        ...endsOf(
          '',
          ofClocks('rate', own, ({ rate }) => rate),
        ),
        overTrials(
          'most',
          '%',
          ofClocks('errorPercent', own, ({ rateError }) => 100 * rateError),
        ),
      ]),
    ),
  }
}
