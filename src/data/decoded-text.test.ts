import { expect, test } from 'vitest'
import { decodedText } from './decoded-text.ts'

const TEXT = 'Connecting to 林美\r\n'

test.each([
  ['UTF-8', Buffer.from(TEXT)],
  ['UTF-8 with its mark', Buffer.from(`\uFEFF${TEXT}`)],
  ['UTF-16', Buffer.from(TEXT, 'utf16le')],
  ['UTF-16 with its mark', Buffer.from(`\uFEFF${TEXT}`, 'utf16le')],
  ['UTF-16 the other way round', Buffer.from(TEXT, 'utf16le').swap16()],
  ['UTF-16 the other way round with its mark', Buffer.from(`\uFEFF${TEXT}`, 'utf16le').swap16()],
])('%s', (_, bytes) => {
  expect(decodedText(bytes)).toBe(TEXT)
})

test('what is no text is not mistaken for some', () => {
  expect(decodedText(Buffer.from([0x7f, 0x45, 0, 0xff, 0xfe]))).toContain('\uFFFD')
  expect(decodedText(Buffer.from([]))).toBe('')
})
