import { readRun } from '../data/load.ts'
import { type FilmScene, RECORDING_SCHEMA_VERSION, type Recording } from '../data/recording-schema.ts'
import { createRecordingFolder, writeRecording } from '../data/recordings.ts'
import { UserError } from '../errors.ts'
import { SCRIPTS } from '../film/script.ts'
import type { HostsKind } from '../lab/machines/hosts/host-argv.ts'
import { openLab } from '../lab/machines/open-lab.ts'
import type { Progress } from '../progress.ts'
import { createRandom } from '../statistics/random.ts'
import { type Stated, stated } from '../text/stated.ts'
import type { Words } from '../text/words.ts'
import { direct } from './direct.ts'
import { directColo } from './direct-colo.ts'
import { prepareColo } from './prepare-colo.ts'
import { Stage } from './stage.ts'

export interface RecordOptions {
  dataFolder: string
  /** The run that the recording belongs to. */
  runFolder: string
  scene: FilmScene
  /** Overrides what the probe says. */
  hosts?: HostsKind
  signal: AbortSignal
  progress: Progress
  /** As the film will have them: a step is given the time to read of its own. */
  words: Words
}

/**
 * Boots two hosts, does all that the scene has in their terminals and records those. For the assignment’s scene nothing was done
 * on the hosts before; for that of COLO their network, disks and commands are made first.
 * A step that fails ends the recording; what was recorded until then is kept, and is no film.
 * @returns the folder of the recording
 * @throws UserError `lab`, `busy`, `data`, or `interrupted` when the signal aborts
 */
export async function recordDemo({
  dataFolder,
  runFolder,
  scene,
  hosts: wanted,
  signal,
  progress,
  words,
}: RecordOptions): Promise<string> {
  await using lab = openLab({ dataFolder, progress, signal })
  const {
    hosts,
    chosen: { kind, reason },
  } = await lab.boot(wanted, { failovers: scene === 'colo' })

  if (scene === 'colo') {
    progress.step('Preparing the hosts for COLO', 20_000)
    await prepareColo(hosts, signal)
  }
  progress.step(scene === 'colo' ? 'Filming a failover under COLO' : 'Filming Tasks 1 to 3', 150_000)
  const recordedAt = new Date()
  const folder = createRecordingFolder(runFolder, recordedAt)
  const random = createRandom(readRun(runFolder).seed)
  await using stage = new Stage(hosts, { folder, recordedAt, steps: SCRIPTS[scene].steps, words, random, signal })
  const save = (status: Recording['status'], statusReason: Stated | null) =>
    writeRecording(folder, {
      schema: RECORDING_SCHEMA_VERSION,
      recordedAt: recordedAt.toISOString(),
      scene,
      status,
      statusReason,
      hosts: { kind, reason },
      terminals: stage.terminals,
      steps: stage.steps,
      durationS: stage.clock(),
    })
  try {
    const note = (title: string) => progress.note(title)
    await (scene === 'colo' ? directColo(stage, note) : direct(stage, note, signal))
    save('complete', null)
    progress.done()
    return folder
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error)
    save(signal.aborted ? 'interrupted' : 'failed', signal.aborted ? stated('stopped') : cause)
    if (signal.aborted) throw new UserError('interrupted', 'The recording was stopped; there is no film of it.')
    if (error instanceof UserError && error.code !== 'lab') throw error
    throw new UserError(
      'lab',
      `${cause}\nWhat was recorded until then is in ${folder}; there is no film of it. Try again.`,
      { cause: error },
    )
  }
}
