import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ParseError } from '../parse-error.ts'
import { parseDowntimeTrace } from './downtime-trace.ts'

/** QEMU 11.1.3, a VM with one virtio card that moved from one QEMU to another. */
const text = (side: string) => readFileSync(new URL(`../fixtures/downtime-${side}.txt`, import.meta.url), 'utf8')
const source = parseDowntimeTrace(text('source'), 'source')
const destination = parseDowntimeTrace(text('destination'), 'destination')

test('checkpoints come in the order of the pause, by the clock of the side that notes them', () => {
  expect(source.checkpoints.map(({ name }) => name)).toEqual([
    'src-downtime-start',
    'src-vm-stopped',
    'src-iterable-saved',
    'src-non-iterable-saved',
    'src-downtime-end',
  ])
  expect(destination.checkpoints.map(({ name }) => name)).toEqual([
    'dst-precopy-loadvm-completed',
    'dst-precopy-bh-enter',
    'dst-precopy-bh-announced',
    'dst-precopy-bh-vm-started',
  ])
  for (const { checkpoints } of [source, destination])
    expect(checkpoints.map(({ atS }) => atS)).toEqual(checkpoints.map(({ atS }) => atS).toSorted((a, b) => a - b))
  expect(source.checkpoints[0]?.atS).toBeCloseTo(Date.parse('2026-11-29T18:03:09.056Z') / 1000 + 0.000152, 6)
})

test('a state ends when it is noted, and is as long as it says', () => {
  const card = source.states.find(({ device }) => device === '0000:00:02.0/virtio-net')
  const [, length] = /virtio-net instance_id=0 downtime=(\d+)/.exec(text('source')) ?? []
  expect(card?.kind).toBe('non-iterable')
  expect(card?.lastedMs).toBe(Number(length) / 1000)
  const [, stamp] = /(\S+)Z vmstate_downtime_save .*virtio-net /.exec(text('source')) ?? []
  expect(card?.endS).toBeCloseTo(Date.parse(`${stamp?.slice(0, -3)}Z`) / 1000, 2)
  expect(source.states[0]).toMatchObject({ kind: 'iterable', device: 'ram' })
})

test.each([
  ['a line without its time', text('source').replace(/^\S+ /, '')],
  ['a time that there is not', text('source').replace('2026-11-29T18', '2026-11-29T58')],
  ['a state without its length', text('source').replace(/ downtime=\d+/, '')],
  ['words of another event', `${text('source')}2026-11-29T18:03:09.056152Z migration_pass 3\n`],
  ['a file that was cut off', text('source').slice(0, -3)],
])('%s is refused', (_, damaged) => expect(() => parseDowntimeTrace(damaged, 'f')).toThrow(ParseError))
