import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ParseError } from '../parse-error.ts'
import { checkpointsOf } from './checkpoints.ts'
import { parseQmp } from './qmp.ts'

/** QEMU 11.1.3 as a primary under COLO, which was killed. */
const text = readFileSync(new URL('../fixtures/qmp-primary.ndjson', import.meta.url), 'utf8')
const log = parseQmp(text, 'p')

test('STOP and RESUME of a primary are its checkpoints, and one that was not over is none', () => {
  const stops = log.events.filter(({ name }) => name === 'STOP')
  const found = checkpointsOf(log, 'p')
  expect(found.length).toBe(log.events.filter(({ name }) => name === 'RESUME').length)
  expect(stops.length - found.length).toBeLessThanOrEqual(1)
  expect(found.map(({ stopS }) => stopS)).toEqual(stops.slice(0, found.length).map(({ atS }) => atS))
  for (const { stopS, resumeS } of found) expect(resumeS).toBeGreaterThan(stopS)
})

test('a log that lost an event is refused', () => {
  const second = log.events.findIndex(({ name }) => name === 'RESUME')
  expect(() => checkpointsOf({ events: log.events.toSpliced(second, 1) }, 'p')).toThrow(ParseError)
})
