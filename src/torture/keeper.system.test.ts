import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { RECIPE_FOLDER } from '../lab/machines/images/recipe.ts'
import { parseFound, parseLast } from './store.ts'

/** The VM's own script, on a file. */
const KEEPER = path.join(RECIPE_FOLDER, 'vm', 'keeper')
const PLACES = 64
const SIZE = 4096
const FIRST = 1000

let folder: string
let store: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'keeper-'))
  store = path.join(folder, 'store')
})
afterEach(() => rmSync(folder, { recursive: true }))

const keeper = (verb: string, ...rest: number[]) =>
  execFileSync('perl', [KEEPER, verb, store, String(PLACES), ...rest.map(String)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
const fill = (first: number, count: number) => parseLast(keeper('fill', first, count))
const verify = (last: number) => parseFound(keeper('verify', FIRST, last))
const placeOf = (n: number) => n % PLACES
const read = (n: number) => readFileSync(store).subarray(placeOf(n) * SIZE, (placeOf(n) + 1) * SIZE)
function write(n: number, block: Uint8Array) {
  const file = openSync(store, 'r+')
  try {
    writeSync(file, block, 0, block.length, placeOf(n) * SIZE)
  } finally {
    closeSync(file)
  }
}
const flipped = (block: Uint8Array, at: number) => block.map((byte, i) => (i === at ? byte ^ 1 : byte))

describe('blocks', () => {
  test('are whole pages, each with its number and unlike any other, the same whenever they are made', () => {
    fill(FIRST, PLACES)
    const blocks = Array.from({ length: PLACES }, (_, i) => read(FIRST + i).toString('latin1'))
    expect(blocks[5]).toMatch(/^seq 000000000001005 [0-9a-f]{8} /)
    expect(new Set(blocks.map((block) => block.slice(32))).size).toBe(PLACES)
    expect(new Set(Array.from({ length: 127 }, (_, i) => blocks[0]?.slice(32 + i * 32, 64 + i * 32))).size).toBe(127)
    const before = readFileSync(store)
    rmSync(store)
    fill(FIRST, PLACES)
    expect(readFileSync(store)).toEqual(before)
  })

  test('are all intact after any number of turns, those that were never written not counted', () => {
    expect(verify(fill(FIRST, 10))).toEqual({ blocks: 10, intact: 10, lost: 0, altered: 0, damage: [] })
    expect(verify(fill(FIRST + 10, 3 * PLACES + 7))).toMatchObject({ blocks: PLACES, intact: PLACES })
  })
})

describe('what is not intact is found and counted', () => {
  let last: number
  beforeEach(() => {
    last = fill(FIRST, 2 * PLACES)
  })

  test.each([0, 5, 21, 31, 32, 2000, SIZE - 1])('one bit of byte %i', (at) => {
    write(last - 3, flipped(read(last - 3), at))
    expect(verify(last)).toMatchObject({ blocks: PLACES, intact: PLACES - 1, lost: 0, altered: 1 })
  })

  test('a write that was lost: the block of the turn before is still there', () => {
    const old = read(last)
    expect(fill(last + 1, PLACES)).toBe(last + PLACES)
    write(last, old)
    expect(verify(last + PLACES)).toMatchObject({
      intact: PLACES - 1,
      lost: 1,
      altered: 0,
      damage: [`place ${placeOf(last)}: block ${last + PLACES} is lost, found ${last}`],
    })
  })

  test('every write since then, when the store went back as a whole', () => {
    const old = readFileSync(store)
    const newest = fill(last + 1, 20)
    writeFileSync(store, old)
    expect(verify(newest)).toMatchObject({ intact: PLACES - 20, lost: 20, altered: 0 })
  })

  test('a newer block than there should be, one of another place, and nothing at all', () => {
    write(last - 9, read(last - 8))
    write(last - 5, new Uint8Array(SIZE))
    expect(verify(last)).toMatchObject({ intact: PLACES - 2, lost: 0, altered: 2 })
    expect(verify(last - PLACES)).toMatchObject({ lost: 0, altered: PLACES })
  })

  test('a store that is too short', () => {
    writeFileSync(store, readFileSync(store).subarray(0, -SIZE))
    expect(verify(last)).toMatchObject({ intact: PLACES - 1, altered: 1 })
  })

  test('the damage that it does itself to show this, until it is repaired', () => {
    keeper('damage', last)
    expect(verify(last)).toMatchObject({ intact: PLACES - 2, lost: 1, altered: 1 })
    keeper('repair', last)
    expect(verify(last)).toMatchObject({ intact: PLACES, lost: 0, altered: 0 })
  })
})

test('what runs on writes until it is told to end, and says how far it came', async () => {
  const last = fill(FIRST, PLACES)
  const running = spawn('perl', [KEEPER, 'run', store, String(PLACES), String(last + 1), '500'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  running.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  await new Promise((resolve) => setTimeout(resolve, 600))
  running.kill('SIGTERM')
  await once(running, 'close')
  const newest = parseLast(said)
  expect(newest - last).toBeGreaterThan(20)
  expect(newest - last).toBeLessThanOrEqual(400)
  expect(verify(newest)).toMatchObject({ blocks: PLACES, intact: PLACES })
})

test("a store that can't be written to is an error and not a number", () => {
  store = path.join(folder, 'none', 'store')
  expect(() => keeper('fill', FIRST, 1)).toThrow(/No such file/)
})
