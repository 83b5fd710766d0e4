import type { ShownStep } from '../assignment/filmed-steps.ts'
import type { RecordedStep, Recording } from '../data/recording-schema.ts'
import { spoken } from '../text/spoken.ts'
import type { Words } from '../text/words.ts'
import { SCRIPTS, type Script } from './script.ts'
import type { FilmTemplate } from './template.ts'

/** A stretch of the film. While it lasts the recording goes on from one moment to another, or stands still. */
export interface Segment {
  kind: 'title' | 'play' | 'hold' | 'cut' | 'end'
  /** In the film, s. */
  fromS: number
  toS: number
  /** In the recording, s. A cut shows the moment before what is left out. */
  recordedFromS: number
  recordedToS: number
  /** What a cut leaves out, s. */
  leftOutS: number
}

/** One done step, and where it is seen. */
export interface FilmStep extends ShownStep {
  recorded: RecordedStep
  /** In the film: when its words appear, and when it is done, s. */
  fromS: number
  doneS: number
}

export interface Film {
  script: Script
  segments: readonly Segment[]
  steps: readonly FilmStep[]
  durationS: number
}

/** Readers of subtitles manage 17 characters a second: Netflix's and the BBC's guides ask for no more. */
const CHARACTERS_A_SECOND = 17
const TITLE_S = 5
/** A wait longer than this is cut: its beginning and its end are shown. */
const LONGEST_WAIT_S = 6
const BEGINNING_S = 3
const ENDING_S = 1.5
const CARD_S = 2
/** After the last output of a step. */
const REST_S = 0.7

/** The time that the words of a step need, s. */
export function readingS(step: Pick<ShownStep, 'title' | 'purpose'>, words: Words): number {
  const { title, purpose } = spoken({ title: step.title, purpose: step.purpose }, words)
  return Math.max(2, (title.length + purpose.length) / CHARACTERS_A_SECOND + 0.5)
}

/**
 * Lays a recording out in film time: a title, every step with enough time to be read, long waits cut, an end card.
 * Until the VM runs the picture may stand still for reading; from then on its counter is to be seen going on, so the
 * film plays as fast as the recording, whose director waited instead.
 */
export function layOut(recording: Recording, { words, speed }: Pick<FilmTemplate, 'words' | 'speed'>): Film {
  const script = SCRIPTS[recording.scene]
  const liveFromS = recording.steps.find(({ id }) => id === script.starts.host1)?.enteredAtS ?? Infinity
  const uncutFromS = recording.steps.find(({ id }) => id === script.uncutFrom)?.startedAtS ?? Infinity
  const reel = new Reel(uncutFromS)
  reel.still('title', TITLE_S, 0)
  const shown: FilmStep[] = []
  for (const recorded of recording.steps) {
    const step = script.steps.find(({ id }) => id === recorded.id)
    if (step === undefined) continue
    reel.play(recorded.startedAtS)
    const fromS = reel.endS
    const isStill = recorded.startedAtS < liveFromS
    // Looked at again and again, a step needs to be read once.
    const isRead = shown.some(({ id }) => id === recorded.id)
    const readS = isRead ? 0 : readingS(step, words)
    if (isStill) reel.still('hold', Math.min(1.5, readS / 3), recorded.startedAtS)
    reel.play(recorded.finishedAtS)
    if (isStill) {
      const left = Math.max(REST_S, readS - (reel.endS - fromS))
      reel.still('hold', left, recorded.finishedAtS)
    }
    shown.push({ ...step, recorded, fromS, doneS: reel.endS })
  }
  reel.play(recording.durationS)
  reel.still('end', script.endS, recording.durationS)
  return {
    script,
    segments: reel.segments.map((one) => ({ ...one, fromS: one.fromS / speed, toS: one.toS / speed })),
    steps: shown.map((one) => ({ ...one, fromS: one.fromS / speed, doneS: one.doneS / speed })),
    durationS: reel.endS / speed,
  }
}

/** Puts segments one after the other. */
class Reel {
  readonly segments: Segment[] = []
  readonly #uncutFromS: number
  #recordedS = 0
  endS = 0

  constructor(uncutFromS: number) {
    this.#uncutFromS = uncutFromS
  }

  still(kind: Segment['kind'], lastsS: number, recordedS: number, leftOutS = 0): void {
    this.#add({ kind, recordedFromS: recordedS, recordedToS: recordedS, leftOutS }, lastsS)
  }

  /** Plays on to a moment of the recording; cuts what would be a long wait. */
  play(toS: number): void {
    const lastsS = toS - this.#recordedS
    if (lastsS <= 0) return
    if (lastsS > LONGEST_WAIT_S + BEGINNING_S && this.#recordedS < this.#uncutFromS) {
      const cutFromS = this.#recordedS + BEGINNING_S
      this.#run(cutFromS)
      this.still('cut', CARD_S, cutFromS, toS - ENDING_S - cutFromS)
      this.#recordedS = toS - ENDING_S
    }
    this.#run(toS)
  }

  #run(toS: number): void {
    this.#add({ kind: 'play', recordedFromS: this.#recordedS, recordedToS: toS, leftOutS: 0 }, toS - this.#recordedS)
    this.#recordedS = toS
  }

  #add(segment: Omit<Segment, 'fromS' | 'toS'>, lastsS: number): void {
    const toS = this.endS + lastsS
    this.segments.push({ ...segment, fromS: this.endS, toS })
    this.endS = toS
  }
}

/** The segment that is shown at a time of the film, and the moment of the recording. */
export function momentAt({ segments }: Film, filmS: number): { segment: Segment; recordedS: number } {
  const segment = segments.findLast(({ fromS }) => fromS <= filmS) ?? segments[0]
  if (segment === undefined) throw new Error('the film is empty')
  const share = segment.toS === segment.fromS ? 0 : Math.min(1, (filmS - segment.fromS) / (segment.toS - segment.fromS))
  return { segment, recordedS: segment.recordedFromS + share * (segment.recordedToS - segment.recordedFromS) }
}

/** `3:07` */
export function clockTime(s: number): string {
  const whole = Math.floor(s)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}
