import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { loadRun } from '../data/load.ts'
import { run } from '../process.ts'
import { project } from '../project.ts'
import { ALL_FAULTS } from '../testing/end-to-end/all-faults.ts'
import { e2eCli } from '../testing/end-to-end/cli.ts'
import { readyImages } from './machines/images/images.ts'

/** An emulated computer is slow, and what runs in the VMs of its hosts is three levels down. */
const LIMIT_MS = 2 * 3600_000

const folder = mkdtempSync(path.join(tmpdir(), 'hardware-kvm-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/**
 * What the computer does instead of starting a system: it has this computer's files, read-only, with changes in memory, and
 * measures with them. Node is copied, since the file system that is lent does not keep a running program's pages.
 */
const PROGRAM = `#!/bin/bash
exec >/job/console.txt 2>&1
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
modprobe -a overlay kvm_amd
mkdir -p /dev/shm /dev/pts /mnt/lent /mnt/changes /mnt/all
mount -t tmpfs shm /dev/shm
mount -t devpts pts /dev/pts
mount -t tmpfs -o size=2g changes /mnt/changes
mkdir /mnt/changes/upper /mnt/changes/work
mount -t 9p -o trans=virtio,version=9p2000.L,msize=512000,cache=loose,ro lent /mnt/lent
mount -t overlay -o lowerdir=/mnt/lent,upperdir=/mnt/changes/upper,workdir=/mnt/changes/work all /mnt/all
for one in dev proc sys; do mount --rbind /$one /mnt/all/$one; done
mount -t tmpfs -o size=2g tmp /mnt/all/tmp
mkdir /mnt/all/tmp/job
mount --bind /job /mnt/all/tmp/job
ip link set lo up
chroot /mnt/all bash /tmp/job/measure.sh
`

const measureScript = () => `export HOME=/root NO_COLOR=1 LAB_DATA=/tmp/data
cp -L ${process.execPath} /tmp/node
cd ${project().root}
/tmp/node src/cli.ts lab --profile smoke --hosts kvm
echo "$?" >/tmp/job/exit-code
cp -r /tmp/data /tmp/job
`

/** Started by the kernel in place of a system, with a shell's arguments. */
const FIRST =
  'mount -t proc proc /proc; mount -t sysfs sys /sys; mount -t devtmpfs dev /dev; modprobe -a 9p 9pnet_virtio; mkdir -p /job; ' +
  'mount -t 9p -o trans=virtio,version=9p2000.L job /job; /job/program.sh; sync; echo o >/proc/sysrq-trigger; sleep 60'

/** @param job a folder that the computer writes to */
const computer = (job: string): string[] => [
  'qemu-system-x86_64',
  ...['-accel', 'tcg,tb-size=1024,thread=multi', '-cpu', 'qemu64,+svm,+npt,+ssse3,+sse4.1,+sse4.2,+popcnt'],
  ...['-m', '9216', '-smp', '2', '-nodefaults', '-no-user-config', '-display', 'none', '-serial', 'file:serial.log'],
  ...['-kernel', 'vmlinuz', '-initrd', 'initrd.img'],
  '-append',
  `root=/dev/vda rw console=ttyS0 nowatchdog no_timer_check init=/bin/bash -- -c "${FIRST}"`,
  ...['-drive', 'if=virtio,format=qcow2,file=disk.qcow2,cache=unsafe'],
  ...['-virtfs', 'local,path=/,mount_tag=lent,security_model=none,readonly=on,multidevs=remap'],
  ...['-virtfs', `local,path=${job},mount_tag=job,security_model=none,multidevs=remap`],
  ...['-device', 'virtio-rng-pci'],
]

// Its changes are laid over files that only root reads.
describe.runIf(ALL_FAULTS && process.getuid?.() === 0)('a computer with hardware KVM, itself emulated', () => {
  test('the hosts run under its /dev/kvm, and the report is printed', { timeout: LIMIT_MS }, async () => {
    const images = await readyImages(
      { watch: () => undefined, [Symbol.dispose]: () => undefined },
      { step: () => undefined, note: () => undefined },
      new AbortController().signal,
    )
    symlinkSync(images.kernel, path.join(folder, 'vmlinuz'))
    symlinkSync(images.initrd, path.join(folder, 'initrd.img'))
    await run(['qemu-img', 'create', '-q', '-f', 'qcow2', '-b', images.root, '-F', 'raw', 'disk.qcow2'], {
      cwd: folder,
    })
    const job = path.join(folder, 'job')
    mkdirSync(job)
    writeFileSync(path.join(job, 'program.sh'), PROGRAM)
    chmodSync(path.join(job, 'program.sh'), 0o755)
    writeFileSync(path.join(job, 'measure.sh'), measureScript())
    await run(computer(job), { cwd: folder, timeoutMs: LIMIT_MS })
    const said = readFileSync(path.join(job, 'console.txt'), 'utf8')
    expect(readFileSync(path.join(job, 'exit-code'), 'utf8').trim(), said).toBe('0')
    const data = path.join(job, 'data')
    const [id = ''] = readdirSync(path.join(data, 'runs'))
    const { run: measured, trials, unusable } = loadRun(path.join(data, 'runs', id))
    expect(measured).toMatchObject({ status: 'complete', hosts: { kind: 'kvm' } })
    expect(unusable).toEqual([])
    expect(trials).toHaveLength(measured.order.length)
    const out = path.join(folder, 'out')
    const cli = e2eCli({ ...process.env, LAB_DATA: data, LAB_OUT: out })
    const { code, stderr } = await cli('report', '--id', '113062566', '--run', id).ended
    expect(code, stderr).toBe(0)
    expect(readFileSync(path.join(out, 'HW1_113062566.pdf')).subarray(0, 5).toString()).toBe('%PDF-')
  })
})
