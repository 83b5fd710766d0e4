import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { decodedText } from '../data/decoded-text.ts'
import { UserError } from '../errors.ts'
import { ofTool, readProgram } from '../findings/reading/programs.ts'
import { assign } from './assign.ts'
import type { Placement } from './manifest.ts'

const FOLDER = path.join(import.meta.dirname, '..', 'measurements', 'fixtures', 'pasted')

const B = { section: 'B', configuration: 'kvm' } as const satisfies Placement
const C = { section: 'C', configuration: 'virtio' } as const satisfies Placement
const D = { section: 'D' } as const satisfies Placement

/** Where a file is put, and all the numbers that are taken from it. */
function taken(name: string, placement: Placement) {
  const file = assign({ path: path.join(FOLDER, name), name, placement })
  const { values } = readProgram(file, file.format, ofTool({ text: decodedText(file.bytes), file: name }))
  return {
    probe: file.probe,
    place: file.place,
    ...Object.fromEntries(values.map(({ metric, value }) => [metric, value])),
  }
}

const STREAM = {
  probe: 'iperf3-to-vm',
  place: 'host1',
  bitsPerSecond: 923,
  retransmits: 3,
  lowestMegabitsPerSecond: 925,
}
const FROM_JSON = {
  probe: 'iperf3-to-vm',
  place: 'host1',
  bitsPerSecond: expect.closeTo(992.03, 2),
  retransmits: 4,
  lowestMegabitsPerSecond: 1000,
}
const OF_IPERF2 = { probe: 'iperf3-to-vm', place: 'host1', bitsPerSecond: 939 }
const LOOP = {
  probe: 'cpu-loop',
  place: 'vm',
  elapsedMs: expect.closeTo(4213.421456, 6),
  taskClockMs: 4210.11,
  cycles: 15_120_334_001,
  instructions: 20_001_222_333,
}
const MIGRATION = {
  probe: 'info-migrate',
  place: 'monitor1',
  total: 5.012,
  setupMs: 4,
  downtimeQemuMs: 21,
  transferredMegabytes: expect.closeTo(411.967, 3),
}

