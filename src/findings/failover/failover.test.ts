import { expect, test } from 'vitest'
import type { LoadedRun } from '../../data/loaded-run.ts'
import type { ConfigurationOf } from '../../experiments/catalogue.ts'
import { syntheticRun } from '../../testing/synthetic/run.ts'
import { spoken } from '../../text/spoken.ts'
import { ENGLISH } from '../../text/words.ts'
import { analyseFailover as analyseUnspoken } from './failover.ts'

const analyseFailover = (loaded: LoadedRun) => spoken(analyseUnspoken(loaded), ENGLISH)

const kills = (): LoadedRun => syntheticRun({ trials: 0, migrations: 0, failovers: 3 })
/** The run with one file of the trials of a configuration told otherwise. */
function falsified(
  configuration: ConfigurationOf<'failover'>,
  name: string,
  change: (text: string) => string,
): LoadedRun {
  const run = kills()
  for (const { trial, files } of run.trials)
    if (trial.configuration === configuration) files[name] = change(files[name] ?? '')
  return run
}
const sentence = (run: LoadedRun, id: string): string => {
  const found = analyseFailover(run).findings.find((one) => one.id === id)
  return found === undefined ? 'none' : `${found.verdict}: ${found.sentence}`
}

test('what a kill was like is read from its raw files', () => {
  const { failovers } = analyseFailover(kills())
  expect(failovers.map(({ trial }) => trial)).toEqual([
    'failover-cable-pulled-1',
    'failover-colo-1',
    'failover-colo-2',
    'failover-colo-3',
    'failover-disk-full-1',
    'failover-host-killed-1',
    'failover-secondary-killed-1',
    'failover-unprotected-1',
    'failover-unprotected-2',
  ])
  const named = (trial: string) => failovers.find((one) => one.trial === trial)
  const [colo, alone] = [named('failover-colo-1'), named('failover-unprotected-1')]
  expect(colo?.noticeMs).toBeGreaterThan(40)
  expect(colo?.noticeMs).toBeLessThan(80)
  expect(colo?.takeoverMs).toBeGreaterThan(150)
  expect(colo?.takeoverMs).toBeLessThan(250)
  expect(colo?.checkpoints).toMatchObject({ early: 1 })
  expect(colo?.checkpoints?.intervalMs).toBeCloseTo(1000, 0)
  expect(colo?.checkpoints?.stillPercent).toBeGreaterThan(20)
  expect(colo?.streamMegabitsPerSecond).toBeLessThan(30)
  expect(colo?.toldMs).toBeCloseTo(100, 0)
  expect(colo?.firstAnswerMs).toBeGreaterThan((colo?.noticeMs ?? 0) + (colo?.toldMs ?? 0) + (colo?.takeoverMs ?? 0))
  expect(colo?.missing).toBe(0)
  expect(colo?.connectionKept).toBe(true)
  expect(alone).toMatchObject({ takeoverMs: null, gapMs: null, checkpoints: null, missing: null, connectionKept: null })
})

test('the moment of the kill is the origin, whatever the hosts’ clocks show', () => {
  const first = (of: LoadedRun) => analyseFailover(of).failovers.find(({ configuration }) => configuration === 'colo')
  const before = first(kills())
  const run = kills()
  const shift = (text: string, s: number) => text.replace(/\d{10}\.\d+/g, (at) => (Number(at) + s).toFixed(6))
  for (const { files } of run.trials) {
    for (const name of ['kill.txt', 'asked.txt', 'answered.txt', 'acknowledged.txt', 'cable.txt'])
      files[name] = shift(files[name] ?? '', 100)
    files['clocks.json'] = JSON.stringify(
      JSON.parse(files['clocks.json'] ?? '[]').map((one: { machine: string; exchanges: { remote: number }[] }) => ({
        ...one,
        exchanges: one.exchanges.map((exchange) => ({
          ...exchange,
          remote: exchange.remote + (one.machine === 'host1' ? 100 : 0),
        })),
      })),
    )
  }
  const after = first(run)
  expect(after?.noticeMs).toBeCloseTo(before?.noticeMs ?? 0, 1)
  expect(after?.takeoverMs).toBeCloseTo(before?.takeoverMs ?? 0, 1)
  expect(after?.gapMs).toBeCloseTo(before?.gapMs ?? 0, 1)
})

