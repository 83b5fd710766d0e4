import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { Environment, Run } from '../data/schema.ts'
import { ALL_FAULTS } from '../testing/end-to-end/all-faults.ts'
import { e2eCli } from '../testing/end-to-end/cli.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'newest-qemu-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.runIf(ALL_FAULTS)('QEMU of Debian 13’s backports, in hosts of Debian 12', () => {
  test('VMs are measured with it under KVM, and the run says so', async () => {
    const cli = e2eCli({ ...process.env, LAB_DATA: folder })
    const options = ['--only', 'C', '--profile', 'smoke', '--hosts', 'emulated', '--qemu', 'trixie-backports']
    const { code, stderr } = await cli('lab', ...options).ended
    expect(code, stderr).toBe(0)
    const [id = ''] = readdirSync(path.join(folder, 'runs'))
    const read = (name: string): unknown => JSON.parse(readFileSync(path.join(folder, 'runs', id, name), 'utf8'))
    expect(Run.parse(read('run.json'))).toMatchObject({ status: 'complete', qemu: 'trixie-backports' })
    const { host } = Environment.parse(read('environment.json'))
    expect(Number.parseInt(host.qemuVersion ?? '', 10)).toBeGreaterThanOrEqual(11)
    expect(host.kernel).toMatch(/^6\.1\./)
  })
})
