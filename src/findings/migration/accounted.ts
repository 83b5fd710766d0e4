import { RAW_FILES } from '../../data/raw-files.ts'
import { trialPath } from '../../data/trial-path.ts'
import { joined, say, type Text } from '../../text/phrase.ts'
import { formatCount, formatQuantity } from '../../text/quantities.ts'
import { type Origin, overTrials, type Quantity, ratioOfCentres, told } from '../model/quantity.ts'
import { condition, describedFinding, type Finding } from '../model/sentence.ts'
import { originsOf } from './origins.ts'
import { PAUSE_PARTS, type PauseAccount, type PausePart, TOLD_PARTS } from './pause-account.ts'
import type { MigrationResult } from './result.ts'

/** A migration both of whose QEMUs noted what the pause was made of. */
export type Accounted = MigrationResult & { account: PauseAccount }

export const accountedIn = (migrations: readonly MigrationResult[]): Accounted[] =>
  migrations.flatMap((one) => (one.account === null ? [] : [{ ...one, account: one.account }]))

export const SIDES = ['save', 'load'] as const
type Side = (typeof SIDES)[number]

const FILES = { save: RAW_FILES.downtimeSource, load: RAW_FILES.downtimeDestination } as const satisfies Record<
  Side,
  string
>

/** Where a part ends is noted by the one side or the other; what is left takes both. */
const fileOf = (part: PausePart): string =>
  part === 'flush' || part === 'saveMemory' || part === 'saveDevices' ? FILES.save : FILES.load

/** A part of each pause. */
export const partOrigins = (part: PausePart, migrations: readonly MigrationResult[]): Origin[] =>
  originsOf(`pause.${part}Ms`, fileOf(part), migrations, ({ account }) => account?.partsMs[part] ?? null)

/** A mean, as means of parts add up to the mean of the whole. */
export const meanOfPart = (part: PausePart, migrations: readonly MigrationResult[]): Quantity | null =>
  overTrials('mean', 'ms', partOrigins(part, migrations))

/** How long the state of a device took in each migration; none where that side of one has no such state. */
const deviceOrigins = (side: Side, device: string, migrations: readonly MigrationResult[]): Origin[] =>
  originsOf(`pause.${side}.${device}`, FILES[side], migrations, ({ account }) => {
    const found = account?.devices.find((one) => one.device === device)
    return found ? found[`${side}Ms`] : null
  })

export interface DeviceMeans {
  device: string
  save: Quantity
  load: Quantity
}

/** Every device by the mean time of its state on both sides, the longest first. */
export function devicesOf(migrations: readonly MigrationResult[]): DeviceMeans[] {
  const names = new Set(accountedIn(migrations).flatMap(({ account }) => account.devices.map(({ device }) => device)))
  return [...names]
    .flatMap((device): DeviceMeans[] => {
      const [save, load] = SIDES.map((side) => overTrials('mean', 'ms', deviceOrigins(side, device, migrations)))
      return save && load ? [{ device, save, load }] : []
    })
    .toSorted((a, b) => b.save.value + b.load.value - a.save.value - a.load.value)
}

/** From this share on a pause is as good as explained, percent. */
const EXPLAINED_PERCENT = 90

const files = (accounted: readonly Accounted[]): string[] =>
  accounted.flatMap(({ trial }) => SIDES.map((side) => trialPath(trial, FILES[side])))

const ms = ({ value }: Quantity): string => formatQuantity(value, 'ms')

