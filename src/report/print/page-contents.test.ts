import { deflateSync, inflateSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { printedObjects } from '../../testing/printed-objects.ts'
import { packedContent, readContents } from './page-contents.ts'

const stream = (content: string, more = '') => {
  const packed = deflateSync(content).toString('latin1')
  return `<<${more}/Filter /FlateDecode\n/Length ${packed.length}>> stream\n${packed}\nendstream`
}

const printed = printedObjects([
  '<</Type /Catalog\n/Pages 3 0 R>>',
  '<</Producer (x)>>',
  '<</Type /Pages\n/Kids [4 0 R 5 0 R 6 0 R]>>',
  '<</Type /Page\n/Contents 7 0 R>>',
  '<</Type /Page\n/Contents 8 0 R>>',
  '<</Type /Page>>',
  stream('q\nQ\n'),
  stream('x', '/Type /XObject\n'),
])

it('reads what pages paint, and leaves what is written otherwise', () =>
  expect(readContents(printed).map(({ page, stream, content }) => ({ page, stream, content: content() }))).toEqual([
    { page: 4, stream: 7, content: 'q\nQ\n' },
  ]))

it('writes contents with their lengths', async () => {
  const object = await packedContent('q\nq\nQ\nQ\n')
  const [head = '', , length = ''] = /^<<\/Filter \/FlateDecode\n(\/Length (\d+))>> stream\n/.exec(object) ?? []
  const packed = object.slice(head.length, -'\nendstream'.length)
  expect(packed.length).toBe(Number(length))
  expect(inflateSync(Buffer.from(packed, 'latin1')).toString('latin1')).toBe('q\nq\nQ\nQ\n')
})
