import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, get } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startBrowser } from '../browser/browser.ts'
import { findBrowser } from '../setup/browser.ts'
import { servePreview } from './server.ts'
import { watchFolder } from './watcher.ts'

const statusFor = (url: string, host: string) =>
  new Promise<number>((resolve, reject) => {
    get(url, { headers: { host } }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    }).on('error', reject)
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
})

test('what differs is put into the page that is open, by its policy; other fonts load it anew', async () => {
  const report = (fonts: string, colour: string, body: string) =>
    `<!doctype html><html lang="en"><head><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ` +
    `'unsafe-inline'"><title>${body.length}</title><style>${fonts}</style><style>p{color:${colour}}</style></head>` +
    `<body><main>${body}</main></body></html>`
  const stays = '<p id="stays">stays</p>'
  await using server = await servePreview(0)
  await using browser = await startBrowser(findBrowser())
  server.report(report('', 'red', `${stays}<p id="changes">one</p>`))
  const tab = await browser.puppeteer.newPage()
  await tab.goto(server.url)
  const version = (wanted: number) =>
    tab.waitForFunction((number) => document.body.dataset.version === number, {}, String(wanted))
  const inFrame = (read: string) =>
    tab.evaluate((text) => {
      const page = document.querySelector('iframe')?.contentWindow
      return page ? (Function('page', `return ${text}`)(page) as unknown) : null
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
  expect(await tab.evaluate(() => document.body.dataset.hacked)).toBeUndefined()
})

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

/** What the server answers to a request as it is written, byte for byte. */
const answerTo = (port: number, text: string) =>
  new Promise<string>((resolve, reject) => {
    let answer = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
      .on('error', reject)
      .on('close', () => resolve(answer))
    socket.setEncoding('utf8').on('data', (part: string) => {
      answer += part
    })
    // An open stream of events does not end by itself.
    socket.setTimeout(300, () => socket.destroy())
  })

test.each([
  '/../package.json',
  '/..%2f..%2fetc/passwd',
  '/%2e%2e/%2e%2e/etc/passwd',
  '//etc/passwd',
  '/report/../../package.json',
  '/..\\..\\package.json',
  '/report%00',
  '/\u0000',
  'http://127.0.0.1/report',
  'file:///etc/passwd',
  '*',
])('the path %j leads to no file', async (path) => {
  await using server = await servePreview(0)
  server.report('the report')
  const { host, port } = new URL(server.url)
  expect(await answerTo(Number(port), `GET ${path} HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`)).toMatch(
    /^HTTP\/1\.1 40[04] (?![^]*(root:|"name"|the report))/,
  )
})

test('other methods, other names of the host and none at all are refused', async () => {
  await using server = await servePreview(0)
  server.report('the report')
  const { host, port } = new URL(server.url)
  const status = async (line: string, ...headers: string[]) =>
    (await answerTo(Number(port), `${[line, ...headers, 'connection: close'].join('\r\n')}\r\n\r\n`)).split(' ')[1]
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD', 'TRACE'])
    expect(await status(`${method} / HTTP/1.1`, `host: ${host}`), method).toBe('405')
  for (const wrong of [
    `127.0.0.1:${port}.example.org`,
    `example.org@${host}`,
    `[::1]:${port}`,
    '127.0.0.1',
    '0.0.0.0',
    `127.1:${port}`,
    '',
  ])
    expect(await status('GET /report HTTP/1.1', `host: ${wrong}`), wrong).toBe('403')
  expect(await status('GET /report HTTP/1.0')).toBe('403')
  expect(await status('GET /report HTTP/1.1')).toBe('400')
  expect(
    await status('GET / HTTP/1.1', `host: ${host}`, 'sec-fetch-site: cross-site', 'sec-fetch-dest: document'),
  ).toBe('200')
  expect(
    await status(
      'GET / HTTP/1.1',
      `host: ${host}`,
      'connection: upgrade',
      'upgrade: websocket',
      'sec-websocket-version: 13',
      'sec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==',
    ),
  ).not.toBe('101')
})

test('a page of another origin reads and frames nothing of it', async () => {
  await using server = await servePreview(0)
  server.report('<!doctype html><title>the report</title><p id="secret">secret</p>')
  const { host, port } = new URL(server.url)
  for (const path of ['/', '/report', '/events']) {
    for (const header of [
      'origin: http://example.org',
      'origin: null',
      `origin: http://localhost:1`,
      'sec-fetch-site: cross-site',
      'sec-fetch-site: same-site',
    ])
      expect(
        await answerTo(Number(port), `GET ${path} HTTP/1.1\r\nhost: ${host}\r\n${header}\r\nconnection: close\r\n\r\n`),
        `${path} ${header}`,
      ).toMatch(/^HTTP\/1\.1 403 /)
  }
  const foreign = createServer((_, response) =>
    response.setHeader('content-type', 'text/html').end('<title>foreign</title>'),
  )
  await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve))
  await using browser = await startBrowser(findBrowser())
  try {
    const tab = await browser.puppeteer.newPage()
    await tab.goto(`http://localhost:${(foreign.address() as AddressInfo).port}/`)
    const seen = await tab.evaluate(async (url) => {
      const read = await fetch(`${url}report`)
        .then((answer) => answer.text())
        .catch(() => 'refused')
      const blind = await fetch(`${url}report`, { mode: 'no-cors' })
        .then((answer) => answer.text())
        .catch(() => 'refused')
      const events = await new Promise((resolve) => {
        const source = new EventSource(`${url}events`)
        source.addEventListener('report', () => resolve('told'))
        source.onerror = () => resolve('refused')
      })
      const socket = await new Promise((resolve) => {
        const opened = new WebSocket(`${url.replace('http', 'ws')}events`)
        opened.onopen = () => resolve('open')
        opened.onerror = () => resolve('refused')
      })
      const frame = document.createElement('iframe')
      frame.src = url
      await new Promise((resolve) => {
        frame.onload = resolve
        document.body.append(frame)
      })
      return { read, blind, events, socket }
    }, server.url)
    expect(seen).toEqual({
      read: 'refused',
      blind: expect.stringMatching(/^(refused|)$/),
      events: 'refused',
      socket: 'refused',
    })
    const [, frame] = tab.frames()
    expect(await frame?.$$('iframe')).toEqual([])
  } finally {
    foreign.close()
  }
})

test('it listens on the loopback alone', async () => {
  await using server = await servePreview(0)
  const port = Number(new URL(server.url).port)
  const reached = (address: string) =>
    new Promise<boolean>((resolve) => {
      const socket = connect({ host: address, port, timeout: 2000 })
      socket
        .on('connect', () => {
          socket.destroy()
          resolve(true)
        })
        .on('error', () => resolve(false))
        .on('timeout', () => {
          socket.destroy()
          resolve(false)
        })
    })
  expect(await reached('127.0.0.1')).toBe(true)
  const others = Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .map(({ address }) => address)
    .filter((address) => address !== '127.0.0.1')
  for (const address of ['127.0.0.2', '::1', ...others]) expect(await reached(address), address).toBe(false)
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
  const change = () =>
    new Promise<void>((resolve) => {
      heard = resolve
    })
  try {
    using _watcher = watchFolder(folder, () => {
      changes += 1
      heard()
    })
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
