import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type PrintBrowser, startBrowser } from '../browser/browser.ts'
import type { UserError } from '../errors.ts'
import { analyse } from '../findings/analyse.ts'
import { findBrowser } from '../setup/browser.ts'
import { loadTemplates } from '../templates/templates.ts'
import { deliveredTemplates } from '../testing/delivered-templates.ts'
import { syntheticRun } from '../testing/synthetic/run.ts'
import type { Reuse } from './page/reuse.ts'
import { print } from './print/pdf.ts'
import { renderReport, renderWebPage } from './render.ts'

/** Templates that try to reach a server on this computer, or to show a file that is not theirs. */
const elsewhere = mkdtempSync(join(tmpdir(), 'elsewhere-'))
const folder = deliveredTemplates()
const out = mkdtempSync(join(tmpdir(), 'isolation-'))
const section = join(folder, 'custom/sections/E.md.hbs')
const loaded = syntheticRun({ trials: 1, samples: 1, migrations: 1 })
/** Charts are drawn once: what is tried here is what stands around them. */
let reuse: Reuse = { charts: {}, pages: {}, finished: null }
const request = () => ({
  analysis: analyse(loaded),
  reuse,
  loaded,
  identity: { id: '1', name: null },
  templates: loadTemplates(folder),
  example: false,
  outFolder: out,
})
const SECRET = '<svg xmlns="http://www.w3.org/2000/svg" width="99" height="9"><text id="t">secret</text></svg>'

let connections = 0
const server = createServer((socket) => {
  connections += 1
  socket.on('error', () => undefined)
  socket.end('HTTP/1.1 200 OK\r\naccess-control-allow-origin: *\r\ncontent-length: 0\r\nconnection: close\r\n\r\n')
})
let browser: PrintBrowser
/** `HERE` and `FILE` stand for the server and the folder elsewhere. */
const placed = (text: string) =>
  text
    .replaceAll('HERE', `127.0.0.1:${(server.address() as AddressInfo).port}`)
    .replaceAll('FILE', pathToFileURL(elsewhere).href)
/** A page that was made none the less is not shown: it is long. */
const failure = (made: Promise<unknown> | (() => Promise<unknown>)) =>
  (typeof made === 'function' ? made() : made).then(
    () => 'no failure',
    ({ code, message }: UserError) => `${code}: ${message}`,
  )
const settled = () => new Promise((resolve) => setTimeout(resolve, 150))

beforeAll(async () => {
  mkdirSync(join(folder, 'custom/sections'), { recursive: true })
  writeFileSync(join(elsewhere, 'secret.svg'), SECRET)
  writeFileSync(join(elsewhere, 'secret.html'), '<p>secret</p>')
  writeFileSync(join(elsewhere, 'secret.css'), 'p::before { content: "secret" }')
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  browser = await startBrowser(findBrowser())
  ;({ reuse } = await renderWebPage(request()))
})
beforeEach(() => {
  connections = 0
})
afterAll(async () => {
  await browser[Symbol.asyncDispose]()
  server.close()
  for (const one of [elsewhere, folder, out]) rmSync(one, { recursive: true })
})

async function printed(body: string) {
  const page = () => browser.puppeteer.newPage()
  const html = `<!doctype html><html><body><main><h1 id="own">x</h1><a href="#own">x</a>${placed(body)}</main></body></html>`
  return print(html, { page: await page(), another: page, file: join(out, 'page.html'), pictures: folder })
}

test('the server counts what connects, and a browser that is not held back does', async () => {
  await fetch(placed('http://HERE/'))
  expect(connections).toBe(1)
  const page = await browser.puppeteer.newPage()
  await page.goto(pathToFileURL(join(elsewhere, 'secret.html')).href)
  await page.setContent(placed('<img src="http://HERE/x"><script>new WebSocket("ws://HERE/")</script>'))
  await expect.poll(() => connections).toBe(3)
  await page.setContent(placed('<iframe src="FILE/secret.html"></iframe>'))
  await expect.poll(() => page.frames().at(-1)?.url()).toContain('secret.html')
  await page.close()
})

