import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import path from 'node:path'
import { HOSTS } from '../../data/host-name.ts'
import { printedOnHost } from './fault.ts'

interface Login {
  code: number | null
  said: string
}

/** Tries to reach the hosts without being the lab. Each attempt is a connection of its own. */
export function tryKeys(
  scratch: string,
): Record<'asTheLab' | 'otherHostKey' | 'keyOfTheOtherHost' | 'unknownHost' | 'otherUserKey' | 'password', Login> {
  const folder = mkdtempSync(path.join(tmpdir(), 'keys-'))
  const config = readFileSync(path.join(scratch, 'ssh_config'), 'utf8').replace(/ControlPath .*/g, 'ControlPath none')
  const known = readFileSync(path.join(scratch, 'known_hosts'), 'utf8')
  spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'other', '-f', path.join(folder, 'other')])
  const other = readFileSync(path.join(folder, 'other.pub'), 'utf8')
  const tryLogin = (text: string, hosts = known): Login => {
    writeFileSync(path.join(folder, 'hosts'), hosts)
    writeFileSync(
      path.join(folder, 'config'),
      text.replaceAll('UserKnownHostsFile known_hosts', `UserKnownHostsFile ${folder}/hosts`),
    )
    const { status, stderr } = spawnSync('ssh', ['-F', path.join(folder, 'config'), 'host1', 'true'], {
      cwd: scratch,
      encoding: 'utf8',
      timeout: 60_000,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    return { code: status, said: stderr }
  }
  try {
    return {
      asTheLab: tryLogin(config),
      otherHostKey: tryLogin(config, `host1 ${other}`),
      keyOfTheOtherHost: tryLogin(
        config,
        known
          .split('\n')
          .filter((line) => line.startsWith('host2'))
          .join('\n')
          .replace('host2', 'host1'),
      ),
      unknownHost: tryLogin(config, ''),
      otherUserKey: tryLogin(config.replaceAll('IdentityFile id', `IdentityFile ${folder}/other`)),
      password: tryLogin(
        config.replaceAll('IdentityFile id', 'PreferredAuthentications password,keyboard-interactive'),
      ),
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Permissions of everything secret in the scratch folder, in octal. */
export function secrets(scratch: string): Record<string, string> {
  const files = ['.', 'id', ...HOSTS.map((host) => `${host}.seed/etc/ssh/ssh_host_ed25519_key`)]
  return Object.fromEntries(files.map((file) => [file, (statSync(path.join(scratch, file)).mode & 0o777).toString(8)]))
}

/** What host1 reaches of servers that wait for it on this computer, and of the world; `itself` shows that the attempt can succeed. */
export async function tryToGetOut(
  scratch: string,
): Promise<{ reached: Record<string, string>; counted: number; ownConnections: number }> {
  const external = Object.values(networkInterfaces())
    .flat()
    .find((one) => one?.family === 'IPv4' && !one.internal)?.address
  let connections = 0
  const servers = await Promise.all(
    ['127.0.0.1', ...(external === undefined ? [] : [external])].map(async (address) => {
      const server = createServer((socket) => {
        connections += 1
        socket.end('reached\n')
      })
      await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, address, resolve))
      return { server, address, port: (server.address() as AddressInfo).port }
    }),
  )
  try {
    const tcp = (name: string, address: string, port: number) =>
      `timeout 5 bash -c '</dev/tcp/${address}/${port}' 2>/dev/null && echo ${name} open || echo ${name} closed`
    const script = [
      tcp('itself', '127.0.0.1', 22),
      ...servers.map(({ address, port }) =>
        tcp(address === '127.0.0.1' ? 'gateway' : 'interface', address === '127.0.0.1' ? '10.0.2.2' : address, port),
      ),
      tcp('resolver', '10.0.2.3', 53),
      tcp('world', '1.1.1.1', 443),
      'timeout 10 getent ahosts example.org >/dev/null && echo name open || echo name closed',
    ].join('\n')
    const reached = await printedOnHost(scratch, 'host1', script)
    await new Promise((resolve) => setTimeout(resolve, 200))
    const counted = connections
    for (const { address, port } of servers) spawnSync('bash', ['-c', `</dev/tcp/${address}/${port}`])
    await new Promise((resolve) => setTimeout(resolve, 200))
    return {
      reached: Object.fromEntries(reached.split('\n').map((line) => line.split(' ') as [string, string])),
      counted,
      ownConnections: connections - counted,
    }
  } finally {
    for (const { server } of servers) server.close()
  }
}

/** Addresses that QEMU listens on within the hosts. */
export async function listeningInHosts(scratch: string): Promise<string[]> {
  const answers = await Promise.all(
    HOSTS.map((host) => printedOnHost(scratch, host, 'sudo ss -Hltnp | grep qemu-system || true')),
  )
  return answers.flatMap((answer, i) =>
    answer
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => `${HOSTS[i]} ${line.split(/\s+/)[3]}`),
  )
}
