import type { Task } from '../../assignment/instruction.ts'
import type { Figure, FigureId } from '../../charts/figure.ts'
import type { Configuration } from '../../data/schema.ts'
import { DRAWINGS, type Drawing, type DrawingId } from '../../drawings/drawing.ts'
import { svgOf } from '../../drawings/svg.ts'
import { type BlockExperiment, EXPERIMENTS, type Experiment } from '../../experiments/catalogue.ts'
import type { Analysis } from '../../findings/analysis.ts'
import { findingId } from '../../findings/model/block-analysis.ts'
import { isHeadline } from '../../findings/model/families.ts'
import { armIn } from '../../findings/model/metric.ts'
import { strongest } from '../../findings/model/seen.ts'
import { summaryText } from '../../findings/model/sentence.ts'
import { notMeasuredAttribute } from '../../inspection/provenance.ts'
import type { InstructionView } from '../../templates/instruction-shape.ts'
import { literatureHtml } from '../../templates/literature.ts'
import type { ViewModel } from '../../templates/shape.ts'
import { escapeHtml, type Slots } from '../../templates/slots.ts'
import type { Templates } from '../../templates/templates.ts'
import type { HelperName, TableId } from '../../templates/vocabulary.ts'
import { labelsIn } from '../../text/labels.ts'
import { listed, say, type Text } from '../../text/phrase.ts'
import { formatQuantity, formatWhole, NOT_MEASURED } from '../../text/quantities.ts'
import { type Spoken, spoken } from '../../text/spoken.ts'
import { buildTable } from '../views/tables/tables.ts'
import { Bibliography } from './bibliography.ts'
import { codeHtml } from './code-html.ts'
import { argumentsHtml, commandHtml } from './instruction-html.ts'
import { findingOf, metricOf, ratioText, titleOf } from './looked-up.ts'
import { notesHtml } from './notes-html.ts'
import { isKind, type Kind, Numbering } from './numbering.ts'
import { procedureHtml } from './procedure-html.ts'
import { tableHtml } from './table-html.ts'

interface HelperContext {
  analysis: Analysis
  view: ViewModel
  templates: Templates
  slots: Slots
  /** Markdown within a line, to HTML. */
  inline: (text: string) => string
  figures: Record<FigureId, Figure>
  /** The drawn chart of a figure that has data. Asked for when the slots are filled: charts are drawn meanwhile. */
  chartOf: (id: FigureId) => string
  drawings: Record<DrawingId, Spoken<Drawing>>
}

interface Options {
  fn: (context: unknown) => string
  /** A caption begins with the sentence of a finding where one is named: with what is to be seen. */
  hash: { caption: string; finding?: string }
}

type Helper = (this: unknown, ...parameters: never[]) => string

/** What is seen beside what was asked is a short list in each section. */
const MOST_SEEN = 5
/** Of these its heading names so many. */
const MOST_HEADS = 2

/** A busy computer may spoil dozens of samples for the same reason: a page of reasons tells less than the first of them. */
const MOST_REASONS = 3

