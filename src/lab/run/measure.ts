import { HOSTS, type HostName } from '../../data/host-name.ts'
import { LOCAL_DISK, runLocalTrial } from '../experiments/local-trial.ts'
import { runMigrations } from '../experiments/migrations.ts'
import { execute } from '../experiments/procedure-runner.ts'
import { HostError } from '../machines/host-error.ts'
import { forwardVmPorts } from '../machines/vm/vm.ts'
import type { RunContext } from './context.ts'
import { entry } from './journal.ts'
import { type Block, type Plan, type PlannedTrial, planRun, secondsOf } from './plan.ts'
import { preciseEnough } from './stopping-rule.ts'

/** Everything between booted hosts and the end of the run: preparation, sections B and C, Tasks 1 to 3, section D. */
export async function measureRun(context: RunContext): Promise<void> {
  const { run, hosts, journal, signal, progress, spans } = context
  if (run.profile === null) throw new Error('a run that was measured by hand has no plan')
  const plan = planRun({
    profile: run.profile,
    seed: run.seed,
    only: run.only ?? undefined,
    budgetSeconds: run.budgetSeconds ?? undefined,
  })
  const open = (trials: readonly PlannedTrial[]) => trials.filter(({ id }) => !context.finished.has(id))

  progress.step('Preparing the hosts’ network', 5_000)
  await spans.of('prepare', 'lab', async () => {
    noteHostStarts(context)
    await execute('preparation', hosts, journal, signal)
    await Promise.all(
      HOSTS.map(async (name) => {
        await forwardVmPorts(hosts[name])
        await prepareLocalDisk(context, name)
      }),
    )
  })

  if (plan.blocks.some(({ host1, host2 }) => open([...host1, ...host2]).length > 0)) {
    // Until the migrations each host has a VM of its own with the same address: the cable between them stays unplugged.
    await cable(context, 'down')
    await measureBlocks(
      context,
      passesOf(plan).map(({ host1, host2 }) => ({ host1: open(host1), host2: open(host2) })),
    )
    await cable(context, 'up')
  }
  const [migrations, matrix] = [open(plan.migrations), open(plan.matrix)]
  if (migrations.length + matrix.length > 0) await runMigrations(context, migrations, matrix)
}

/** How the hosts came to be is part of the procedure, too, where the lab made them. */
function noteHostStarts({ hosts, journal }: RunContext): void {
  if (hosts.argv === null) return
  for (const name of HOSTS) {
    journal.note(entry('lab', hosts.argv[name], new Date(), { exitCode: null, output: '' }))
  }
}

async function prepareLocalDisk({ hosts, signal }: RunContext, name: HostName): Promise<void> {
  const outcome = await hosts[name].script(
    `set -e
qemu-img create -q -f qcow2 ${LOCAL_DISK} 10G
qemu-img convert -n -O qcow2 /usr/share/lab/vm-system.qcow2 ${LOCAL_DISK}`,
    { signal },
  )
  if (outcome.failure !== null)
    throw new HostError([name], `${name}: the VM’s disk could not be made: ${outcome.stderr.trim()}`)
}

async function cable({ hosts, signal }: RunContext, state: 'up' | 'down'): Promise<void> {
  for (const name of HOSTS) {
    const outcome = await hosts[name].exec(['sudo', 'ip', 'link', 'set', hosts.topology.labInterface, state], {
      signal,
    })
    if (outcome.failure !== null) throw new HostError([name], `${name}: ${outcome.stderr.trim()}`)
  }
}

/** Where nothing is decided between blocks, no host waits for the other at the end of one. */
function passesOf({ blocks, design }: Plan): Block[] {
  if (design.some(({ stopping }) => stopping !== null)) return blocks
  return [{ host1: blocks.flatMap(({ host1 }) => host1), host2: blocks.flatMap(({ host2 }) => host2) }]
}

/** Block by block, until every experiment has had its last one or is precise enough by its stopping rule. */
async function measureBlocks(context: RunContext, blocks: readonly Block[]): Promise<void> {
  const { run, progress } = context
  const stopped = new Set(run.stopped.map(({ experiment }) => experiment))
  const wanted = (trials: readonly PlannedTrial[]) => trials.filter(({ experiment }) => !stopped.has(experiment))
  for (const [i, { host1, host2 }] of blocks.entries()) {
    const block = { host1: wanted(host1), host2: wanted(host2) }
    const count = block.host1.length + block.host2.length
    if (count > 0) {
      progress.step(
        `Sections B and C${blocks.length > 1 ? `, block ${i + 1} of ${blocks.length}` : ''}: ${count} trials on two hosts`,
        Math.max(secondsOf(block.host1), secondsOf(block.host2)) * 1000,
      )
      await measureBlock(context, block)
    }
    for (const { experiment, width } of preciseEnough(run.design, i + 1, context.widthOf)) {
      if (stopped.has(experiment)) continue
      stopped.add(experiment)
      context.stop({ experiment, afterBlock: i + 1, width })
      progress.note(`${experiment}: precise enough after block ${i + 1}`)
    }
  }
}

/** Both hosts work through their lists at the same time; when one fails, the other stops after its trial. */
async function measureBlock(context: RunContext, lists: Block): Promise<void> {
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
