import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { HOSTS, type HostName } from '../../../data/host-name.ts'
import { SETTING } from '../../../assignment/procedure.ts'
import { UserError } from '../../../errors.ts'
import { howItEnded, type Running, run, start } from '../../../process.ts'
import { labNow, pause } from '../../tools/clock.ts'
import type { Images } from '../images/images.ts'
import { bootFailure } from './boot-failure.ts'
import { type Host, type Hosts, multiplex, sshHost } from './host.ts'

/** `emulated`: TCG with emulated SVM, which runs anywhere. `kvm`: hardware KVM with nested virtualization. */
export type HostsKind = 'emulated' | 'kvm'

/** The part of a host's QEMU command line in which the two kinds differ. */
const ACCELERATION: Record<HostsKind, readonly string[]> = {
  // A model with the SVM features that TCG has; `-cpu max` works too and boots about twice as slowly.
  emulated: ['-accel', 'tcg,tb-size=512', '-cpu', 'qemu64,+svm,+npt'],
  kvm: ['-accel', 'kvm', '-cpu', 'host'],
}

const SSH_OPTIONS = ['-F', 'ssh_config']

const BOOT_LIMIT_MS = 240_000

/**
 * Boots both hosts side by side in `folder`, on overlays of the image that end with the run, and waits for ssh.
 * Nothing listens but the two forwarded ssh ports on 127.0.0.1; the hosts reach nothing but each other.
 * @throws UserError `lab` with the end of the console
 */
