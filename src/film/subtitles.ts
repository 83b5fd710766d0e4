import { spaced } from '../text/chinese.ts'
import { say } from '../text/phrase.ts'
import { spoken } from '../text/spoken.ts'
import type { Words } from '../text/words.ts'
import type { Film, FilmStep } from './cut.ts'
import { plain } from './scene.ts'

interface Cue {
  fromS: number
  toS: number
  text: string
}

/** One cue a step: its title and why it is needed. Players make no gaps between Chinese and Latin letters. */
function cues({ steps, segments }: Film, words: Words): Cue[] {
  const endS = segments.findLast(({ kind }) => kind === 'end')?.fromS ?? Infinity
  return steps
    .filter(({ id }, index) => steps[index - 1]?.id !== id)
    .map((step, index, shown) => ({
      fromS: step.fromS,
      toS: Math.min(shown[index + 1]?.fromS ?? endS, endS),
      text: cueText(step, words),
    }))
    .filter(({ fromS, toS }) => toS > fromS)
}

function cueText(step: FilmStep, words: Words): string {
  const number = step.number === null ? '' : `${step.number} `
  return spaced(`${number}${spoken(step.title, words)}\n${plain(spoken(step.purpose, words))}`)
}

/** WebVTT: https://www.w3.org/TR/webvtt1/ */
export function webVtt(film: Film, words: Words): string {
  const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('-->', '--&gt;')
  return `WEBVTT\n\n${cues(film, words)
    .map(({ fromS, toS, text }) => `${stamp(fromS, '.')} --> ${stamp(toS, '.')}\n${escaped(text)}\n`)
    .join('\n')}`
}

/** SubRip, for players without WebVTT. */
export function subRip(film: Film, words: Words): string {
  return cues(film, words)
    .map(({ fromS, toS, text }, index) => `${index + 1}\n${stamp(fromS, ',')} --> ${stamp(toS, ',')}\n${text}\n`)
    .join('\n')
}

/** `01:02:03.456` */
function stamp(s: number, point: '.' | ','): string {
  const ms = Math.round(s * 1000)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(Math.floor(ms / 3_600_000))}:${two(Math.floor(ms / 60_000) % 60)}:${two(Math.floor(ms / 1000) % 60)}${point}${String(ms % 1000).padStart(3, '0')}`
}

/**
 * Chapters as ffmpeg reads them: https://ffmpeg.org/ffmpeg-formats.html#Metadata-1. They leave no time out, as players
 * count the first one from 0: the title card is one, and so is the end.
 */
export function chapters(film: Film, words: Words): string {
  const escaped = (text: string) => text.replace(/[=;#\\\n]/g, (character) => `\\${character}`)
  const shown = cues(film, words)
  const all: Cue[] = [
    { fromS: 0, toS: shown[0]?.fromS ?? film.durationS, text: spaced(spoken(film.script.title, words)) },
    ...shown,
    { fromS: shown.at(-1)?.toS ?? film.durationS, toS: film.durationS, text: spaced(spoken(say('film.end'), words)) },
  ].filter(({ fromS, toS }) => toS > fromS)
  const list = all.map(
    ({ fromS, toS, text }) =>
      `[CHAPTER]\nTIMEBASE=1/1000\nSTART=${Math.round(fromS * 1000)}\nEND=${Math.round(toS * 1000)}\ntitle=${escaped(text.split('\n')[0] ?? '')}\n`,
  )
  return `;FFMETADATA1\n${list.join('')}`
}
