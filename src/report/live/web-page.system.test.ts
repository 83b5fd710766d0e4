import type { Page } from 'puppeteer'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { analyse } from '../../findings/analyse.ts'
import { syntheticRun } from '../../testing/synthetic/run.ts'
import { DESK, liveChart, PHONE, type WebEdition, webEdition } from '../../testing/web-edition.ts'

const HOSTILE = '</script><img src=x onerror="document.title=\'hacked\'"> <!-- \u2028 <b>'
const FIGURES = ['acceleration', 'network', 'exits', 'timeline', 'downtime', 'overlay', 'matrix']
const DRAWINGS = ['architecture', 'precopy', 'colo']

const loaded = syntheticRun({ trials: 2, samples: 2, migrations: 2, matrix: true, failovers: 3 })
let edition: WebEdition

beforeAll(async () => {
  edition = await webEdition(loaded, HOSTILE)
})
afterAll(() => edition[Symbol.asyncDispose]())

/**
 * The numbers of the timeline's time axis, once they differ from those of before: charts are drawn anew a moment after
 * they were asked to be. Labels of the other axes end at their axis, those of the time axis stand about their tick.
 */
async function timesShown(page: Page, before: number[] | null = null): Promise<number[]> {
  const read = (old: string) => {
    const texts = document.querySelectorAll('#figure-timeline .live .role-axis-label text[text-anchor="middle"]')
    const times = [...texts].map(({ textContent }) => Number(textContent?.replace('\u2212', '-'))).sort((a, b) => a - b)
    return JSON.stringify(times) === old ? null : times
  }
  const handle = await page.waitForFunction(read, { timeout: 60_000 }, JSON.stringify(before))
  return (await handle.jsonValue()) ?? []
}

const last = (times: number[]) => times.at(-1) ?? NaN

test('every figure comes to life, nothing is asked for, and the page has no complaints', async () => {
  await using opened = await edition.open(DESK)
  const { page, requests, complaints } = opened
  for (const id of FIGURES) await liveChart(opened, id)
  const still = FIGURES.map((id) => `#figure-${id} svg.still`).join()
  expect(await page.$$eval(still, (stills) => stills.length)).toBe(FIGURES.length)
  expect(requests).toEqual([edition.url])
  expect(complaints).toEqual([])
  // The still chart and the live one are drawn from the same texts, measured with the same fonts.
  const texts = (selector: string) =>
    page.$$eval(`${selector} text`, (all) => all.map(({ textContent }) => textContent))
  expect(await texts('#figure-network .live svg')).toEqual(await texts('#figure-network svg.still'))
  const fonts = await page.evaluate(() => [...document.fonts].filter(({ status }) => status === 'error').length)
  expect(fonts).toBe(0)
})

test('pointing at a mark shows its value, and going away hides it', async () => {
  await using opened = await edition.open(DESK)
  const { page } = opened
  await liveChart(opened, 'acceleration')
  const [mark] = await page.$$('#figure-acceleration .live .mark-symbol path')
  const box = await mark?.boundingBox()
  if (!box) throw new Error('there is no mark')
  const tip = async () =>
    page.$eval('.tip', (bubble) => ((bubble as HTMLElement).hidden ? null : (bubble as HTMLElement).innerText))
  expect(await tip()).toBeNull()
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  const metric = analyse(loaded).acceleration.metrics.filter(({ better }) => better !== 'neither')[0]
  expect(await tip()).toContain(metric?.title)
  expect(await tip()).toMatch(/: [\d,.]+×/)
  await page.mouse.move(2, 450)
  expect(await tip()).toBeNull()
})

test('a tap shows a value, and the next one elsewhere hides it', async () => {
  await using opened = await edition.open(PHONE)
  const { page } = opened
  // While the charts around come to life the page may still move, and a value goes away with that.
  for (const id of ['network', 'acceleration']) await liveChart(opened, id)
  const [mark] = await page.$$('#figure-acceleration .live .mark-symbol path')
  // One panel below the other, the figure may be higher than the screen.
  await mark?.evaluate((element) => element.scrollIntoView({ block: 'center' }))
  await new Promise((resolve) => setTimeout(resolve, 300))
  const box = await mark?.boundingBox()
  if (!box) throw new Error('there is no mark')
  await page.touchscreen.tap(box.x + 2, box.y + 2)
  expect(await page.$eval('.tip', (bubble) => (bubble as HTMLElement).innerText)).toMatch(/: [\d,.]+×/)
  await page.touchscreen.tap(195, 20)
  expect(await page.$eval('.tip', (bubble) => (bubble as HTMLElement).hidden)).toBe(true)
})

