import type { Run } from '../../../data/schema.ts'
import { UserError } from '../../../errors.ts'
import { inEnglish, type StatedSentence, stated } from '../../../text/stated.ts'
import type { Images } from '../images/images.ts'
import type { HostsKind } from './host-argv.ts'
import type { HostQemu } from './host-qemu.ts'
import { probeKvm } from './kvm-probe.ts'
import { pinningOf, processorsHere } from './pinning.ts'

/** How the lab makes the hosts by itself, and why so. */
export type BootedKind = Run['hosts'] & { kind: HostsKind }

/**
 * The first kind of hosts that works here, with the reason; a flag overrides, but not what is impossible.
 * @throws UserError `lab` when hardware KVM is asked for and the probe says no
 */
export async function chooseHosts(
  asked: HostsKind | undefined,
  images: Images,
  qemu: HostQemu,
  signal: AbortSignal,
): Promise<BootedKind> {
  const pinned = pinningOf(processorsHere())
  const kvm = await probeKvm({ images, qemu }, signal)
  const chosen = (kind: HostsKind, reason: StatedSentence): BootedKind => ({
    kind,
    reason,
    kvm,
    given: null,
    pinned,
    qemuFrom: qemu.from,
  })
  const failed = kvm.ladder.filter(({ passed }) => !passed).map(({ evidence }) => evidence)
  if (asked === 'kvm' && kvm.verdict !== 'usable') {
    const why = failed.map(inEnglish).join('; ')
    throw new UserError(
      'lab',
      `--hosts kvm was asked for, but hardware KVM is not usable here (${kvm.verdict}: ${why}); leave the option out to use emulated hosts.`,
    )
  }
  if (asked === 'emulated') return chosen('emulated', stated('hosts.emulated-asked'))
  const last = kvm.ladder.at(-1)?.evidence
  return kvm.verdict === 'usable' && last !== undefined
    ? chosen('kvm', stated('hosts.kvm-works', { evidence: last }))
    : chosen('emulated', stated('hosts.kvm-unusable', { verdict: kvm.verdict, evidence: failed }))
}
