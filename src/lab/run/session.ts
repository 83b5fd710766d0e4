import { randomInt } from 'node:crypto'
import { readJournal, readTrials } from '../../data/load.ts'
import { acquireLabLock } from '../../data/lock.ts'
import { type ExperimentDesign, type Profile, type QemuSuite, type Run, SCHEMA_VERSION } from '../../data/schema.ts'
import { createRun, listRuns, writeRun } from '../../data/store.ts'
import { UserError } from '../../errors.ts'
import type { Progress } from '../../progress.ts'
import { labNow, pause } from '../tools/clock.ts'
import { describeFailure, dropLogs, keepLogs, rememberSteps } from './failure.ts'
import { startGuardian } from '../machines/guardian.ts'
import { watchHosts } from '../machines/host-gone.ts'
import type { HostsKind } from '../machines/hosts/booted-hosts.ts'
import type { Given } from '../machines/hosts/given-hosts.ts'
import { type Site, bootedSite, givenSite, knownSite } from '../machines/hosts/site.ts'
import { readyImages, verifyImages } from '../machines/images/images.ts'
import { SUITE } from '../machines/images/recipe.ts'
import { openJournal } from './journal.ts'
import { measureRun } from './measure.ts'
import type { Section } from '../../experiments/catalogue.ts'
import { planRun, trialsOf } from './plan.ts'
import { createScratch } from '../tools/scratch.ts'
import { Spans } from '../tools/spans.ts'

export interface LabOptions {
  profile: Profile
  seed?: number
  only?: Section
  budgetSeconds?: number
  /** Where the hosts' QEMU comes from. */
  qemu?: QemuSuite
  /** Overrides what the probe says, or names two machines of the user's. */
  hosts?: HostsKind | Given
  /** Whether those machines are put back at the end into the state that they were in. */
  undo?: boolean
  /** ssh's config file for them, where a run is resumed. */
  sshConfig?: string
  /** Go on with the newest run that is not complete. */
  resume?: boolean
  /** The interval's width, upper end divided by lower one, of a run's ratio so far; null while there is none. */
  widthOf: (runFolder: string, design: ExperimentDesign) => number | null
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
  using lock = acquireLabLock(options.dataFolder)
  using guardian = startGuardian(lock)
  const resumed = options.resume ? resumable(options.dataFolder) : null
  const qemu = resumed?.run.qemu ?? options.qemu ?? SUITE
  const images = await readyImages(guardian, progress, signal, qemu)
  using scratch = createScratch(guardian)
  await using site = await siteOf(options, resumed?.run ?? null, scratch.folder)
  const { folder, run } = resumed ?? begin(options, site)
  const finished = new Set(readTrials(folder, run).trials.map(({ trial }) => trial.id))
  const journal = openJournal(folder, readJournal(folder).length)
  const spans = new Spans(run.createdAt, run.spans)
  const save = (changes: Partial<Run>) => {
    Object.assign(run, changes, { spans: spans.list })
    writeRun(folder, run)
  }

  let hostsFailure: string | undefined
  try {
    save({ status: 'running', statusReason: null, finishedAt: null })
    dropLogs(folder)
    progress.step(site.step.title, site.step.expectedMs)
    const booted = images
    // Meanwhile, since reading all of them takes a moment; nothing is measured before the images are known to be whole.
    const damage = new AbortController()
    const verified = verifyImages(booted, signal).catch((error: unknown) => damage.abort(error))
    const booting = AbortSignal.any([signal, damage.signal])
    await using hosts = await spans
      .of('boot-hosts', 'lab', () => site.open(booted, booting))
      .catch((error: unknown) => {
        throw damage.signal.aborted ? damage.signal.reason : error
      })
    using watch = watchHosts(hosts, signal)
    try {
      await verified
      damage.signal.throwIfAborted()
      await measureRun({
        run,
        runFolder: folder,
        finished,
        hosts,
        images,
        scratch: scratch.folder,
        journal,
        spans,
        signal: watch.signal,
        progress,
        widthOf: (design) => options.widthOf(folder, design),
        stop: (stopped) => save({ stopped: [...run.stopped, stopped] }),
      })
    } catch (error) {
      // Its connections may break a moment before a host that was killed is known to have ended; afterwards both are ended.
      if (!signal.aborted) await pause(300)
      hostsFailure = hosts.failure()
      throw error
    }
    save({ status: 'complete', finishedAt: new Date().toISOString() })
    progress.done()
    return { runId: run.id }
  } catch (error) {
    const { reason, told } = describeFailure(error, {
      step: currentStep(),
      at: new Date(),
      afterMs: (labNow() - startedAt) * 1000,
      hostsFailure,
      logs: signal.aborted ? null : keepLogs(scratch.folder, folder),
    })
    try {
      save(
        signal.aborted
          ? { status: 'interrupted', statusReason: 'Stopped by the user.' }
          : { status: 'failed', statusReason: reason },
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
  folder: string,
): Promise<Site> {
  const destinations = resumed?.hosts.given
  const given = destinations ? { destinations, sshConfig: sshConfig ?? null } : typeof hosts === 'object' ? hosts : null
  if (given) {
    progress.step('Looking at your hosts')
    return givenSite(given, { folder, undo, warn: (sentence) => progress.note(sentence), signal })
  }
  return resumed
    ? knownSite(resumed.hosts, folder)
    : bootedSite(typeof hosts === 'object' ? undefined : hosts, folder, progress, signal)
}

function begin(options: LabOptions, { hosts }: Site): { folder: string; run: Run } {
  const seed = options.seed ?? randomInt(2 ** 31)
  const createdAt = new Date()
  const { only, budgetSeconds } = options
  const plan = planRun({ profile: options.profile, seed, only, budgetSeconds })
  const stamp = createdAt
    .toISOString()
    .replace(/[-:]/g, '')
    .replace(/\.\d+Z$/, 'Z')
  const run: Run = {
    schema: SCHEMA_VERSION,
    id: `${stamp}-${options.profile}`,
    createdAt: createdAt.toISOString(),
    finishedAt: null,
    status: 'running',
    statusReason: null,
    profile: options.profile,
    seed,
    hosts,
    order: trialsOf(plan).map(({ id }) => id),
    design: plan.design,
    only: only ?? null,
    budgetSeconds: budgetSeconds ?? null,
    stopped: [],
    spans: [],
    qemu: options.qemu ?? SUITE,
  }
  return { folder: createRun(options.dataFolder, run), run }
}

/** @throws UserError `usage` when there is nothing to go on with */
function resumable(dataFolder: string): { folder: string; run: Run } {
  const found = listRuns(dataFolder).find(({ run }) => run !== null)
  if (!found?.run || found.run.status === 'complete') {
    throw new UserError(
      'usage',
      found
        ? `The newest run, ${found.run?.id}, is complete; “npm run lab” measures anew.`
        : 'There is no run to go on with; “npm run lab” starts one.',
    )
  }
  return { folder: found.folder, run: found.run }
}
