import { expect, test } from 'vitest'
import { codeHtml } from './code-html.ts'

/** Pieces between which a line may end, spaces left out. */
const pieces = (code: string) =>
  codeHtml(code)
    .replace(/<\/?(code|span)[^>]*>/g, '')
    .split(/<wbr>| /)

test.each([
  ['ubuntu.qcow2', ['ubuntu.qcow2']],
  ['-enable-kvm', ['-enable-kvm']],
  ['/mnt/nfs', ['/mnt/', 'nfs']],
  ['/usr/share/lab/vm-system.qcow2', ['/usr/', 'share/', 'lab/', 'vm-system.qcow2']],
  ['file=/mnt/nfs/ubuntu.qcow2', ['file=', '/mnt/', 'nfs/', 'ubuntu.qcow2']],
  ['192.168.100.1:/mnt/nfs', ['192.168.100.1:', '/mnt/', 'nfs']],
  ['mac=52:54:00:40:C9:01', ['mac=', '52:', '54:', '00:', '40:', 'C9:', '01']],
  ['tcp:0:4400', ['tcp:', '0:', '4400']],
  ['tcp:', ['tcp:']],
  [':nogroup', [':nogroup']],
  ['if=virtio,format=qcow2', ['if=', 'virtio,', 'format=', 'qcow2']],
  ['https://example.org/a.html', ['https://example.org/', 'a.html']],
  ['sudo exportfs -arv', ['sudo', 'exportfs', '-arv']],
])('%s is parted at its seams only', (code, expected) => {
  expect(pieces(code)).toEqual(expected)
})

test('what a browser would part is held together, what it leaves together costs no element', () => {
  expect(codeHtml('virtio-net-pci')).toBe('<code class="token"><span class="option">virtio-net-pci</span></code>')
  expect(codeHtml('no_root_squash')).toBe('<code class="token">no_root_squash</code>')
})

test('a piece that is longer than a column may be parted, so that it does not widen the page', () => {
  expect(codeHtml(`a-${'x'.repeat(40)}`)).not.toContain('option')
})

test('code is text', () => expect(codeHtml('<b> & "c"')).toContain('&lt;b&gt;'))

test('the lines of a listing stay lines', () => {
  expect(codeHtml('$ sudo qemu \\\n    -m 2G')).toMatch(
    / <span class="option">\\<\/span>\n {4}<span class="option">-m<\/span> 2G/,
  )
})
