import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { loadRun } from '../data/load.ts'
import { e2eCli } from '../testing/end-to-end/cli.ts'
import { onEmulatedComputer } from '../testing/end-to-end/emulated-computer.ts'
import { readyImages } from './machines/images/images.ts'

/** It is as slow as three levels of processors are, one of them emulated: run by itself, each night and by hand. */
const ASKED_FOR = process.env.LAB_HARDWARE_KVM === 'emulated'
const LIMIT_MS = 3 * 3600_000
/**
 * Executed there. In one start of two a VM stood still while it booted, three levels above an emulated processor: after so many
 * seconds of the slow clock, half as many again as the whole takes, the lab is stopped as by Ctrl-C and goes on with what is missing.
 * What ends by itself is not tried again.
 */
const MEASURED = `
watched() { timeout --signal INT 780 node src/cli.ts lab "$@"; }
watched --profile smoke --hosts kvm; code=$?
for again in 1 2; do [ $code = 124 ] || break; watched --resume; code=$?; done
(exit $code)
`

const folder = mkdtempSync(path.join(tmpdir(), 'hardware-kvm-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

// By root, for whom the disk of the computer is made of files of any owner.
describe.runIf(ASKED_FOR && process.getuid?.() === 0)('a computer with hardware KVM, itself emulated', () => {
  test('the hosts run under its /dev/kvm, and the report is printed', { timeout: LIMIT_MS }, async () => {
    const images = await readyImages(
      { watch: () => undefined, [Symbol.dispose]: () => undefined },
      { step: () => undefined, note: () => undefined },
      new AbortController().signal,
    )
    const { job } = await onEmulatedComputer(folder, images, MEASURED, LIMIT_MS)
    const said = readFileSync(path.join(job, 'console.txt'), 'utf8')
    expect(readFileSync(path.join(job, 'exit-code'), 'utf8').trim(), said).toBe('0')
    const data = path.join(job, 'data')
    const [id = ''] = readdirSync(path.join(data, 'runs'))
    const { run, trials, unusable } = loadRun(path.join(data, 'runs', id))
    expect(run).toMatchObject({ status: 'complete', hosts: { kind: 'kvm' } })
    expect(unusable).toEqual([])
    expect(trials).toHaveLength(run.order.length)
    const out = path.join(folder, 'out')
    const cli = e2eCli({ ...process.env, LAB_DATA: data, LAB_OUT: out })
    const { code, stderr } = await cli('report', '--id', '113062566', '--run', id).ended
    expect(code, stderr).toBe(0)
    expect(readFileSync(path.join(out, 'HW1_113062566.pdf')).subarray(0, 5).toString()).toBe('%PDF-')
    const verified = await cli('verify', '--run', id).ended
    expect(verified.code, verified.stderr).toBe(0)
  })
})
