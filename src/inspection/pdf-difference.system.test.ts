import { expect, test } from 'vitest'
import { startBrowser } from '../browser/browser.ts'
import { finishPdf } from '../report/print/finish-pdf.ts'
import { PdfObjects } from '../report/print/pdf-objects.ts'
import { findBrowser } from '../setup/browser.ts'
import { PDF_METADATA } from '../testing/pdf-metadata.ts'
import { differenceSentence, pdfDifference } from './pdf-difference.ts'
import { PdfFile } from './pdf-file.ts'

async function printed(html: string): Promise<PdfObjects> {
  await using browser = await startBrowser(findBrowser())
  const page = await browser.puppeteer.newPage()
  await page.setContent(html)
  return new PdfObjects(await page.pdf({ tagged: true, outline: true }))
}

test('the first difference of two prints is explained', async () => {
  const [one, two] = await Promise.all([printed('<h1>One</h1><p>Same</p>'), printed('<h1>Two</h1><p>Same</p>')])
  const pdf = await finishPdf(one, PDF_METADATA, [])
  expect(pdfDifference(pdf, await finishPdf(one, PDF_METADATA, []))).toBeNull()

  const content = pdfDifference(pdf, await finishPdf(two, PDF_METADATA, []))
  expect(content?.kind).toBe('content of page 1')
  expect(one.objects.has(content?.object ?? 0)).toBe(true)
  expect(content?.first).not.toBe(content?.second)
  expect(content?.first).toContain('Tj')

  const described = pdfDifference(pdf, await finishPdf(one, { ...PDF_METADATA, date: '2026-01-01T00:00:01Z' }, []))
  expect(described).toMatchObject({ kind: 'Metadata XML', second: expect.stringContaining('00:00:01Z') })

  const file = await finishPdf(one, PDF_METADATA, [])
  file[file.length - 8] = 0x58
  expect(pdfDifference(pdf, file)).toMatchObject({ object: null, offset: pdf.length - 8 })
  expect(pdfDifference(pdf, pdf.subarray(0, -3))).toMatchObject({ offset: pdf.length - 3 })
})

test('a difference within a packed object is told by that object', async () => {
  const print = await printed('<h1>One</h1>')
  const old = await finishPdf(print, PDF_METADATA, ['Old'])
  const bookmark = [...new PdfFile(old).objects.values()].find(({ text }) => /\/Title <FEFF004F/.test(text))?.number
  const difference = pdfDifference(old, await finishPdf(print, PDF_METADATA, ['New']))
  expect(difference).toMatchObject({ object: bookmark, kind: 'bookmark or description of the file' })
  expect(difference && differenceSentence(difference)).toMatch(
    /^the first difference is at byte \d+, in object \d+ \(.*\): “.*<FEFF004F.*” and “.*<FEFF004E.*”$/,
  )
})
