import { expect, test } from 'vitest'
import { startBrowser } from '../../browser/browser.ts'
import { findBrowser } from '../../setup/browser.ts'
import { PdfObjects } from './pdf-objects.ts'
import { assertSound } from './printed-check.ts'

test('links and bookmarks are held against those that the browser made', async () => {
  await using browser = await startBrowser(findBrowser())
  const printed = async (html: string) => {
    const page = await browser.puppeteer.newPage()
    await page.setContent(html)
    return new PdfObjects(await page.pdf({ tagged: true, outline: true }))
  }
  const html = '<h1>One</h1><p><a href="#x">there</a></p><p id="x">undefinedness</p>'
  const objects = await printed(html)
  expect(() => assertSound(html, objects, ['One'])).not.toThrow()
  expect(() => assertSound(html, objects, ['One', 'Two'])).toThrow(/made 1 bookmarks for 2 headings/)
  const hidden = html.replace('<p id="x">', '<p id="x" style="display:none">')
  const withoutPlace = await printed(hidden)
  expect(() => assertSound(hidden, withoutPlace, ['One'])).toThrow(/the link to “#x” no place in the PDF/)
})
