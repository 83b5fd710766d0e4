import { describe, expect, test } from 'vitest'
import type { Computer } from './computer.ts'
import { type Ailment, commandOf, faults, type Printing, type Seen } from './verdict.ts'

const computer = (report: Computer['report'], doctor: string[] = []): Computer => ({
  name: 'one',
  what: 'a computer',
  from: { suite: 'bookworm' },
  doctor,
  report,
})
const printing = (exitCode: number, said = '', pdf: string | null = null): Printing => ({
  exitCode,
  said,
  pdf,
  seconds: 1,
})
const seen = (report: Printing, ailments: Ailment[] | null = [], mended: Seen['mended'] = null): Seen => ({
  node: 'v18.20.4',
  npm: '9.2.0',
  doctor: { ailments, said: 'fine', seconds: 1 },
  report,
  mended,
  measured: null,
})
const ailment = (name: string, remedy: string | null = 'do this') => ({ name, evidence: 'it is so', remedy })

const PRINTS = computer({ printed: true })
const REFUSES = computer({ printed: false, exitCode: 3, says: /takes root/, foretold: 'browser', remedy: 'report' }, [
  'browser',
])
const refusal = printing(
  3,
  'Error: This needs chromium, and installing takes root: run\n  sudo apt-get install chromium\n',
)

describe('a computer that prints', () => {
  test('is as expected with a PDF', () => expect(faults(PRINTS, seen(printing(0, '', 'a')), null)).toEqual([]))
  test('is not where a lab on it, its report or its figures are not as they should be', () => {
    const step = {
      does: 'verify',
      exitCode: 8,
      said: '10 figures, 1 differ\nError: Figures differ',
      seconds: 1,
    } as const
    const there = {
      ...seen(printing(0, '', 'a')),
      measured: { run: 'r', steps: [{ ...step, does: 'lab' as const, exitCode: 0 }, step] },
    }
    expect(faults(PRINTS, there, null)).toEqual(['verify ended with exit code 8: Error: Figures differ'])
  })
  test('is not where the report fails, or makes nothing', () => {
    expect(faults(PRINTS, seen(printing(7, 'Setting up\nError: no\nmore')), null)).toEqual([
      'the report ended with exit code 7: Error: no',
    ])
    expect(faults(PRINTS, seen(printing(0)), null)).toHaveLength(1)
  })
  test('is held against the one that it comes from', () => {
    const same = computer({ printed: true, bytes: 'same', says: /without its sandbox/ })
    expect(faults(same, seen(printing(0, 'without its sandbox', 'a')), 'a')).toEqual([])
    expect(faults(same, seen(printing(0, '', 'b')), 'a')).toHaveLength(2)
    expect(faults(same, seen(printing(0, 'without its sandbox', 'b')), 'a', 'they differ at byte 7')).toEqual([
      'the report has other bytes than that before: they differ at byte 7',
    ])
  })
})

describe('doctor', () => {
  const prints = seen(printing(0, '', 'a'), [ailment('browser'), ailment('mmdebstrap')])
  test('is not to find what does not keep a report from being printed, the programs of the lab aside', () =>
    expect(faults(PRINTS, prints, null)).toEqual(['doctor says of browser: it is so']))
  test('is to find what is expected, with a remedy', () => {
    expect(faults(computer({ printed: true }, ['locale']), seen(printing(0, '', 'a')), null)).toEqual([
      'doctor finds nothing wrong with locale',
    ])
    const helpless = seen(printing(0, '', 'a'), [ailment('locale', null)])
    expect(faults(computer({ printed: true }, ['locale']), helpless, null)).toHaveLength(1)
  })
  test('is to give a list', () =>
    expect(faults(PRINTS, seen(printing(0, '', 'a'), null), null)).toEqual(['doctor gave no list: fine']))
})

describe('a computer that refuses', () => {
  const mended = { command: 'sudo apt-get install chromium', report: printing(0, '', 'a') }
  test('is as expected where doctor foretold it and the remedy mends it', () =>
    expect(faults(REFUSES, seen(refusal, [ailment('browser')], mended), null)).toEqual([]))
  test('is not where it prints, says something else, was not foretold, or is not mended', () => {
    expect(faults(REFUSES, seen(printing(0, '', 'a'), [ailment('browser')], mended), null)).toHaveLength(2)
    expect(faults(REFUSES, seen(refusal, [], mended), null)).toHaveLength(2)
    expect(faults(REFUSES, seen(refusal, [ailment('browser')]), null)).toHaveLength(1)
    const inVain = { ...mended, report: printing(3, 'still missing') }
    expect(faults(REFUSES, seen(refusal, [ailment('browser')], inVain), null)).toEqual([
      'after “sudo apt-get install chromium” the report ended with exit code 3: still missing',
    ])
  })
})

test('the command that is to be run is the indented line of the refusal', () => {
  expect(commandOf(refusal.said)).toBe('sudo apt-get install chromium')
  expect(commandOf('Error: no')).toBeNull()
})
