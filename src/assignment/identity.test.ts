import { expect, test } from 'vitest'
import { parseId, parseName } from './identity.ts'

const refused = expect.objectContaining({ code: 'usage' })

test('ids are letters, digits, - and _, for they become a file name', () => {
  for (const id of ['113062566', 'a', 'B_1-2', 'x'.repeat(32)]) expect(parseId(id)).toBe(id)
  for (const id of [
    '',
    ' ',
    '1 2',
    '../etc',
    'a/b',
    'a\\b',
    '.',
    'a.b',
    'ä',
    '1\n',
    '1\0',
    'x'.repeat(33),
    '-1',
    '--name',
    '-rf',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a shell would expand it
    '${1}',
    '一',
  ]) {
    expect(() => parseId(id), id).toThrow(refused)
  }
})

test('names are any printable text of up to 80 characters', () => {
  for (const name of ['Lin Mei', '林 堃', '<b>&amp;</b> *x* {{y}}', '𡘙'.repeat(80), "O'Neill"])
    expect(parseName(name)).toBe(name)
  expect(parseName('  Lin Mei ')).toBe('Lin Mei')
  for (const name of ['', '  ', 'a\nb', 'a\tb', 'a\u0007', 'a\u2028b', 'a\u202eb', '\ud800', 'x'.repeat(81)]) {
    expect(() => parseName(name), JSON.stringify(name)).toThrow(refused)
  }
})

test('a name that a terminal sent in another encoding is refused with what to do', () => {
  expect(() => parseName('\ufffd\ufffdMei')).toThrow(/no UTF-8 text.*LC_ALL=C.UTF-8/)
})
