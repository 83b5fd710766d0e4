import type { ExperimentDesign } from '../../../data/schema.ts'
import { EXPERIMENTS } from '../../../experiments/catalogue.ts'
import type { Analysis } from '../../../findings/analysis.ts'
import { labelOf } from '../../../findings/model/metric.ts'
import { listed, say, type Text } from '../../../text/phrase.ts'
import { formatCount, formatNumber, formatQuantity, formatWhole } from '../../../text/quantities.ts'
import { statedText } from '../../../text/stated.ts'
import { DASH, left, type NumberedTable } from './table.ts'

/** What was decided before anything was measured, a column for each experiment. */
export function designTable(analysis: Analysis): NumberedTable {
  const { run } = analysis
  if (run.design.length === 0)
    return { table: null, reason: say(run.hosts.kind === 'by-hand' ? 'table.design.by-hand' : 'table.design.none') }
  const titles = new Map(
    EXPERIMENTS.flatMap((experiment) => analysis[experiment].metrics.map(({ id, title }) => [id, title] as const)),
  )
  const row = (title: Text, of: (design: ExperimentDesign) => Text): Text[] => [title, ...run.design.map(of)]
  const rows = [
    row(say('table.design.factors'), factors),
    row(say('table.design.unit'), ({ unit }) => say(`table.design.unit.${unit}`)),
    row(say('table.design.blocks'), ({ blocks }) => blocksOf(blocks)),
    row(say('table.design.host-boots'), ({ hostBoots }) => (hostBoots === null ? DASH : formatWhole(hostBoots))),
    row(say('table.design.warmups'), ({ warmups }) => formatWhole(warmups)),
    row(say('table.design.samples'), samples),
    row(say('table.design.stream'), ({ streamS }) => (streamS === null ? DASH : formatQuantity(streamS, 's'))),
    row(say('table.design.extras'), ({ extras }) => (extras === null ? DASH : say(`table.design.extras.${extras}`))),
    row(say('table.design.left-out'), ({ leftOut }) => (leftOut.length === 0 ? DASH : leftOut.join(', '))),
    row(say('table.design.control'), ({ control }) => (control ? labelOf(control.against) : DASH)),
    row(say('table.design.stopping'), (design) => stopping(design, titles)),
    row(say('table.design.stopped'), ({ experiment }) => {
      const stop = run.stopped.find((one) => one.experiment === experiment)
      return stop
        ? say('table.design.stopped.after', {
            block: formatWhole(stop.afterBlock),
            width: formatNumber(stop.width),
          })
        : DASH
    }),
    row(say('table.design.time'), ({ estimatedSeconds }) => formatQuantity(estimatedSeconds / 60, 'min')),
  ]
  return {
    table: {
      columns: ['', ...run.design.map(({ experiment }) => say(`experiment.${experiment}`))].map(left),
      // What no experiment has need not be said of each of them.
      rows: rows.filter(([, ...cells]) => cells.some((cell) => cell !== DASH)),
    },
    n: say('table.seed', { seed: String(run.seed) }),
  }
}

const factors = ({ factors: varied }: ExperimentDesign): Text =>
  listed(
    varied.map(({ name, levels }) =>
      say('table.design.factor', { name: statedText(name), levels: listed(levels.map((level) => statedText(level))) }),
    ),
    'list.clauses',
  )

const blocksOf = ({ minimum, maximum }: ExperimentDesign['blocks']): Text =>
  minimum === maximum
    ? formatWhole(minimum)
    : say('table.design.blocks.range', { minimum: formatWhole(minimum), maximum: formatWhole(maximum) })

/** Only where there is KVM to be without are there two numbers. */
const samples = ({ samples: usual, samplesWithoutKvm: fewer }: ExperimentDesign): Text =>
  fewer === 0 || fewer === usual
    ? formatWhole(usual)
    : say('table.design.samples.both', { samples: formatWhole(usual), fewer: formatWhole(fewer) })

function stopping({ stopping: rule, blocks }: ExperimentDesign, titles: ReadonlyMap<string, string>): Text {
  if (!rule) return say('table.design.stopping.none')
  return say('table.design.stopping.rule', {
    least: formatCount(blocks.minimum, 'block'),
    metric: titles.get(rule.metric) ?? rule.metric,
    of: labelOf(rule.of),
    against: labelOf(rule.against),
    width: formatNumber(rule.targetWidth),
  })
}
