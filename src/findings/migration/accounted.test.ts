import { expect, test } from 'vitest'
import type { LoadedRun } from '../../data/loaded-run.ts'
import { eachTrial } from '../../testing/falsified/falsify.ts'
import { syntheticRun } from '../../testing/synthetic/run.ts'
import { spoken } from '../../text/spoken.ts'
import { ENGLISH } from '../../text/words.ts'
import { accountedIn } from './accounted.ts'
import { analyseMigration } from './migration.ts'
import { PAUSE_PARTS } from './pause-account.ts'

const run = syntheticRun()
const [SOURCE, DESTINATION] = ['downtime-source.txt', 'downtime-destination.txt']

/** The run with another text in the place of a trace of each of its migrations, or of those that are picked. */
const changed = (file: string, change: (text: string) => string, from = 1, of = run): LoadedRun =>
  eachTrial(
    ({ trial }) => trial.experiment === 'migration' && trial.repetition >= from,
    ({ trial, files }) => ({ trial, files: { ...files, [file]: change(files[file] ?? '') } }),
  )(of)

function told(loaded: LoadedRun) {
  const { migrations, findings, notMeasured } = analyseMigration(loaded)
  const finding = (id: string) => findings.find((one) => one.id === id)
  const sentence = (id: string) => {
    const found = finding(id)
    return found && spoken(found.sentence, ENGLISH)
  }
  return {
    accounts: accountedIn(migrations),
    parts: sentence('D.pause-parts'),
    devices: sentence('D.pause-devices'),
    conditions: finding('D.pause-parts')?.conditions ?? [],
    notMeasured: notMeasured.map((one) => spoken(one, ENGLISH)).join(' '),
  }
}

test('parts add up to the pause by the events, and are what the notes say', () => {
  const { accounts } = told(run)
  expect(accounts).toHaveLength(5)
  for (const { account, downtimeMs } of accounts) {
    const pause = downtimeMs.events ?? 0
    expect(PAUSE_PARTS.reduce((sum, part) => sum + account.partsMs[part], 0)).toBeCloseTo(pause, 9)
    const share = (part: (typeof PAUSE_PARTS)[number]) => account.partsMs[part] / pause
    const shares = {
      flush: 0.08,
      saveMemory: 0.15,
      saveDevices: 0.11,
      loadMemory: 0.15,
      loadDevices: 0.15,
      start: 0.22,
    }
    for (const [part, of] of Object.entries(shares)) expect(share(part as 'flush')).toBeCloseTo(of, 2)
    expect(share('unexplained')).toBeCloseTo(0.14, 2)
  }
})

test('what is left is told, and whose state takes longest', () => {
  const { parts, devices, conditions } = told(run)
  expect(parts).toMatch(/86\.0\s% of the pause is explained, and neither side notes what the rest is/)
  expect(conditions[0]?.holds).toBe(false)
  expect(devices).toMatch(
    /`0000:00:03\.0\/virtio-net` took longest to save, .*`0000:00:04\.0\/virtio-blk` longest to load/,
  )
  expect(devices).toContain('in each of these migrations')
})

test('where states take up all of the time, the pause is explained', () => {
  const whole = (text: string) => text.replaceAll(/(idstr=ram|idstr=cpu|virtio-\w+)( .*downtime=)\d+/g, '$1$2100000')
  const { parts, conditions } = told(changed(DESTINATION, whole, 1, changed(SOURCE, whole)))
  expect(parts).toMatch(/9\d\.\d\s% of the pause is explained\./)
  expect(conditions[0]?.holds).toBe(true)
})

test('another device that takes longer is named instead', () => {
  const swapped = (text: string) =>
    text.replaceAll(/03\.0\/virtio-net|04\.0\/virtio-blk/g, (name) =>
      name.startsWith('03') ? '04.0/virtio-blk' : '03.0/virtio-net',
    )
  expect(told(changed(SOURCE, swapped)).devices).toMatch(/virtio-blk` took longest to save/)
  const once = told(changed(SOURCE, (text) => text.replace(/(idstr=cpu .*downtime=)\d+/, '$150000'), 5))
  expect(once.devices).toContain('in some of the migrations another one took longer')
})

test('an order that clocks are too coarse for takes no length from a part', () => {
  // By its clock the destination had loaded all long before the source had saved it.
  const early = (text: string) => text.replaceAll(/^\d{4}/gm, '2020')
  const { accounts } = told(changed(DESTINATION, early))
  expect(accounts).toHaveLength(5)
  for (const { account, downtimeMs } of accounts) {
    expect(account.partsMs).toMatchObject({ loadMemory: 0, loadDevices: 0 })
    const all = PAUSE_PARTS.map((part) => account.partsMs[part])
    expect(Math.min(...all)).toBeGreaterThanOrEqual(0)
    expect(all.reduce((sum, ms) => sum + ms, 0)).toBeCloseTo(downtimeMs.events ?? 0, 9)
  }
})

test('a QEMU that notes nothing leaves nothing to tell, and no gap', () => {
  const without = eachTrial(
    () => true,
    ({ trial, files }) => ({
      trial,
      files: Object.fromEntries(Object.entries(files).filter(([name]) => !name.startsWith('downtime-'))),
    }),
  )(run)
  expect(told(without)).toMatchObject({ accounts: [], parts: undefined, devices: undefined })
  expect(told(without).notMeasured).toBe(told(run).notMeasured)
})

test.each([
  ['a checkpoint is missing', changed(SOURCE, (text) => text.replace(/.*src-vm-stopped\n/, '')), 'src-vm-stopped'],
  ['a trace is damaged', changed(DESTINATION, (text) => text.slice(0, -4)), DESTINATION],
  ['a trace has no times', changed(SOURCE, (text) => text.replaceAll(/^\S+ /gm, '')), SOURCE],
])('where %s no account is made, and the report says why', (_, loaded, why) => {
  const { accounts, parts, notMeasured } = told(loaded)
  expect(accounts).toEqual([])
  expect(parts).toBeUndefined()
  expect(notMeasured).toContain(why)
})
