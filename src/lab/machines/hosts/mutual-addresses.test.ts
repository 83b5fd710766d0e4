import { expect, test } from 'vitest'
import { HostError } from '../host-error.ts'
import { mutualAddresses } from './mutual-addresses.ts'

const { signal } = new AbortController()

/** A host1 that reaches these addresses and no others; `asked` are all that it was sent to. */
function host1Reaching(...reached: string[]) {
  const asked: string[] = []
  return {
    asked,
    host: {
      exec: async (argv: readonly string[]) => {
        const address = argv.at(-1) ?? ''
        asked.push(address)
        const failure = reached.includes(address) ? null : 'no answer'
        return { argv, exitCode: 0, stdout: '', stderr: '', durationMs: 1, timedOut: false, cancelled: false, failure }
      },
    },
  }
}

test('the first address that is reached is taken; one that both have is asked of nobody', async () => {
  const { host, asked } = host1Reaching('10.0.2.15', '192.168.1.2')
  const surveys = {
    host1: { addresses: ['10.0.2.15', '192.168.1.1'] },
    host2: { addresses: ['10.0.2.15', '172.16.0.2', '192.168.1.2'] },
  }
  expect(await mutualAddresses(host, surveys, signal)).toEqual({ host1: '192.168.1.1', host2: '192.168.1.2' })
  expect(asked).toEqual(['172.16.0.2', '192.168.1.2'])
})

test('two hosts without a network of both are named with what they have', async () => {
  const surveys = { host1: { addresses: ['10.0.0.1'] }, host2: { addresses: ['10.1.0.1'] } }
  const failed = mutualAddresses(host1Reaching().host, surveys, signal)
  await expect(failed).rejects.toThrow(HostError)
  await expect(failed).rejects.toThrow('host1 (10.0.0.1) does not reach host2 (10.1.0.1)')
})