/** The helpers that templates/README.md lists, over one document. */
export function createHelpers(context: HelperContext): {
  helpers: Record<HelperName, Helper>
  bibliography: Bibliography
} {
  const { analysis, view, slots, inline, templates } = context
  const { words } = templates
  const labels = labelsIn(words)
  const literal = (text: Text) => slots.literal(spoken(text, words))
  const numbering = new Numbering()
  const inWords = (text: Text) => spoken(text, words)
  const bibliography = new Bibliography(templates.references, (date) => inWords(say('reference.read', { date })))
  const titles = new Map(
    templates.sections.map(({ name }) => [
      name,
      inWords(say('numbered.section', { label: labels.section, number: name })),
    ]),
  )
  const instructions = Object.values(view.instructions).flat()
  const stepName = (number: string) => inWords(say('numbered.step', { label: labels.step, number }))
  const steps = new Map(instructions.map(({ id, number }) => [id, stepName(number)]))
  const stepLink = (wanted: string) => {
    const id = instructions.find(({ number }) => number === wanted)?.id ?? ''
    return `<a class="ref" href="#step-${id}">${escapeHtml(together(stepName(wanted)))}</a>`
  }

  const procedureContext = {
    labels,
    inline,
    stepLink,
    phraseHtml: (text: Text) => escapeHtml(spoken(text, words)),
    mark: (html: string) => slots.html(() => html),
  }

  const numbered = (kind: Kind, number: number) => say('numbered', { label: labels[kind], number })
  const framed = (kind: Kind, id: string, caption: string, body: () => string) => {
    const label = inWords(say('caption.label', { label: numbered(kind, numbering.add(kind, id)) }))
    const captionHtml = `<p class="caption"><b>${escapeHtml(label)}</b> ${inline(caption)}</p>`
    // A table is announced above it, a picture is explained below it.
    const content = () => (kind === 'figure' ? `${body()}\n${captionHtml}` : `${captionHtml}\n${body()}`)
    // No <figure>: the drawing within is the one thing that is tagged as a figure.
    return slots.block(() => `<div class="float ${kind}" id="${kind}-${id}">\n${content()}\n</div>`)
  }
  const captionOf = ({ caption, finding: id }: Options['hash']): string => {
    const finding = id === undefined ? undefined : findingOf(analysis, id)
    return finding === undefined || finding.verdict === 'not-measured' ? caption : `${finding.sentence} ${caption}`
  }
  const sentence = (text: string) => slots.html(() => inline(text))
  const notMeasured = `<b>${escapeHtml(inWords(say('run-in', { heading: labels.notMeasured })))}</b>`
  const unmeasured = (id: string, reason: string) =>
    `<p class="not-measured" ${notMeasuredAttribute(id)}>${notMeasured} ${inline(reason)}</p>`

  const helpers = {
    figure(id: FigureId | DrawingId, { hash }: Options) {
      if (isDrawing(id)) {
        const drawing = context.drawings[id]
        return framed('figure', id, `${captionOf(hash)} ${drawing.source}`.trim(), () => svgOf(drawing))
      }
      const figure = context.figures[id]
      if (figure.spec === null)
        return framed('figure', id, captionOf(hash), () => unmeasured(`figure-${id}`, figure.reason))
      return framed('figure', id, `${captionOf(hash)} ${figure.n}`, () => context.chartOf(id))
    },
    table(id: TableId, { hash }: Options) {
      const built = buildTable(id, analysis, view, words)
      if (built.table === null)
        return framed('table', id, captionOf(hash), () => unmeasured(`table-${id}`, built.reason))
      return framed(
        'table',
        id,
        `${captionOf(hash)} ${built.n}`,
        () => `<div class="rows ${id}">${tableHtml(built.table)}</div>`,
      )
    },
    listing(this: unknown, id: string, { hash, fn }: Options) {
      const code = fn(this).replace(/^\n+|\s+$/g, '')
      return framed('listing', id, hash.caption, () => `<pre><code>${escapeHtml(code)}</code></pre>`)
    },
    finding(id: string) {
      const finding = findingOf(analysis, id)
      return sentence(
        finding === undefined ? spoken(say('finding.absent', { title: titleOf(id) }), words) : finding.sentence,
      )
    },
    findings(experiment: Experiment) {
      const said = analysis[experiment].findings.filter((finding) => finding.framing !== true)
      return list(said.map((finding) => sentence(finding.sentence)))
    },
    seen(...experimentsAndOptions: unknown[]) {
      const experiments = experimentsAndOptions.slice(0, -1).filter(isExperiment)
      const found = strongest(
        experiments.flatMap((experiment) => analysis[experiment].findings),
        MOST_SEEN,
      )
      if (found.length === 0) return ''
      const heads = listed([...new Set(found.flatMap(({ heading }) => heading ?? []))].slice(0, MOST_HEADS))
      return `\n\n## ${literal(say('seen.heading', { heads }))}\n\n${list(found.map((finding) => sentence(finding.sentence)))}`
    },
    comparisons(experiment: BlockExperiment, of: string, against: string) {
      const wanted = analysis[experiment].metrics
        .filter(isHeadline)
        .flatMap((metric) =>
          metric.comparisons
            .filter((one) => one.of === of && one.against === against)
            .map((comparison) => findingId(experiment, metric, comparison)),
        )
      const { findings } = analysis[experiment]
      return list(findings.filter(({ id }) => wanted.includes(id)).map((finding) => sentence(finding.sentence)))
    },
    limits(experiment: Experiment) {
      const { limits } = analysis[experiment]
      if (limits.length === 0) return ''
      return `\n\n**${literal(say('run-in', { heading: labels.limits }))}** ${limits.map(sentence).join(' ')}\n\n`
    },
    missing(experiment: Experiment) {
      const reasons = analysis[experiment].notMeasured
      if (reasons.length === 0) return ''
      const others = reasons.length - MOST_REASONS
      const more = others > 0 ? [spoken(say('missing.more', { count: formatWhole(others) }), words)] : []
      return slots.block(
        () =>
          `<div class="not-measured" ${notMeasuredAttribute(`experiment-${experiment}`)}>` +
          `<p>${notMeasured} ${[...reasons.slice(0, MOST_REASONS), ...more].map(inline).join(' ')}</p></div>`,
      )
    },
    value(id: string, configuration: Configuration) {
      const metric = metricOf(analysis, id, configuration)
      const arm = armIn(metric, configuration)
      return literal((metric && arm && summaryText(metric, arm)) ?? NOT_MEASURED)
    },
    number(id: string, configuration: Configuration) {
      const metric = metricOf(analysis, id, configuration)
      const arm = armIn(metric, configuration)
      return literal(metric && arm?.summary ? formatQuantity(arm.summary.value, metric.unit) : NOT_MEASURED)
    },
    ratio(id: string, of: Configuration, against: Configuration) {
      return literal(ratioText(metricOf(analysis, id, of), of, against))
    },
    ref(target: string) {
      const colon = target.indexOf(':')
      const kind = target.slice(0, colon)
      const id = target.slice(colon + 1)
      return slots.html(() => {
        const text = isKind(kind)
          ? together(inWords(numbered(kind, numbering.of(kind, id))))
          : together((kind === 'step' ? steps.get(id) : titles.get(id)) ?? target)
        return `<a class="ref" href="#${kind}-${id}">${escapeHtml(text)}</a>`
      })
    },
    cite(...keysAndOptions: unknown[]) {
      const html = bibliography.cite(keysAndOptions.slice(0, -1).map(String))
      return slots.html(() => html)
    },
    literature(id: FigureId) {
      // Sources are numbered in the order of the text, so now and not when the page is put together.
      const html = literatureHtml(templates.literature[id] ?? [], (key) => bibliography.cite([key]), inline, words)
      return slots.block(() => html)
    },
    code(value: string) {
      return slots.html(() => codeHtml(value))
    },
    command(instruction: InstructionView) {
      return slots.block(() => commandHtml(instruction, labels))
    },
    arguments(instruction: InstructionView) {
      return slots.block(() => argumentsHtml(instruction, stepLink, inline, labels))
    },
    procedure(task: Task) {
      return slots.block(() => procedureHtml(task, view.instructions[task], procedureContext))
    },
    notes() {
      return slots.block(() => notesHtml(instructions, inline, labels))
    },
  } satisfies Record<HelperName, unknown>
  return { helpers: helpers as Record<HelperName, Helper>, bibliography }
}

/** Where no line may break. */
const together = (text: string) => text.replace(' ', '\u00a0')

const isExperiment = (value: unknown): value is Experiment => EXPERIMENTS.some((experiment) => experiment === value)

function isDrawing(id: FigureId | DrawingId): id is DrawingId {
  return DRAWINGS.some((drawing) => drawing === id)
}

const list = (items: readonly string[]) => `\n\n${items.map((item) => `- ${item}`).join('\n')}\n\n`