/** What the pause is made of, and what is left of it. */
function partsFinding(accounted: readonly Accounted[]): Finding[] {
  const means = PAUSE_PARTS.flatMap((part) => {
    const mean = meanOfPart(part, accounted)
    return mean === null ? [] : [{ part, mean }]
  })
  const pauses = originsOf(
    'downtimeEventsMs',
    RAW_FILES.qmpDestination,
    accounted,
    ({ downtimeMs }) => downtimeMs.events,
  )
  const explained = originsOf(
    'pause.explainedMs',
    FILES.load,
    accounted,
    ({ account }) => account && explainedMs(account),
  )
  const share = ratioOfCentres('means', '%', explained, pauses)
  const least = Math.min(...accounted.map(({ account }) => explainedPercent(account)))
  const stopping = overTrials(
    'mean',
    'ms',
    originsOf('pause.stoppingMs', FILES.save, accounted, ({ account }) => account?.stoppingMs ?? null),
  )
  if (share === null || stopping === null || means.length < PAUSE_PARTS.length) return []
  const nearlyAll = condition('least share of a pause that is explained, percent', least, '>=', EXPLAINED_PERCENT)
  const meanOf = (part: PausePart): number => means.find((one) => one.part === part)?.mean.value ?? 0
  const longest = TOLD_PARTS.toSorted((a, b) => meanOf(b) - meanOf(a))[0]
  if (longest === undefined) return []
  const values = Object.fromEntries(means.map(({ part, mean }) => [part, ms(mean)])) as Record<PausePart, string>
  return [
    describedFinding(
      'D.pause-parts',
      joined(
        [
          say(accounted.length === 1 ? 'D.parts.one' : 'D.parts', {
            ...values,
            n: formatCount(accounted.length, 'migration'),
          }),
          say(nearlyAll.holds ? 'D.parts.explained' : 'D.parts.left', {
            share: formatQuantity(share.value, '%'),
            longest: say(`D.parts.longest.${longest}`),
          }),
          say('D.parts.stopping', { stopping: ms(stopping) }),
        ],
        ' ',
      ),
      files(accounted),
      {
        conditions: [nearlyAll, condition('migrations with an account of the pause', accounted.length, '>', 0)],
        quantities: told(...means.map(({ mean }) => mean), share, stopping),
      },
    ),
  ]
}

const explainedMs = ({ partsMs }: PauseAccount): number => TOLD_PARTS.reduce((sum, part) => sum + partsMs[part], 0)

function explainedPercent(account: PauseAccount): number {
  const explained = explainedMs(account)
  const pause = explained + account.partsMs.unexplained
  return pause === 0 ? 0 : (100 * explained) / pause
}

const named = (device: string): Text => say('D.devices.name', { device })

/** Whose state takes longest to save, and whose to load. */
function devicesFinding(accounted: readonly Accounted[]): Finding[] {
  const means = devicesOf(accounted)
  const longest = SIDES.flatMap((side) => {
    const first = means.toSorted((a, b) => b[side].value - a[side].value)[0]
    if (first === undefined) return []
    const other = accounted.filter(({ account }) => {
      const own = account.devices.find(({ device }) => device === first.device)?.[`${side}Ms`] ?? 0
      return account.devices.some((one) => one[`${side}Ms`] > own)
    })
    return [
      {
        device: first.device,
        mean: first[side],
        always: condition(`migrations in which another device took longer to ${side}`, other.length, '=', 0),
      },
    ]
  })
  const [save, load] = longest
  if (!save || !load) return []
  const always = longest.every((one) => one.always.holds)
  return [
    describedFinding(
      'D.pause-devices',
      joined(
        [
          say('D.devices', {
            saved: named(save.device),
            save: ms(save.mean),
            loaded: named(load.device),
            load: ms(load.mean),
          }),
          ...(accounted.length === 1 ? [] : [say(always ? 'D.devices.always' : 'D.devices.not-always')]),
        ],
        ' ',
      ),
      files(accounted),
      { conditions: longest.map((one) => one.always), quantities: told(save.mean, load.mean) },
    ),
  ]
}

/** What only a QEMU can tell that notes its part of the pause; of a run with another one, nothing. */
export function accountFindings(migrations: readonly MigrationResult[]): Finding[] {
  const accounted = accountedIn(migrations)
  return accounted.length === 0 ? [] : [...partsFinding(accounted), ...devicesFinding(accounted)]
}
