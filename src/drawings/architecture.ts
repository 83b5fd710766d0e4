import { COLOURS, COLUMN_WIDTH } from '../charts/theme.ts'
import type { HostName } from '../data/host-name.ts'
import type { Environment, JournalEntry } from '../data/schema.ts'
import { listed, say, type Text, text } from '../text/phrase.ts'
import { formatCount, formatQuantity } from '../text/quantities.ts'
import { arrow, box, type Drawing, line, name, note, type Shape, THICK } from './drawing.ts'
import { addressesIn, type DrawnTopology, topologyIn } from './topology.ts'

const HOST_WIDTH = 208
const HOST1 = 11
const HOST2 = COLUMN_WIDTH - HOST1 - HOST_WIDTH
const MIDDLE = COLUMN_WIDTH / 2
/** Between the hosts' boxes. */
const GAP = HOST2 - HOST1 - HOST_WIDTH - 6
const HEIGHT = 344

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
      ...source(environment, topology),
      ...destination(environment, topology),
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

/** Size and QEMU of a machine; nothing where they are not known. */
function sizes(
  { cpus, memoryMiB, qemuVersion }: Pick<Environment['lab'], 'cpus' | 'memoryMiB' | 'qemuVersion'>,
  at: [number, number],
  width: number,
): Shape[] {
  if (cpus === null || memoryMiB === null || qemuVersion === null) return []
  const size = text`${formatCount(cpus, 'processor')}, ${formatQuantity(memoryMiB / 1024, 'GiB')}`
  return [note(text`${size}, QEMU ${qemuVersion}`, at, width, 'start', COLOURS.quiet)]
}

/** The VM’s address, and how many processors it has where that is known. */
const vmText = (environment: Environment): Text =>
  listed([
    addressesIn(environment).vm,
    ...(environment.vm.cpus === null ? [] : [formatCount(environment.vm.cpus, 'processor')]),
  ])

/** The lab, and its connections to the hosts. */
function control(): Shape[] {
  const [left, right] = [MIDDLE - 74, MIDDLE + 74]
  return [
    box([left, 10], [right, 46]),
    name(say('drawing.the-lab'), [MIDDLE, 24], 140, 'middle'),
    note(say('drawing.commands-qmp-the-vms-console'), [MIDDLE, 38], 142, 'middle'),
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

function hostShapes(left: number, title: Text, address: string, host: Environment['host']): Shape[] {
  return [
    box([left, 64], [left + HOST_WIDTH, HEIGHT - 10], { fill: COLOURS.band, stroke: COLOURS.line }),
    name(title, [left + 10, 80], HOST_WIDTH - 20),
    ...sizes(host, [left + 10, 93], HOST_WIDTH - 20),
    box([left + 10, HEIGHT - 52], [left + HOST_WIDTH - 10, HEIGHT - 20], { fill: 'white' }),
    note(address, [left + HOST_WIDTH / 2, HEIGHT - 27], HOST_WIDTH - 30, 'middle'),
  ]
}

/** What runs on host 1. */
function source(environment: Environment, topology: DrawnTopology): Shape[] {
  const left = HOST1 + 10
  const right = HOST1 + HOST_WIDTH - 10
  const centre = HOST1 + HOST_WIDTH / 2
  return [
    box([left, 102], [right, 196], { fill: 'white' }),
    note(say(topology.accelerated ? 'drawing.qemu-with-kvm' : 'drawing.qemu-without-kvm'), [left + 8, 116], 170),
    box([left + 8, 123], [right - 8, 167], { fill: COLOURS.stop, stroke: COLOURS.ink }),
    name(say('drawing.the-vm'), [centre, 138], 160, 'middle'),
    note(vmText(environment), [centre, 150], 168, 'middle'),
    note(say('drawing.vm-memory', { memory: topology.vmMemory }), [centre, 161], 168, 'middle'),
    note(say('drawing.monitor', { address: topology.monitor }), [left + 8, 185], 172),
    box([left + 22, 218], [right, 268], { fill: 'white' }),
    note(topology.disk, [left + 30, 232], 154),
    note(say('drawing.the-vms-disk'), [left + 30, 245], 154),
    note(say('drawing.nfs-server', { folder: topology.folder }), [left + 30, 258], 154),
    line([
      [centre, 196],
      [centre, 218],
    ]),
    line(
      [
        [left + 10, 196],
        [left + 10, HEIGHT - 52],
      ],
      { width: THICK },
    ),
    name(say('drawing.bridge', { name: topology.bridge }), [centre, HEIGHT - 39], 170, 'middle'),
  ]
}

/** What waits on host 2. */
function destination(environment: Environment, topology: DrawnTopology): Shape[] {
  const left = HOST2 + 10
  const right = HOST2 + HOST_WIDTH - 10
  const centre = HOST2 + HOST_WIDTH / 2
  const port = topology.destination.split(':').at(-1) ?? ''
  return [
    box([left, 102], [right, 196], { fill: 'white' }),
    note(say('drawing.an-equal-qemu'), [left + 8, 116], 170),
    box([left + 8, 123], [right - 8, 167], { stroke: COLOURS.ink, dashed: true }),
    name(say('drawing.room-for-the-vm'), [centre, 138], 160, 'middle'),
    note(vmText(environment), [centre, 150], 168, 'middle', COLOURS.quiet),
    note(say('drawing.vm-memory', { memory: topology.vmMemory }), [centre, 161], 168, 'middle', COLOURS.quiet),
    note(say('drawing.waits-on', { port }), [left + 8, 185], 172),
    box([left, 218], [right - 22, 268], { fill: 'white', dashed: true }),
    note(topology.folder, [left + 8, 232], 154),
    note(say('drawing.the-same-disk'), [left + 8, 245], 154),
    note(say('drawing.nfs-share', { share: topology.share }), [left + 8, 258], 154),
    line([
      [centre, 196],
      [centre, 218],
    ]),
    line(
      [
        [right - 10, 196],
        [right - 10, HEIGHT - 52],
      ],
      { width: THICK },
    ),
    name(say('drawing.bridge', { name: topology.bridge }), [centre, HEIGHT - 39], 170, 'middle'),
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
