import { get } from 'node:http'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startBrowser } from '../report/browser.ts'
import { findBrowser } from '../setup/browser.ts'
import { servePreview } from './server.ts'
import { watchFolder } from './watcher.ts'

const statusFor = (url: string, host: string) => new Promise<number>((resolve, reject) => {
  get(url, { headers: { host } }, (response) => { response.resume(); resolve(response.statusCode ?? 0) }).on('error', reject)
})

const page = (title: string) =>
  `<!doctype html><html lang="en"><title>${title}</title><body style="height:4000px"><h1>${title}</h1></body></html>`

test('an open page shows each new report at the place where the reader was, and errors over it', async () => {
  await using server = await servePreview(0)
  await using browser = await startBrowser(findBrowser())
  server.report(page('first'))
  const tab = await browser.puppeteer.newPage()
  await tab.goto(server.url)
  const shown = (title: string) => tab.waitForFunction((wanted) => document.title === wanted, {}, title)
  await shown('first')
  await tab.evaluate(() => document.querySelector('iframe')?.contentWindow?.scrollTo(0, 1500))
  server.report(page('second'))
  await shown('second')
  expect(await tab.evaluate(() => document.querySelector('iframe')?.contentWindow?.scrollY)).toBe(1500)
  server.fault('sections/B.md.hbs:3:1: there is no variable “x” <b>')
  await tab.waitForFunction(() => document.getElementById('error')?.textContent?.endsWith('“x” <b>'))
  expect(await tab.evaluate(() => document.getElementById('error')?.hidden)).toBe(false)
  server.report(page('third'))
  await shown('third')
  expect(await tab.evaluate(() => document.getElementById('error')?.hidden)).toBe(true)
}, 60_000)

test('it answers this computer by its own names only, and nothing but its pages', async () => {
  await using server = await servePreview(0)
  const { host, port } = new URL(server.url)
  expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/)
  expect(await statusFor(server.url, host)).toBe(200)
  expect(await statusFor(server.url, `localhost:${port}`)).toBe(200)
  expect(await statusFor(server.url, 'example.org')).toBe(403)
  expect(await statusFor(server.url, `example.org:${port}`)).toBe(403)
  expect(await statusFor(`${server.url}../package.json`, host)).toBe(404)
})

test('a port that is taken is said to be', async () => {
  await using server = await servePreview(0)
  await expect(servePreview(Number(new URL(server.url).port))).rejects.toMatchObject({ code: 'usage' })
})

test('several writes at once are one change, in folders below too', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'watched-'))
  mkdirSync(join(folder, 'sections'))
  let changes = 0
  let heard: () => void = () => undefined
  const change = () => new Promise<void>((resolve) => { heard = resolve })
  try {
    using _watcher = watchFolder(folder, () => { changes += 1; heard() })
    const first = change()
    for (const text of ['a', 'b', 'c']) writeFileSync(join(folder, 'sections', 'A.md.hbs'), text)
    await first
    expect(changes).toBe(1)
    const second = change()
    writeFileSync(join(folder, 'sections', 'A.md.hbs'), 'd')
    await second
    expect(changes).toBe(2)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
