import { otherHost, type HostName } from '../data/host-name.ts'
import { SETTING, vmArgv } from '../assignment/procedure.ts'
import { labNow, within } from '../lab/tools/clock.ts'
import type { Hosts } from '../lab/machines/hosts/host.ts'
import type { Journal } from '../lab/run/journal.ts'
import { ASSIGNED_VM, execute } from '../lab/run/procedure-runner.ts'
import { type Vm, forwardVmPorts, startVm } from '../lab/machines/vm/vm.ts'
import { UserError } from '../errors.ts'
import type { Progress } from '../progress.ts'
import { prepareStores, turn } from './keeper.ts'
import { type Move, move } from './move.ts'
import type { Row } from './result.ts'
import { type SettingName, planSettings, settingOf } from './settings-plan.ts'
import { type Turn, faultOf, firstOf, perStore } from './store.ts'

export interface CampaignOptions {
  hosts: Hosts
  scratch: string
  count: number
  seed: number
  /** Takes each row as soon as it is there. */
  note: (row: Row) => void
  signal: AbortSignal
  progress: Progress
}

/** The VM of the matrix: enough for what it holds, and little of it that is empty. */
const MEMORY = '512M'
/** After so many failures in a row nothing new is to be learned. */
const MAX_FAILURES = 3
/** A QEMU that does not answer any more is not waited for. */
const MOVE_LIMIT_MS = 120_000
const SILENT: Journal = { note: () => undefined }

const argvOf = (role: 'source' | 'destination') =>
  vmArgv({ ...ASSIGNED_VM, nic: 'virtio-net-pci', role, incoming: 'defer' }, { ...SETTING, vmMemory: MEMORY })

/** The VM that migrates, what is known of it, and the QEMU that waits for it. */
interface Pair {
  current: Vm
  waiting: Vm
  boot: number
  known: Pick<Turn, 'bootId' | 'last'>
}

/**
 * Migrates one VM back and forth while it writes to its disk and its memory, and checks every block of both after each
 * migration. A VM that was damaged, has stopped or does not answer is a failure, and the next migration has a new one.
 * @throws UserError `lab` when the hosts are gone, or one failure follows another
 */
export async function verifyMigrations(options: CampaignOptions): Promise<Row[]> {
  const { hosts, scratch, count, seed, note, signal, progress } = options
  const campaign = new Date().toISOString()
  const rows: Row[] = []
  progress.step('Preparing network, share and disk', 20_000)
  for (const task of ['preparation', 'task1', 'task2'] as const) await execute(task, hosts, SILENT, signal)
  await Promise.all([hosts.host1, hosts.host2].map(forwardVmPorts))

  await using fleet = new Fleet(hosts, scratch, signal)
  let pair: Pair | null = null
  let boots = 0
  let inARow = 0
  for (const [i, setting] of planSettings(count, seed).entries()) {
    if (pair === null) {
      progress.step('Booting the VM, and showing that the check finds a lost and an altered block', 40_000)
      boots += 1
      pair = await fleet.boot(boots)
    }
    const { current, waiting } = pair
    progress.step(`Migration ${i + 1} of ${count}: ${current.host.name} to ${waiting.host.name}, ${setting}`, 12_000)
    const startedAt = labNow()
    const { next, ...outcome } = await once(fleet, pair, setting, signal)
    const row: Row = {
      campaign,
      seed,
      migration: i + 1,
      setting,
      source: current.host.name,
      destination: waiting.host.name,
      ...outcome,
      seconds: labNow() - startedAt,
    }
    rows.push(row)
    note(row)
    pair = next
    if (row.failure === null) {
      inARow = 0
      continue
    }
    progress.note(`failed: ${row.failure}`)
    inARow += 1
    const gone = hosts.failure()
    if (gone !== undefined)
      throw new UserError('lab', `The hosts are gone after ${i} migrations (${gone}); run it again.`)
    if (inARow === MAX_FAILURES) {
      throw new UserError(
        'lab',
        `${MAX_FAILURES} migrations in a row failed, the last because of: ${row.failure}; see “npm run doctor”.`,
      )
    }
  }
  return rows
}

type Checked = 'written' | 'found' | 'checkSeconds'
type Outcome = Pick<Row, 'failure' | 'move' | Checked> & { next: Pair | null }

/** One migration and its check; while the VM is checked, the next destination is started. */
async function once(fleet: Fleet, pair: Pair, setting: SettingName, signal: AbortSignal): Promise<Outcome> {
  const { current, waiting, boot, known } = pair
  let moved: Move | null = null
  let checked: Turn | null = null
  let failure: string | null
  try {
    moved = await within(MOVE_LIMIT_MS, 'the migration', move(current, waiting, settingOf(setting), signal), signal)
    const [check, start] = await Promise.allSettled([
      turn(waiting, signal),
      fleet.end(current).then(() => fleet.start(otherHost(waiting.host.name), 'destination')),
    ])
    if (check.status === 'rejected') throw check.reason
    checked = check.value
    failure = faultOf(firstOf(boot), known, checked)
    if (start.status === 'rejected') throw start.reason
    if (failure === null) {
      const next = { current: waiting, waiting: start.value, boot, known: checked }
      return { failure, move: moved, ...wroteSince(known, checked), next }
    }
  } catch (error) {
    signal.throwIfAborted()
    failure = [error instanceof Error ? error.message : String(error), current.failure(), waiting.failure()]
      .filter((reason) => reason !== undefined)
      .join('; ')
  }
  await fleet.endAll()
  return {
    failure,
    move: moved,
    ...(checked ? wroteSince(known, checked) : { written: null, found: null, checkSeconds: null }),
    next: null,
  }
}

const wroteSince = ({ last }: Pair['known'], after: Turn): Pick<Row, Checked> => ({
  written: perStore(({ name }) => after.last[name] - last[name]),
  found: after.found,
  checkSeconds: after.seconds,
})

/** The QEMUs of a campaign, none of which outlives it. */
class Fleet implements AsyncDisposable {
  readonly #vms = new Set<Vm>()
  readonly #hosts: Hosts
  readonly #scratch: string
  readonly #signal: AbortSignal

  constructor(hosts: Hosts, scratch: string, signal: AbortSignal) {
    this.#hosts = hosts
    this.#scratch = scratch
    this.#signal = signal
  }

  /** Boots the VM on the first host, with its stores filled and a destination waiting. */
  async boot(boot: number): Promise<Pair> {
    const current = await this.start('host1', 'source')
    await current.booted(this.#signal)
    const known = await prepareStores(current, boot, this.#signal)
    return { current, waiting: await this.start('host2', 'destination'), boot, known }
  }

  async start(name: HostName, role: 'source' | 'destination'): Promise<Vm> {
    const vm = await startVm(this.#hosts[name], argvOf(role), this.#scratch, this.#signal)
    this.#vms.add(vm)
    return vm
  }

  async end(vm: Vm): Promise<void> {
    await vm.quit()
    this.#vms.delete(vm)
  }

  async endAll(): Promise<void> {
    await Promise.all([...this.#vms].map((vm) => this.end(vm)))
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.endAll()
  }
}
