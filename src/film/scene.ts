import { HOSTS, type HostName } from '../data/host-name.ts'
import { HOST_OF, type LoadedRecording, type TerminalId } from '../data/recording-schema.ts'
import { formatDate } from '../text/dates.ts'
import { formatElapsed } from '../text/durations.ts'
import { say } from '../text/phrase.ts'
import { spoken } from '../text/spoken.ts'
import { ENGLISH, type Words } from '../text/words.ts'
import { clockTime, type Film, type FilmStep, momentAt } from './cut.ts'
import type { Screen, Screens } from './screens.ts'
import type { Script } from './script.ts'
import type { FilmTemplate } from './template.ts'

/** One framed terminal. */
export interface Panel {
  host: HostName
  place: 'main' | 'vm'
  title: string
  /** null: an empty frame. */
  screen: Screen | null
  /** The first of its rows that the frame shows. */
  firstRow: number
  /** The step that is shown happens here. */
  active: boolean
}

/** All that one picture of the film shows. */
export type Scene =
  | { kind: 'title'; title: string; subtitle: string; identity: string; date: string }
  | {
      kind: 'work'
      number: string | null
      heading: string
      subtitle: string
      elapsed: string
      panels: readonly Panel[]
      /** The card over the picture while a wait is left out. */
      card: string | null
    }
  | { kind: 'end'; heading: string; steps: readonly { time: string; label: string }[]; facts: readonly string[] }

export interface SceneContext {
  film: Film
  loaded: LoadedRecording
  template: FilmTemplate
  identity: string
  facts: readonly string[]
}

/** What is to be seen at a time of the film. The screens must have been led to the same moment of the recording. */
export function sceneAt(
  filmS: number,
  screens: Screens,
  { film, loaded, template, identity, facts }: SceneContext,
): Scene {
  const { segment, recordedS } = momentAt(film, filmS)
  const { words } = template
  if (segment.kind === 'title') {
    return {
      kind: 'title',
      title: spoken(film.script.title, words),
      subtitle: spoken(film.script.subtitle, words),
      identity,
      date: formatDate(loaded.recording.recordedAt, words.language),
    }
  }
  if (segment.kind === 'end') {
    return {
      kind: 'end',
      heading: spoken(say('film.end'), words),
      steps: film.steps.filter(isFirst).map((step) => ({ time: clockTime(step.fromS), label: label(step, words) })),
      facts,
    }
  }
  const step = film.steps.findLast(({ fromS }) => fromS <= filmS) ?? film.steps[0]
  return {
    kind: 'work',
    number: step?.number ?? null,
    heading: spoken(step?.title ?? '', words),
    subtitle: plain(spoken(step?.purpose ?? '', words)),
    elapsed: spoken(say('film.elapsed', { time: clockTime(recordedS) }), words),
    panels: HOSTS.flatMap((host) => panelsOf(host, recordedS, screens, loaded, template, film.script, step)),
    card:
      segment.kind === 'cut'
        ? spoken(say('film.waited', { time: formatElapsed(segment.leftOutS * 1000) }), words)
        : null,
  }
}

/** Both hosts have steps of the same name; whether one says where it is done is told by its English. */
const label = ({ number, title: phrase, recorded }: FilmStep, words: Words) => {
  const title = spoken(phrase, words)
  const names = /host|VM|migra/i.test(spoken(phrase, ENGLISH))
  const place = say('bracketed', { note: say(`film.${HOST_OF[recorded.terminal]}`) })
  return `${number === null ? '' : `${number}  `}${title}${names ? '' : spoken(place, words)}`
}

/** A step that is done several times has one line. */
const isFirst = ({ id }: FilmStep, index: number, all: readonly FilmStep[]) =>
  all.findIndex((one) => one.id === id) === index

/** Once QEMU has taken a host's first terminal that is the VM's screen, and its second one the place to work. */
function panelsOf(
  host: HostName,
  recordedS: number,
  screens: Screens,
  { recording }: LoadedRecording,
  { words }: FilmTemplate,
  { starts, ends }: Script,
  step: FilmStep | undefined,
): Panel[] {
  const name = spoken(say(`film.${host}`), words)
  const start = recording.steps.find(({ id }) => id === starts[host])
  const taken = start !== undefined && recordedS >= start.finishedAtS
  const end = recording.steps.find(({ id }) => id === ends[host])
  const gone = end !== undefined && recordedS >= end.finishedAtS
  const second: TerminalId = `${host}-second`
  const main = taken ? second : host
  const vm = taken ? screens.screen(host) : null
  const active = (id: TerminalId) => step?.recorded.terminal === id
  return [
    {
      host,
      place: 'main',
      title: spoken(say(taken ? 'film.secondTerminal' : 'film.terminal', { host: name }), words),
      screen: screens.screen(main),
      firstRow: 0,
      active: active(main),
    },
    {
      host,
      place: 'vm',
      title: spoken(taken && !gone ? say('film.vmScreen', { host: name }) : say('film.noVm', { host: name }), words),
      screen: vm,
      firstRow: vm === null ? 0 : firstRow(vm),
      active: taken && active(host),
    },
  ]
}

/** Rows of the VM's screen that its frame shows. */
export const VM_ROWS = 9

/** A screen of which only the middle is written on is shown from there. */
function firstRow({ rows }: Screen): number {
  const written = rows.findIndex((row) => row.length > 0)
  return written < VM_ROWS ? 0 : Math.min(written - Math.floor(VM_ROWS / 2), rows.length - VM_ROWS)
}

/** Markdown as it is read aloud. */
export function plain(markdown: string): string {
  return markdown.replace(/[`*]/g, '')
}