export async function bootHosts(kind: HostsKind, images: Images, folder: string, signal: AbortSignal): Promise<Hosts> {
  symlinkSync(images.root, path.join(folder, 'root.ext2'))
  symlinkSync(images.kernel, path.join(folder, 'vmlinuz'))
  symlinkSync(images.initrd, path.join(folder, 'initrd.img'))
  await run(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', 'lab', '-f', 'id'], { cwd: folder })
  const ports = await freePorts(2)
  const argv = {} as Record<HostName, string[]>
  const processes: Running[] = []
  let gone: string | undefined
  const dispose = async () => {
    for (const process of processes) process.kill('SIGTERM')
    await Promise.allSettled(processes)
  }
  try {
    for (const [i, name] of HOSTS.entries()) {
      await seedDisk(name, folder)
      await run(['qemu-img', 'create', '-q', '-f', 'qcow2', '-b', 'root.ext2', '-F', 'raw', `${name}.qcow2`], {
        cwd: folder,
      })
      argv[name] = hostArgv(kind, name, ports[i] as number)
    }
    writeFileSync(
      path.join(folder, 'ssh_config'),
      HOSTS.map((name, i) => sshConfig(name, ports[i] as number)).join('\n'),
    )
    for (const name of HOSTS) {
      // Whatever becomes of this process, the kernel ends the host with it.
      const process = start(['setpriv', '--pdeathsig', 'KILL', ...argv[name]], {
        cwd: folder,
        stdout: { file: path.join(folder, `${name}.qemu.log`) },
        stderr: { file: path.join(folder, `${name}.qemu.log`) },
      })
      void process.then((end) => {
        gone ??= `${name}: its QEMU ${howItEnded(end)}`
      })
      processes.push(process)
      // host2 connects its network to the socket that host1 listens on.
      if (name === 'host1') await pause(400, signal)
    }
    const deadline = labNow() + BOOT_LIMIT_MS / 1000
    const hosts = await Promise.all(
      HOSTS.map(async (name) => {
        const host = sshHost(name, SETTING[name], folder, SSH_OPTIONS, name)
        await answers(host, folder, deadline, () => gone, signal)
        await multiplex(name, folder, SSH_OPTIONS, name, processes, () => gone !== undefined, signal)
        return host
      }),
    )
    const [host1, host2] = hosts as [Host, Host]
    return { host1, host2, argv, setting: SETTING, failure: () => gone, [Symbol.asyncDispose]: dispose }
  } catch (error) {
    await dispose()
    throw error
  }
}

function hostArgv(kind: HostsKind, name: HostName, sshPort: number): string[] {
  const n = name === 'host1' ? 1 : 2
  return [
    'qemu-system-x86_64',
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
    // norandmaps: QEMU 7.2 finds translated code by its virtual address; with random ones each process is translated anew.
    '-append',
    `root=/dev/vda rw console=ttyS0 quiet nowatchdog norandmaps no_timer_check systemd.hostname=${name}`,
    '-drive',
    `if=virtio,format=qcow2,file=${name}.qcow2,cache=unsafe`,
    '-drive',
    `if=virtio,format=raw,readonly=on,file=${name}.seed.tar`,
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

/** Keys are made for the run and reach a host on a disk of their own: a tar file that it unpacks at boot. */
async function seedDisk(name: HostName, folder: string): Promise<void> {
  const seed = path.join(folder, `${name}.seed`)
  mkdirSync(path.join(seed, 'etc/ssh'), { recursive: true })
  mkdirSync(path.join(seed, 'home/student/.ssh'), { recursive: true, mode: 0o700 })
  const key = path.join(seed, 'etc/ssh/ssh_host_ed25519_key')
  await run(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', key])
  writeFileSync(path.join(seed, 'home/student/.ssh/authorized_keys'), readFileSync(path.join(folder, 'id.pub')), {
    mode: 0o600,
  })
  writeFileSync(path.join(folder, 'known_hosts'), `${name} ${readFileSync(`${key}.pub`, 'utf8')}`, { flag: 'a' })
  await run(
    [
      'tar',
      '--create',
      '--owner=0',
      '--group=0',
      '--file',
      `${name}.seed.tar`,
      '--directory',
      seed,
      'home/student/.ssh',
      'etc/ssh/ssh_host_ed25519_key',
      'etc/ssh/ssh_host_ed25519_key.pub',
    ],
    { cwd: folder },
  )
}

const sshConfig = (name: HostName, port: number) => `Host ${name}
  HostName 127.0.0.1
  HostKeyAlias ${name}
  Port ${port}
  User student
  IdentityFile id
  IdentitiesOnly yes
  UserKnownHostsFile known_hosts
  GlobalKnownHostsFile none
  StrictHostKeyChecking yes
  BatchMode yes
  ConnectTimeout 10
  ServerAliveInterval 15
  ControlPath ${name}.ssh
  StreamLocalBindUnlink yes
  LogLevel ERROR
`

async function answers(
  host: Host,
  folder: string,
  deadline: number,
  gone: () => string | undefined,
  signal: AbortSignal,
) {
  for (;;) {
    signal.throwIfAborted()
    const failure = gone()
    const late = labNow() > deadline
    const read = (kind: string) => {
      try {
        return readFileSync(path.join(folder, `${host.name}.${kind}.log`), 'utf8')
      } catch {
        return ''
      }
    }
    const stuck = bootFailure(read('console'))
    if (failure !== undefined || late || stuck !== null) {
      const tail = `${read('qemu')}${read('console')}`.trim().split('\n').slice(-12).join('\n')
      const what =
        failure !== undefined
          ? `ended while booting (${failure})`
          : stuck !== null
            ? `can’t boot (${stuck})`
            : `did not answer over ssh within ${BOOT_LIMIT_MS / 1000} s`
      throw new UserError(
        'lab',
        `${host.name} ${what}; ` + `try again, or see “npm run doctor”. The end of its console:\n${tail}`,
      )
    }
    const outcome = await host.exec(['true'], { timeoutMs: 15_000, signal })
    if (outcome.failure === null) return
    await pause(500, signal)
  }
}

/** Ports of 127.0.0.1 that were free a moment ago. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer())
  try {
    return await Promise.all(
      servers.map(
        (server) =>
          new Promise<number>((resolve, reject) => {
            server.once('error', reject)
            server.listen(0, '127.0.0.1', () => {
              const address = server.address()
              if (address === null || typeof address === 'string') return reject(new Error('no port'))
              resolve(address.port)
            })
          }),
      ),
    )
  } finally {
    for (const server of servers) server.close()
  }
}