test('the timeline zooms by buttons, wheel and dragging, and back', async () => {
  await using opened = await edition.open(DESK)
  const { page } = opened
  await liveChart(opened, 'timeline')
  const press = (text: string) => page.locator(`#figure-timeline .zoom button ::-p-text(${text})`).click()
  const whole = await timesShown(page)
  await press('Zoom in')
  const half = await timesShown(page, whole)
  expect(last(half)).toBeLessThan(last(whole))
  await press('Later')
  const later = await timesShown(page, half)
  expect(last(later)).toBeGreaterThan(last(half))
  const chart = await (await page.$('#figure-timeline .live'))?.boundingBox()
  if (!chart) throw new Error('there is no chart')
  await page.mouse.move(chart.x + chart.width / 2, chart.y + 100)
  await page.mouse.down()
  await page.mouse.move(chart.x + chart.width / 2 + 200, chart.y + 100, { steps: 4 })
  await page.mouse.up()
  const dragged = await timesShown(page, later)
  expect(last(dragged)).toBeLessThan(last(later))
  await press('Show all')
  expect(await timesShown(page, dragged)).toEqual(whole)
  await page.keyboard.down('Control')
  await page.mouse.move(chart.x + chart.width / 2, chart.y + 100)
  await page.mouse.wheel({ deltaY: -300 })
  await page.waitForSelector('#figure-timeline .live.zoomed')
  await page.keyboard.up('Control')
})

test.each([PHONE, { ...PHONE, width: 360 }, { width: 1280, height: 800 }])(
  'at a width of $width px nothing is wider, and all can be read',
  async (viewport) => {
    await using opened = await edition.open(viewport)
    const { page, complaints } = opened
    const smallestText = async (selector: string) =>
      Math.min(
        ...(await page.$$eval(`${selector} text`, (texts) =>
          texts.map((text) => {
            const scale = (text as SVGGraphicsElement).getScreenCTM()?.a ?? 0
            return Number.parseFloat(getComputedStyle(text).fontSize) * scale
          }),
        )),
      )
    for (const id of FIGURES) {
      await liveChart(opened, id)
      expect(
        await page.$eval(`#figure-${id} .chart`, ({ scrollWidth, clientWidth }) => scrollWidth - clientWidth),
        id,
      ).toBe(0)
      expect(await smallestText(`#figure-${id} .live`), id).toBeGreaterThanOrEqual(11.9)
    }
    for (const id of DRAWINGS) expect(await smallestText(`#figure-${id}`), id).toBeGreaterThanOrEqual(11.9)
    for (const id of ['acceleration', 'network'])
      expect(await page.$eval(`.rows.${id}`, ({ scrollWidth, clientWidth }) => scrollWidth - clientWidth), id).toBe(0)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width)
    const size = (selector: string) =>
      page.$eval(selector, (element) => Number.parseFloat(getComputedStyle(element).fontSize))
    expect(await size('.part p')).toBeGreaterThanOrEqual(16)
    expect(await size('.rows td')).toBeGreaterThanOrEqual(12)
    expect(await page.$eval('.bar', (bar) => (bar as HTMLElement).innerText)).toContain('EXAMPLE DATA')
    expect(complaints).toEqual([])
  },
  120_000,
)

test('a phone that is turned lays the chart out anew, and shows the same time', async () => {
  await using opened = await edition.open(PHONE)
  const { page, complaints } = opened
  await liveChart(opened, 'timeline')
  const whole = await timesShown(page)
  await page.locator('#figure-timeline .zoom button ::-p-text(Zoom in)').click()
  const half = await timesShown(page, whole)
  const drawn = () => page.$eval('#figure-timeline .live svg', (svg) => Number(svg.getAttribute('width')))
  const upright = await drawn()
  for (const width of [414, 844]) {
    await page.setViewport({ ...PHONE, width, height: 390 })
    await page.waitForFunction(
      (before) => Number(document.querySelector('#figure-timeline .live svg')?.getAttribute('width')) > before,
      { timeout: 60_000 },
      upright,
    )
  }
  await page.waitForFunction(
    (least) => {
      const texts = document.querySelectorAll('#figure-timeline .live .role-axis-label text[text-anchor="middle"]')
      return Number(texts[0]?.textContent?.replace('\u2212', '-')) >= least
    },
    { timeout: 60_000 },
    half[0] ?? NaN,
  )
  expect(await drawn()).toBeGreaterThan(500)
  expect(complaints).toEqual([])
})

test('without JavaScript the printed charts are there, and what is folded opens by a click', async () => {
  await using opened = await edition.open(DESK, { scripts: false })
  const { page } = opened
  for (const id of FIGURES) {
    await (await page.$(`details:not([open]):has(#figure-${id}) > summary`))?.click()
    expect((await (await page.$(`#figure-${id} svg`))?.boundingBox())?.width, id).toBeGreaterThan(500)
  }
})

test('a hostile name is a name', async () => {
  await using opened = await edition.open(DESK)
  const { page, complaints } = opened
  expect(await page.title()).toContain('113062566')
  expect(await page.$eval('.author b', ({ textContent }) => textContent)).toBe(HOSTILE)
  expect(await page.$$('img')).toEqual([])
  expect(complaints).toEqual([])
  // Not even what got past the escaping would run.
  await page.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<img src="x" onerror="document.title=1">'))
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(await page.title()).toContain('113062566')
})

test('the same data gives the same bytes, and a file of bearable size', async () => {
  expect(await edition.render()).toBe(edition.html)
  expect(Buffer.byteLength(edition.html)).toBeLessThan(2_500_000)
})

test('a run without data gives a page without a script', async () => {
  const empty = { ...loaded, trials: [], run: { ...loaded.run, order: [] } }
  const page = await edition.render({ loaded: empty, analysis: analyse(empty), example: false })
  expect(page).toContain("script-src 'none'")
  expect(page).not.toMatch(/<script|EXAMPLE DATA/)
})
