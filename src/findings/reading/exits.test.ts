import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { exitFilter } from '../../experiments/exit-kinds.ts'
import { COUNTED_BY, hostFiles } from '../../testing/synthetic/host-counts.ts'
import { readExits } from './exits.ts'

const KINDS = { memory: 700, port: 2, msr: 30, halt: 90, interrupt: 60, 'interrupt-window': 20, other: 11 }
const COUNTS = { seconds: 5, kinds: KINDS, registers: 650, injected: 150, busy: 0.4 }
const csv = (counts = COUNTS): string => hostFiles(counts).exits?.[1] ?? ''
const read = (text: string, counting: readonly string[] = COUNTED_BY) => readExits({ text, file: 'e.csv' }, counting)

it('puts each exit into one kind, so that the kinds add up to all', () => {
  const counts = read(csv())
  expect(counts).toMatchObject({ exits: 4565, registerAccesses: 3250, injectedInterrupts: 750 })
  expect(counts?.kinds).toEqual({
    memory: 3500,
    port: 10,
    msr: 150,
    halt: 450,
    interrupt: 300,
    'interrupt-window': 100,
    other: 55,
  })
  expect(Object.values(counts?.kinds ?? {}).reduce((sum, count) => sum + count, 0)).toBe(counts?.exits)
})

it('finds all of them in kinds where perf 6.1 counted, on a host of AMD’s kind', () => {
  const text = readFileSync(new URL('../../measurements/fixtures/kvm-exits.csv', import.meta.url), 'utf8')
  const counts = read(text)
  expect(Object.values(counts?.kinds ?? {}).reduce((sum, count) => sum + count, 0)).toBe(counts?.exits)
  const share = (kind: keyof typeof KINDS): number => (100 * (counts?.kinds[kind] ?? NaN)) / (counts?.exits ?? NaN)
  expect(share('msr')).toBeCloseTo(47.5, 1)
  expect(share('memory')).toBeCloseTo(9.6, 1)
  expect(share('other')).toBeLessThan(0.2)
})

it('tells counts of one event apart by the filters of perf’s command, whatever their order', () => {
  const [halt, memory] = [exitFilter('halt'), exitFilter('memory')]
  const swapped = COUNTED_BY.map((word) => (word === halt ? memory : word === memory ? halt : word))
  expect(read(csv(), swapped)?.kinds).toMatchObject({ halt: 3500, memory: 450 })
})

it('takes what a filter of another version counted for one of the others', () => {
  const unknown = COUNTED_BY.map((word) => (word === exitFilter('port') ? 'exit_reason == 5' : word))
  expect(read(csv(), unknown)?.kinds).toMatchObject({ port: 0, other: 65 })
})

it('gives nothing where the kernel did not let perf count', () => {
  expect(read(csv().replace(/^\d+(?=,,kvm:kvm_mmio)/m, '<not supported>'))).toBeNull()
})

it('refuses other events than were asked for, and kinds that are more than all', () => {
  expect(() => read(csv().replace(/^.*kvm_inj_virq.*\n/m, ''))).toThrow('expected the events kvm:kvm_exit')
  expect(() => read(csv().replace('4565,,kvm:kvm_exit', '1000,,kvm:kvm_exit'))).toThrow('no more than all, 1000')
})
