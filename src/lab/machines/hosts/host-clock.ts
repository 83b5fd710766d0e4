import { createInterface } from 'node:readline'
import type { Clocks } from '../../../data/schema.ts'
import { labNow, within } from '../../tools/clock.ts'
import type { Host } from './host.ts'

export interface Exchange {
  asked: number
  remote: number
  answered: number
}

/** Reads the host's clock `count` times through one open connection, each between two readings of the lab's. */
export async function readHostClock(host: Host, count: number): Promise<Exchange[]> {
  const process = host.start(['bash', '-c', 'while read -r; do echo "$EPOCHREALTIME"; done'], {
    stdin: 'pipe',
    stdout: 'pipe',
  })
  try {
    if (!process.stdin || !process.stdout) throw new Error('no pipes to ssh')
    const lines = createInterface({ input: process.stdout })[Symbol.asyncIterator]()
    const exchanges: Exchange[] = []
    // The first answer also waits for the shell to start: it is not kept.
    for (let i = 0; i <= count; i += 1) {
      const asked = labNow()
      process.stdin.write('\n')
      const { value } = await within(10_000, `${host.name}’s clock`, lines.next())
      if (i > 0) exchanges.push({ asked, remote: Number(value), answered: labNow() })
    }
    return exchanges
  } finally {
    process.stdin?.end()
    process.kill('SIGTERM')
    await Promise.allSettled([process])
  }
}

/** Readings of a clock before something, and of the same after it. */
const READINGS = 15

/** Reads hosts' clocks, one after the other. */
export async function readHostClocks(hosts: readonly Host[], when: Clocks[number]['when']): Promise<Clocks> {
  const clocks: Clocks = []
  for (const host of hosts) clocks.push({ machine: host.name, when, exchanges: await readHostClock(host, READINGS) })
  return clocks
}
