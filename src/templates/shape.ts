import { z } from 'zod'
import { ArgvView, ArmExcerptView, ExcerptView, ExperimentView, MatrixView, MigrationView } from './experiment-shape.ts'
import { InstructionView } from './instruction-shape.ts'

const MachineView = z.object({
  cpuModel: z.string(),
  cpus: z.string(),
  processors: z.string(),
  memory: z.string(),
  kernel: z.string(),
  os: z.string(),
})

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
    /** Of a merged run the computers that its parts were measured on, and whether there are several; none of any other run. */
    computers: z.array(MachineView.extend({ number: z.string(), parts: z.string(), qemuVersion: z.string() })),
    severalComputers: z.string().nullable(),
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
    /** Of the QEMU that carries the hosts, and whether the lab brought it; null where the user's own hosts are used. */
    lab: MachineView.extend({ qemuVersion: z.string().nullable(), nodeVersion: z.string() }),
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
    excerpts: z.array(ArmExcerptView),
    /** Whether the work of programs was sized in every trial, and whether the host counted in steady windows. */
    calibrated: z.boolean(),
    steady: z.boolean(),
  }),
  network: ExperimentView.extend({ argv: ArgvView.nullable(), excerpts: z.array(ArmExcerptView) }),
  migration: ExperimentView.extend({
    first: MigrationView.nullable(),
    all: z.array(MigrationView),
    excerpt: ExcerptView.nullable(),
    /** Whether both QEMUs noted what a pause was made of. */
    accounted: z.boolean(),
  }),
  matrix: MatrixView,
  failover: ExperimentView,
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
