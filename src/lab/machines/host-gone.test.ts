import { expect, test } from 'vitest'
import type { Ending } from './ending.ts'
import { isHostGone, watchHosts } from './host-gone.ts'

test('the signal is aborted with the reason once a host has ended', async () => {
  let failure: Ending | undefined
  using watch = watchHosts({ failure: () => failure }, new AbortController().signal)
  expect(watch.signal.aborted).toBe(false)
  const sentence = 'host2: its QEMU was ended by SIGKILL'
  failure = { host: 'host2', signal: 'SIGKILL', exitCode: null, sentence }
  await expect.poll(() => watch.signal.aborted).toBe(true)
  expect(isHostGone(watch.signal.reason)).toBe(true)
  expect(watch.signal.reason).toMatchObject({ message: sentence, hosts: ['host2'] })
})

test('the user who stops it is told from a host that has ended', () => {
  const user = new AbortController()
  using watch = watchHosts({ failure: () => undefined }, user.signal)
  user.abort(new Error('Interrupted.'))
  expect(watch.signal.aborted).toBe(true)
  expect(isHostGone(watch.signal.reason)).toBe(false)
})
