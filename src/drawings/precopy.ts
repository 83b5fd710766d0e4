import { COLOURS, COLUMN_WIDTH } from '../charts/theme.ts'
import type { MigrationResult } from '../findings/migration/result.ts'
import { chosenClause, shownOf } from '../findings/migration/shown.ts'
import type { Phase } from '../findings/reading/windows.ts'
import { formatDuration } from '../text/durations.ts'
import { say, type Text, text } from '../text/phrase.ts'
import { formatQuantity, formatWhole } from '../text/quantities.ts'
import { arrow, box, type Drawing, line, name, note, type Shape, THICK } from './drawing.ts'
import { type Pass, passesOf } from './passes.ts'

const HEIGHT = 214
const LEFT = 62
const RIGHT = COLUMN_WIDTH - 4
const SETUP = 64
const STOP = 86
const AFTER = 78
const PASSES = RIGHT - LEFT - SETUP - STOP - AFTER

const SOURCE = 50
const DESTINATION = 138
const LANE = 22
const AXIS = 174

/** Section E: the phases of pre-copy, with the times of the migration that the timeline shows, where there is one. */
export function precopyDrawing(migrations: readonly MigrationResult[]): Drawing {
  const shown = shownOf(migrations)
  const passes = passesOf(shown)
  const start = LEFT + SETUP
  const stop = start + PASSES
  const resume = stop + STOP
  const each = PASSES / passes.length
  const seconds = (phase: Phase['name'], end: 'fromS' | 'toS') =>
    shown?.phases.find((candidate) => candidate.name === phase)?.[end]
  const lasts = (phase: Phase['name']) => duration(seconds(phase, 'fromS'), seconds(phase, 'toS'))
  return {
    height: HEIGHT,
    shapes: [
      ...lanes(start, stop, resume),
      ...heading(say('drawing.set-up'), lasts('setup'), LEFT, SETUP),
      ...heading(say('drawing.iterative-copying'), '', start, PASSES),
      ...passes.flatMap((pass, index) => passShapes(pass, index, start + index * each, each)),
      ...heading(say('drawing.stop-and-copy'), lasts('stop-and-copy'), stop, STOP),
      note(say('drawing.downtime'), [stop + STOP / 2, 26], STOP - 4, 'middle'),
      ...heading(say('drawing.activation'), '', resume, AFTER),
      ...stream([say('drawing.list-of'), say('drawing.list-of-2')], LEFT, SETUP, 1),
      ...stream([say('drawing.the-rest'), say('drawing.the-rest-2'), say('drawing.the-rest-3')], stop, STOP, THICK),
      arrow([
        [resume + AFTER / 2, DESTINATION],
        [resume + AFTER / 2, SOURCE + LANE + 34],
      ]),
      note(say('drawing.announces-the'), [resume + AFTER / 2, SOURCE + LANE + 16], AFTER - 4, 'middle'),
      note(say('drawing.vms-new-place'), [resume + AFTER / 2, SOURCE + LANE + 27], AFTER - 4, 'middle'),
      ...axis([
        { x: LEFT, event: 'migrate', s: shown && 0 },
        ...passes.map(({ fromS }, index) => ({ x: start + index * each, event: '', s: fromS })),
        { x: stop, event: 'STOP', s: seconds('stop-and-copy', 'fromS') },
        { x: resume, event: 'RESUME', s: seconds('stop-and-copy', 'toS') },
      ]),
    ],
    source:
      shown === undefined
        ? say('drawing.precopy.untimed')
        : say('drawing.precopy.timed', {
            number: shown.repetition,
            all: migrations.length,
            chosen: chosenClause(migrations),
            setup: formatQuantity(shown.setupMs, 'ms'),
            error: formatQuantity(shown.clockErrorMs, 'ms'),
          }),
    description:
      shown === undefined
        ? say('drawing.precopy')
        : text`${say('drawing.precopy')} ${say('drawing.precopy.times', {
            setup: lasts('setup'),
            copying: lasts('copying'),
            passes: say('count.pass', { count: formatWhole(shown.passes) }),
            pause: lasts('stop-and-copy'),
          })}`,
  }
}