test('sentences follow what happened', () => {
  expect(sentence(kills(), 'F.failover')).toContain('After 3 of 3 kills')
  expect(sentence(kills(), 'F.records')).toContain('none was missing')
  expect(sentence(kills(), 'F.unprotected')).toContain('no answer came any more')
  expect(sentence(kills(), 'F.checkpoints')).toMatch(/ 3 began less than three quarters of the 1\.00.s/)

  const silent = (text: string) => `${text.split('\n').slice(0, 60).join('\n')}\n`
  const dead = falsified('colo', 'qmp-secondary.ndjson', (text) => text.replace('"RESUME"', '"STOP"'))
  expect(sentence(dead, 'F.failover')).toMatch(/^not-measured.*RESUME, since the client got answers/)
  for (const { trial, files } of dead.trials)
    if (trial.configuration === 'colo') files['answered.txt'] = silent(files['answered.txt'] ?? '')
  expect(sentence(dead, 'F.failover')).toContain('the secondary never went on')
  expect(sentence(dead, 'F.records')).toMatch(/^not-measured/)

  const lost = falsified('colo', 'writer.txt', (text) =>
    text.replace(/intact (\d+) lost 0/, (_, n) => `intact ${n - 2} lost 2`),
  )
  expect(sentence(lost, 'F.records')).toMatch(/6 were missing/)

  const cut = falsified('colo', 'acknowledged.txt', silent)
  for (const { files } of cut.trials)
    files['acknowledged.txt'] = `${(files['acknowledged.txt'] ?? '').split('\n').slice(0, 20).join('\n')}\n`
  expect(sentence(cut, 'F.connection')).toContain('after 0 of 3 kills')
  // What was read back is of more records than the client was told of.
  expect(sentence(cut, 'F.records')).toMatch(/^not-measured.*as many records as the client was told of, 20/)

  const alive = falsified('unprotected', 'answered.txt', (text) => {
    const lines = text.trim().split('\n')
    const [at = '0', number = '0'] = lines.at(-1)?.split(' ') ?? []
    return `${text}${(Number(at) + 1).toFixed(6)} ${Number(number) + 1}\n`
  })
  expect(sentence(alive, 'F.unprotected')).toContain('an answer came afterwards after 2 of them')
})

test('other faults of the pair are told of', () => {
  expect(sentence(kills(), 'F.secondary')).toMatch(/.1.trial., the primary went on alone in 1; the longest time/)
  const gone = falsified('secondary-killed', 'answered.txt', (text) => `${text.split('\n').slice(0, 100).join('\n')}\n`)
  expect(sentence(gone, 'F.secondary')).toContain('no answer any more')

  expect(sentence(kills(), 'F.host')).toMatch(/.1.trial.*the secondary went on in 1: the first answer came 4\d\d.ms/)
  const dead = falsified('host-killed', 'answered.txt', (text) => `${text.split('\n').slice(0, 100).join('\n')}\n`)
  expect(sentence(dead, 'F.host')).toContain('no answer any more')

  expect(sentence(kills(), 'F.cable')).toMatch(
    /nobody was told for 6\.00.s, .* both VMs ran in 1.trial, with one address/,
  )
  const one = falsified('cable-pulled', 'qmp-secondary.ndjson', (text) => text.replace('"RESUME"', '"STOP"'))
  expect(sentence(one, 'F.cable')).not.toContain('both VMs')
  const silent = falsified('cable-pulled', 'answered.txt', (text) => `${text.split('\n').slice(0, 100).join('\n')}\n`)
  expect(sentence(silent, 'F.cable')).toContain('no answer any more')
})

test('of a full disk it is told what QEMU did by itself', () => {
  expect(sentence(kills(), 'F.full')).toMatch(
    /.1.trial.*stopped for want of space 3,\d+.ms later, and COLO ended 4,\d+.ms.*In 1.trial the client was not answered until/,
  )
  const on = falsified('disk-full', 'qmp-primary.ndjson', (text) => text.replace('COLO_EXIT', 'OTHER'))
  expect(sentence(on, 'F.full')).toMatch(/COLO did not end by itself/)
  const late = kills()
  for (const { trial } of late.trials)
    if (trial.configuration === 'disk-full' && trial.failover !== null)
      trial.failover = { ...trial.failover, toldAt: (trial.failover.toldAt ?? 0) + 1 }
  expect(sentence(late, 'F.full')).toMatch(/The primary answered the client before it was told/)
  const silent = falsified('disk-full', 'answered.txt', (text) => `${text.split('\n').slice(0, 100).join('\n')}\n`)
  expect(sentence(silent, 'F.full')).toContain('no answer any more')
})

