import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { HostName } from '../../../data/host-name.ts'
import { run } from '../../../process.ts'

/** Makes the key by which the lab is known to its hosts, in `folder`. */
export async function makeLabKey(folder: string): Promise<void> {
  await run(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', 'lab', '-f', 'id'], { cwd: folder })
}

/** Keys are made for the run and reach a host on a disk of their own: a tar file that it unpacks at boot. */
export async function seedDisk(name: HostName, folder: string): Promise<void> {
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

/** How ssh reaches a host, and none but that one. */
export const sshConfig = (name: HostName, port: number) => `Host ${name}
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
