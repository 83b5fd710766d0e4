import { HOSTS, type HostName } from '../../../data/host-name.ts'
import { HostError } from '../host-error.ts'
import type { Host } from './host.ts'
import type { Survey } from './survey.ts'

/**
 * An address of each at which the other reaches it.
 * @throws HostError where there is none
 */
export async function mutualAddresses(
  from: Pick<Host, 'exec'>,
  { host1, host2 }: Record<HostName, Pick<Survey, 'addresses'>>,
  signal: AbortSignal,
): Promise<Record<HostName, string>> {
  // An address that both have, as behind the same kind of router, would be answered by the host itself.
  const own = (addresses: readonly string[], others: readonly string[]) =>
    addresses.filter((address) => !others.includes(address))
  for (const one of own(host1.addresses, host2.addresses)) {
    for (const other of own(host2.addresses, host1.addresses)) {
      const there = await from.exec(['sudo', 'ping', '-q', '-c', '1', '-W', '2', '-I', one, other], { signal })
      if (there.failure === null) return { host1: one, host2: other }
    }
  }
  throw new HostError(
    HOSTS,
    `host1 (${host1.addresses.join(', ')}) does not reach host2 (${host2.addresses.join(', ')}) with ping; ` +
      'the two need a network in which each reaches the other.',
  )
}
