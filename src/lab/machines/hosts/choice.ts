import type { Run } from '../../../data/schema.ts'
import { UserError } from '../../../errors.ts'
import type { HostsKind } from './host-argv.ts'
import { probeKvm } from './kvm-probe.ts'
import { pinningOf, processorsHere } from './pinning.ts'

/** How the lab makes the hosts by itself, and why so. */
export type BootedKind = Run['hosts'] & { kind: HostsKind }

/**
 * The first kind of hosts that works here, with the reason; a flag overrides, but not what is impossible.
 * @throws UserError `lab` when hardware KVM is asked for and the probe says no
 */
export async function chooseHosts(asked: HostsKind | undefined, signal: AbortSignal): Promise<BootedKind> {
  const pinned = pinningOf(processorsHere())
  const kvm = await probeKvm(undefined, signal)
  const last = kvm.ladder.at(-1)?.evidence ?? ''
  const failed = kvm.ladder
    .filter(({ passed }) => !passed)
    .map(({ evidence }) => evidence)
    .join('; ')
  if (asked === 'kvm' && kvm.verdict !== 'usable') {
    throw new UserError(
      'lab',
      `--hosts kvm was asked for, but hardware KVM is not usable here (${kvm.verdict}: ${failed}); leave the option out to use emulated hosts.`,
    )
  }
  if (asked === 'emulated')
    return {
      kind: 'emulated',
      reason: 'Emulated hosts were asked for with --hosts emulated.',
      kvm,
      given: null,
      pinned,
    }
  if (kvm.verdict === 'usable')
    return {
      kind: 'kvm',
      reason: `Hardware KVM with nested virtualization works here: a stock kernel ${last}.`,
      kvm,
      given: null,
      pinned,
    }
  return {
    kind: 'emulated',
    reason: `Hardware KVM is not usable here (${kvm.verdict}): ${failed}.`,
    kvm,
    given: null,
    pinned,
  }
}
