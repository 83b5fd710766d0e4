import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { project } from '../../project.ts'
import { findProgram } from '../programs.ts'

const { root } = project()
const ENGINE = findProgram('podman') ?? findProgram('docker') ?? 'podman'
const NAME = 'localhost/migration-lab-test'
/** On a computer that reaches no registry of images the base is made of Debian’s packages. */
const BASE = process.env.LAB_CONTAINER_BASE || 'localhost/migration-lab-base'
const MEMORY = '4g'
const BUILD_LIMIT_MS = 30 * 60_000
const LAB_LIMIT_MS = 40 * 60_000

function run(argv: readonly string[], options: { timeout?: number; cwd?: string } = {}) {
  const [program = '', ...args] = argv
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    ...options,
  })
  return { status, stdout, stderr: error ? String(error) : stderr }
}

function succeed(argv: readonly string[], options: { timeout?: number } = {}): string {
  const { status, stdout, stderr } = run(argv, options)
  expect(status, stderr.split('\n').slice(-30).join('\n')).toBe(0)
  return stdout
}

/** A Debian of nothing but packages, with the certificates that this computer was given beside Debian’s. */
function makeBase(): void {
  const tar = path.join(folder, 'base.tar')
  const own = '/usr/local/share/ca-certificates'
  succeed([
    'mmdebstrap',
    '--variant=minbase',
    ...(existsSync(own) ? ['--include=ca-certificates', `--customize-hook=sync-in ${own} ${own}`] : []),
    ...(existsSync(own) ? ['--customize-hook=chroot "$1" update-ca-certificates'] : []),
    'bookworm',
    tar,
  ])
  succeed([ENGINE, 'import', tar, BASE])
  rmSync(tar)
}

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'container-'))
  if (process.env.LAB_CONTAINER_BASE === undefined) makeBase()
  succeed(
    [
      ENGINE,
      'build',
      '--network=host',
      '--build-arg',
      `BASE=${BASE}`,
      '--tag',
      NAME,
      '--file',
      path.join(root, 'Containerfile'),
      root,
    ],
    { timeout: BUILD_LIMIT_MS },
  )
}, BUILD_LIMIT_MS)
afterAll(() => rmSync(folder, { recursive: true }))

/** Every file below a folder, as its path within it. */
const filesIn = (results: string) =>
  readdirSync(results, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(path.join(results, name)).isFile(),
  )

const REPORT = ['report', '--id', '113062566', '--name', '林美', '--example']

/** A container with the least that README asks for: no device, no privilege, no network. */
function inContainer(results: string, args: readonly string[], more: readonly string[] = []) {
  return run([
    ...[ENGINE, 'run', '--rm', '--memory', MEMORY, '--network=none', ...more, '--volume', `${results}:/results`, NAME],
    ...args,
  ])
}

function resultsOf(name: string, owner: number): string {
  const results = path.join(folder, name)
  mkdirSync(results)
  chownSync(results, owner, owner)
  return results
}

describe.runIf(process.getuid?.() === 0)('started by root, as Docker’s service does', () => {
  test.each([
    ['whoever owns the mounted folder', 4321, []],
    ['root', 0, []],
    ['a user without an account, given by --user', 4322, ['--user', '4322:4322']],
    ['the same, without any capability', 4323, ['--user', '4323:4323', '--cap-drop=all']],
  ])('the report belongs to %s', (name, owner, options) => {
    const results = resultsOf(name, owner)
    expect(inContainer(results, REPORT, options)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('/results/HW1_113062566.pdf\n'),
    })
    expect(new Set(filesIn(results).map((file) => statSync(path.join(results, file)).uid))).toEqual(new Set([owner]))
    expect(readFileSync(path.join(results, 'HW1_113062566.pdf')).subarray(0, 5).toString()).toBe('%PDF-')
  })

  test('the same bytes, whoever prints it', () => {
    const [first, ...others] = ['root', 'whoever owns the mounted folder'].map((name) =>
      readFileSync(path.join(folder, name, 'HW1_113062566.pdf')),
    )
    for (const other of others) expect(first?.equals(other)).toBe(true)
  })
})

test('what hosts are booted from is there, whole and read-only, and is found', () => {
  const { status, stdout } = inContainer(resultsOf('prepared', 4324), ['lab', '--prepare', '--json'])
  expect({ status, stdout }).toMatchObject({ status: 0 })
  const { folder: images } = JSON.parse(stdout) as { folder: string }
  succeed([
    ENGINE,
    'run',
    '--rm',
    '--entrypoint',
    'sh',
    NAME,
    '-c',
    `cd ${images} && sha256sum --check --quiet SHA256SUMS`,
  ])
})

test('two emulated hosts fit into its memory: a shortened lab, and its report', { timeout: LAB_LIMIT_MS }, () => {
  const results = resultsOf('measured', 4325)
  const { status, stdout, stderr } = inContainer(results, ['lab', '--profile', 'smoke'])
  expect(status, stderr.split('\n').slice(-30).join('\n')).toBe(0)
  const report = inContainer(results, ['report', '--id', '113062566', '--run', path.basename(stdout.trim())])
  expect(report).toMatchObject({ status: 0, stdout: '/results/HW1_113062566.pdf\n' })
  expect(new Set(filesIn(results).map((file) => statSync(path.join(results, file)).uid))).toEqual(new Set([4325]))
})

test('without a mounted folder it says that nothing is kept', () => {
  const { status, stderr } = run([ENGINE, 'run', '--rm', '--network=none', NAME, 'templates'])
  expect({ status, stderr }).toMatchObject({
    status: 0,
    stderr: expect.stringContaining('No folder of yours is mounted'),
  })
})
