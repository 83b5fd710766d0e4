import { expect, test } from 'vitest'
import { isHostGone, watchHosts } from './host-gone.ts'
import type { Hosts } from './hosts/host.ts'

function hostsThat(failure: () => string | undefined): Hosts {
  // Nothing else of the hosts is looked at.
  return { failure } as Hosts
}

test('the signal is aborted with the reason once a host has ended', async () => {
  let failure: string | undefined
  using watch = watchHosts(
    hostsThat(() => failure),
    new AbortController().signal,
  )
  expect(watch.signal.aborted).toBe(false)
  failure = 'host2: its QEMU was ended by SIGKILL'
  await expect.poll(() => watch.signal.aborted).toBe(true)
  expect(isHostGone(watch.signal.reason)).toBe(true)
  expect(watch.signal.reason).toMatchObject({ message: failure })
})

test('the user who stops it is told from a host that has ended', () => {
  const user = new AbortController()
  using watch = watchHosts(
    hostsThat(() => undefined),
    user.signal,
  )
  user.abort(new Error('Interrupted.'))
  expect(watch.signal.aborted).toBe(true)
  expect(isHostGone(watch.signal.reason)).toBe(false)
})
