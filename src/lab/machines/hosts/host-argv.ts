import type { HostName } from '../../../data/host-name.ts'

/** `emulated`: TCG with emulated SVM, which runs anywhere. `kvm`: hardware KVM with nested virtualization. */
export const HOSTS_KINDS = ['emulated', 'kvm'] as const
export type HostsKind = (typeof HOSTS_KINDS)[number]

/** The part of a host's QEMU command line in which the two kinds differ. */
const ACCELERATION: Record<HostsKind, readonly string[]> = {
  // A model with the SVM features that TCG has; `-cpu max` works too and boots about twice as slowly.
  emulated: ['-accel', 'tcg,tb-size=512', '-cpu', 'qemu64,+svm,+npt'],
  kvm: ['-accel', 'kvm', '-cpu', 'host'],
}

/** The disk with another QEMU for the VMs, as the hosts' command lines name it. */
export const QEMU_DISK = 'qemu.ext2'

/**
 * QEMU's arguments for a host, paths relative to the lab's scratch folder.
 * @param withQemuDisk whether it gets {@link QEMU_DISK}, as /dev/vdc
 */
export function hostArguments(kind: HostsKind, name: HostName, sshPort: number, withQemuDisk = false): string[] {
  const n = name === 'host1' ? 1 : 2
  return [
    '-name',
    name,
    ...ACCELERATION[kind],
    '-m',
    '3072',
    '-smp',
    '1',
    '-nodefaults',
    '-no-user-config',
    '-display',
    'none',
    '-serial',
    `file:${name}.console.log`,
    '-kernel',
    'vmlinuz',
    '-initrd',
    'initrd.img',
    // no_timer_check: on a busy computer an emulated timer is late, and the kernel gives up with “IO-APIC + timer doesn't work”.
    // norandmaps: programs lie at the same addresses each time, which is one difference between processes less.
    '-append',
    `root=/dev/vda rw console=ttyS0 quiet nowatchdog norandmaps no_timer_check systemd.hostname=${name}`,
    '-drive',
    `if=virtio,format=qcow2,file=${name}.qcow2,cache=unsafe`,
    '-drive',
    `if=virtio,format=raw,readonly=on,file=${name}.seed.tar`,
    ...(withQemuDisk ? ['-drive', `if=virtio,format=raw,readonly=on,file=${QEMU_DISK}`] : []),
    '-netdev',
    `user,id=control,restrict=on,hostfwd=tcp:127.0.0.1:${sshPort}-:22`,
    '-device',
    'virtio-net-pci,netdev=control,mac=52:54:00:00:00:01',
    '-netdev',
    `stream,id=lab,addr.type=unix,addr.path=lab.sock,server=${n === 1 ? 'on' : 'off'}`,
    '-device',
    `virtio-net-pci,netdev=lab,mac=52:54:00:00:01:0${n}`,
    '-device',
    'virtio-rng-pci',
  ]
}
