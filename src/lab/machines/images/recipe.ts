import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { QemuSuite } from '../../../data/schema.ts'

/** Debian 12: kernel 6.1 and QEMU 7.2, whose nested SVM under emulation is known to work. */
export const SUITE = 'bookworm'

/** What the hosts carry: the course's packages, the measuring tools, and what builds the VM's disk. */
export const PACKAGES: readonly string[] = [
  'systemd',
  'systemd-sysv',
  'udev',
  'linux-image-amd64',
  'initramfs-tools',
  'lz4',
  'kmod',
  'procps',
  'sudo',
  'openssh-server',
  'iproute2',
  'iputils-ping',
  'qemu-system-x86',
  'qemu-utils',
  'nfs-kernel-server',
  'nfs-common',
  'net-tools',
  'vim',
  'telnet',
  'inetutils-telnet',
  'iperf3',
  'fping',
  'linux-perf',
  'ethtool',
  'busybox-static',
  'xz-utils',
  'cpio',
  'syslinux',
  'syslinux-common',
  'mtools',
  'dosfstools',
  'fdisk',
  'e2fsprogs',
]

/** Left out of the hosts' image: documentation, and drivers for hardware and file systems that no host here has; each takes time on a slow disk. */
export const EXCLUDED_PATHS: readonly string[] = [
  '/usr/share/doc/*',
  '/usr/share/man/*',
  '/usr/share/locale/*',
  '/usr/share/info/*',
  '/usr/share/vim/vim*/doc/*',
  '/usr/share/qemu/edk2*',
  ...[
    'drivers/ata',
    'drivers/bluetooth',
    'drivers/comedi',
    'drivers/gpu',
    'drivers/hwmon',
    'drivers/iio',
    'drivers/infiniband',
    'drivers/isdn',
    'drivers/media',
    'drivers/mmc',
    'drivers/mtd',
    'drivers/net/can',
    // Of all wired cards only Intel's: the VM has an e1000.
    'drivers/net/ethernet/[!i]*',
    'drivers/net/usb',
    'drivers/net/wireless',
    'drivers/nvme',
    'drivers/platform',
    'drivers/scsi',
    'drivers/staging',
    'drivers/target',
    'drivers/usb',
    'fs/afs',
    'fs/btrfs',
    'fs/ceph',
    'fs/f2fs',
    'fs/gfs2',
    'fs/ocfs2',
    'fs/smb',
    'fs/ubifs',
    'fs/xfs',
    'net/bluetooth',
    'net/ceph',
    'net/mac80211',
    'net/rxrpc',
    'net/sctp',
    'net/tipc',
    'net/wireless',
    'sound',
  ].map((part) => `/lib/modules/*/kernel/${part}/*`),
]

/** Blocks of 4 KiB of the hosts' file system: 2.5 GiB, stored sparsely. */
export const ROOT_BLOCKS = 655_360

export const RECIPE_FOLDER = path.dirname(fileURLToPath(import.meta.url))

/** The scripts that run while the image is built, or end up in it. */
export const RECIPE_FILES: readonly string[] = [
  'repack-kernel',
  'host/customize.sh',
  'host/own-qemu.sh',
  'vm/build.sh',
  'vm/init',
  'vm/agent',
  'vm/writer',
  'vm/workload',
  'vm/screen',
  'vm/keeper',
]

/** Whether the hosts' system has the QEMU of Debian 12's backports. */
export const isBackported = (qemu: QemuSuite): boolean => qemu === 'bookworm-backports'

/** Whether QEMU comes on a disk of its own, since it is one of another Debian: see `qemu-disk.ts`. */
export const isOnDisk = (qemu: QemuSuite | null): boolean => qemu === 'trixie-backports'

/** Names the images in the cache: any change of the recipe gives another hash, and another build. */
export function recipeHash(qemu: QemuSuite): string {
  const hash = createHash('sha256')
  hash.update(JSON.stringify([SUITE, PACKAGES, EXCLUDED_PATHS, ROOT_BLOCKS, ...(isBackported(qemu) ? [qemu] : [])]))
  for (const file of RECIPE_FILES)
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(path.join(RECIPE_FOLDER, file)))
  return hash.digest('hex').slice(0, 16)
}
