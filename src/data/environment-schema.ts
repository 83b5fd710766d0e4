import { z } from 'zod'
import { SCHEMA_VERSION } from './schema-version.ts'
import { StatedText } from './stated-schema.ts'

/** Null is not known, here and below: of machines on which somebody measured by hand. */
const known = z.string().nullable()

const Machine = z.object({
  cpuModel: known,
  cpus: z.number().int().nullable(),
  memoryMiB: z.number().nullable(),
  kernel: known,
  os: known,
})

export const Environment = z.object({
  schema: z.literal(SCHEMA_VERSION),
  /** The user's computer. Its QEMU is the one that carries the hosts; null as well where none of it does. */
  lab: Machine.extend({ qemuVersion: known, nodeVersion: known }),
  /** host1 and host2 are booted alike; this is host1 as seen from inside. */
  host: Machine.extend({
    qemuVersion: known,
    perfVersion: known,
    iperf3Version: known,
    /** What the host itself runs on: software, KVM, another hypervisor, or nothing but its hardware. */
    accelerator: z.enum(['tcg', 'kvm', 'other', 'none']).nullable(),
  }),
  vm: Machine,
  addresses: z
    .object({ host1: z.string(), host2: z.string(), vm: z.string(), prefixLength: z.number().int() })
    .nullable(),
  /** Whether `perf stat -e cycles,instructions` counts inside a machine, or why it doesn't. */
  hardwareCounters: z.object({ host1: StatedText.nullable(), vm: StatedText.nullable() }),
  /** Path, size and sha256 of the images' recipe, for the appendix. */
  images: z.object({ recipeHash: z.string(), suite: z.string() }).nullable(),
})
export type Environment = z.infer<typeof Environment>
