import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HOSTS, type HostName } from '../../../data/host-name.ts'
import { loadRun } from '../../../data/load.ts'
import { analyse } from '../../../findings/analyse.ts'
import { type CliResult, e2eCli } from '../../../testing/end-to-end/cli.ts'
import { readyImages } from '../images/images.ts'
import { bootHosts } from './booted-hosts.ts'
import type { Host, Hosts } from './host.ts'
import { chooseQemu } from './host-qemu.ts'

/**
 * Two machines that know nothing of the lab: their system is the lab's, without its files, settings and services, and
 * with one program missing that can be had from an archive on the machine. They stand for a student's two guests.
 */
const folder = mkdtempSync(path.join(tmpdir(), 'given-'))
const env = { ...process.env, LAB_DATA: path.join(folder, 'data'), LAB_OUT: path.join(folder, 'out') }
const cli = e2eCli(env)
const abort = new AbortController()
const config = path.join(folder, 'user-ssh-config')
const given = ['--hosts', 'ssh://student@first,ssh://second', '--ssh-config', config]

const estrange = (name: HostName) => `set -e
sudo rm -rf /usr/share/lab /etc/modules-load.d/lab.conf /etc/sysctl.d/lab.conf /etc/qemu
sudo sysctl -q kernel.perf_event_paranoid=2 kernel.kptr_restrict=1
sudo systemctl stop nfs-server
sudo umount /proc/fs/nfsd /run/rpc_pipefs 2>/dev/null || true
for module in kvm_amd nfsd nfsv4 nfs vxlan bridge vhost_net tun; do sudo modprobe -q -r $module || true; done
sudo ip addr add 10.20.30.${name === 'host1' ? 1 : 2}/24 dev ens3
sudo ip link set ens3 up
mkdir -p /tmp/fping/DEBIAN /tmp/fping/usr/bin
cp /usr/bin/fping /tmp/fping/usr/bin
printf 'Package: fping\\nVersion: 5.1-1\\nArchitecture: amd64\\nMaintainer: test <test@example.org>\\nDescription: ping\\n' >/tmp/fping/DEBIAN/control
sudo dpkg --purge fping 2>/dev/null
sudo mkdir -p /srv/archive
sudo dpkg-deb --build --root-owner-group /tmp/fping /srv/archive/fping.deb
cd /srv/archive
{ cat /tmp/fping/DEBIAN/control; echo "Filename: ./fping.deb"; echo "Size: $(stat -c %s fping.deb)"; echo "SHA256: $(sha256sum fping.deb | cut -d ' ' -f 1)"; echo; } | sudo tee Packages
echo 'deb [trusted=yes] file:/srv/archive ./' | sudo tee /etc/apt/sources.list
rm -rf /tmp/fping`

/** Everything about a machine that the lab may have changed. */
const STATE = `ip -o link | cut -d ' ' -f 2; ip -4 -o addr; ip route; cat /etc/exports; ls -lR /etc/qemu /usr/share/lab /mnt /var/lib/migration-lab 2>&1
ls -A /var/tmp /tmp ~ | grep -v systemd-private; dpkg-query -W; sudo sysctl kernel.perf_event_paranoid kernel.kptr_restrict; sudo systemctl is-active nfs-server
pgrep -a 'qemu|perf|iperf3|fping'; findmnt -n -o TARGET; lsmod | cut -d ' ' -f 1 | grep -v _diag | sort; ss -Htln | awk '{ print $4 }' | sort`

let hosts: Hosts
const on = async (host: Host, script: string) => {
  const outcome = await host.script(script, { timeoutMs: 120_000 })
  return outcome.stdout + outcome.stderr
}
const state = async () => {
  const [host1, host2] = await Promise.all([on(hosts.host1, STATE), on(hosts.host2, STATE)])
  return { host1, host2 }
}
const runFolder = () => path.join(env.LAB_DATA, 'runs', readdirSync(path.join(env.LAB_DATA, 'runs'))[0] ?? 'none')

