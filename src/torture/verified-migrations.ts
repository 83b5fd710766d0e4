import { otherHost } from '../data/host-name.ts'
import { UserError } from '../errors.ts'
import type { Journal } from '../lab/context/journal.ts'
import { smallArgv } from '../lab/experiments/migrating-fleet.ts'
import { execute } from '../lab/experiments/procedure-runner.ts'
import type { Hosts } from '../lab/machines/hosts/host.ts'
import { Fleet } from '../lab/machines/vm/fleet.ts'
import { forwardVmPorts, type Vm } from '../lab/machines/vm/vm.ts'
import { labNow, within } from '../lab/tools/clock.ts'
import type { Progress } from '../progress.ts'
import { prepareStores, turn } from './keeper.ts'
import { type Move, move } from './move.ts'
import type { Row } from './result.ts'
import { planSettings, type SettingName, usedSetting } from './settings-plan.ts'
import { faultOf, firstOf, perStore, type Turn } from './store.ts'

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

/** After so many failures in a row nothing new is to be learned. */
const MAX_FAILURES = 3
/** A QEMU that does not answer any more is not waited for. */
const MOVE_LIMIT_MS = 120_000
const SILENT: Journal = { note: () => undefined }

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

  // The VM of the matrix: enough for what it holds, and little of it that is empty.
  await using fleet = new Fleet({ hosts, scratch, argvOf: smallArgv, signal })
  let pair: Pair | null = null
  let boots = 0
  let inARow = 0
  for (const [i, setting] of planSettings(count, seed).entries()) {
    if (pair === null) {
      progress.step('Booting the VM, and showing that the check finds a lost and an altered block', 40_000)
      boots += 1
      pair = await bootPair(fleet, boots, signal)
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
      throw new UserError('lab', `The hosts are gone after ${i} migrations (${gone.sentence}); run it again.`)
    if (inARow === MAX_FAILURES) {
      throw new UserError(
        'lab',
        `${MAX_FAILURES} migrations in a row failed, the last because of: ${row.failure}; see “npm run doctor”.`,
      )
    }
  }
  return rows
}

/** Boots the VM on the first host, with its stores filled and a destination waiting. */
async function bootPair(fleet: Fleet, boot: number, signal: AbortSignal): Promise<Pair> {
  const { vm: current } = await fleet.boot('host1')
  const known = await prepareStores(current, boot, signal)
  return { current, waiting: await fleet.wait('host2'), boot, known }
}

type Checked = 'written' | 'found' | 'checkSeconds'
type Round = Pick<Row, 'failure' | 'move' | Checked> & { next: Pair | null }

/** One migration and its check; while the VM is checked, the next destination is started. */
async function once(fleet: Fleet, pair: Pair, setting: SettingName, signal: AbortSignal): Promise<Round> {
  const { current, waiting, boot, known } = pair
  let moved: Move | null = null
  let checked: Turn | null = null
  let failure: string | null
  try {
    moved = await within(MOVE_LIMIT_MS, 'the migration', move(current, waiting, usedSetting(setting), signal), signal)
    const [check, start] = await Promise.allSettled([
      turn(waiting, signal),
      fleet.end(current).then(() => fleet.wait(otherHost(waiting.host.name))),
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
    failure = [
      error instanceof Error ? error.message : String(error),
      current.failure()?.sentence,
      waiting.failure()?.sentence,
    ]
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
