import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FILMED_STEPS } from '../assignment/filmed-steps.ts'
import { readRun } from '../data/load.ts'
import { Recording } from '../data/recording-schema.ts'
import { latestRecording } from '../data/recordings.ts'
import { layOut } from '../film/cut.ts'
import { project } from '../project.ts'
import { type CliResult, e2eCli, labProcesses, listening } from '../testing/end-to-end/cli.ts'
import { readFrame } from '../testing/read-frame.ts'
import { ENGLISH } from '../text/words.ts'

/** The film once for real: it is stopped on the way, made, and made again from its recording. */
const folder = mkdtempSync(path.join(tmpdir(), 'demo-test-'))
const out = path.join(folder, 'out')
const run = path.join(folder, 'data', 'runs', readRun(project().example).id)
const cli = e2eCli({ ...process.env, LAB_DATA: path.join(folder, 'data'), LAB_OUT: out })
const recordings = () =>
  existsSync(path.join(run, 'recordings')) ? readdirSync(path.join(run, 'recordings')).sort() : []
const film = path.join(out, 'HW1_113062566.mp4')

describe('a film of emulated hosts', () => {
  let opened: string[]
  let stopped: CliResult
  let stoppedRecording: Recording
  let afterStop: { files: string[]; processes: string[] }
  let made: CliResult
  let first: Buffer
  let again: CliResult

  beforeAll(async () => {
    cpSync(project().example, run, { recursive: true })
    const early = cli('demo', '--id', '113062566', '--hosts', 'emulated')
    const isTyping = () => recordings().some((name) => existsSync(path.join(run, 'recordings', name, 'host2.cast')))
    await early.until(isTyping)
    await new Promise((resolve) => setTimeout(resolve, 5000))
    opened = listening(early.child.pid)
    early.child.kill('SIGINT')
    stopped = await early.ended
    afterStop = { files: readdirSync(out), processes: labProcesses() }
    stoppedRecording = Recording.parse(
      JSON.parse(readFileSync(path.join(run, 'recordings', recordings()[0] ?? '', 'recording.json'), 'utf8')),
    )
    made = await cli('demo', '--id', '113062566', '--name', '林美', '--hosts', 'emulated', '--json').ended
    first = existsSync(film) ? readFileSync(film) : Buffer.alloc(0)
    again = await cli('demo', '--id', '113062566', '--name', '林美', '--render').ended
  }, 2_400_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('it listens on nothing but the two forwarded ports of the loopback', () => {
    expect(opened).toEqual(['0100007F', '0100007F'])
  })

  test('Ctrl-C ends it with the recording so far, without a film and without a process', () => {
    expect(stopped.code, stopped.stderr).toBe(130)
    expect(afterStop).toEqual({ files: [], processes: [] })
    expect(stoppedRecording.status).toBe('interrupted')
    expect(stoppedRecording.steps.length).toBeLessThan(FILMED_STEPS.length)
  })

  test('every step is done for real and is in the film', () => {
    expect(made.code, made.stderr).toBe(0)
    expect(JSON.parse(made.stdout)).toMatchObject({ film, run: path.basename(run) })
    const loaded = latestRecording(run)
    const steps = loaded === null ? [] : layOut(loaded.recording.recording, { words: ENGLISH, speed: 1 }).steps
    expect([...new Set(steps.map(({ id }) => id))]).toEqual(FILMED_STEPS.map(({ id }) => id))
    expect(steps.filter(({ recorded: { exitCode } }) => exitCode !== 0 && exitCode !== null)).toEqual([])
    expect(labProcesses()).toEqual([])
  })

  test('the VM is seen alive on host 2, its counter gone on', async () => {
    const loaded = latestRecording(run)
    if (loaded === null) throw new Error('there is no recording')
    const { steps, durationS } = layOut(loaded.recording.recording, { words: ENGLISH, speed: 1 })
    expect(durationS).toBeLessThan(30 * 60)
    expect(await readFrame(film, (steps.find(({ id }) => id === 'see-arrived')?.doneS ?? 0) - 0.3)).toMatch(
      /The VM runs on host 2[^]*completed/,
    )
    expect(await readFrame(film, (steps.findLast(({ id }) => id === 'probe-end')?.doneS ?? 0) - 0.1)).toMatch(
      /packets transmitted/,
    )
  })

  test('a second film of the recording is the same, and its subtitles, casts and poster lie beside it', () => {
    expect(again.code, again.stderr).toBe(0)
    expect(readFileSync(film).equals(first)).toBe(true)
    expect(first.length).toBeLessThan(30_000_000)
    expect(readdirSync(out)).toEqual(
      expect.arrayContaining(
        ['.vtt', '.srt', '.poster.png', '.host1.cast', '.host1-second.cast', '.host2.cast', '.host2-second.cast'].map(
          (ending) => `HW1_113062566${ending}`,
        ),
      ),
    )
  })
})
