import { HOSTS, type HostName } from '../../data/host-name.ts'
import { UserError } from '../../errors.ts'
import { formatEstimate } from '../../text/durations.ts'
import { entry } from '../context/journal.ts'
import { type PlannedTrial, secondsOf } from '../context/planned-trial.ts'
import type { OnHosts, RunContext, RunOutset } from '../context/run-context.ts'
import { runFailovers } from '../experiments/failover.ts'
import { LOCAL_DISK, runLocalTrial } from '../experiments/local-trial.ts'
import { runMigrations } from '../experiments/migrations.ts'
import { execute } from '../experiments/procedure-runner.ts'
import { HostError } from '../machines/host-error.ts'
import { installQemu } from '../machines/hosts/install-qemu.ts'
import { isOnDisk } from '../machines/images/recipe.ts'
import { forwardVmPorts } from '../machines/vm/vm.ts'
import { Pace } from './pace.ts'
import { planAgain } from './parts.ts'
import { blocksOf, trialsOf } from './plan.ts'
import type { Block } from './plan-blocks.ts'
import { bootsIn, type Sitting, secondsOfSitting, trialsIn } from './sitting.ts'
import { preciseEnough } from './stopping-rule.ts'

/**
 * Everything that the plan has and no earlier attempt has measured, the hosts being booted for each sitting of which
 * something is left.
 * @throws UserError `usage` where the run was planned by a version of the lab that planned otherwise
 */
export async function measureRun(outset: RunOutset, onHosts: OnHosts): Promise<void> {
  const { run } = outset
  const plan = planAgain(run)
  if (
    trialsOf(plan)
      .map(({ id }) => id)
      .join() !== run.order.join()
  ) {
    throw new UserError(
      'usage',
      `The run ${run.id} was planned by another version of the lab and can’t be gone on with; “npm run lab” measures anew.`,
    )
  }
  const blocks = blocksOf(plan).length
  const pace = new Pace()
  for (const [i, sitting] of plan.sittings.entries()) {
    const left = leftOf(sitting, outset)
    if (trialsIn(left).length > 0) {
      for (const boot of bootsIn(left)) await onHosts((context) => measureSitting(context, boot, blocks))
      pace.passed(secondsOfSitting(left))
      noteTimeLeft(outset, plan.sittings.slice(i + 1), pace)
    }
    // An earlier attempt may have ended before it was judged.
    else judge(outset, sitting.blocks.at(-1)?.number)
  }
}

/** Estimates are of one computer: what this one took so far says how long it will take for the rest. */
function noteTimeLeft(outset: RunOutset, sittings: readonly Sitting[], pace: Pace): void {
  const left = sittings.map((sitting) => leftOf(sitting, outset)).filter((sitting) => trialsIn(sitting).length > 0)
  if (left.length === 0) return
  const seconds = pace.expected(left.reduce((sum, sitting) => sum + secondsOfSitting(sitting), 0))
  outset.progress.note(`At this pace at most ${formatEstimate(seconds * 1000)} are left`)
}

/** What is still to be measured. */
function leftOf({ blocks, migrations, matrix, failovers }: Sitting, { run, finished }: RunOutset): Sitting {
  const stopped = new Set(run.stopped.map(({ experiment }) => experiment))
  const open = (trials: readonly PlannedTrial[]) =>
    trials.filter(({ id, experiment }) => !finished.has(id) && !stopped.has(experiment))
  return {
    blocks: blocks.map(({ number, host1, host2 }) => ({ number, host1: open(host1), host2: open(host2) })),
    migrations: open(migrations),
    matrix: open(matrix),
    failovers: open(failovers),
  }
}

/** One boot of the hosts: preparation, sections B and C, Tasks 1 to 3, section D, section F. */
async function measureSitting(context: RunContext, sitting: Sitting, blocksInAll: number): Promise<void> {
  const { run, hosts, journal, signal, progress, spans } = context
  progress.step('Preparing the hosts’ network', 5_000)
  await spans.of('prepare', 'lab', async () => {
    noteHostStarts(context)
    if (hosts.argv !== null && context.images.qemuDisk !== null)
      await Promise.all(HOSTS.map((name) => installQemu(hosts[name], isOnDisk(run.qemu), signal)))
    await execute('preparation', hosts, journal, signal)
    await Promise.all(
      HOSTS.map(async (name) => {
        await forwardVmPorts(hosts[name])
        await prepareLocalDisk(context, name)
      }),
    )
  })
  const { blocks, migrations, matrix, failovers } = sitting
  if (blocks.some(({ host1, host2 }) => host1.length + host2.length > 0)) {
    // Until the migrations each host has a VM of its own with the same address: the cable between them stays unplugged.
    await cable(context, 'down')
    await measureBlocks(context, blocks, blocksInAll)
    await cable(context, 'up')
  }
  if (migrations.length + matrix.length > 0) await runMigrations(context, migrations, matrix)
  if (failovers.length > 0) await runFailovers(context, failovers)
}

