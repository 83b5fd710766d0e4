import { expect, test } from 'vitest'
import type { LoadedRun } from '../../data/loaded-run.ts'
import { syntheticRun } from '../../testing/synthetic/run.ts'
import { spoken } from '../../text/spoken.ts'
import { ENGLISH } from '../../text/words.ts'
import { analyseFailover as analyseUnspoken } from './failover.ts'

const analyseFailover = (loaded: LoadedRun) => spoken(analyseUnspoken(loaded), ENGLISH)

const kills = (): LoadedRun => syntheticRun({ trials: 0, migrations: 0, failovers: 3 })
/** The run with one file of the trials of a configuration told otherwise. */
function falsified(configuration: 'colo' | 'unprotected', name: string, change: (text: string) => string): LoadedRun {
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
    'failover-colo-1',
    'failover-colo-2',
    'failover-colo-3',
    'failover-unprotected-1',
    'failover-unprotected-2',
  ])
  const [colo, , , alone] = failovers
  expect(colo?.noticeMs).toBeGreaterThan(40)
  expect(colo?.noticeMs).toBeLessThan(80)
  expect(colo?.takeoverMs).toBeGreaterThan(150)
  expect(colo?.takeoverMs).toBeLessThan(250)
  expect(colo?.checkpoints).toMatchObject({ early: 1 })
  expect(colo?.checkpoints?.intervalMs).toBeCloseTo(1000, 0)
  expect(colo?.checkpoints?.stillPercent).toBeGreaterThan(20)
  expect(colo?.streamMegabitsPerSecond).toBeLessThan(30)
  // The secondary’s RESUME is when requests are answered again, and the last one before the kill may be a while ago.
  expect(colo?.gapMs).toBeGreaterThan((colo?.noticeMs ?? 0) + (colo?.takeoverMs ?? 0))
  expect(colo?.missing).toBe(0)
  expect(colo?.connectionKept).toBe(true)
  expect(alone).toMatchObject({ takeoverMs: null, gapMs: null, checkpoints: null, missing: null, connectionKept: null })
})

test('the moment of the kill is the origin, whatever the hosts’ clocks show', () => {
  const [before] = analyseFailover(kills()).failovers
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
  const [after] = analyseFailover(run).failovers
  expect(after?.noticeMs).toBeCloseTo(before?.noticeMs ?? 0, 1)
  expect(after?.takeoverMs).toBeCloseTo(before?.takeoverMs ?? 0, 1)
  expect(after?.gapMs).toBeCloseTo(before?.gapMs ?? 0, 1)
})

test('sentences follow what happened', () => {
  expect(sentence(kills(), 'F.failover')).toContain('After 3 of 3 kills')
  expect(sentence(kills(), 'F.records')).toContain('none was missing')
  expect(sentence(kills(), 'F.unprotected')).toContain('no answer came any more')
  expect(sentence(kills(), 'F.checkpoints')).toMatch(/ 3 began less than three quarters of the 1\.00.s/)

  const dead = falsified('colo', 'qmp-secondary.ndjson', (text) => text.replace('"RESUME"', '"STOP"'))
  expect(sentence(dead, 'F.failover')).toContain('the secondary never went on')
  expect(sentence(dead, 'F.records')).toMatch(/^not-measured/)

  const lost = falsified('colo', 'writer.txt', (text) =>
    text.replace(/intact (\d+) lost 0/, (_, n) => `intact ${n - 2} lost 2`),
  )
  expect(sentence(lost, 'F.records')).toContain('6 were missing')

  const cut = falsified('colo', 'acknowledged.txt', (text) => `${text.split('\n').slice(0, 20).join('\n')}\n`)
  expect(sentence(cut, 'F.connection')).toContain('after 0 of 3 kills')

  const alive = falsified('unprotected', 'answered.txt', (text) => {
    const lines = text.trim().split('\n')
    const [at = '0', number = '0'] = lines.at(-1)?.split(' ') ?? []
    return `${text}${(Number(at) + 1).toFixed(6)} ${Number(number) + 1}\n`
  })
  expect(sentence(alive, 'F.unprotected')).toContain('an answer came afterwards after 2 of them')
})

test('what is damaged is named, and says nothing', () => {
  const torn = falsified('colo', 'stream.json', () => '{"error": "unable to connect to server"}')
  expect(sentence(torn, 'F.price')).not.toContain('stream')
  expect(analyseFailover(torn).notMeasured.join(' ')).toContain('stream.json')

  const order = falsified('colo', 'answered.txt', (text) => text.replace(/ 3\n/, ' 4\n'))
  expect(sentence(order, 'F.gap')).toMatch(/^not-measured/)
  const unasked = falsified('colo', 'asked.txt', (text) => `${text.split('\n').slice(0, 5).join('\n')}\n`)
  expect(sentence(unasked, 'F.gap')).toMatch(/^not-measured/)
  const nothing = falsified('colo', 'kill.txt', () => '')
  expect(sentence(nothing, 'F.failover')).toMatch(/^not-measured/)
})
