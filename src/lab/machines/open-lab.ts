import { acquireLabLock } from '../../data/lock.ts'
import type { Progress } from '../../progress.ts'
import { createScratch } from '../tools/scratch.ts'
import { startGuardian } from './guardian.ts'
import type { BootedKind } from './hosts/choice.ts'
import type { Hosts } from './hosts/host.ts'
import type { HostsKind } from './hosts/host-argv.ts'
import { bootedSite } from './hosts/site.ts'
import { type Images, readyImages, type WhatFor } from './images/images.ts'

export interface LabOptions {
  /** No two labs are open on the same one. */
  dataFolder: string
  progress: Progress
  signal: AbortSignal
}

/** A lab while it is open: it is the only one, and nothing that it made outlives it, however it ends. */
export interface Lab extends AsyncDisposable {
  /** A folder for sockets, keys, logs and overlays. */
  scratch: string
  /** What hosts are booted from; built first where that was never done. @throws UserError `lab` or `interrupted` */
  images(what?: WhatFor): Promise<Images>
  /**
   * Boots both hosts, which end with the lab.
   * @param asked overrides what is found to work here
   * @param what of which images
   * @throws UserError `lab` or `interrupted`
   */
  boot(asked?: HostsKind, what?: WhatFor): Promise<{ hosts: Hosts; chosen: BootedKind }>
}

/** Opens the lab. @throws UserError `busy` where another one is open, `data` where the data folder can't be written to */
export function openLab({ dataFolder, progress, signal }: LabOptions): Lab {
  using opening = new DisposableStack()
  const lock = opening.use(acquireLabLock(dataFolder))
  const guardian = opening.use(startGuardian(lock))
  const scratch = opening.use(createScratch(guardian)).folder
  const open = new AsyncDisposableStack()
  open.use(opening.move())
  const images = (what?: WhatFor) => readyImages(guardian, progress, signal, what)
  return {
    scratch,
    images,
    async boot(asked, what) {
      const ready = await images(what)
      const site = open.use(await bootedSite(asked, ready, scratch, progress, signal))
      progress.step(site.step.title, site.step.expectedMs)
      return { hosts: open.use(await site.open(ready, signal)), chosen: site.hosts }
    },
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  }
}
