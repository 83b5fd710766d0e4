import { expect, test } from 'vitest'
import { parseVideoUrl } from './video-url.ts'

test.each(['https://drive.google.com/file/d/1AbC_-x/view?usp=sharing', 'https://youtu.be/x-1'])('%s is taken', (url) =>
  expect(parseVideoUrl(url)).toBe(url),
)

test.each([
  'http://example.com/x',
  'https://user:word@example.com/x',
  'https://localhost/x',
  'https://127.0.0.1/x',
  'https://[::1]/x',
  'https://nas.local/x',
  'https://nas/x',
  'https://localhost./x',
  'javascript:alert(1)',
  'file:///etc/passwd',
  'film',
  `https://example.com/${'x'.repeat(600)}`,
])('%s is refused', (url) => expect(() => parseVideoUrl(url)).toThrow(/can't be used: give the https link/))
