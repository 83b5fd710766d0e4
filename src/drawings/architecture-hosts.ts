import { COLOURS, COLUMN_WIDTH } from '../charts/theme.ts'
import type { Environment } from '../data/schema.ts'
import { listed, say, type Text } from '../text/phrase.ts'
import { formatCount, formatQuantity } from '../text/quantities.ts'
import { box, line, name, note, type Shape, THICK } from './drawing.ts'
import { addressesIn, type DrawnTopology } from './topology.ts'

/** Where the hosts stand in the drawing, px. */
export const HOST_WIDTH = 208
export const HOST1 = 11
export const HOST2 = COLUMN_WIDTH - HOST1 - HOST_WIDTH
export const HEIGHT = 344

/** Size and QEMU of a machine, as far as they are known. */
export function sizes(
  { cpus, memoryMiB, qemuVersion }: Pick<Environment['lab'], 'cpus' | 'memoryMiB' | 'qemuVersion'>,
  at: [number, number],
  width: number,
): Shape[] {
  if (cpus === null || memoryMiB === null) return []
  const qemu = qemuVersion === null ? [] : [`QEMU ${qemuVersion}`]
  const size = [formatCount(cpus, 'processor'), formatQuantity(memoryMiB / 1024, 'GiB'), ...qemu]
  return [note(listed(size), at, width, 'start', COLOURS.quiet)]
}

/** The VM’s address, and how many processors it has where that is known. */
const vmText = (environment: Environment): Text =>
  listed([
    addressesIn(environment).vm,
    ...(environment.vm.cpus === null ? [] : [formatCount(environment.vm.cpus, 'processor')]),
  ])

/** A host with its size and its bridge. */
export function hostShapes(left: number, title: Text, address: string, host: Environment['host']): Shape[] {
  return [
    box([left, 64], [left + HOST_WIDTH, HEIGHT - 10], { fill: COLOURS.band, stroke: COLOURS.line }),
    name(title, [left + 10, 80], HOST_WIDTH - 20),
    ...sizes(host, [left + 10, 93], HOST_WIDTH - 20),
    box([left + 10, HEIGHT - 52], [left + HOST_WIDTH - 10, HEIGHT - 20], { fill: 'white' }),
    note(address, [left + HOST_WIDTH / 2, HEIGHT - 27], HOST_WIDTH - 30, 'middle'),
  ]
}

/** What runs on host 1. */
export function sourceShapes(environment: Environment, topology: DrawnTopology): Shape[] {
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
export function destinationShapes(environment: Environment, topology: DrawnTopology): Shape[] {
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
