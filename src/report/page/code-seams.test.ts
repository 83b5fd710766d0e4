import { expect, test } from 'vitest'
import { escapeHtml } from '../../templates/slots.ts'
import { piecesOf } from './code-seams.ts'

test.each([
  ['/mnt/nfs', ['/mnt/', 'nfs']],
  ['mv a /mnt/nfs', ['mv a /mnt/', 'nfs']],
  ['https://example.org/a.html', ['https://example.org/', 'a.html']],
  ['if=virtio,format=qcow2', ['if=', 'virtio,', 'format=', 'qcow2']],
  ['a, b: c', ['a, b: c']],
  ['tcp:', ['tcp:']],
  ['a::b', ['a::b']],
])('%s is parted behind a sign that separates two words', (code, pieces) => expect(piecesOf(code)).toEqual(pieces))

test('what is escaped has no other seams', () =>
  expect(piecesOf(escapeHtml('a&b=<c>'))).toEqual(['a&amp;b=', '&lt;c&gt;']))
