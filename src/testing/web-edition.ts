import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'puppeteer'
import { expect } from 'vitest'
import { type PrintBrowser, startBrowser } from '../browser/browser.ts'
import type { LoadedRun } from '../data/loaded-run.ts'
import { analyse } from '../findings/analyse.ts'
import { type RenderRequest, renderReport } from '../report/render.ts'
import { findBrowser } from '../setup/browser.ts'
import { loadTemplates } from '../templates/templates.ts'
import { deliveredTemplates } from './delivered-templates.ts'

export const PHONE = { width: 390, height: 844, isMobile: true, hasTouch: true }
export const DESK = { width: 1280, height: 900 }

/** A page as a reader has it, what it asked for and what it complained of. */
export interface Opened extends AsyncDisposable {
  page: Page
  requests: string[]
  complaints: string[]
}

/** What a reader has chosen. */
interface Choice {
  scripts?: boolean
  dark?: boolean
}

/** The edition for a browser, made once and opened as often as a test wants it. */
export interface WebEdition extends AsyncDisposable {
  html: string
  url: string
  render: (changes?: Partial<RenderRequest>) => Promise<string>
  /** Opens the file with nothing else to be had. */
  open: (viewport: { width: number; height: number }, choice?: Choice) => Promise<Opened>
}

export async function webEdition(loaded: LoadedRun, name: string): Promise<WebEdition> {
  const folder = mkdtempSync(join(tmpdir(), 'web-page-'))
  const templates = deliveredTemplates()
  const browser: Promise<PrintBrowser> = startBrowser(findBrowser())
  const render = async (changes: Partial<RenderRequest> = {}) => {
    const { web } = await renderReport({
      analysis: analyse(loaded),
      loaded,
      identity: { id: '113062566', name },
      example: true,
      edition: 'full',
      templates: loadTemplates(templates),
      browser,
      outFolder: folder,
      web: true,
      ...changes,
    })
    if (web === null) throw new Error('the edition for a browser was asked for')
    return web
  }
  const html = await render()
  const file = join(folder, 'report.html')
  writeFileSync(file, html)
  const url = pathToFileURL(file).href
  return {
    html,
    url,
    render,
    async open(viewport, { scripts = true, dark = false } = {}) {
      const page = await (await browser).puppeteer.newPage()
      const requests: string[] = []
      const complaints: string[] = []
      await page.setViewport(viewport)
      await page.setJavaScriptEnabled(scripts)
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }])
      await page.setOfflineMode(true)
      page.on('request', (request) => {
        if (!request.url().startsWith('data:')) requests.push(request.url())
      })
      page.on('console', (message) => complaints.push(message.text()))
      page.on('pageerror', (error) => complaints.push(String(error)))
      await page.goto(url, { waitUntil: 'load' })
      return { page, requests, complaints, [Symbol.asyncDispose]: () => page.close() }
    },
    async [Symbol.asyncDispose]() {
      await (await browser)[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true })
      rmSync(templates, { recursive: true })
    },
  }
}

/**
 * Charts come to life when they are near, those of the appendix once their chapter is open; waits for that, staying with the
 * figure while those above it move it.
 */
export async function liveChart({ page, complaints }: Opened, id: string): Promise<void> {
  const show = () =>
    page.evaluate((name) => {
      const figure = document.getElementById(`figure-${name}`)
      const chapter = figure?.closest('details')
      if (chapter) chapter.open = true
      figure?.scrollIntoView({ block: 'center' })
      return figure?.querySelector('.live svg') != null
    }, id)
  const asked = async () => ({ [id]: (await show()) ? 'alive' : 'still', complaints })
  await expect.poll(asked, { timeout: 60_000, interval: 100 }).toEqual({ [id]: 'alive', complaints: [] })
  await show()
}
