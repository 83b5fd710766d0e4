import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { Environment, Run, Trial } from '../data/schema.ts'
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

  test('a VM under COLO goes on when its QEMU is killed, and one without a secondary does not', async () => {
    const data = path.join(folder, 'failover')
    const cli = e2eCli({ ...process.env, LAB_DATA: data, LAB_OUT: path.join(data, 'out') })
    const { code, stderr } = await cli('lab', '--only', 'F', '--profile', 'smoke', '--hosts', 'emulated').ended
    expect(code, stderr).toBe(0)
    const [id = ''] = readdirSync(path.join(data, 'runs'))
    const trial = (name: string) =>
      Trial.parse(JSON.parse(readFileSync(path.join(data, 'runs', id, 'trials', name, 'trial.json'), 'utf8')))
    expect(trial('failover-colo-1')).toMatchObject({
      skipped: null,
      failover: { primary: 'host1', secondary: 'host2' },
    })
    expect(trial('failover-unprotected-1')).toMatchObject({ skipped: null, failover: { secondary: null } })
    const verified = await cli('verify', '--run', id).ended
    expect(verified.code, verified.stderr).toBe(0)
    const printed = await cli('report', '--id', '113062566', '--run', id, '--html').ended
    expect(printed.code, printed.stderr).toBe(0)
    const html = readFileSync(path.join(data, 'out', 'HW1_113062566.html'), 'utf8')
    const said = html.replace(/<[^>]+>/g, '').replace(/\s+/g, ' ')
    expect(said).toMatch(/After 1 of 1 kill of the primary’s QEMU the secondary went on\. /)
    expect(said).toContain('no answer came any more')
  })
})