test.each<[string, Placement, Record<string, unknown>]>([
  // What a terminal, a shell or an editor added
  ['iperf3.txt', C, STREAM],
  ['iperf3-prompts-around.txt', C, STREAM],
  ['iperf3-script-typescript.txt', C, STREAM],
  ['iperf3-fence.txt', C, STREAM],
  ['iperf3-indented.txt', C, STREAM],
  ['iperf3-utf16.txt', C, STREAM],
  ['iperf3-title.txt', C, STREAM],
  ['iperf3-html.txt', C, STREAM],
  [
    'iperf3-verbose-80-columns.txt',
    C,
    {
      probe: 'iperf3-to-vm',
      place: 'host1',
      bitsPerSecond: 3160,
      retransmits: 1,
      lowestMegabitsPerSecond: 3020,
    },
  ],
  ['iperf2-prompts-around.txt', C, OF_IPERF2],
  ['perf-stat-loop.txt', B, LOOP],
  ['perf-stat-prompt-after.txt', B, LOOP],
  ['perf-stat-time-after.txt', B, LOOP],
  ['memcpy-prompts-around.txt', B, { probe: 'memcpy', place: 'vm', megabytesPerSecond: expect.closeTo(11_650.84, 2) }],
  ['info-migrate.txt', D, MIGRATION],
  ['info-migrate-prompt.txt', D, MIGRATION],
  [
    'perf-I-ctrl-c.txt',
    D,
    { probe: 'perf-in-vm', place: 'vm', contextSwitchesPerSecond: expect.closeTo(24 / 2.511110001, 6) },
  ],
  [
    'iperf3-timestamps.txt',
    C,
    { probe: 'iperf3-to-vm', place: 'host1', bitsPerSecond: 267, retransmits: 34, lowestMegabitsPerSecond: 273 },
  ],
  // What the program printed stands among perf’s rows
  ['perf-j-program-output.json', B, { probe: 'cpu-loop', place: 'vm', taskClockMs: 19.241659 }],
  ['perf-x-tab.txt', B, { probe: 'cpu-loop', place: 'vm', taskClockMs: 26.96 }],
  // The summary of intervals counts the same once more
  [
    'perf-I-summary.txt',
    D,
    {
      probe: 'perf-in-vm',
      place: 'vm',
      contextSwitchesPerSecond: expect.closeTo(7 / 0.072422951, 6),
      pageFaultsPerSecond: expect.closeTo(65 / 0.072422951, 6),
    },
  ],
  [
    'perf-Ix-summary.csv',
    D,
    {
      probe: 'perf-in-vm',
      place: 'vm',
      contextSwitchesPerSecond: expect.closeTo(7 / 0.10976603, 6),
      pageFaultsPerSecond: expect.closeTo(64 / 0.10976603, 6),
    },
  ],
  // Other versions
  ['info-migrate-qemu4.2.txt', D, MIGRATION],
  ['perf-stat-4.15.txt', B, { ...LOOP, taskClockMs: 4210.112233 }],
  ['perf-x-4.15.csv', B, { probe: 'cpu-loop', place: 'vm', taskClockMs: 4210.112233, cycles: 15_120_334_001 }],
  ['perf-stat-6.19.txt', B, LOOP],
  [
    'iperf3-udp-3.1.txt',
    { ...C, probe: 'udp-large' },
    { probe: 'udp-large', place: 'host1', lostPercent: expect.closeTo(6.45, 2), jitterMs: 0.041 },
  ],
  [
    'iperf3-udp-warning.txt',
    { ...C, probe: 'udp-large' },
    { probe: 'udp-large', place: 'host1', lostPercent: expect.closeTo(5.88, 2), jitterMs: 0.019 },
  ],
  ['iperf2-w.txt', C, OF_IPERF2],
  // Other shapes of the same
  [
    'perf-r-table.txt',
    B,
    {
      probe: 'cpu-loop',
      place: 'vm',
      elapsedMs: expect.closeTo(4213.42, 6),
      taskClockMs: 4210.11,
      cycles: 15_120_334_001,
    },
  ],
  ['perf-x-semicolon.csv', B, { probe: 'cpu-loop', place: 'vm', taskClockMs: 4210.11, cycles: 15_120_334_001 }],
  ['perf-stat-around-sched-pipe.txt', B, { probe: 'context-switch', place: 'vm', microsecondsPerOperation: 5.173613 }],
  [
    'perf-stat-around-sched-pipe.txt',
    { ...B, probe: 'cpu-loop' },
    { probe: 'cpu-loop', place: 'vm', elapsedMs: expect.closeTo(5178.976487, 6), taskClockMs: 6998.12 },
  ],
  ['iperf3-json-stream.json', C, FROM_JSON],
  ['iperf3-json-one-line.json', C, FROM_JSON],
  ['iperf3-json-bom.json', C, FROM_JSON],
  ['iperf3-json-brace-in-prompt.txt', C, FROM_JSON],
  // What the file says of itself
  [
    'iperf3-client-in-vm.txt',
    C,
    { probe: 'iperf3-from-vm', place: 'vm', bitsPerSecond: 922, retransmits: 3, lowestMegabitsPerSecond: 925 },
  ],
  // With its interface behind the address
  [
    'iperf2-e-in-vm.txt',
    C,
    { probe: 'iperf3-from-vm', place: 'vm', bitsPerSecond: 683, lowestMegabitsPerSecond: 0.887 },
  ],
  // Counts of two kinds of cores are neither added up nor taken for the whole
  [
    'perf-stat-hybrid.txt',
    B,
    { probe: 'cpu-loop', place: 'vm', elapsedMs: expect.closeTo(4213.421456, 6), taskClockMs: 4210.11 },
  ],
  ['perf-stat-arm.txt', B, LOOP],
  [
    'perf-stat-arm-two-kinds.txt',
    B,
    { probe: 'cpu-loop', place: 'vm', elapsedMs: expect.closeTo(4213.421456, 6), taskClockMs: 4210.11 },
  ],
  // Ubuntu 24.04 has perf count where the processor's slots went as well
  ['perf-stat-topdown.txt', B, LOOP],
  // Of a test that was stopped while the VM moved, the sender’s count is left
  [
    'iperf3-ctrl-c.txt',
    D,
    { probe: 'iperf3-to-vm', place: 'host1', bitsPerSecond: 689, retransmits: 31, lowestMegabitsPerSecond: 85.6 },
  ],
  [
    'iperf3-stopped.txt',
    D,
    { probe: 'iperf3-to-vm', place: 'host1', bitsPerSecond: 689, retransmits: 31, lowestMegabitsPerSecond: 85.6 },
  ],
])('%s in %j', (name, placement, expected) => {
  const { passes: _, ...values } = { passes: null, ...taken(name, placement) }
  expect(values).toEqual(expected)
})

test('passes are those that QEMU counted before the stop', () => {
  expect(taken('info-migrate.txt', D)).toMatchObject({ passes: 4 })
})

