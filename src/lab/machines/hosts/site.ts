import { HOSTS } from '../../../data/host-name.ts'
import type { Run } from '../../../data/schema.ts'
import { UserError } from '../../../errors.ts'
import type { Progress } from '../../../progress.ts'
import { inEnglish, stated } from '../../../text/stated.ts'
import type { Images } from '../images/images.ts'
import { bootHosts } from './booted-hosts.ts'
import { type BootedKind, chooseHosts } from './choice.ts'
import type { SshAccess } from './given.ts'
import { GivenHosts } from './given-hosts.ts'
import type { Hosts } from './host.ts'
import type { HostsKind } from './host-argv.ts'
import { chooseQemu, type HostQemu } from './host-qemu.ts'
import { refuseObstacles, verdict } from './survey.ts'

/** Where the two hosts come from. */
export interface Site extends AsyncDisposable {
  /** What the run keeps of it. */
  hosts: Run['hosts']
  /** What bringing them up is called, and how long it takes as a rule, ms. */
  step: { title: string; expectedMs: number }
  /** Brings them up; again, once those that it gave before have ended. */
  open(images: Images, signal: AbortSignal): Promise<Hosts>
}

/** Hosts that the lab boots itself. */
export interface BootedSite extends Site {
  hosts: BootedKind
}

export interface SiteOptions {
  /** Where scratch files lie. */
  folder: string
  /** Whether the user's own hosts are put back at the end into the state that they were in. */
  undo: boolean
  /** Told what could not be undone. */
  warn: (sentence: string) => void
  signal: AbortSignal
}

/** Hosts that the lab boots itself, of the kind that is asked for or else found to work. */
export async function bootedSite(
  asked: HostsKind | undefined,
  images: Images,
  folder: string,
  progress: Progress,
  signal: AbortSignal,
): Promise<BootedSite> {
  progress.step('Choosing the hosts')
  const qemu = await chooseQemu(images)
  const chosen = await chooseHosts(asked, images, qemu, signal)
  progress.note(inEnglish(chosen.reason))
  progress.note(qemu.why)
  return siteOfKind(chosen, qemu, folder)
}

/**
 * Hosts as an earlier attempt at the same run chose them.
 * @throws UserError `lab` where the QEMU is gone by which they were carried
 */
export async function knownSite(
  hosts: Run['hosts'],
  images: Images,
  folder: string,
  progress: Pick<Progress, 'note'>,
): Promise<Site> {
  const { kind } = hosts
  if (kind !== 'emulated' && kind !== 'kvm')
    throw new UserError('usage', `A run with hosts of the kind ${kind} can’t be gone on with.`)
  const qemu = await chooseQemu(images, hosts.qemuFrom ?? 'computer')
  progress.note(qemu.why)
  return siteOfKind({ ...hosts, kind }, qemu, folder)
}

function siteOfKind(hosts: BootedKind, qemu: HostQemu, folder: string): BootedSite {
  const { kind, pinned: pinning } = hosts
  return {
    hosts,
    step: { title: `Booting host1 and host2 (${kind})`, expectedMs: 30_000 },
    open: (images, signal) => bootHosts({ kind, qemu, pinning }, images, folder, signal),
    [Symbol.asyncDispose]: async () => undefined,
  }
}

/**
 * The user's own two machines, connected and looked at; nothing is changed there before they are opened.
 * @throws UserError `lab` where one can't be reached, or with everything that keeps them from being used
 */
export async function givenSite(given: SshAccess, { folder, undo, warn, signal }: SiteOptions): Promise<Site> {
  const hosts = await GivenHosts.connect(given, folder, signal)
  try {
    const surveys = await hosts.survey(signal)
    const { obstacles, changes } = verdict(surveys)
    refuseObstacles(obstacles)
    let opened = false
    return {
      hosts: {
        kind: 'ssh',
        reason: stated('hosts.given'),
        kvm: null,
        pinned: null,
        qemuFrom: null,
        given: {
          ...given.destinations,
          changes: HOSTS.flatMap((name) => changes[name].map((change) => stated('change.on', { host: name, change }))),
        },
      },
      step: { title: 'Preparing your host1 and host2', expectedMs: 60_000 },
      open(images, abort) {
        opened = true
        return hosts.prepare(surveys, images.vmSystem, abort)
      },
      async [Symbol.asyncDispose]() {
        try {
          if (undo && opened) await hosts.restore('purge')
        } catch (error) {
          warn(
            `Not everything could be undone (${error instanceof Error ? error.message : error}); “npm run lab -- --hosts … --undo” tries again.`,
          )
        } finally {
          await hosts[Symbol.asyncDispose]()
        }
      },
    }
  } catch (error) {
    await hosts[Symbol.asyncDispose]()
    throw error
  }
}
