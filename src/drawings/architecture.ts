import { COLOURS, COLUMN_WIDTH } from '../charts/theme.ts'
import type { HostName } from '../data/host-name.ts'
import type { Environment, JournalEntry } from '../data/schema.ts'
import { say } from '../text/phrase.ts'
import {
  destinationShapes,
  HEIGHT,
  HOST_WIDTH,
  HOST1,
  HOST2,
  hostShapes,
  sizes,
  sourceShapes,
} from './architecture-hosts.ts'
import { arrow, box, type Drawing, line, name, note, type Shape } from './drawing.ts'
import { addressesIn, type DrawnTopology, topologyIn } from './topology.ts'

const MIDDLE = COLUMN_WIDTH / 2
/** Between the hosts' boxes. */
const GAP = HOST2 - HOST1 - HOST_WIDTH - 6

/** Section A: the machines, what connects them, and the VM on its way; all names and sizes are those of the run. */
export function architectureDrawing(environment: Environment, journal: readonly JournalEntry[]): Drawing {
  const { lab, host } = environment
  // Where nothing is known of the machines, the drawing shows what the assignment asks for, without the lab.
  const addresses = addressesIn(environment)
  const byLab = environment.addresses !== null
  const topology = topologyIn(journal)
  const address = (which: HostName) => `${addresses[which]}/${addresses.prefixLength}`
  return {
    height: HEIGHT,
    shapes: [
      box([0.5, 0.5], [COLUMN_WIDTH - 0.5, HEIGHT - 0.5]),
      ...(byLab
        ? [name(say('drawing.the-users-computer'), [HOST1, 17], 130), ...sizes(lab, [HOST1, 30], 185), ...control()]
        : []),
      ...hostShapes(HOST1, say('drawing.host-1-the-source'), address('host1'), host),
      ...hostShapes(HOST2, say('drawing.host-2-the-destination'), address('host2'), host),
      ...sourceShapes(environment, topology),
      ...destinationShapes(environment, topology),
      ...between(topology),
    ],
    source: '',
    description: say(byLab ? 'drawing.architecture' : 'drawing.architecture.by-hand', {
      host1: addresses.host1,
      host2: addresses.host2,
      vm: addresses.vm,
      memory: topology.vmMemory,
      disk: topology.disk,
      bridge: topology.bridge,
      destination: topology.destination,
    }),
  }
}

/** The lab, and its connections to the hosts. */
function control(): Shape[] {
  const [left, right] = [MIDDLE - 78, MIDDLE + 78]
  return [
    box([left, 10], [right, 46]),
    name(say('drawing.the-lab'), [MIDDLE, 24], 140, 'middle'),
    note(say('drawing.commands-qmp-the-vms-console'), [MIDDLE, 38], 150, 'middle'),
    arrow(
      [
        [left, 40],
        [HOST1 + 104, 40],
        [HOST1 + 104, 64],
      ],
      { dashed: true },
    ),
    arrow(
      [
        [right, 40],
        [HOST2 + 104, 40],
        [HOST2 + 104, 64],
      ],
      { dashed: true },
    ),
    note(say('drawing.ssh'), [HOST1 + 110, 56], 30, 'start', COLOURS.quiet),
    note(say('drawing.ssh'), [HOST2 + 110, 56], 30, 'start', COLOURS.quiet),
  ]
}

/** Migration, NFS and the cable that carries both. */
function between({ port }: DrawnTopology): Shape[] {
  const [from, to] = [HOST1 + HOST_WIDTH, HOST2]
  const cable = HEIGHT - 36
  return [
    arrow(
      [
        [from - 18, 145],
        [to + 18, 145],
      ],
      { colour: COLOURS.blue, width: 3 },
    ),
    name(say('drawing.migration'), [MIDDLE, 134], GAP, 'middle'),
    note(say('drawing.memory-processor'), [MIDDLE, 162], GAP, 'middle'),
    note(say('drawing.devices'), [MIDDLE, 173], GAP, 'middle'),
    arrow(
      [
        [to + 10, 243],
        [from - 10, 243],
      ],
      { dashed: true },
    ),
    name(say('drawing.nfs'), [MIDDLE, 236], GAP, 'middle'),
    note(say('drawing.reads-and-writes'), [MIDDLE, 257], GAP, 'middle'),
    line(
      [
        [from - 10, cable],
        [to + 10, cable],
      ],
      { colour: COLOURS.ink, width: 3 },
    ),
    note(say('drawing.the-cable'), [MIDDLE, cable - 7], GAP, 'middle'),
    note(say('range', { low: port, high: port }), [MIDDLE, cable + 14], GAP, 'middle'),
  ]
}