test.each<[string, Placement, RegExp]>([
  ['iperf3-bidir-3.7.json', C, /, line 1\d\d: expected one test in one direction at a time, found “sum_/],
  ['iperf3-bidir-3.12.json', C, /, line 34: expected one test in one direction at a time, found “bidir”/],
  ['iperf3-json-rate-disagrees.json', C, /, line 1\d\d: expected a rate that agrees with the amount and the time/],
  ['iperf3-omit-reverse.txt', C, /, line 11: expected a total that agrees with its intervals/],
  [
    'perf-stat-system-wide.txt',
    B,
    /, line 2: expected counts of a program .*whole computer \(-a\), found “.*system wide/,
  ],
  ['perf-a-A.txt', D, /, line 4: expected counts of all processors together, so without -A, .*found “CPU0 /],
  ['perf-a-A.csv', D, /, line 1: expected counts of all processors together, so without -A, .*found “CPU0,/],
  ['perf-a-per-core.json', D, /, line 1: expected counts of all processors together/],
  ['perf-stat-pid.txt', B, /, line 2: expected counts of a program .* running already \(-p\)/],
  ['info-migrate-two-migrations.txt', D, /, line 36: expected one migration a file .* is in line 9\)/],
  ['memcpy-default-twice.txt', B, /, line 6: expected the function default only once/],
  ['iperf3-client-in-vm.txt', { ...C, probe: 'iperf3-to-vm' }, /, line 2: expected a client that ran on the host/],
  ['iperf3-two-tests-one-file.txt', C, /, line 13: expected one test a file \(another begins in line 1\)/],
  ['iperf3-json-two-objects.json', C, /, line 1\d\d: expected one test a file \(another begins in line 1\)/],
  ['perf-stat-two-in-one-file.txt', B, /, line 20: expected one test a file \(another begins in line 2\)/],
  ['iperf3-ctrl-c.txt', C, /, line 12: expected a test that was not stopped before its end, found “iperf3: interrupt/],
  ['iperf3-stopped.txt', C, /, line 11: expected a test that was not stopped before its end/],
  ['iperf3-table-only.txt', C, /, line 1: expected the line “Connecting to host”/],
  ['iperf3-server-listing.txt', C, /, line 2: expected what the client of iperf printed, not its server/],
  ['iperf3-server.json', C, /, line 19: expected what the client of iperf printed, not its server/],
  ['iperf3-server.json', D, /, line 19: expected what the client of iperf printed, not its server/],
  ['iperf3-error-only.txt', C, /, line 1: .* iperf3 reports, found “iperf3: error - unable to connect to server/],
  ['info-migrate-destination.txt', D, /, line 4: expected the answer of the source: this is the destination’s/],
  ['perf-stat-6.19-de_DE.txt', B, /, line \d+: expected .* as printed with LC_ALL=C/],
  ['perf-I-cycles.txt', D, /a count of context-switches, page-faults, irq:irq_handler_entry, raw_syscalls:sys_enter/],
  ['iperf3-udp-3.1.txt', C, /a TCP test; of UDP say --probe udp-small or udp-large/],
  ['iperf3-udp-3.1.txt', D, /a TCP test: section D takes none over UDP/],
])('%s in %j is refused', (name, placement, message) => {
  expect(() => taken(name, placement)).toThrow(UserError)
  expect(() => taken(name, placement)).toThrow(message)
})

test('perf stat -a shows in section B, though it names no program with -I', () => {
  const name = 'perf-a-I.txt'
  const file = path.join(FOLDER, '..', 'by-hand', name)
  expect(() => assign({ path: file, name, placement: B })).toThrow(
    /, line 6: expected counts of a program, but these are of 2 whole processors \(-a\)/,
  )
  expect(assign({ path: file, name, placement: D }).probe).toBe('perf-in-vm')
})

test.each<[string, string, RegExp, (text: string) => string]>([
  [
    'perf-I-ctrl-c.txt',
    'one',
    /expected each event in each interval, found “context-switches”/,
    (text) => text.replace(/.* 9 .*\n/, ''),
  ],
  [
    'perf-I-ctrl-c.txt',
    'the last',
    /expected each event in each interval, found “context-switches”/,
    (text) => text.replace(/.* 3 .*\n/, ''),
  ],
  [
    'perf-Ix-summary.csv',
    'none, but has one twice',
    /expected each event once in an interval/,
    (text) => text.replace(/.*,7,.*\n/, '$&$&'),
  ],
])('%s that lacks %s of its rows is refused', (name, _, message, damage) => {
  const format = name.endsWith('csv') ? 'perf-interval-csv' : 'perf-interval-text'
  const text = damage(readFileSync(path.join(FOLDER, name), 'utf8'))
  const sample = { probe: 'perf-in-vm', place: 'vm', operations: null, experiment: 'migration' } as const
  expect(() => readProgram(sample, format, ofTool({ text, file: name }))).toThrow(message)
})
