import type { WhatFor } from '../lab/machines/images/images.ts'
import { ensurePackages } from '../setup/packages.ts'

/**
 * Installs what booting hosts takes, and what building their system takes where that was never done: in a container it is
 * there, and cannot be built.
 * @throws UserError `setup`, as {@link ensurePackages}
 */
export async function ensureLabPackages(
  need: 'lab' | 'measured report' | 'demo',
  signal: AbortSignal,
  what?: WhatFor,
): Promise<void> {
  const { cachedImages } = await import('../lab/machines/images/images.ts')
  await ensurePackages(need, signal, { built: cachedImages(what) !== null })
}
