import { expect, test } from 'vitest'
import { plainRun } from '../../testing/stored-run.ts'
import { citation, licenseIn } from './citation.ts'

test('a run is cited as a data set, by the project where no person is known, with its licence and day', () => {
  const text = citation(plainRun({ id: 'r1', finishedAt: '2025-03-02T00:10:00Z' }))
  expect(text.split('\n')).toEqual(
    expect.arrayContaining([
      'cff-version: 1.2.0',
      'type: dataset',
      'title: "Measurements of QEMU live migration: run r1"',
      'authors:',
      '  - name: "The migration-lab project"',
      'license: CC-BY-4.0',
      'date-released: "2025-03-02"',
    ]),
  )
  expect(licenseIn(text)).toBe('CC-BY-4.0')
})

test('a run says what it lacks, and how it was measured', () => {
  const failed = citation(plainRun({ status: 'failed', statusReason: 'The "disk" was full.', only: 'C' }))
  expect(failed).toContain(
    'emulated in software, profile smoke. Section C alone was measured. The run is not complete: The \\"disk\\" was full.',
  )
  const { hosts } = plainRun()
  const byHand = citation(plainRun({ profile: null, hosts: { ...hosts, kind: 'by-hand' } }))
  expect(byHand).toContain('Tools were run by hand')
  expect(byHand).not.toContain('profile')
})

test.each([
  ['license: CC0-1.0\n', 'CC0-1.0'],
  ["title: x\nlicense: 'MIT' # as agreed\r\n", 'MIT'],
  ['license: "CC-BY-4.0"', 'CC-BY-4.0'],
  ['license:\n  - MIT\n  - CC0-1.0\n', null],
  ['license: CC BY\n', null],
  ['references:\n  - license: MIT\n', null],
  ['license-url: https://example.org/\n', null],
])('the licence that %j names is %j', (text, license) => {
  expect(licenseIn(text)).toBe(license)
})
