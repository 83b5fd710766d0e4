import { hostStarts } from '../../data/host-starts.ts'
import { readJournal, readTrials } from '../../data/load.ts'
import type { ExperimentDesign, Run } from '../../data/schema.ts'
import { writeRun } from '../../data/store.ts'
import { UserError } from '../../errors.ts'
import type { Progress } from '../../progress.ts'
import { stated } from '../../text/stated.ts'
import { openJournal } from '../context/journal.ts'
import type { OnHosts, RunOutset } from '../context/run-context.ts'
import type { Ending } from '../machines/ending.ts'
import { watchHosts } from '../machines/host-gone.ts'
import type { SshAccess } from '../machines/hosts/given.ts'
import type { HostsKind } from '../machines/hosts/host-argv.ts'
import { bootedSite, givenSite, knownSite, type Site } from '../machines/hosts/site.ts'
import { type Images, verifyImages } from '../machines/images/images.ts'
import { openLab } from '../machines/open-lab.ts'
import { labNow, pause } from '../tools/clock.ts'
import { Spans } from '../tools/spans.ts'
import { beginRun, type RunOptions, resumableRun } from './begin-run.ts'
import { describeFailure, dropLogs, keepLogs, rememberSteps } from './failure.ts'
import { measureRun } from './measure.ts'
import { takesFailovers } from './parts.ts'

export interface LabOptions extends RunOptions {
  /** Overrides what the probe says, or names two machines of the user's. */
  hosts?: HostsKind | SshAccess
  /** Whether those machines are put back at the end into the state that they were in. */
  undo?: boolean
  /** ssh's config file for them, where a run is resumed. */
  sshConfig?: string
  /** Go on with the newest run that is not complete. */
  resume?: boolean
  /** The interval's width, upper end divided by lower one, of a run's ratio so far; null while there is none. */
  widthOf: (runFolder: string, design: ExperimentDesign) => number | null
  elapsedMsOf: RunOutset['elapsedMsOf']
  dataFolder: string
  signal: AbortSignal
  progress: Progress
}

/**
 * One execution of the lab: plans or resumes a run, boots the hosts, measures, and stores every raw output.
 * Whatever happens, no process stays behind and finished trials are kept.
 * @throws UserError `lab`, `busy`, `data`, or `interrupted` when the signal aborts
 */
export async function runLab(options: LabOptions): Promise<{ runId: string }> {
  const { signal } = options
  const startedAt = labNow()
  const { progress, current: currentStep } = rememberSteps(options.progress)
  await using lab = openLab({ dataFolder: options.dataFolder, progress, signal })
  const resumed = options.resume ? resumableRun(options.dataFolder) : null
  const images = await lab.images({
    qemu: resumed?.run.qemu ?? options.qemu,
    failovers: resumed?.run.design.some(({ experiment }) => experiment === 'failover') ?? takesFailovers(options),
  })
  await using site = await siteOf(options, resumed?.run ?? null, images, lab.scratch)
  const { folder, run } = resumed ?? beginRun(options.dataFolder, options, site.hosts)
  const finished = new Set(readTrials(folder, run).trials.map(({ trial }) => trial.id))
  const earlier = readJournal(folder)
  const journal = openJournal(folder, earlier.length)
  const spans = new Spans(run.createdAt, run.spans)
  const save = (changes: Partial<Run>) => {
    Object.assign(run, changes, { spans: spans.list })
    writeRun(folder, run)
  }

  let gone: Ending | undefined
  // Meanwhile, since reading all of them takes a moment; nothing is measured before the images are known to be whole.
  const damage = new AbortController()
  const verified = verifyImages(images, signal).catch((error: unknown) => damage.abort(error))
  const booting = AbortSignal.any([signal, damage.signal])
  const outset: RunOutset = {
    run,
    runFolder: folder,
    finished,
    images,
    scratch: lab.scratch,
    journal,
    spans,
    signal,
    progress,
    widthOf: (design) => options.widthOf(folder, design),
    elapsedMsOf: options.elapsedMsOf,
    stop: (stopped) => save({ stopped: [...run.stopped, stopped] }),
  }
  let hostBoot = hostStarts(earlier).length
  const onHosts: OnHosts = async (work) => {
    progress.step(site.step.title, site.step.expectedMs)
    await using hosts = await spans
      .of('boot-hosts', 'lab', () => site.open(images, booting))
      .catch((error: unknown) => {
        throw damage.signal.aborted ? damage.signal.reason : error
      })
    hostBoot = hosts.argv === null ? 1 : hostBoot + 1
    using watch = watchHosts(hosts, signal)
    try {
      await verified
      damage.signal.throwIfAborted()
      await work({ ...outset, hosts, hostBoot, signal: watch.signal })
    } catch (error) {
      // Its connections may break a moment before a host that was killed is known to have ended; afterwards both are ended.
      if (!signal.aborted) await pause(300)
      gone = hosts.failure()
      throw error
    }
  }
  try {
    save({ status: 'running', statusReason: null, failure: undefined, finishedAt: null })
    dropLogs(folder)
    await measureRun(outset, onHosts)
    save({ status: 'complete', finishedAt: new Date().toISOString() })
    progress.done()
    return { runId: run.id }
  } catch (error) {
    const { reason, told, failure } = describeFailure(error, {
      step: currentStep(),
      at: new Date(),
      afterMs: (labNow() - startedAt) * 1000,
      gone,
      logs: signal.aborted ? null : keepLogs(lab.scratch, folder),
    })
    try {
      save(
        signal.aborted
          ? { status: 'interrupted', statusReason: stated('stopped') }
          : { status: 'failed', statusReason: reason, failure },
      )
    } catch {
      // On a full disk the run stays as it was: not complete, and --resume goes on with it.
    }
    if (signal.aborted)
      throw new UserError(
        'interrupted',
        'The lab was stopped; what was measured is kept, and “npm run lab -- --resume” goes on.',
      )
    throw told
  }
}

/** Where the hosts come from: the run's own where one is resumed, so that all its trials are measured on the same. */
async function siteOf(
  { hosts, undo = false, sshConfig, signal, progress }: LabOptions,
  resumed: Run | null,
  images: Images,
  folder: string,
): Promise<Site> {
  const destinations = resumed?.hosts.given
  const given = destinations ? { destinations, sshConfig: sshConfig ?? null } : typeof hosts === 'object' ? hosts : null
  if (given) {
    progress.step('Looking at your hosts')
    return givenSite(given, { folder, undo, warn: (sentence) => progress.note(sentence), signal })
  }
  return resumed
    ? knownSite(resumed.hosts, images, folder, progress)
    : bootedSite(typeof hosts === 'object' ? undefined : hosts, images, folder, progress, signal)
}
