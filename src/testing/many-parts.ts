import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { packRun } from '../data/archive.ts'
import { mergeRuns } from '../lab/merge/merge-runs.ts'
import { partsOf } from '../lab/run/parts.ts'
import { planRun } from '../lab/run/plan.ts'
import { PROFILES } from '../lab/run/profiles.ts'
import { partRun } from './part-run.ts'
import { storeRun } from './stored-run.ts'

/** What a merge took of the computer, the start of the program left out. */
export interface MergeUse {
  parts: number
  missing: number
  cpuS: number
  peakMiB: number
}

// What is started by `many-parts.system.test.ts`: makes packed parts of as many blocks, or merges them and says what it took.
const [, , what = '', count = '', folder = ''] = process.argv
const packs = path.join(folder, 'packs')
// No profile has as many.
PROFILES.smoke = {
  ...PROFILES.smoke,
  controls: true,
  blocks: { minimum: Number(count), maximum: Number(count) },
}
if (what === 'make') {
  mkdirSync(packs, { recursive: true })
  const plan = planRun({ profile: 'smoke', seed: 7, inParts: true })
  for (const part of partsOf(plan)) {
    const stored = storeRun(
      folder,
      partRun({ part: part.name, profile: 'smoke', plan: { ...plan, sittings: [part.sitting] } }),
    )
    await packRun(stored, path.join(packs, `${path.basename(stored)}.tar.gz`))
    rmSync(stored, { recursive: true })
  }
} else {
  const before = process.cpuUsage()
  const { run, missing } = await mergeRuns(
    readdirSync(packs).map((name) => path.join(packs, name)),
    path.join(folder, 'merged'),
  )
  const { user, system } = process.cpuUsage(before)
  const peakKiB = Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1])
  const use: MergeUse = {
    parts: run.parts.length,
    missing: missing.length,
    cpuS: (user + system) / 1e6,
    peakMiB: peakKiB / 1024,
  }
  process.stdout.write(`${JSON.stringify(use)}\n`)
}