describe('a page asks in vain, is not printed, and what it asked for is named', () => {
  test.each([
    '<img alt="" src="http://HERE/x">',
    '<img alt="" srcset="https://HERE/x 1x">',
    '<img alt="" src="ftp://HERE/x">',
    '<video src="http://HERE/x"></video>',
    '<svg><image href="http://HERE/x"/></svg>',
    '<form action="http://HERE/"><input type="image" alt="" src="http://HERE/x"></form>',
    '<iframe src="http://HERE/x"></iframe>',
    '<object data="http://HERE/x"></object>',
    '<embed src="http://HERE/x">',
    '<style>@import "http://HERE/x";</style>',
    '<p style="background: image-set(url(http://HERE/x) 1x)">x</p>',
    '<style>@font-face { font-family: f; src: url(http://HERE/x) } p { font-family: f }</style><p>x</p>',
    '<link rel="stylesheet" href="http://HERE/x">',
    '<base href="http://HERE/"><img alt="" src="x">',
    '<iframe src="FILE/secret.html"></iframe>',
    '<object data="FILE/secret.html"></object>',
    '<embed src="FILE/secret.svg">',
    '<iframe src="file:///etc/passwd"></iframe>',
    '<img alt="" src="FILE/secret.svg">',
    '<svg><image href="FILE/secret.svg"/></svg>',
    '<style>@import "FILE/secret.css";</style><p>x</p>',
    '<p style="background: url(FILE/secret.svg)">x</p>',
    '<video src="FILE/secret.svg"></video>',
  ])(
    '%s',
    async (body) => {
      expect(await failure(printed(body))).toMatch(
        /^render: The report asks for (https?|ftp|file):.*templates alone, without a network/,
      )
      await settled()
      expect(connections).toBe(0)
    },
    30_000,
  )
})

describe('what would run does not', () => {
  test.each([
    '<script>fetch("http://HERE/")</script>',
    '<script>new WebSocket("ws://HERE/")</script>',
    '<script src="http://HERE/x.js"></script>',
    '<script type="module">import "http://HERE/x.js"</script>',
    '<svg onload="fetch(\'http://HERE/\')"></svg>',
    '<iframe srcdoc="<script>fetch(\'http://HERE/\')</script>"></iframe>',
    '<img alt="" src="data:," onerror="fetch(\'http://HERE/\')">',
    '<script>navigator.sendBeacon("http://HERE/"); new RTCPeerConnection({ iceServers: [{ urls: "turn:HERE?transport=tcp", username: "a", credential: "b" }] })</script>',
    '<script type="speculationrules">{"prefetch": [{"source": "list", "urls": ["http://HERE/"]}]}</script>',
    '<link rel="preconnect" href="http://HERE"><link rel="dns-prefetch" href="//nowhere.invalid"><link rel="modulepreload" href="http://HERE/x.js">',
  ])(
    '%s',
    async (body) => {
      await printed(body)
      await settled()
      expect(connections).toBe(0)
    },
    30_000,
  )
})

test('what would be fetched when the browser has nothing else to do is not, whether that moment comes before the print or not', async () => {
  expect(await failure(printed('<link rel="prefetch" href="http://HERE/x">'))).toMatch(
    /^no failure$|^render: The report asks for http:/,
  )
  await settled()
  expect(connections).toBe(0)
})

test.each(['http://HERE/', 'FILE/secret.html'])(
  'a page that goes on to %s is not printed in its stead, whether it goes before the print or not',
  async (url) => {
    const made = printed(`<meta http-equiv="refresh" content="0;url=${url}">`)
    expect(await failure(made)).toMatch(/^no failure$|^render: /)
    const pages = await made.then(({ objects }) => [...objects.destinationPages().keys()]).catch(() => ['own'])
    expect(pages).toEqual(['own'])
    await settled()
    expect(connections).toBe(0)
  },
  30_000,
)