describe('two machines that know nothing of the lab', () => {
  let before: Record<HostName, string>
  let shown: CliResult
  let afterShowing: Record<HostName, string>
  let refused: CliResult
  let unknown: CliResult
  let began: CliResult
  let killedWith: string[]
  let left: string[]
  let resumed: CliResult
  let after: Record<HostName, string>
  let undone: CliResult

  beforeAll(async () => {
    const images = await readyImages(
      { watch: () => undefined, [Symbol.dispose]: () => undefined },
      { step: () => undefined, note: () => undefined },
      abort.signal,
    )
    const machines = path.join(folder, 'm')
    mkdirSync(machines)
    hosts = await bootHosts({ kind: 'emulated', qemu: await chooseQemu(images) }, images, machines, abort.signal)
    for (const said of await Promise.all(HOSTS.map((name) => on(hosts[name], `${estrange(name)}\necho estranged`))))
      expect(said).toContain('estranged')
    const known = readFileSync(path.join(machines, 'ssh_config'), 'utf8')
    // As a user's own file may be: other names, absolute paths, a setting that would get in the way.
    const config1 = known
      .replace('Host host1', 'Host first')
      .replace('Host host2', 'Host second')
      .replace(/(IdentityFile|UserKnownHostsFile) /g, `$1 ${machines}/`)
      .replace(/ControlPath \S+/g, 'ControlPath /nonexistent/%h')
    writeFileSync(config, config1)
    writeFileSync(`${config}.unknown`, config1.replace(/UserKnownHostsFile \S+/g, 'UserKnownHostsFile /dev/null'))
    before = await state()

    shown = await cli('lab', ...given).ended
    afterShowing = await state()
    unknown = await cli('lab', ...given.slice(0, 3), `${config}.unknown`).ended
    await on(hosts.host1, 'sudo mkdir /mnt/nfs; sudo touch /mnt/nfs/ubuntu.qcow2')
    refused = await cli('lab', ...given, '--accept', '--profile', 'smoke', '--only', 'D').ended
    await on(hosts.host1, 'sudo rm -r /mnt/nfs')

    const first = cli('lab', ...given, '--accept', '--profile', 'smoke', '--only', 'D', '--seed', '5')
    const running = async () =>
      (await on(hosts.host1, 'pgrep -af "^qemu-system"; true')).split('\n').filter((line) => line !== '')
    await first.until(async () => (await running()).length > 0, 1000)
    killedWith = await running()
    // setpriv has become the lab itself: there is nobody between.
    first.child.kill('SIGKILL')
    began = await first.ended
    left = await running()
    for (let i = 0; i < 10 && left.length > 0; i += 1) {
      await new Promise((resolve) => setTimeout(resolve, 500))
      left = await running()
    }
    resumed = await cli('lab', '--resume', '--ssh-config', config, '--undo').ended
    after = await state()
    undone = await cli('lab', ...given, '--undo').ended
  }, 1_800_000)

  afterAll(async () => {
    await hosts?.[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true, force: true })
  })

  test('what would be changed is shown, and nothing is changed by that', () => {
    expect(shown.code, shown.stderr).toBe(0)
    expect(shown.stdout).toMatch(
      /host1 \(ssh:\/\/student@first\)[^]*installed with apt: fping[^]*host2 \(ssh:\/\/second\)[^]*br0/,
    )
    expect(shown.stderr).toContain('Nothing was changed')
    expect(afterShowing).toEqual(before)
  })

  test('a host whose key is not known is not connected to', () => {
    expect(unknown.code).toBe(4)
    expect(unknown.stderr).toMatch(/host1 can't be reached[^]*Host key verification failed\. Connect once by hand/)
  })

  test('files of the user’s are not overwritten', () => {
    expect(refused.code).toBe(4)
    expect(refused.stderr).toMatch(/nothing was changed there.\n.*host1: \/mnt\/nfs holds ubuntu\.qcow2; move/)
  })

  test('SIGKILL of the lab ends what it ran on the hosts', () => {
    expect(killedWith, began.stderr).not.toEqual([])
    expect(left).toEqual([])
  })

  test('the run is gone on with, and gives what the lab’s own hosts give', () => {
    expect(resumed.code, resumed.stderr).toBe(0)
    const loaded = loadRun(runFolder())
    expect(loaded.run).toMatchObject({
      status: 'complete',
      hosts: { kind: 'ssh', kvm: null, given: { host1: 'ssh://student@first' } },
    })
    expect(loaded.environment.host.accelerator).toBe('tcg')
    const { migration, matrix } = analyse(loaded)
    expect(migration.migrations[0]?.disk).toMatchObject({ lost: 0, altered: 0 })
    expect(migration.migrations[0]?.downtimeMs.probe).toBeGreaterThan(0)
    expect(matrix.cells.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['completed', null],
      ['completed', null],
      ['not-offered', 'QEMU on the hosts does not have the capability dirty-limit'],
      // QEMU 7.2, which both have, is older than the parameter.
      ...Array.from({ length: 3 }, () => [
        'not-offered',
        'QEMU on the hosts does not have the parameter zero-page-detection',
      ]),
    ])
    const cable = loaded.journal.find(({ instruction }) => instruction === 'prepare-1-cable')
    expect(cable?.argv).toEqual(expect.arrayContaining(['local', '10.20.30.1', 'remote', '10.20.30.2']))
  })

  test('afterwards both are as they were, package, file and setting', () => {
    expect(after.host1).toBe(before.host1)
    expect(after.host2).toBe(before.host2)
  })

  test('undoing what is undone changes nothing', () => {
    expect(undone.code, undone.stderr).toBe(0)
  })
})