function duration(fromS: number | undefined, toS: number | undefined): string {
  if (fromS === undefined || toS === undefined) return ''
  return formatDuration((toS - fromS) * 1000)
}

/** A phase's name over its column, and how long it lasted beneath. */
function heading(title: Text, lasted: string, left: number, width: number): Shape[] {
  return [
    name(title, [left + width / 2, 12], width - 4, 'middle'),
    ...(lasted === '' ? [] : [note(lasted, [left + width / 2, 39], width - 4, 'middle')]),
  ]
}

/** What the VM is doing, on either host. */
function lanes(start: number, stop: number, resume: number): Shape[] {
  const lane = (top: number, from: number, to: number, what: Text, look: Parameters<typeof box>[2]): Shape[] => [
    box([from, top], [to, top + LANE], look),
    note(what, [(from + to) / 2, top + 14.5], to - from - 4, 'middle'),
  ]
  const runs = { fill: COLOURS.stop, stroke: COLOURS.ink }
  const still = { fill: 'white', dashed: true }
  return [
    ...[start, stop, resume].map((x) =>
      line(
        [
          [x, 18],
          [x, AXIS],
        ],
        { colour: COLOURS.line },
      ),
    ),
    name(say('drawing.source'), [4, SOURCE + 15], LEFT - 8),
    name(say('drawing.destination'), [0, DESTINATION + 15], LEFT - 2),
    ...lane(SOURCE, LEFT, stop, say('drawing.the-vm-runs'), runs),
    ...lane(SOURCE, stop, resume, say('drawing.paused'), still),
    ...lane(SOURCE, resume, RIGHT, say('drawing.stopped-copy'), still),
    ...lane(DESTINATION, LEFT, stop, say('drawing.waits-and-receives'), still),
    ...lane(DESTINATION, stop, resume, say('drawing.loads-the-state'), still),
    ...lane(DESTINATION, resume, RIGHT, say('drawing.the-vm-runs'), runs),
  ]
}

/** What is sent, beside an arrow from one lane to the other. */
function stream(lines: readonly Text[], left: number, width: number, thickness: number): Shape[] {
  const x = left + 7
  return [
    arrow(
      [
        [x, SOURCE + LANE],
        [x, DESTINATION],
      ],
      { width: thickness, colour: COLOURS.blue },
    ),
    ...lines.map((text, index) => note(text, [left + 14, SOURCE + LANE + 30 + index * 11], width - 16)),
  ]
}

/** Each pass has less to send than the one before it. */
function passShapes({ title, sends, fromS, toS }: Pass, index: number, left: number, width: number): Shape[] {
  const lasted = duration(fromS, toS)
  return [
    note(title, [left + width / 2, 26], width - 4, 'middle'),
    ...(lasted === '' ? [] : [note(lasted, [left + width / 2, 39], width - 4, 'middle')]),
    ...stream(sends, left, width, Math.max(1, 4 - index)),
  ]
}

/** Events and times under the drawing. */
function axis(ticks: readonly { x: number; event: string; s: number | undefined }[]): Shape[] {
  const timed = ticks.some(({ s }) => s !== undefined)
  return [
    arrow(
      [
        [LEFT, AXIS],
        [RIGHT, AXIS],
      ],
      { colour: COLOURS.ink },
    ),
    ...ticks.flatMap(({ x, event, s }) => [
      line(
        [
          [x, AXIS],
          [x, AXIS + 4],
        ],
        { colour: COLOURS.ink },
      ),
      ...(s === undefined ? [] : [note(s === 0 ? '0' : s.toFixed(2), [x, AXIS + 15], 56, 'middle')]),
      ...(event === '' ? [] : [note(event, [x, AXIS + (s === undefined ? 15 : 28)], 70, 'middle', COLOURS.quiet)]),
    ]),
    ...(timed ? [note(say('drawing.seconds'), [LEFT - 12, AXIS + 15], 48, 'end', COLOURS.quiet)] : []),
  ]
}
