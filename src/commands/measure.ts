import path from 'node:path'
import type { Session } from '../command-line/session.ts'
import { runsFolder } from '../data/store.ts'
import type { LabOptions } from '../lab/run/run-lab.ts'
import { createProgress } from '../progress.ts'
import { project } from '../project.ts'
import { ensureLabPackages } from './lab-packages.ts'

/** What is measured, and on which hosts. */
export type Wanted = Omit<LabOptions, 'widthOf' | 'elapsedMsOf' | 'dataFolder' | 'signal' | 'progress'>

/** What is set up: whoever may install nothing is asked for all of it at once, and not for the lab's part after the rest. */
type Need = 'lab' | 'measured report'

/** Sets up, measures, and gives the folder of the run. */
export async function measure(wanted: Wanted, { signal }: Session, need: Need = 'lab'): Promise<string> {
  const { takesFailovers } = await import('../lab/run/parts.ts')
  await ensureLabPackages(need, signal, { qemu: wanted.qemu, failovers: takesFailovers(wanted) })
  const [{ runLab }, { loadRun }, { intervalWidth }, { elapsedMsOf }] = await Promise.all([
    import('../lab/run/run-lab.ts'),
    import('../data/load.ts'),
    import('../findings/stopping.ts'),
    import('../findings/reading/programs.ts'),
  ])
  const progress = await createProgress()
  const { data } = project()
  try {
    const { runId } = await runLab({
      ...wanted,
      widthOf: (folder, design) => intervalWidth(loadRun(folder), design),
      elapsedMsOf,
      dataFolder: data,
      signal,
      progress,
    })
    return path.join(runsFolder(data), runId)
  } finally {
    progress.stop()
  }
}

/** Runs the lab, once the templates are known to be right: nobody wants to measure for a quarter of an hour before. */
export async function measureFirst(need: Need, session: Session, language?: string): Promise<string> {
  const { loadTemplates } = await import('../templates/templates.ts')
  loadTemplates(project().templates, language)
  process.stderr.write(
    'No complete run was found, so the lab runs first. It takes about 15 minutes on emulated hosts, ' +
      "and some more the first time, while the hosts' system is built.\n",
  )
  return measure({ profile: 'quick' }, session, need)
}
