import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deliveredClone } from '../../testing/delivered-templates.ts'
import { type CommandResult, commandIn } from '../../testing/end-to-end/command.ts'

const clone = deliveredClone()
const folder = mkdtempSync(path.join(tmpdir(), 'class-'))
const at = (...parts: string[]) => path.join(folder, ...parts)
const report = commandIn(folder, { clone, timeoutMs: 300_000 })
const md5 = (file: string) => createHash('md5').update(readFileSync(file)).digest('hex')
const PDFS = ['HW1_a1.pdf', 'HW1_b2.pdf', 'HW1_c3.pdf']
let first: CommandResult

function list(name: string, ...lines: string[]): string {
  writeFileSync(at(name), lines.map((line) => `${line}\r\n`).join(''))
  return at(name)
}

beforeAll(() => {
  mkdirSync(at('data'))
  const file = list('class.csv', 'name,id,language', '林美,a1,zh-TW', '"Lin, Mei",b2,', ',c3,en')
  first = report(['report', '--ids', file, '--example'])
}, 300_000)
afterAll(() => {
  rmSync(folder, { recursive: true })
  rmSync(clone, { recursive: true })
})

test('each student has a report, with the bytes of one that is printed alone', () => {
  expect(first.status).toBe(0)
  expect(first.stdout.trim().split('\n').sort()).toEqual(PDFS.map((name) => at('out', name)))
  expect(first.stderr.match(/^[123]\/3 {2}\w\d {2}printed in [\d.]+ s$/gm)).toHaveLength(3)
  const alone = { env: { LAB_OUT: at('alone') } }
  const single = (...argv: string[]) => expect(report(['report', '--example', ...argv], alone).status).toBe(0)
  single('--id', 'a1', '--name', '林美', '--language', 'zh-TW')
  single('--id', 'b2', '--name', 'Lin, Mei')
  single('--id', 'c3', '--language', 'en')
  const files = readdirSync(at('alone')).filter((name) => name !== '.cache')
  expect(files).toEqual(readdirSync(at('out')).filter((name) => name !== '.cache'))
  expect(files).toHaveLength(12)
  expect(files.map((name) => [name, md5(at('out', name))])).toEqual(files.map((name) => [name, md5(at('alone', name))]))
}, 300_000)

test('what has not changed is left alone, as it is where one is printed alone', () => {
  const times = () => PDFS.map((name) => statSync(at('out', name)).mtimeMs)
  const before = times()
  const again = report(['report', '--ids', at('class.csv'), '--example', '--json'])
  expect(again.stderr.match(/unchanged$/gm)).toHaveLength(3)
  expect(JSON.parse(again.stdout)).toMatchObject(
    PDFS.map((name, index) => ({ line: index + 2, pdf: at('out', name), unchanged: true })),
  )
  expect(report(['report', '--id', 'b2', '--name', 'Lin, Mei', '--example']).status).toBe(0)
  expect(times()).toEqual(before)
})

test('one that is refused keeps no other from being printed, and is named with its line', () => {
  const file = list('refused.csv', 'id,name', 'd4,NaN', 'e5,Lin')
  const { status, stdout, stderr } = report(['report', '--ids', file, '--example'])
  expect({ status, stdout }).toEqual({ status: 8, stdout: `${at('out', 'HW1_e5.pdf')}\n` })
  expect(stderr).toMatch(/^1\/2 {2}d4 {2}not printed$/m)
  expect(stderr).toMatch(/^Error: 1 of 2 reports were not printed:\n {2}refused\.csv:2: d4: .*“NaN”/m)
})

test('nothing is printed of a list with a mistake, and every mistake is said', () => {
  const file = list('wrong.csv', 'id,language,run', 'f6,xx,', 'g 7,,', 'h8,,none', 'i9,,')
  const { status, stdout, stderr } = report(['report', '--ids', file], { env: { LAB_OUT: at('wrong') } })
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  expect(stderr.split('\n')).toEqual([
    "Error: The list can't be used, and nothing was done:",
    expect.stringMatching(/^ {2}wrong\.csv:2: There are no templates in the language "xx": give one of en, zh-TW/),
    expect.stringMatching(/^ {2}wrong\.csv:3: the id "g 7" can't be used/),
    expect.stringMatching(/^ {2}wrong\.csv:4: There is no run "none" in/),
    '',
  ])
  expect(report(['report', '--ids', file, '--name', 'Lin'])).toMatchObject({ status: 2 })
})

test('Ctrl-C keeps what is printed, says how many and leaves nothing else', async () => {
  const out = at('stopped')
  const file = list('long.csv', 'id', ...Array.from({ length: 12 }, (_, index) => `s${index}`))
  const child = spawn(process.execPath, [path.join(clone, 'src', 'cli.ts'), 'report', '--ids', file, '--example'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, LAB_DATA: at('data'), LAB_OUT: out },
  })
  let stderr = ''
  child.stderr.on('data', (data: Buffer) => {
    stderr += data.toString()
    if (!child.killed && /^ 2\/12/m.test(stderr)) child.kill('SIGINT')
  })
  const code = await new Promise((resolve) => child.on('close', resolve))
  expect(code).toBe(130)
  const [, printed] = /^(\d+) of 12 reports are printed; the same command goes on/m.exec(stderr) ?? []
  expect(Number(printed)).toBeGreaterThanOrEqual(2)
  expect(Number(printed)).toBeLessThan(12)
  const left = readdirSync(out)
  expect(left.filter((name) => name.endsWith('.pdf'))).toHaveLength(Number(printed))
  expect(left.filter((name) => name.startsWith('.print') || name.endsWith('.tmp'))).toEqual([])
})
