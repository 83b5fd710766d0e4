import { stripVTControlCharacters } from 'node:util'
import type { LoadedRecording, RecordedStep, TerminalId } from '../data/recording-schema.ts'
import { formatElapsed } from '../text/durations.ts'
import { say, text } from '../text/phrase.ts'
import { spoken } from '../text/spoken.ts'
import type { Words } from '../text/words.ts'
import type { Film } from './cut.ts'

/** What the end card says, each read from what the terminals showed; what was not shown is left out. */
export function factsOf({ recording, casts }: LoadedRecording, { segments }: Film, words: Words): string[] {
  const shown = (terminal: TerminalId, fromS: number, toS: number) =>
    stripVTControlCharacters(
      (casts.get(terminal) ?? [])
        .filter(([s]) => s >= fromS && s <= toS)
        .map(([, data]) => data)
        .join(''),
    )
  const last = (id: string) => recording.steps.findLast((step) => step.id === id)
  const outputOf = (step: RecordedStep | undefined) =>
    step ? shown(step.terminal, step.enteredAtS, step.finishedAtS) : ''
  const leftOutS = segments.reduce((sum, segment) => sum + segment.leftOutS, 0)
  const total = say('film.total', { time: formatElapsed(recording.durationS * 1000) })
  const leftOut = say('film.leftOut', { time: formatElapsed(leftOutS * 1000) })
  const facts = [spoken(leftOutS === 0 ? total : text`${total} ${leftOut}`, words)]

  const info = outputOf(last('task3-info'))
  const totalTime = /total time: (\d+) m/.exec(info)?.[1]
  const downtime = /downtime: (\d+) m/.exec(info)?.[1]
  if (totalTime !== undefined && downtime !== undefined)
    facts.push(spoken(say('film.downtime', { total: `${totalTime} ms`, downtime: `${downtime} ms` }), words))

  const ping = /(\d+) packets transmitted, (\d+) (?:packets )?received/.exec(outputOf(last('probe-end')))
  if (ping !== null) facts.push(spoken(say('film.probe', { sent: ping[1] ?? '', received: ping[2] ?? '' }), words))

  const [watched, left] = [last('colo-checkpoints'), last('colo-shell')]
  const before = watched && left ? shown(watched.terminal, watched.startedAtS, left.enteredAtS) : ''
  const stops = before.split('"event": "STOP"').length - 1
  if (stops > 0) facts.push(spoken(say('film.colo.checkpoints', { count: String(stops) }), words))
  const after = outputOf(last('colo-answers'))
  const answers = /(\d+) packets transmitted, (\d+) (?:packets )?received/.exec(after)
  if (answers !== null)
    facts.push(spoken(say('film.colo.answers', { sent: answers[1] ?? '', received: answers[2] ?? '' }), words))
  return facts
}
