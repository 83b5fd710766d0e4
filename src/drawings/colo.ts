import { COLOURS, COLUMN_WIDTH } from '../charts/theme.ts'
import { say } from '../text/phrase.ts'
import { arrow, box, type Drawing, line, name, note, type Shape, THICK } from './drawing.ts'

const HEIGHT = 316
/** The hosts' edges that face each other. */
const PRIMARY = 262
const SECONDARY = 330
const MIDDLE = (PRIMARY + SECONDARY) / 2
const GAP = SECONDARY - PRIMARY - 4
const INNER = PRIMARY - 10
const OUTER = SECONDARY + 10
const RIGHT = COLUMN_WIDTH - 0.5

/** Section F: primary and secondary under COLO, with the comparison that decides what a client may see. */
export function coloDrawing(): Drawing {
  return {
    height: HEIGHT,
    shapes: [...client(), ...primary(), ...secondary(), ...between(), ...failover()],
    source: '',
    description: say('drawing.colo'),
  }
}

function client(): Shape[] {
  return [
    box([0.5, 0.5], [PRIMARY, 24], { fill: 'white' }),
    name(say('drawing.client'), [PRIMARY / 2, 16], 200, 'middle'),
    arrow(
      [
        [60, 76],
        [60, 24],
      ],
      { colour: COLOURS.ink, width: THICK },
    ),
    note(say('drawing.answers-that-may-leave'), [67, 38], 120),
    note(say('drawing.by-filter-redirector'), [67, 72], 90),
    arrow(
      [
        [218, 24],
        [218, 106],
      ],
      { colour: COLOURS.ink, width: THICK },
    ),
    note(say('drawing.requests'), [212, 38], 44, 'end'),
  ]
}

function primary(): Shape[] {
  return [
    box([0.5, 46], [PRIMARY, 272], { stroke: COLOURS.line }),
    name(say('drawing.primary-host'), [67, 60], 130),
    box([10, 76], [160, 138], { fill: COLOURS.stop, stroke: COLOURS.ink }),
    name(say('drawing.colo-compare'), [18, 91], 134),
    note(say('drawing.equal-the-answer-leaves'), [18, 111], 138),
    note(say('drawing.different-checkpoint'), [18, 124], 138),
    box([178, 106], [INNER, 138], { fill: 'white' }),
    note(say('drawing.filter-mirror'), [215, 125], 66, 'middle'),
    box([10, 170], [INNER, 206], { fill: COLOURS.band, stroke: COLOURS.ink }),
    name(say('drawing.primary-vm'), [131, 185], 200, 'middle'),
    note(say('drawing.its-answers-count'), [131, 198], 200, 'middle'),
    arrow(
      [
        [60, 170],
        [60, 138],
      ],
      { colour: COLOURS.ink, width: THICK },
    ),
    note(say('drawing.answers'), [67, 150], 100),
    note(say('drawing.by-filter-redirector'), [67, 162], 100),
    arrow(
      [
        [218, 138],
        [218, 170],
      ],
      { colour: COLOURS.ink, width: THICK },
    ),
    note(say('drawing.requests'), [212, 157], 60, 'end'),
    box([10, 228], [INNER, 262], { fill: 'white' }),
    name(say('drawing.disk'), [131, 249], 200, 'middle'),
    arrow([
      [131, 206],
      [131, 228],
    ]),
  ]
}

function secondary(): Shape[] {
  const centre = (OUTER + RIGHT - 10) / 2
  return [
    box([SECONDARY, 46], [RIGHT, 272], { stroke: COLOURS.line }),
    name(say('drawing.secondary-host'), [OUTER, 62], 180),
    box([OUTER, 76], [RIGHT - 10, 138], { fill: 'white' }),
    note(say('drawing.filter-redirector-sends-the-answers'), [OUTER + 8, 90], 182),
    note(say('drawing.filter-rewriter-sequence-numbers'), [OUTER + 8, 109], 182),
    note(say('drawing.filter-redirector-takes-in-the-requests'), [OUTER + 8, 127], 182),
    box([OUTER, 170], [RIGHT - 10, 206], { fill: COLOURS.band, stroke: COLOURS.ink }),
    name(say('drawing.secondary-vm'), [centre, 185], 180, 'middle'),
    note(say('drawing.same-requests-answers-of-its-own'), [centre, 198], 188, 'middle'),
    arrow([
      [374, 138],
      [374, 170],
    ]),
    note(say('drawing.requests'), [380, 157], 70),
    arrow(
      [
        [500, 170],
        [500, 138],
      ],
      { dashed: true },
    ),
    note(say('drawing.answers'), [494, 157], 60, 'end'),
    box([OUTER, 228], [OUTER + 58, 262], { fill: 'white' }),
    name(say('drawing.disk'), [OUTER + 29, 249], 50, 'middle'),
    box([OUTER + 70, 228], [RIGHT - 10, 262], { fill: 'white', dashed: true }),
    note(say('drawing.buffer-of-own-writes'), [OUTER + 76, 242], 118),
    note(say('drawing.dropped-at-checkpoints'), [OUTER + 76, 254], 118),
    arrow([
      [OUTER + 130, 206],
      [OUTER + 130, 228],
    ]),
  ]
}

/** What goes from one host to the other. */
function between(): Shape[] {
  return [
    arrow(
      [
        [OUTER, 87],
        [160, 87],
      ],
      { dashed: true },
    ),
    note(say('drawing.answers'), [MIDDLE, 82], GAP, 'middle'),
    arrow([
      [INNER, 122],
      [OUTER, 122],
    ]),
    note(say('drawing.requests'), [MIDDLE, 117], GAP, 'middle'),
    arrow(
      [
        [INNER, 188],
        [OUTER, 188],
      ],
      { colour: COLOURS.blue, width: 3 },
    ),
    name(say('drawing.checkpoint'), [MIDDLE, 179], GAP, 'middle'),
    note(say('drawing.memory'), [MIDDLE, 203], GAP, 'middle'),
    note(say('drawing.devices'), [MIDDLE, 214], GAP, 'middle'),
    arrow([
      [INNER, 245],
      [OUTER, 245],
    ]),
    note(say('drawing.writes'), [MIDDLE, 240], GAP, 'middle'),
  ]
}

/** What happens in the end. */
function failover(): Shape[] {
  return [
    line(
      [
        [131, 272],
        [131, 284],
        [440, 284],
        [440, 272],
      ],
      { dashed: true },
    ),
    note(say('drawing.software-that-watches-both-hosts'), [MIDDLE, 297], 300, 'middle'),
    note(say('drawing.x-colo-lost-heartbeat-the-survivor'), [MIDDLE, 310], 340, 'middle'),
  ]
}
