import { z } from 'zod'

/** Text with emphasis or code in it; everything else is put into the page literally. */
const Markdown = z.string().meta({ markdown: true })

/** Whether values of this part of the view model are set as Markdown. */
export function isMarkdown(schema: z.ZodType): boolean {
  return schema.meta()?.markdown === true
}

const MachineView = z.object({
  cpuModel: z.string(),
  cpus: z.string(),
  memory: z.string(),
  kernel: z.string(),
  os: z.string(),
})

const ArgumentView = z.object({
  token: z.string(),
  /** The program, or the file that is written, whose argument it is. */
  program: z.string(),
  /** The token with the word before it, where that decides what it means: `-m 2G`. */
  label: z.string(),
  /** In one line. */
  meaning: Markdown,
  more: Markdown.nullable(),
  default: Markdown.nullable(),
  without: Markdown.nullable(),
  hosts: Markdown.nullable(),
  security: Markdown.nullable(),
  /** Number of the step where the notes stand, when the same argument was explained before. */
  before: z.string().nullable(),
})
export type ArgumentView = z.infer<typeof ArgumentView>

export const InstructionView = z.object({
  id: z.string(),
  number: z.string(),
  title: z.string(),
  place: z.string(),
  command: z.string(),
  purpose: Markdown,
  course: z.object({ text: z.string(), difference: Markdown }).nullable(),
  arguments: z.array(ArgumentView),
  /** The earlier step that it does again, and the words in which it differs. */
  repeats: z
    .object({ number: z.string(), differing: z.array(z.object({ here: z.string(), there: z.string() })) })
    .nullable(),
  /** `exit code 0 after 0.3 s` */
  result: z.string(),
  /** `exit code 0` */
  ended: z.string(),
  /** The lines that tell something, with the number of those left out between them. */
  output: z.string().nullable(),
  /** When it is seen in the film, e.g. `2:41`. */
  filmed: z.string().nullable(),
})
export type InstructionView = z.infer<typeof InstructionView>

const ExperimentView = z.object({
  planned: z.string(),
  finished: z.string(),
  complete: z.boolean(),
  measured: z.boolean(),
  findings: z.array(
    z.object({ id: z.string(), sentence: Markdown, verdict: z.string(), evidence: z.array(z.string()) }),
  ),
  limits: z.array(Markdown),
  notMeasured: z.array(Markdown),
  metrics: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      unit: z.string(),
      arms: z.array(
        z.object({
          label: z.string(),
          value: z.string(),
          /** What the value is: `median`. */
          statistic: z.string(),
          /** 95 %, or the range of the trials, which is then called so. */
          interval: z.string(),
          n: z.string(),
          trials: z.string(),
          notMeasured: z.string().nullable(),
        }),
      ),
      comparisons: z.array(
        z.object({
          of: z.string(),
          against: z.string(),
          ratio: z.string(),
          interval: z.string(),
          verdict: z.string(),
        }),
      ),
    }),
  ),
})
export type ExperimentView = z.infer<typeof ExperimentView>

const ArgvView = z.object({
  first: z.string(),
  second: z.string(),
  firstCommand: z.string(),
  secondCommand: z.string(),
  onlyFirst: z.string(),
  onlySecond: z.string(),
})
export type ArgvView = z.infer<typeof ArgvView>

const MigrationView = z.object({
  number: z.string(),
  trial: z.string(),
  source: z.string(),
  destination: z.string(),
  via: z.string(),
  total: z.string(),
  setup: z.string(),
  copying: z.string().nullable(),
  downtimeQemu: z.string(),
  downtimeEvents: z.string(),
  downtimeProbe: z.string(),
  transferred: z.string(),
  passes: z.string(),
  throughputBaseline: z.string(),
  throughputCopying: z.string(),
  throughputAfter: z.string(),
  pingsSent: z.string(),
  pingsLost: z.string(),
  /** Of the lost: those that were sent around the stop. */
  pingsLostAroundStop: z.string(),
  clockError: z.string(),
  bandwidthCap: z.string(),
  disk: z.object({ written: z.string(), intact: z.string(), lost: z.string(), altered: z.string() }).nullable(),
  phases: z.array(
    z.object({ name: z.string(), label: z.string(), from: z.string(), to: z.string(), duration: z.string() }),
  ),
  notMeasured: z.array(z.string()),
})
export type MigrationView = z.infer<typeof MigrationView>

