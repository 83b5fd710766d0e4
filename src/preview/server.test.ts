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

test('what differs is put into the page that is open, by its policy; other fonts load it anew', async () => {
  const report = (fonts: string, colour: string, body: string) =>
    `<!doctype html><html lang="en"><head><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src `
    + `'unsafe-inline'"><title>${body.length}</title><style>${fonts}</style><style>p{color:${colour}}</style></head>`
    + `<body><main>${body}</main></body></html>`
  const stays = '<p id="stays">stays</p>'
  await using server = await servePreview(0)
  await using browser = await startBrowser(findBrowser())
  server.report(report('', 'red', `${stays}<p id="changes">one</p>`))
  const tab = await browser.puppeteer.newPage()
  await tab.goto(server.url)
  const version = (wanted: number) => tab.waitForFunction((number) => document.body.dataset['version'] === number, {}, String(wanted))
  const inFrame = (read: string) => tab.evaluate((text) => {
    const page = document.querySelector('iframe')?.contentWindow
    return page ? Function('page', `return ${text}`)(page) as unknown : null
  }, read)
  const byId = (id: string) => `page.document.getElementById('${id}')`
  await version(1)
  await inFrame(`${byId('stays')}.known = true`)

  const hostile = '<img src="x" onerror="parent.document.body.dataset.hacked = 1">'
  server.report(report('', 'rgb(0, 0, 255)', `${stays}<p id="changes">two ${hostile}</p>`))
  await version(2)
  expect(await inFrame(`${byId('changes')}.textContent`)).toBe('two ')
  expect(await inFrame(`page.getComputedStyle(${byId('stays')}).color`)).toBe('rgb(0, 0, 255)')
  expect(await inFrame(`${byId('stays')}.known`)).toBe(true)

  server.report(report('', 'rgb(0, 0, 255)', `<h1>first</h1>${stays}`))
  await version(3)
  expect(await inFrame('page.document.body.innerText')).toBe('first\n\nstays')

  server.report(report('@font-face{font-family:other;src:local(x)}', 'rgb(0, 0, 255)', `${stays}${hostile}`))
  await version(4)
  expect(await inFrame(`${byId('stays')}.known`)).toBeUndefined()
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(await tab.evaluate(() => document.body.dataset['hacked'])).toBeUndefined()
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