test('of two disks that went on apart it is told what each holds', () => {
  expect(sentence(kills(), 'F.disks')).toMatch(
    /Of (\d+) records .*, 1 on the primary’s alone, 6 on the secondary’s alone and 0 on neither.* In 1.trial neither disk held all/,
  )
  const whole = falsified('cable-pulled', 'disk-secondary.txt', (text) => {
    const count = Number(/read (\d+)/.exec(text)?.[1])
    return `written ${count}\n${Array.from({ length: count }, (_, i) => `${i + 1} intact\n`).join('')}read ${count}\n`
  })
  expect(sentence(whole, 'F.disks')).toMatch(
    /, 0 on the primary’s alone, 6 on the secondary’s alone .* In each trial one of both disks held all/,
  )
  const altered = falsified('cable-pulled', 'disk-primary.txt', (text) => text.replace('\n3 intact', '\n3 altered'))
  expect(sentence(altered, 'F.disks')).toMatch(/, 7 on the secondary’s alone and 0 on neither/)
  const lost = falsified('cable-pulled', 'disk-primary.txt', (text) =>
    text.replace(/\n\d+ intact(\nread (\d+)\n)$/, (_, end) => end),
  )
  expect(sentence(lost, 'F.disks')).toMatch(/, 7 on the secondary’s alone/)
  for (const damage of [
    (text: string) => text.replace(/read \d+\n$/, ''),
    (text: string) => text.replaceAll(/(written|read) \d+/g, '$1 200'),
    () => '',
  ])
    expect(sentence(falsified('cable-pulled', 'disk-secondary.txt', damage), 'F.disks')).toMatch(
      /^not-measured.*disk-secondary[.]txt of failover-cable-pulled-1/,
    )
})

test('what is damaged is named, and says nothing', () => {
  const torn = falsified('colo', 'stream.json', () => '{"error": "unable to connect to server"}')
  expect(sentence(torn, 'F.price')).not.toContain('stream')
  expect(analyseFailover(torn).notMeasured.join(' ')).toContain('stream.json')

  const set = falsified('colo', 'clocks.json', (text) =>
    JSON.stringify(
      JSON.parse(text).map((one: { machine: string; when: string; exchanges: { remote: number }[] }) => ({
        ...one,
        exchanges: one.exchanges.map((exchange) => ({
          ...exchange,
          remote: exchange.remote + (one.machine === 'host1' && one.when === 'after' ? 30 : 0),
        })),
      })),
    ),
  )
  expect(sentence(set, 'F.gap')).toMatch(/^not-measured.*host1.*a jump of 30/)
  // That something did not happen is only said where the record of it is whole.
  for (const [configuration, id] of [
    ['colo', 'F.failover'],
    ['colo', 'F.gap'],
    ['colo', 'F.connection'],
    ['unprotected', 'F.unprotected'],
    ['secondary-killed', 'F.secondary'],
    ['host-killed', 'F.host'],
    ['cable-pulled', 'F.cable'],
    ['disk-full', 'F.full'],
  ] as const)
    for (const [name, change] of [
      ['answered.txt', () => ''],
      ['answered.txt', (text: string) => text.slice(0, 105)],
      ['answered.txt', (text: string) => text.replace(/ 3\n/, ' 4\n')],
      ['asked.txt', (text: string) => `${text.split('\n').slice(0, 5).join('\n')}\n`],
      ['acknowledged.txt', () => ''],
      ['kill.txt', () => ''],
      ['clocks.json', () => '[]'],
    ] as const)
      expect(sentence(falsified(configuration, name, change), id), `${configuration} ${name}`).toMatch(
        new RegExp(
          `^not-measured.*${name.replace('asked', '(asked|answered)').replace('.', '[.]')} of failover-${configuration}-1`,
        ),
      )
})
