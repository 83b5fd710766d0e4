import { existsSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { TOPOLOGY } from '../../../assignment/topology.ts'
import { HOSTS, type HostName } from '../../../data/host-name.ts'
import { type Running, run, start } from '../../../process.ts'
import { labNow, pause } from '../../tools/clock.ts'
import { type Ending, endingOf } from '../ending.ts'
import type { Images } from '../images/images.ts'
import { freePorts } from './free-ports.ts'
import { type Host, type Hosts, multiplex, sshHost } from './host.ts'
import { BOOT_LIMIT_MS, hostAnswers } from './host-answers.ts'
import { type HostsKind, hostArguments, QEMU_DISK } from './host-argv.ts'
import { makeLabKey, seedDisk, sshConfig } from './host-keys.ts'
import { type HostQemu, qemuCommand } from './host-qemu.ts'
import { type Pinning, pinned } from './pinning.ts'

const SSH_OPTIONS = ['-F', 'ssh_config']
/** The lab’s own QEMU, as the hosts’ command lines name it. */
const OWN_QEMU = 'qemu'

/** How the hosts are made. */
export interface BootOptions {
  kind: HostsKind
  qemu: HostQemu
  /** Null where nothing pins. */
  pinning?: Pinning | null
}

/** What every boot of the hosts shares: the image, and the keys of this lab. */
async function prepareFolder(images: Images, qemu: HostQemu, folder: string): Promise<void> {
  const whole = path.join(folder, 'known_hosts')
  if (existsSync(whole)) return
  symlinkSync(images.root, path.join(folder, 'root.ext2'))
  symlinkSync(images.kernel, path.join(folder, 'vmlinuz'))
  symlinkSync(images.initrd, path.join(folder, 'initrd.img'))
  if (images.qemuDisk !== null) symlinkSync(images.qemuDisk, path.join(folder, QEMU_DISK))
  if (qemu.folder !== null) symlinkSync(qemu.folder, path.join(folder, OWN_QEMU))
  await makeLabKey(folder)
  for (const name of HOSTS) await seedDisk(name, folder)
}

/**
 * Boots both hosts side by side in `folder`, on fresh overlays of the image, and waits for ssh. Once those before have
 * ended, they can be booted anew in the same folder.
 * Nothing listens but the two forwarded ssh ports on 127.0.0.1; the hosts reach nothing but each other.
 * @throws HostError with the end of the console
 */
export async function bootHosts(
  { kind, qemu, pinning = null }: BootOptions,
  images: Images,
  folder: string,
  signal: AbortSignal,
): Promise<Hosts> {
  await prepareFolder(images, qemu, folder)
  const command = (program: 'qemu-system-x86_64' | 'qemu-img') =>
    qemuCommand(program, qemu.folder === null ? null : OWN_QEMU)
  const [port1 = 0, port2 = 0] = await freePorts(2)
  const ports: Record<HostName, number> = { host1: port1, host2: port2 }
  const argvOf = (name: HostName, port: number): string[] =>
    pinned(pinning?.[name], [
      ...command('qemu-system-x86_64'),
      ...hostArguments(kind, name, port, images.qemuDisk !== null),
    ])
  const argv: Record<HostName, string[]> = { host1: argvOf('host1', port1), host2: argvOf('host2', port2) }
  // What a boot before has left would be taken for this one's.
  for (const left of ['lab.sock', ...HOSTS.map((name) => `${name}.console.log`)])
    rmSync(path.join(folder, left), { force: true })
  const processes: Running[] = []
  const carriers = new Map<HostName, Running>()
  const killed = new Set<HostName>()
  let gone: Ending | undefined
  const dispose = async () => {
    for (const process of processes) process.kill('SIGTERM')
    await Promise.allSettled(processes)
  }
  try {
    for (const name of HOSTS) {
      await run(
        [...command('qemu-img'), 'create', '-q', '-f', 'qcow2', '-b', 'root.ext2', '-F', 'raw', `${name}.qcow2`],
        { cwd: folder },
      )
    }
    writeFileSync(path.join(folder, 'ssh_config'), HOSTS.map((name) => sshConfig(name, ports[name])).join('\n'))
    for (const name of HOSTS) {
      // Whatever becomes of this process, the kernel ends the host with it.
      const process = start(['setpriv', '--pdeathsig', 'KILL', ...argv[name]], {
        cwd: folder,
        stdout: { file: path.join(folder, `${name}.qemu.log`) },
        stderr: { file: path.join(folder, `${name}.qemu.log`) },
      })
      void process.then((end) => {
        if (!killed.has(name)) gone ??= endingOf(name, end, (how) => `${name}: its QEMU ${how}`)
      })
      processes.push(process)
      carriers.set(name, process)
      // host2 connects its network to the socket that host1 listens on.
      if (name === 'host1') await pause(400, signal)
    }
    const deadline = labNow() + BOOT_LIMIT_MS / 1000
    const up = async (name: HostName): Promise<Host> => {
      const host = sshHost(name, TOPOLOGY[name], folder, SSH_OPTIONS, name)
      await hostAnswers(host, folder, deadline, () => gone, signal)
      await multiplex(name, folder, SSH_OPTIONS, name, processes, () => gone !== undefined, signal)
      return host
    }
    const [host1, host2] = await Promise.all([up('host1'), up('host2')])
    return {
      host1,
      host2,
      argv,
      qemu,
      topology: TOPOLOGY,
      kill(name) {
        killed.add(name)
        carriers.get(name)?.kill('SIGKILL')
      },
      failure: () => gone,
      [Symbol.asyncDispose]: dispose,
    }
  } catch (error) {
    await dispose()
    throw error
  }
}