const MatrixView = ExperimentView.extend({
  memory: z.string().nullable(),
  cells: z.array(
    z.object({
      trial: z.string(),
      name: z.string(),
      setting: z.string(),
      workload: z.string(),
      outcome: z.string(),
      reason: z.string().nullable(),
      lasted: z.string(),
      dirtied: z.string(),
      /** What shows whether the setting did anything; null where nothing was set. */
      acted: z.string().nullable(),
      pagesRequested: z.string().nullable(),
    }),
  ),
  /** What was set on QEMU, a line for each setting that was tried. */
  settings: z.array(z.object({ name: z.string(), capabilities: z.string(), parameters: z.string() })),
})
export type MatrixView = z.infer<typeof MatrixView>

const FilmView = z.object({
  recordedAt: z.string(),
  duration: z.string(),
  steps: z.array(
    z.object({
      number: z.string(),
      title: z.string(),
      place: z.string(),
      command: z.string().nullable(),
      time: z.string(),
      result: z.string(),
    }),
  ),
})
export type FilmView = z.infer<typeof FilmView>

/**
 * What a template may say. The one source of its shape: the view model is built to it and every template is
 * checked against it, branches that this run never takes included. Documented in templates/README.md.
 */
export const ViewModel = z.object({
  title: z.string(),
  date: z.string(),
  example: z.boolean(),
  /** How much of the report is printed; the check of the templates knows it. */
  edition: z.object({ full: z.boolean() }),
  /** The names of the PDF and of the data that lie beside it. */
  files: z.object({ pdf: z.string(), ledger: z.string(), figures: z.string(), samples: z.string() }),
  identity: z.object({ id: z.string(), name: z.string().nullable(), displayName: z.string() }),
  run: z.object({
    id: z.string(),
    profile: z.string(),
    seed: z.string(),
    createdAt: z.string(),
    finishedAt: z.string().nullable(),
    duration: z.string().nullable(),
    status: z.string(),
    folder: z.string(),
    /** Trials as they began, by experiment and boot of the hosts, each with the number of its host. */
    order: z.array(z.object({ experiment: z.string(), boot: z.string(), trials: z.string() })),
    hosts: z.object({
      kind: z.string(),
      emulated: z.boolean(),
      byHand: z.boolean(),
      description: z.string(),
      reason: z.string(),
      meaning: z.string(),
      /** A sentence on the processors that the hosts run on; null where nothing is known of them. */
      pinning: z.string().nullable(),
      /** What was found of this computer's KVM; null where the hosts are not booted on it. */
      verdict: z.string().nullable(),
      ladder: z.array(z.object({ rung: z.string(), result: z.string(), evidence: z.string() })),
      /** What was changed on the user's own hosts. */
      changes: z.array(z.string()),
    }),
  }),
  environment: z.object({
    lab: MachineView.extend({ qemuVersion: z.string(), nodeVersion: z.string() }),
    host: MachineView.extend({
      qemuVersion: z.string(),
      perfVersion: z.string(),
      iperf3Version: z.string(),
      accelerator: z.string(),
    }),
    vm: MachineView,
    addresses: z.object({ host1: z.string(), host2: z.string(), vm: z.string(), prefixLength: z.string() }),
    hardwareCounters: z.object({ host1: z.string(), vm: z.string() }),
    images: z.object({ recipeHash: z.string(), suite: z.string() }),
  }),
  film: z.object({ url: z.string().nullable(), recording: FilmView.nullable() }),
  instructions: z.object({
    preparation: z.array(InstructionView),
    task1: z.array(InstructionView),
    task2: z.array(InstructionView),
    task3: z.array(InstructionView),
  }),
  acceleration: ExperimentView.extend({
    argv: ArgvView.nullable(),
    /** Whether the work of programs was sized in every trial, and whether the host counted in steady windows. */
    calibrated: z.boolean(),
    steady: z.boolean(),
  }),
  network: ExperimentView.extend({ argv: ArgvView.nullable() }),
  migration: ExperimentView.extend({ first: MigrationView.nullable(), all: z.array(MigrationView) }),
  matrix: MatrixView,
  compared: z
    .object({
      run: z.string(),
      createdAt: z.string(),
      differences: z.array(z.object({ name: z.string(), now: z.string(), before: z.string() })),
    })
    .nullable(),
  raw: z.array(z.object({ metric: z.string(), configuration: z.string(), values: z.string(), files: z.string() })),
})
export type ViewModel = z.infer<typeof ViewModel>
