import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ALL_FAULTS } from '../testing/end-to-end/all-faults.ts'
import { type CliResult, e2eCli, labProcesses } from '../testing/end-to-end/cli.ts'
import { printedOnHost, scratchOf } from '../testing/end-to-end/fault.ts'
import { ROWS_FILE } from './migration-campaign.ts'
import type { Result, Row } from './result.ts'

/** Three real migrations, and the VM is killed in the second: the first and the last have to be intact, the second a failure. */
const folder = mkdtempSync(path.join(tmpdir(), 'torture-test-'))
const env = { ...process.env, LAB_DATA: path.join(folder, 'data'), LAB_OUT: path.join(folder, 'out') }
const file = path.join(env.LAB_OUT, ROWS_FILE)
const rows = (): Row[] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Row)
    : []

describe.runIf(ALL_FAULTS)('a VM that is migrated three times and killed once', () => {
  let campaign: CliResult
  let result: Result

  beforeAll(async () => {
    const lab = e2eCli(env)('torture', '--migrations', '3', '--seed', '7', '--hosts', 'emulated', '--json')
    if (await lab.until(() => rows().length > 0)) {
      await setTimeout(2000)
      const host = rows()[0]?.destination ?? 'host2'
      await printedOnHost(scratchOf(lab.child.pid), host, 'sudo pkill -9 -x qemu-system-x86')
    }
    campaign = await lab.ended
    result = JSON.parse(campaign.stdout || '{}') as Result
  }, 1_200_000)

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('the two that completed were checked, every block of memory and all that was written to the disk', () => {
    const good = rows().filter(({ failure }) => failure === null)
    expect(
      good.map(({ migration }) => migration),
      campaign.stderr,
    ).toEqual([1, 3])
    for (const { written, found, move } of good) {
      expect(found?.memory).toEqual({ blocks: 16_384, intact: 16_384, lost: 0, altered: 0, damage: [] })
      expect(found?.disk).toMatchObject({ blocks: 64 + (written?.disk ?? 0), lost: 0, altered: 0 })
      expect(written?.memory).toBeGreaterThan(500)
      expect(written?.disk).toBeGreaterThan(10)
      expect(move?.rounds).toBeGreaterThan(1)
      expect(move?.downtimeMs).toBeGreaterThan(0)
    }
  })

  test('the VM that was killed is a failure with its reason, and the next migration has a new one', () => {
    expect(rows()[1]).toMatchObject({ migration: 2, failure: expect.stringMatching(/QEMU|QMP/), found: null })
    expect(rows()[2]?.source).toBe('host1')
    expect(result).toMatchObject({
      asked: 3,
      completed: 2,
      failed: 1,
      disk: { lost: 0, altered: 0 },
      memory: { lost: 0, altered: 0 },
    })
    expect(campaign.code).toBe(8)
    expect(campaign.stderr).toContain('Not everything was intact after 3 migrations')
  })

  test('nothing of it is left', () => {
    expect(labProcesses()).toEqual([])
  })
})
