import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { procedure } from '../assignment/procedure.ts'
import { project } from '../project.ts'

const { templates } = project()
const read = (name: string) => readFileSync(join(templates, name), 'utf8').replace(/\s+/g, ' ')

/** All that a report says of QEMU and its neighbours, a line break as good as a space. */
const TEXTS: Record<string, string> = {
  ...Object.fromEntries(
    [
      ...readdirSync(join(templates, 'sections')).map((name) => `sections/${name}`),
      ...['glossary.json', 'words.json', 'literature.json', 'references.json'],
    ].map((name) => [name, read(name)]),
  ),
  procedure: JSON.stringify(procedure({ accelerator: 'kvm', cpu: 'host' })),
}

/** What was once said and is false, with what is true and where that stands. */
const REFUTED: readonly [said: RegExp, truth: string][] = [
  [/the setuid `?qemu-bridge-helper/, 'Debian does not install it setuid (QEMU’s debian/changelog)'],
  [
    /newer one as destination|destination that is not older/,
    'its default machine type is another (migration/savevm.c)',
  ],
  [/guesses from the first bytes, and warns\./, 'it warns where it guesses raw (block/raw-format.c)'],
  [/no growing on demand/, 'a raw file is sparse where the file system can do that'],
  [/`telnet` can edit|without line editing/, 'QEMU’s own readline edits (monitor/hmp.c)'],
  [/`replication` forwards/, 'quorum copies, NBD carries (docs/block-replication.txt)'],
  [/pass is over when the list is empty/, 'it ends below bandwidth times downtime limit (migration/ram.c)'],
  [/instead of decoding/, 'the path without decoding is Intel’s (KVM_FAST_MMIO_BUS in vmx.c, not in svm.c)'],
  [/clock, which [^.]*stands still while/, 'kvmclock is read in pre_save (hw/i386/kvm/clock.c)'],
  [/exit is needed where the processor goes idle between/, 'with one processor a ping-pong over a pipe never idles'],
  [/but serves VMs of one processor only/, 'that was so in 2010'],
  [
    /for writing and refuses to start/,
    'a destination opens its disk for writing at the switch only (block/file-posix.c)',
  ],
  [/Every VM brings a driver/, 'Debian’s kernels for clouds have no e1000'],
  [/slower than any real one/, 'nobody compared it with any'],
]

test.each(REFUTED)('nothing says %s: %s', (said) => {
  expect(Object.keys(TEXTS).filter((name) => said.test(TEXTS[name] ?? ''))).toEqual([])
})

test('a source with a year is not a branch that moves on', () => {
  const references = JSON.parse(read('references.json')) as Record<string, { year: number; url: string }>
  expect(Object.keys(references).length).toBeGreaterThan(20)
  for (const [name, { url }] of Object.entries(references))
    expect(url, name).not.toMatch(/\/(master|main|trunk|HEAD|latest|stable)(\/|$)/)
  const ofQemu = Object.values(references).filter(({ url }) => /qemu/.test(new URL(url).pathname))
  expect(ofQemu.length).toBeGreaterThan(7)
  for (const { url } of ofQemu) expect(url).toMatch(/\/-\/blob\/v\d+\.\d+\.\d+\/(docs|qapi|migration)\//)
})