/** How the hosts came to be is part of the procedure, too, where the lab made them. */
function noteHostStarts({ hosts, journal }: RunContext): void {
  if (hosts.argv === null) return
  for (const name of HOSTS) {
    journal.note(entry('lab', hosts.argv[name], new Date(), { exitCode: null, output: '' }))
  }
}

/** A few seconds’ work, on a busy computer a minute’s or two. */
const DISK_LIMIT_MS = 300_000

async function prepareLocalDisk({ hosts, signal }: RunContext, name: HostName): Promise<void> {
  const outcome = await hosts[name].script(
    `set -e
qemu-img create -q -f qcow2 ${LOCAL_DISK} 10G
qemu-img convert -n -O qcow2 /usr/share/lab/vm-system.qcow2 ${LOCAL_DISK}`,
    { signal, timeoutMs: DISK_LIMIT_MS },
  )
  if (outcome.failure !== null)
    throw new HostError([name], `${name}: the VM’s disk could not be made: ${outcome.stderr.trim() || outcome.failure}`)
}

async function cable({ hosts, signal }: RunContext, state: 'up' | 'down'): Promise<void> {
  for (const name of HOSTS) {
    const outcome = await hosts[name].exec(['sudo', 'ip', 'link', 'set', hosts.topology.labInterface, state], {
      signal,
    })
    if (outcome.failure !== null) throw new HostError([name], `${name}: ${outcome.stderr.trim()}`)
  }
}

/**
 * Block by block, until every experiment has had its last one or is precise enough by its stopping rule; where nothing is
 * decided between blocks, no host waits for the other at the end of one.
 */
async function measureBlocks(context: RunContext, blocks: readonly Block[], inAll: number): Promise<void> {
  const { run, progress } = context
  const together = run.design.every(({ stopping }) => stopping === null)
  for (const { number, ...block } of together ? [joined(blocks)] : blocks) {
    const wanted = (trials: readonly PlannedTrial[]) =>
      trials.filter(({ experiment }) => !run.stopped.some((one) => one.experiment === experiment))
    const lists = { host1: wanted(block.host1), host2: wanted(block.host2) }
    const count = lists.host1.length + lists.host2.length
    if (count > 0) {
      progress.step(
        `Sections B and C${together ? '' : `, block ${number} of ${inAll}`}: ${count} trials on two hosts`,
        Math.max(secondsOf(lists.host1), secondsOf(lists.host2)) * 1000,
      )
      await measureBlock(context, lists)
    }
    judge(context, number)
  }
}

const joined = (blocks: readonly Block[]): Block => ({
  number: blocks.at(-1)?.number ?? 0,
  host1: blocks.flatMap(({ host1 }) => host1),
  host2: blocks.flatMap(({ host2 }) => host2),
})

/** Notes the experiments that have had enough with this block. */
function judge({ run, widthOf, stop, progress }: RunOutset, block: number | undefined): void {
  if (block === undefined) return
  for (const { experiment, width } of preciseEnough(run.design, block, widthOf)) {
    if (run.stopped.some((one) => one.experiment === experiment)) continue
    stop({ experiment, afterBlock: block, width })
    progress.note(`${experiment}: precise enough after block ${block}`)
  }
}

/** Both hosts work through their lists at the same time; when one fails, the other stops after its trial. */
async function measureBlock(context: RunContext, lists: Record<HostName, PlannedTrial[]>): Promise<void> {
  const all = lists.host1.length + lists.host2.length
  let done = 0
  let failed = false
  const work = async (trials: readonly PlannedTrial[]) => {
    for (const trial of trials) {
      if (failed) return
      try {
        await runLocalTrial(context, trial)
      } catch (error) {
        failed = true
        throw error
      }
      done += 1
      context.progress.note(`${trial.id} measured on ${trial.host}, ${done} of ${all}`)
    }
  }
  const outcomes = await Promise.allSettled([work(lists.host1), work(lists.host2)])
  const failure = outcomes.find((outcome) => outcome.status === 'rejected')
  if (failure) throw failure.reason
}
