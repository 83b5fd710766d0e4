import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { cacheHome } from '../../home.ts'

/** Slurm 24.11 of Debian 13: that of Debian 12 wants a cgroup, which a container does not give it. */
const SUITE = 'trixie'
const PACKAGES = 'slurm-wlm,munge'

/** Of Slurm’s commands those that the lab or its test calls. */
const COMMANDS = ['sbatch', 'squeue', 'sacct', 'scontrol', 'scancel', 'sinfo']

/**
 * Two nodes that are one computer, on loopback, each with a processor, which a job that is urgent takes from others; nothing
 * keeps accounts. A requeued task waits `cred_expire` s.
 */
const CONFIGURATION = `ClusterName=trial
SlurmctldHost=localhost
SlurmctldPort=16817
SlurmUser=root
AuthType=auth/munge
AuthInfo=cred_expire=5
StateSaveLocation=/var/lib/slurm/ctld
SlurmdSpoolDir=/var/lib/slurm/%n
SlurmdPidFile=/run/slurmd-%n.pid
SlurmctldPidFile=/run/slurmctld.pid
SlurmctldLogFile=/var/log/slurmctld.log
SlurmdLogFile=/var/log/slurmd-%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
ReturnToService=2
MaxArraySize=401
PreemptType=preempt/partition_prio
PreemptMode=REQUEUE
NodeName=node[1-2] NodeHostname=localhost NodeAddr=127.0.0.1 Port=[17001-17002] CPUs=1
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE PriorityTier=1
PartitionName=urgent Nodes=ALL MaxTime=INFINITE PriorityTier=2
`

/** What is done in a mount and process namespace of its own, of which nothing is left when its first process ends. */
const startScript = (root: string, shared: string): string => `set -e
mkdir -p ${root}${shared} ${root}/run/munge ${root}/var/lib/slurm/ctld
rm -rf ${root}/var/lib/slurm/ctld/* ${root}/var/log/slurm*
mount --bind ${shared} ${root}${shared}
mount -t proc proc ${root}/proc
mount --rbind /dev ${root}/dev
chroot ${root} sh -c 'chown munge: /run/munge /etc/munge/munge.key && su -s /bin/sh munge -c /usr/sbin/munged'
chroot ${root} slurmctld
chroot ${root} slurmd -N node1
chroot ${root} slurmd -N node2
exec sleep infinity
`

/** A real Slurm on this computer while a test runs. */
export class SlurmCluster implements AsyncDisposable {
  /** To be first in the search path: Slurm’s commands as they are on a node. */
  readonly bin: string
  readonly #daemons: ChildProcess

  private constructor(bin: string, daemons: ChildProcess) {
    this.bin = bin
    this.#daemons = daemons
  }

  /** Whether it can be started: namespaces and mounts take root. */
  static readonly possible = process.getuid?.() === 0

  /** @param shared a folder that is at the same place on all nodes */
  static async start(shared: string): Promise<SlurmCluster> {
    const root = slurmRoot()
    mkdirSync(path.join(root, 'etc/slurm'), { recursive: true })
    writeFileSync(path.join(root, 'etc/slurm/slurm.conf'), CONFIGURATION)
    writeFileSync(path.join(root, 'etc/slurm/cgroup.conf'), 'CgroupPlugin=disabled\n')
    writeFileSync(path.join(root, 'etc/hosts'), '127.0.0.1 localhost\n')
    const daemons = spawn(
      'unshare',
      ['--mount', '--pid', '--fork', '--kill-child=SIGKILL', '--mount-proc', 'sh', '-c', startScript(root, shared)],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    )
    // Not shared: a task has Slurm’s own.
    const bin = mkdtempSync(`${shared}-bin-`)
    const cluster = new SlurmCluster(bin, daemons)
    for (let tries = 0; tries < 600; tries += 1) {
      const child = readFileSync(`/proc/${daemons.pid}/task/${daemons.pid}/children`, 'utf8').trim()
      if (child !== '') {
        for (const command of COMMANDS) {
          const file = path.join(bin, command)
          writeFileSync(file, `#!/bin/sh\nexec nsenter -t ${child} -m -p chroot ${root} /usr/bin/${command} "$@"\n`)
          chmodSync(file, 0o755)
        }
        if (cluster.run('sinfo', '--noheader', '--format=%t').trim() === 'idle') return cluster
      }
      await pause(200)
    }
    throw new Error('Slurm did not come up')
  }

  /** What one of Slurm’s commands printed; nothing where it failed. */
  run(command: string, ...args: string[]): string {
    return spawnSync(path.join(this.bin, command), args, { encoding: 'utf8' }).stdout ?? ''
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = new Promise((resolve) => this.#daemons.once('exit', resolve))
    // Its child, the first process of the namespace, ends with it, and every process within with that.
    this.#daemons.kill('SIGKILL')
    await ended
    rmSync(this.bin, { recursive: true })
  }
}

/** A system of Debian 13 with Slurm: built once, which takes minutes, or named by LAB_SLURM_ROOT. */
function slurmRoot(): string {
  const root = process.env.LAB_SLURM_ROOT ?? path.join(cacheHome(process.env), 'migration-lab-tests', `slurm-${SUITE}`)
  // A link to what is there only within.
  if (lstatSync(path.join(root, 'usr/sbin/slurmctld'), { throwIfNoEntry: false })) return root
  const draft = `${root}.tmp`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(path.dirname(root), { recursive: true })
  const built = spawnSync('mmdebstrap', ['--variant=minbase', `--include=${PACKAGES}`, SUITE, draft], {
    stdio: 'inherit',
  })
  if (built.status !== 0) throw new Error('mmdebstrap could not build the root for Slurm')
  const moved = spawnSync('mv', [draft, root])
  if (moved.status !== 0) throw new Error(`${draft} could not be moved`)
  return root
}
