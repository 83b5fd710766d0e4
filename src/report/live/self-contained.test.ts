import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { fontFaces } from '../../fonts/faces.ts'
import { selfContained } from './self-contained.ts'

const folder = mkdtempSync(join(tmpdir(), 'self-contained-'))
const file = join(folder, 'a b.png')
writeFileSync(file, 'picture')
afterAll(() => rmSync(folder, { recursive: true }))

const DATA = `data:image/png;base64,${Buffer.from('picture').toString('base64')}`

test('pictures of a page and of its styles are put into it, by address', () => {
  expect(selfContained(`<p><img alt="" src="${pathToFileURL(file).href}"></p>`, folder)).toBe(
    `<p><img alt="" src="${DATA}"></p>`,
  )
  const style = (url: string) => `<style>p{background:url('${url}')}</style>`
  expect(selfContained(style(pathToFileURL(file).href), folder)).toBe(style(DATA))
})

test('what is text, data already or within the page is left alone', () => {
  const page = `<p>url(x.png)</p><img src="${DATA}"><style>p{clip-path:url(#clip)}</style>`
  expect(selfContained(page, folder)).toBe(page)
})

test.each([
  'http://127.0.0.1:9/x.png',
  '//127.0.0.1/x.png',
  'file:///missing.png',
  'file:///a.html',
  'file:///%E0%A4%A.png',
])('%s is refused by name', (url) => {
  const message = expect.stringContaining(url) as string
  expect(() => selfContained(`<img src="${url}">`, folder)).toThrow(
    expect.objectContaining({ code: 'template', message }),
  )
})

test('a file that lies elsewhere is refused, whatever it is', () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'elsewhere-'))
  writeFileSync(join(elsewhere, 'a.png'), 'secret')
  symlinkSync(join(elsewhere, 'a.png'), join(folder, 'link.png'))
  try {
    for (const { href } of [pathToFileURL(join(elsewhere, 'a.png')), pathToFileURL(join(folder, 'link.png'))]) {
      for (const page of [`<img src="${href}">`, `<style>p{background:url(${href})} <p>in another part</style>`])
        expect(() => selfContained(page, folder)).toThrow(expect.objectContaining({ code: 'template' }))
    }
  } finally {
    rmSync(elsewhere, { recursive: true })
  }
})

test("the project's fonts are taken from where they are", () => {
  expect(selfContained(`<style>${fontFaces('a', 'woff2')}</style>`, folder)).toMatch(/url\('data:font\/woff2;base64,/)
})
