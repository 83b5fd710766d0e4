import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deliveredClone } from '../../testing/delivered-templates.ts'
import { commandIn } from '../../testing/end-to-end/command.ts'
import { storeRun } from '../../testing/stored-run.ts'
import { syntheticRun } from '../../testing/synthetic/run.ts'

const clone = deliveredClone()
let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'computers-'))
  storeRun(path.join(folder, 'here', 'data'), syntheticRun({ trials: 1, samples: 1, migrations: 1 }))
  for (const other of ['林 美 的電腦', 'small'])
    cpSync(path.join(folder, 'here'), path.join(folder, other), { recursive: true })
})
afterAll(() => {
  rmSync(folder, { recursive: true })
  rmSync(clone, { recursive: true })
})

const printed = (computer: string) => readFileSync(path.join(folder, computer, 'out', 'HW1_1.pdf'))
const print = (computer: string, env: Record<string, string> = {}) =>
  commandIn(path.join(folder, computer), { clone, inherits: false, env })(['report', '--id', '1'])

test('another locale, time zone and home folder, spaces and Chinese in every path: the same bytes', () => {
  expect(print('here')).toMatchObject({ status: 0 })
  const temporary = path.join(folder, '暫 存')
  mkdirSync(temporary)
  const other = print('林 美 的電腦', {
    LC_ALL: 'zh_TW.Big5',
    TZ: 'Asia/Taipei',
    HOME: '/dev/null/nobody',
    TMPDIR: temporary,
  })
  expect(other).toMatchObject({ status: 0 })
  expect(printed('林 美 的電腦').equals(printed('here'))).toBe(true)
})

test('no network, 64 MB of shared memory, a small /tmp that runs no programs: the same bytes', () => {
  // In namespaces of its own; the clone and its folders are reached as before.
  const mounted =
    'mount -t tmpfs -o size=64m,mode=1777 shm /dev/shm && mount -t tmpfs -o size=64m,mode=1777,noexec tmp "$1" && shift && exec "$@"'
  const small = mkdtempSync(path.join(tmpdir(), 'small-'))
  try {
    const { status, stderr } = spawnSync(
      'unshare',
      [
        ...['--user', '--map-root-user', '--mount', '--net', 'sh', '-c', mounted, 'sh', small],
        ...[process.execPath, path.join(clone, 'src', 'cli.ts'), 'report', '--id', '1'],
      ],
      {
        encoding: 'utf8',
        env: {
          PATH: process.env.PATH,
          HOME: folder,
          TMPDIR: small,
          LAB_DATA: path.join(folder, 'small', 'data'),
          LAB_OUT: path.join(folder, 'small', 'out'),
        },
      },
    )
    expect({ status, stderr }).toMatchObject({ status: 0 })
    expect(printed('small').equals(printed('here'))).toBe(true)
  } finally {
    rmSync(small, { recursive: true })
  }
})
