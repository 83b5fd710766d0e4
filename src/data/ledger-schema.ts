import { z } from 'zod'

const Interval = z.strictObject({ low: z.number(), high: z.number() })

const Range = z.strictObject({ least: z.number(), most: z.number() })

/** Where a number is printed. */
const Place = z.strictObject({
  section: z.string().describe('B, C or D'),
  kind: z
    .enum(['table', 'chart', 'metric', 'sentence'])
    .describe('a table, the tick of a chart, a metric as {{value}} has it, or the sentence of a finding'),
  id: z.string().describe('of the table, figure, metric or finding, as templates name it'),
  row: z.string().describe('in charts the panel; empty in sentences'),
  column: z.string().describe('in charts the series; empty in sentences'),
  part: z.enum(['number', 'note']).describe('a cell of a table may hold a second number in its smaller line'),
})

const Figure = z.strictObject({
  place: Place,
  printed: z
    .string()
    .describe('as it stands there, without its unit; empty where a sentence prints its interval or range alone'),
  value: z.number().describe('at full precision'),
  unit: z.string(),
  metric: z.string().describe('what it is of, e.g. memcpy.megabytesPerSecond'),
  statistic: z.string().describe('a name in `statistics`, where its definition stands'),
  n: z.int().describe('trials that count; of a ratio the pairs, or the fewer of both sides'),
  interval: Interval.nullable().describe('95 % confidence interval'),
  range: Range.nullable().describe('of the trials’ medians or of the ratios, where it is a summary of them'),
  samples: z.array(z.int()).describe('positions in `samples` of what it is made of'),
  against: z.array(z.int()).describe('the same of the other side of a ratio'),
})

const LedgerSample = z.strictObject({
  trial: z.string(),
  metric: z.string().describe('which value it is'),
  index: z.int().describe('1-based within trial and program, as in trial.json'),
  warmup: z.boolean().describe('in no figure'),
  value: z.number(),
  file: z.string().describe('that it was read from, relative to the run’s folder'),
  files: z.array(z.string()).describe('all files of the sample: a count a megabyte rests on two of them'),
})

const Line = z.strictObject({
  metric: z.string().describe('which quantity it is'),
  trial: z.string(),
  file: z.string().describe('that it was read from, relative to the run’s folder'),
  points: z.array(z.tuple([z.number(), z.number()])).describe('seconds after `migrate`, and the value'),
})

/** What a chart draws of one thing in one of its panels. */
const Series = z.strictObject({
  section: z.string(),
  figure: z.string().describe('as templates name it'),
  panel: z.string(),
  series: z.string(),
  unit: z.string(),
  samples: z.array(z.int()).describe('positions in `samples` of what is drawn as a mark each'),
  line: Line.nullable().describe('what is drawn over time, a mark a point'),
})

const Condition = z.strictObject({
  name: z.string(),
  value: z.number(),
  is: z.enum(['<', '<=', '=', '>=', '>']),
  against: z.number(),
  holds: z.boolean(),
})

const LedgerFinding = z.strictObject({
  id: z.string(),
  section: z.string(),
  sentence: z.string().describe('Markdown'),
  verdict: z.string(),
  evidence: z.array(z.string()).describe('raw files, relative to the run’s folder'),
  conditions: z.array(Condition).describe('what the sentence depends on; empty where nothing is claimed'),
})

/** `HW1_<id>.figures.json`: every number of sections B to D with what it is and comes from. */
export const Ledger = z.strictObject({
  schema: z.literal(1),
  run: z.string(),
  example: z.boolean().describe('made from the example data of the project'),
  statistics: z.record(z.string(), z.string()).describe('the definition of each statistic, by its name'),
  samples: z.array(LedgerSample),
  figures: z.array(Figure),
  charts: z.array(Series).describe('every mark of the charts that stands for something measured'),
  findings: z.array(LedgerFinding),
})
export type Ledger = z.infer<typeof Ledger>
