import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HOSTS, type HostName } from '../data/host-name.ts'
import { readRun } from '../data/load.ts'
import { latestRecording } from '../data/recordings.ts'
import { COLO_STEPS } from '../film/colo-steps.ts'
import { layOut } from '../film/cut.ts'
import { Screens } from '../film/screens.ts'
import { project } from '../project.ts'
import { ALL_FAULTS } from '../testing/end-to-end/all-faults.ts'
import { type CliResult, e2eCli, labProcesses } from '../testing/end-to-end/cli.ts'
import { readFrame } from '../testing/read-frame.ts'
import { ENGLISH } from '../text/words.ts'
import { vmCounter } from './vm-screen.ts'

/** The film of a failover once for real, and once more from its recording in another language. */
const folder = mkdtempSync(path.join(tmpdir(), 'colo-film-'))
const out = path.join(folder, 'out')
const run = path.join(folder, 'data', 'runs', readRun(project().example).id)
const cli = e2eCli({ ...process.env, LAB_DATA: path.join(folder, 'data'), LAB_OUT: out })
const film = path.join(out, 'HW1_113062566_colo.mp4')

describe.runIf(ALL_FAULTS)('a film of a VM under COLO whose QEMU is killed', () => {
  let made: CliResult
  let first: Buffer
  let again: CliResult

  beforeAll(async () => {
    cpSync(project().example, run, { recursive: true })
    made = await cli('demo', '--id', '113062566', '--scene', 'colo', '--hosts', 'emulated', '--json').ended
    if (made.code !== 0) return
    first = readFileSync(film)
    again = await cli('demo', '--id', '113062566', '--scene', 'colo', '--render', '--language', 'zh-TW').ended
  }, 1_800_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const loaded = () => {
    const latest = latestRecording(run, 'colo')
    if (latest === null) throw new Error('there is no recording')
    return latest.recording
  }

  test('every step is done for real, in two minutes and a half at most, and nothing is left behind', () => {
    expect(made.code, made.stderr).toBe(0)
    const { steps, durationS } = layOut(loaded().recording, { words: ENGLISH, speed: 1 })
    expect([...new Set(steps.map(({ id }) => id))]).toEqual(COLO_STEPS.map(({ id }) => id))
    expect(steps.find(({ id }) => id === 'colo-kill')?.recorded.exitCode).toBe(0)
    expect(durationS).toBeLessThan(150)
    expect(labProcesses()).toEqual([])
  })

  test('host 1’s QEMU is killed, and on host 2 the counter goes on from where it was', async () => {
    const recording = loaded()
    const of = (id: string) => recording.recording.steps.find((step) => step.id === id)
    using screens = new Screens(recording)
    // While a checkpoint is loaded the secondary's screen is blank: what was seen last within two seconds counts.
    const counters = async (s: number) => {
      const seen: Record<HostName, number | null> = { host1: null, host2: null }
      for (let at = s - 2; at <= s; at += 0.1) {
        await screens.advance(at)
        for (const name of HOSTS) seen[name] = vmCounter(screens.text(name)) ?? seen[name]
      }
      return seen
    }
    const { host1: before, host2: beside } = await counters(of('colo-kill')?.enteredAtS ?? 0)
    const { host2: after } = await counters(of('colo-arrived')?.finishedAtS ?? 0)
    // A checkpoint ago both were equal.
    expect(Math.abs((before ?? Infinity) - (beside ?? -Infinity))).toBeLessThanOrEqual(3)
    expect(after ?? 0).toBeGreaterThanOrEqual((before ?? Infinity) + 3)
    expect(screens.text('host1').trim()).toBe('student@host1:~$')
  })

  test('that is to be seen, and said in the film’s language', async () => {
    const { steps } = layOut(loaded().recording, { words: ENGLISH, speed: 1 })
    const arrivedS = (steps.find(({ id }) => id === 'colo-arrived')?.doneS ?? 0) - 0.3
    const english = path.join(folder, 'english.mp4')
    writeFileSync(english, first)
    expect(await readFrame(english, arrivedS)).toMatch(/The VM goes on on host 2[^]*up for/)
    expect(again.code, again.stderr).toBe(0)
    expect(readFileSync(film).equals(first)).toBe(false)
    expect(readdirSync(out).sort()).toEqual(
      ['.host1-second.cast', '.host1.cast', '.host2-second.cast', '.host2.cast', '.mp4', '.poster.png', '.srt', '.vtt']
        .map((ending) => `HW1_113062566_colo${ending}`)
        .sort(),
    )
    expect(readFileSync(path.join(out, 'HW1_113062566_colo.srt'), 'utf8')).toContain('強制結束主要端')
  })
})
