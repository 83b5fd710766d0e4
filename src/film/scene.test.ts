import { expect, test } from 'vitest'
import { syntheticRecording } from '../testing/synthetic/recording.ts'
import { ENGLISH } from '../text/words.ts'
import { layOut, momentAt } from './cut.ts'
import { factsOf } from './facts.ts'
import { type SceneContext, sceneAt } from './scene.ts'
import { Screens } from './screens.ts'
import type { FilmTemplate } from './template.ts'

const template: FilmTemplate = {
  language: 'en',
  theme: 'light',
  subtitlePx: 27,
  speed: 1,
  words: ENGLISH,
}
const loaded = syntheticRecording({ id: 'task1-install', lastsS: 75 })
const film = layOut(loaded.recording, template)
const context: SceneContext = { film, loaded, template, identity: '林美 · 1', facts: ['A fact.'] }

async function at(filmS: number) {
  using screens = new Screens(loaded)
  await screens.advance(momentAt(film, filmS).recordedS)
  return { scene: sceneAt(filmS, screens, context), text: screens.text('host1') }
}
const step = (id: string) => film.steps.find((one) => one.id === id) ?? film.steps[0]

test('the title card names who it is, the end card every step with its time', async () => {
  expect((await at(1)).scene).toMatchObject({ kind: 'title', identity: '林美 · 1', date: '2 January 2026' })
  const { scene } = await at(film.durationS - 1)
  expect(scene).toMatchObject({ kind: 'end', facts: ['A fact.'] })
  expect(scene.kind === 'end' && scene.steps).toHaveLength(film.steps.length)
  // Both hosts get a bridge.
  expect(scene.kind === 'end' && scene.steps.map(({ label }) => label)).toEqual(
    expect.arrayContaining(['0.1  Create the bridge (host 1)', '0.6  Create the bridge (host 2)', '3.2  Migrate']),
  )
})

test('a step is shown with its number, its reason and the terminal in which it happens', async () => {
  const { scene, text } = await at(step('task1-mkdir')?.doneS ?? 0)
  expect(scene).toMatchObject({ kind: 'work', number: '1.6', heading: 'Create the folder to share', card: null })
  expect(scene.kind === 'work' && scene.subtitle).toMatch(/^The same path on both hosts/)
  expect(scene.kind === 'work' && scene.panels.map(({ host, place, active }) => [host, place, active])).toEqual([
    ['host1', 'main', true],
    ['host1', 'vm', false],
    ['host2', 'main', false],
    ['host2', 'vm', false],
  ])
  expect(text).toContain('done task1-mkdir')
})

test('the VM’s screen takes the first terminal of a host from the start of QEMU on', async () => {
  const { scene } = await at(step('task3-migrate')?.doneS ?? 0)
  if (scene.kind !== 'work') throw new Error('a step is expected')
  expect(scene.panels.map(({ title }) => title)).toEqual([
    'host 1 · second terminal',
    'the VM’s screen on host 1',
    'host 2 · second terminal',
    'the VM’s screen on host 2',
  ])
  for (const { screen } of scene.panels) expect(screen).not.toBeNull()
})

test('a cut wait shows a card', async () => {
  const cut = film.segments.find(({ kind }) => kind === 'cut')
  const { scene } = await at((cut?.fromS ?? 0) + 0.5)
  expect(scene).toMatchObject({ kind: 'work', card: expect.stringMatching(/^waited 1 min 1[01] s$/) })
})

test('the film of a failover has its own card, steps and screens, and no time of the assignment’s', async () => {
  const other = syntheticRecording({ id: 'colo-vm', lastsS: 75 }, 'colo')
  const laid = layOut(other.recording, template)
  const at = async (filmS: number) => {
    using screens = new Screens(other)
    await screens.advance(momentAt(laid, filmS).recordedS)
    return sceneAt(filmS, screens, { ...context, film: laid, loaded: other })
  }
  expect(await at(1)).toMatchObject({ kind: 'title', title: 'Fault tolerance with QEMU' })
  // The boot of the VM is waited for, and cut; from the checkpoints on nothing is.
  expect(laid.segments.filter(({ kind }) => kind === 'cut')).toHaveLength(1)
  const killed = await at((laid.steps.find(({ id }) => id === 'colo-kill')?.doneS ?? 0) + 0.1)
  expect(killed).toMatchObject({ heading: 'Kill the primary', number: null })
  expect(killed.kind === 'work' && killed.panels.map(({ title, active }) => [title, active])).toEqual([
    ['host 1 · second terminal', true],
    ['host 1 · no VM here', false],
    ['host 2 · second terminal', false],
    ['the VM’s screen on host 2', false],
  ])
})

test('of a failover the checkpoints and the answers that were seen are facts', () => {
  const other = syntheticRecording(undefined, 'colo')
  const at = (id: string) => other.recording.steps.find((step) => step.id === id)?.enteredAtS ?? 0
  const shown = new Map(other.casts)
  shown.set('host1-second', [
    [at('colo-checkpoints'), '"event": "STOP"}\r\n"event": "RESUME"}\r\n"event": "STOP"}\r\n'],
    [at('colo-answers'), '3 packets transmitted, 2 received, 33% packet loss\r\n'],
  ])
  const facts = factsOf({ ...other, casts: shown }, layOut(other.recording, template), template.words)
  expect(facts.slice(1)).toEqual([
    'Checkpoints seen before the kill: 2.',
    'ping after the failover: 3 sent, 2 answered.',
  ])
})

test('facts are what the terminals showed, and nothing where they showed none', () => {
  expect(factsOf(loaded, film, template.words)).toEqual([
    expect.stringMatching(/^The procedure took 3 min \d+ s\. 1 min 1\d s of waiting is left out/),
  ])
  const info = loaded.recording.steps.find(({ id }) => id === 'task3-info')
  const shown = new Map(loaded.casts)
  shown.set('host1-second', [
    [
      info?.enteredAtS ?? 0,
      '\u001b[KMigration status: completed\r\ntotal time: 5405 ms\r\ndowntime: 158 ms\r\n(qemu) ',
    ],
  ])
  expect(factsOf({ ...loaded, casts: shown }, film, template.words)[1]).toBe(
    'QEMU’s own figures: total time 5405 ms, downtime 158 ms.',
  )
})
