import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Film } from '../film/cut.ts'
import { findProgram } from '../setup/programs.ts'
import { loadTemplates } from '../templates/templates.ts'
import { deliveredTemplates } from '../testing/delivered-templates.ts'
import { readFrame } from '../testing/read-frame.ts'
import { syntheticRecording } from '../testing/synthetic/recording.ts'
import { spoken } from '../text/spoken.ts'
import { renderFilm } from './render-film.ts'

const templates = deliveredTemplates()
const folder = mkdtempSync(path.join(tmpdir(), 'film-'))
// Four times as fast, as a test need not be read.
const template = { ...loadTemplates(templates).film, speed: 4 }
const request = (name: string, loaded = syntheticRecording({ id: 'task1-install', lastsS: 75 })) => ({
  loaded,
  template,
  identity: '林美 Lin Mei · 113062566',
  file: path.join(folder, name),
  ffmpeg: findProgram('ffmpeg') ?? '',
  signal: new AbortController().signal,
  progress: () => undefined,
})
const file = path.join(folder, 'film.mp4')
const sha256 = (name: string) =>
  createHash('sha256')
    .update(readFileSync(path.join(folder, name)))
    .digest('hex')
const probe = (...args: string[]) =>
  JSON.parse(execFileSync('ffprobe', ['-v', 'quiet', '-of', 'json', ...args, file], { encoding: 'utf8' })) as Record<
    string,
    unknown
  >

/** What a reader sees at a time of the film, without its spaces. */
const seenAt = async (s: number) => (await readFrame(file, s)).replace(/\s+/g, '')

let film: Film
beforeAll(async () => {
  ;({ film } = await renderFilm(request('film.mp4')))
})
afterAll(() => {
  for (const one of [folder, templates]) rmSync(one, { recursive: true })
})

describe('a film', () => {
  test('plays everywhere: H.264, 4:2:0, begins before it is loaded, as long as it was laid out', () => {
    expect(probe('-show_streams', '-select_streams', 'v').streams).toMatchObject([
      { codec_name: 'h264', pix_fmt: 'yuv420p', width: 1920, height: 1080, r_frame_rate: '10/1' },
    ])
    const { format } = probe('-show_format') as { format: { duration: string } }
    expect(Math.abs(Number(format.duration) - film.durationS)).toBeLessThan(0.2)
    const bytes = readFileSync(file)
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'))
  })

  test('has a chapter a step, with its title', () => {
    const { chapters } = probe('-show_chapters') as { chapters: { start_time: string; tags: { title: string } }[] }
    const steps = film.steps.map(({ number, title, fromS }) => ({
      title: `${number === null ? '' : `${number} `}${spoken(title, template.words)}`,
      fromS,
    }))
    const { 'film.title': title, 'film.end': end } = template.words.entries
    expect(chapters.map(({ tags }) => tags.title)).toEqual([title, ...steps.map((step) => step.title), end])
    for (const [index, step] of steps.entries())
      expect(Math.abs(Number(chapters[index + 1]?.start_time) - step.fromS)).toBeLessThan(0.01)
  })

  test('shows what it says, as a reader sees it', async () => {
    expect(await seenAt(0.5)).toMatch(/LivemigrationofavirtualmachinewithQEMU.*113062566/)
    const step = film.steps.find(({ id }) => id === 'task1-exportfs')
    expect(await seenAt((step?.doneS ?? 0) - 0.05)).toMatch(
      /1\.11.*Publishtheshare.*sudoexport\w+-arv.*MakestherunningNFSserverread/,
    )
    const cut = film.segments.find(({ kind }) => kind === 'cut')
    expect(await seenAt((cut?.fromS ?? 0) + 0.2)).toMatch(/waited1min1[01]s/)
    expect(await seenAt(film.durationS - 0.5)).toMatch(/Whatwasdone.*Migrate.*Theproceduretook/)
  })

  test('is the same bytes again, and leaves nothing else behind', async () => {
    await renderFilm(request('again.mp4'))
    expect(sha256('again.mp4')).toBe(sha256('film.mp4'))
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })

  test('that is stopped, or whose encoder fails, is not there', async () => {
    const stopped = new AbortController()
    const progress = () => stopped.abort(new Error('stopped'))
    await expect(renderFilm({ ...request('stopped.mp4'), signal: stopped.signal, progress })).rejects.toThrow('stopped')
    await expect(renderFilm({ ...request('failed.mp4'), ffmpeg: '/bin/false' })).rejects.toThrow(
      /ffmpeg could not make the film/,
    )
    expect(readdirSync(folder).filter((name) => /stopped|failed/.test(name))).toEqual([])
  })
})
