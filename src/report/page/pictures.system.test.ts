import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { analyse } from '../../findings/analyse.ts'
import { findBrowser } from '../../setup/browser.ts'
import { loadTemplates } from '../../templates/templates.ts'
import { deliveredTemplates } from '../../testing/delivered-templates.ts'
import { syntheticRun } from '../../testing/synthetic/run.ts'
import { renderReport, renderWebPage } from '../render.ts'
import { placedInStyle, placedPictures } from './pictures.ts'

const folder = deliveredTemplates()
const out = mkdtempSync(join(tmpdir(), 'pictures-'))
const href = (file: string) => pathToFileURL(join(folder, file)).href
const svg = (colour: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40" fill="${colour}"/></svg>`

beforeAll(() => {
  mkdirSync(join(folder, 'custom/sections'), { recursive: true })
  writeFileSync(join(folder, 'a b.svg'), svg('red'))
  writeFileSync(join(folder, 'both.svg'), svg('red'))
  writeFileSync(join(folder, 'custom/both.svg'), svg('#123456'))
  writeFileSync(join(folder, "custom/it's (1) & more.svg"), svg('red'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
  rmSync(out, { recursive: true })
})

describe('a relative path', () => {
  test.each([
    ['<img src="a%20b.svg">', 'a b.svg'],
    ["<img alt='x' src='a b.svg'>", 'a b.svg'],
    ['<img src="both.svg">', 'custom/both.svg'],
    ['<img src="../both.svg">', 'both.svg'],
  ])('of %s is that of templates/%s', (html, file) => {
    expect(placedPictures(html, folder)).toContain(` src="${href(file)}"`)
  })

  test('counts from there in style sheets as well, whatever characters it has', () => {
    const placed = placedInStyle('p{background:url("it%27s%20%281%29%20%26%20more.svg")}', folder)
    expect(placed).toBe(
      `p{background:url("${pathToFileURL(join(folder, 'custom')).href}/it%27s%20%281%29%20%26%20more.svg")}`,
    )
  })

  test.each(['../../x.svg', '%2e%2e/%2E%2e/x.svg', '/etc/x.svg', 'missing.svg', 'custom', '%E0%A4%A.svg', ''])(
    'of %j is refused by name',
    (url) => {
      const message = expect.stringContaining(`names ${url},`) as string
      expect(() => placedPictures(`<img src="${url}">`, folder)).toThrow(
        expect.objectContaining({ code: 'template', message }),
      )
    },
  )
})

test('whole addresses and places within the page are left alone', () => {
  const html =
    '<a href="#b">b</a><img src="data:image/png;base64,AA"><img src="http://x/a?b&amp;c"><style>p{clip-path:url(#clip)}</style>'
  expect(placedPictures(html, folder)).toBe(html)
})

test('the print, its edition for a browser and the preview show the same picture, and links still lead within the page', async () => {
  const section = join(folder, 'custom/sections/E.md.hbs')
  writeFileSync(section, '# E. Mine\n\n![x](both.svg)\n')
  const loaded = syntheticRun({ trials: 2, samples: 2, migrations: 2 })
  const request = {
    analysis: analyse(loaded),
    loaded,
    identity: { id: '1', name: null },
    templates: loadTemplates(folder),
    example: false,
  }
  const { pdf, html, web } = await renderReport({ ...request, browser: findBrowser(), outFolder: out, web: true })
  const preview = await renderWebPage(request)
  const data = `src="data:image/svg+xml;base64,${Buffer.from(svg('#123456')).toString('base64')}"`
  expect(html).toContain(`src="${href('custom/both.svg')}"`)
  expect(web).toContain(data)
  expect(preview.html).toContain(data)
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise
  const destination = await document.getDestination('section-E')
  const page = await document.getPage(
    1 + (await document.getPageIndex(destination?.[0] as { num: number; gen: number })),
  )
  const { argsArray } = await page.getOperatorList()
  // The colour of the picture in custom/, which nothing else on the page has.
  expect(JSON.stringify(argsArray)).toContain('#123456')
})