test.each([
  ['<script>fetch("http://HERE/")</script>', 'script'],
  ['<ScRiPt\n>', 'script'],
  ['<div>\n<script/src="http://HERE/">\n</div>', 'script'],
  ['<link rel="preconnect" href="http://HERE">', 'link'],
  ['<meta http-equiv="refresh" content="0;url=http://HERE">', 'meta'],
  ['<iframe src="FILE/secret.html"></iframe>', 'iframe'],
  ['<base href="http://HERE/">', 'base'],
  ['<scr{{! }}ipt>', 'script'],
])(
  'no edition is made of a template with %s',
  async (text, element) => {
    writeFileSync(section, `# E. Mine\n\n${placed(text)}\n`)
    expect(await failure(async () => renderWebPage(request()))).toContain(
      `template: templates/custom/sections/E.md.hbs makes a <${element}>`,
    )
  },
  30_000,
)

test('an element that is only spoken of is text', async () => {
  writeFileSync(section, '# E. Mine\n\nA `<script>` and\n\n    <iframe>\n')
  const { html } = await renderWebPage(request())
  expect(html).toContain('&lt;script&gt;')
  expect(html).toContain('&lt;iframe&gt;')
})

test("a style sheet can't end the others", async () => {
  const file = join(folder, 'custom/styles/own.css')
  mkdirSync(join(folder, 'custom/styles'))
  writeFileSync(file, 'p { color: red }\n</STYLE><script>1</script>')
  expect(await failure(async () => renderWebPage(request()))).toContain(
    'template: templates/custom/styles/own.css:2: “</style”',
  )
  rmSync(file)
})

describe('no edition holds a file from elsewhere', () => {
  test.each([
    '<img alt="" src="FILE/secret.svg">',
    '<IMG ALT="" SRC=\'FILE/secret.svg\'>',
    '<style>p { background: url(FILE/secret.svg) }</style>',
    '![x](linked/secret.svg)',
  ])(
    '%s',
    async (text) => {
      symlinkSync(elsewhere, join(folder, 'linked'))
      try {
        writeFileSync(section, `# E. Mine\n\n${placed(text)}\n`)
        expect(await failure(async () => renderWebPage(request()))).toMatch(
          /^template: The report names .*secret\.svg, which (lies outside of|can't be read in) templates/,
        )
      } finally {
        rmSync(join(folder, 'linked'))
      }
    },
    30_000,
  )

  test.each(['javascript:alert(1)', 'java&#115;cript:alert(1)', 'file:///etc/passwd', 'notes.txt', 'smb://x/y'])(
    'nor a link to %s the PDF',
    async (url) => {
      writeFileSync(section, `# E. Mine\n\n<a href="${url}">x</a>\n`)
      expect(await failure(async () => renderReport({ ...request(), browser: Promise.resolve(browser) }))).toMatch(
        /^check: A link of the report leads to (javascript|file|smb):/,
      )
    },
    60_000,
  )
})

test('the edition for a browser connects to nothing and runs nothing of a template, by its policy', async () => {
  writeFileSync(
    section,
    placed(`# E. Mine

<img alt="" srcset="http://HERE/x 1x"><svg onload="fetch('http://HERE/')"><image href="http://HERE/x"/></svg><video src="http://HERE/x"></video>
<style>@import "http://HERE/x"; p { background: image-set("http://HERE/x" 1x) }</style><img alt="" src="data:," onerror="fetch('http://HERE/')">
`),
  )
  const { html } = await renderWebPage(request())
  const opened = async (text: string) => {
    const page = await browser.puppeteer.newPage()
    writeFileSync(join(out, 'web.html'), text)
    await page.goto(pathToFileURL(join(out, 'web.html')).href, { waitUntil: 'load' })
    await settled()
    await page.close()
    return connections
  }
  expect(await opened(html)).toBe(0)
  expect(await opened(html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, ''))).toBeGreaterThan(3)
}, 60_000)
