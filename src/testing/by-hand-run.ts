import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { loadRun } from '../data/load.ts'
import type { LoadedRun } from '../data/loaded-run.ts'
import { assign } from '../import/assign.ts'
import { createHandMadeRun } from '../import/hand-made-run.ts'
import type { Placement } from '../import/manifest.ts'

const FIXTURES = path.join(import.meta.dirname, '..', 'measurements', 'fixtures', 'by-hand')

const FILES: readonly [file: string, placement: Placement][] = [
  ['perf-stat.txt', { section: 'B', configuration: 'kvm', trial: 1 }],
  ['perf-j2.json', { section: 'B', configuration: 'tcg' }],
  ['iperf3-bigM.txt', { section: 'C', configuration: 'virtio' }],
  ['iperf2-i.txt', { section: 'C', configuration: 'e1000' }],
  ['info-migrate-terminal.txt', { trial: 3 }],
]

/** For tests: a run of what somebody measured by hand, as `npm run import` makes it. */
export function byHandRun(): LoadedRun {
  const folder = mkdtempSync(path.join(tmpdir(), 'by-hand-'))
  try {
    const files = FILES.map(([name, placement]) => assign({ path: path.join(FIXTURES, name), name, placement }))
    return loadRun(createHandMadeRun(folder, files, 'Lin Mei').folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
