import { execFileSync, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'

/** A fresh clone of a project with one dependency, which needs no registry, and a cli.ts that says what it was given. */
let clone: string
beforeEach(() => {
  clone = mkdtempSync(path.join(tmpdir(), 'start-'))
  mkdirSync(path.join(clone, 'src', 'setup'), { recursive: true })
  mkdirSync(path.join(clone, 'tiny'))
  copyFileSync(path.join(import.meta.dirname, 'start.mjs'), path.join(clone, 'src', 'setup', 'start.mjs'))
  writeFileSync(
    path.join(clone, 'src', 'cli.ts'),
    `
    const words: string[] = process.argv.slice(2)
    if (words[0] === 'wait') {
      process.on('SIGTERM', () => { console.log('cleaned up'); process.exit(130) })
      setTimeout(() => {}, 20_000)
      console.log('waiting')
    } else {
      console.log(JSON.stringify(words))
      process.exit(Number(words[1] ?? 0))
    }`,
  )
  writeFileSync(path.join(clone, 'tiny', 'package.json'), '{"name": "tiny", "version": "1.0.0"}')
  execFileSync('tar', ['-czf', 'tiny.tgz', '--transform', 's/^tiny/package/', 'tiny'], { cwd: clone })
  writeFileSync(
    path.join(clone, 'package.json'),
    '{"name": "clone", "type": "module", "dependencies": {"tiny": "file:tiny.tgz"}}',
  )
  lock('1.0.0')
})
afterEach(() => {
  chmodSync(clone, 0o755)
  rmSync(clone, { recursive: true })
})

function lock(version: string): void {
  writeFileSync(
    path.join(clone, 'package-lock.json'),
    JSON.stringify({
      name: 'clone',
      lockfileVersion: 3,
      requires: true,
      packages: {
        '': { name: 'clone', dependencies: { tiny: 'file:tiny.tgz' } },
        'node_modules/tiny': { version, resolved: 'file:tiny.tgz' },
        'node_modules/elsewhere': { version: '1.0.0', resolved: 'file:absent.tgz', optional: true, os: ['aix'] },
      },
    }),
  )
}

const argv = (...words: string[]) => [path.join(clone, 'src', 'setup', 'start.mjs'), ...words]
const start = (...words: string[]) => spawnSync(process.execPath, argv(...words), { encoding: 'utf8', cwd: tmpdir() })

test('a fresh clone is set up, said so, and the exit code and arguments pass through', () => {
  const first = start('report', '7', '--id', 'a b')
  expect(first).toMatchObject({ status: 7, stdout: '["report","7","--id","a b"]\n' })
  expect(first.stderr).toMatch(/^Setting up: npm packages/)
  expect(existsSync(path.join(clone, 'node_modules', 'tiny', 'package.json'))).toBe(true)
  expect(start('report')).toMatchObject({ status: 0, stdout: '["report"]\n', stderr: '' })
})

test('without a home folder that can be written to npm keeps what it downloads in the project, and it goes', () => {
  const env = { PATH: process.env.PATH, HOME: '/dev/null/nobody' }
  const first = spawnSync(process.execPath, argv('report'), { encoding: 'utf8', env })
  expect(first).toMatchObject({ status: 0, stdout: '["report"]\n' })
  expect(existsSync(path.join(clone, 'node_modules', 'tiny', 'package.json'))).toBe(true)
  expect(existsSync(path.join(clone, 'data', 'npm-cache'))).toBe(false)
})

test('the way in is written for the Node of old systems, which has neither ?? nor await at the top', () => {
  const text = readFileSync(path.join(import.meta.dirname, 'start.mjs'), 'utf8').replace(/^\s*\/\/.*$/gm, '')
  expect(text).not.toMatch(/\?\?|\?\.\w|^(const .*= )?await /m)
})

test('two starts at once install once', async () => {
  const both = await Promise.all(
    [1, 2].map(async () => {
      const child = spawn(process.execPath, argv('report'), { stdio: ['ignore', 'pipe', 'pipe'] })
      const [out, said] = await Promise.all([text(child.stdout), text(child.stderr)])
      return { out, said: said.includes('Setting up') }
    }),
  )
  expect(both.map((one) => one.out)).toEqual(['["report"]\n', '["report"]\n'])
  expect(both.filter((one) => one.said)).toHaveLength(1)
})

test('npm failing is one sentence and exit code 3', () => {
  rmSync(path.join(clone, 'tiny.tgz'))
  const result = start('report')
  expect(result).toMatchObject({ status: 3, stdout: '' })
  expect(result.stderr.trim().split('\n').at(-1)).toMatch(/^Error: the npm packages could not be installed/)
})

test("a clone that can't be written to is one sentence and exit code 3", () => {
  chmodSync(clone, 0o555)
  // In a user namespace of its own, where even root is bound by permissions.
  const result = spawnSync('unshare', ['--user', '--map-user=4321', process.execPath, ...argv('report')], {
    encoding: 'utf8',
  })
  expect(result).toMatchObject({ status: 3, stdout: '' })
  expect(result.stderr).toMatch(/^Error: the npm packages are not installed and .* can't be written to \(EACCES\)/)
})

test('a signal reaches the command, which gets to clean up', async () => {
  start('report')
  const child = spawn(process.execPath, argv('wait'), { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise((resolve) => child.once('exit', (code) => resolve(code)))
  let out = ''
  for await (const chunk of child.stdout) {
    out += String(chunk)
    if (out === 'waiting\n') child.kill('SIGTERM')
  }
  expect(out).toBe('waiting\ncleaned up\n')
  expect(await ended).toBe(130)
})
