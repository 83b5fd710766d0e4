import type { Page } from 'puppeteer'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FigureId } from '../../charts/figure.ts'
import { buildFigures } from '../../charts/figures.ts'
import { analyse } from '../../findings/analyse.ts'
import { syntheticRun } from '../../testing/synthetic/run.ts'
import { unreadable } from '../../testing/unreadable.ts'
import { DESK, liveChart, PHONE, type WebEdition, webEdition } from '../../testing/web-edition.ts'
import { LEAST_CONTRAST, PAPER } from './screen-colours.ts'

const loaded = syntheticRun({ trials: 2, samples: 2, migrations: 2, matrix: true })
const figures = buildFigures(analyse(loaded))
let edition: WebEdition
let charts: FigureId[]

beforeAll(async () => {
  edition = await webEdition(loaded, 'Lin Mei')
  const [, specs = '{}'] = /<script type="application\/json" id="charts">([^<]*)/.exec(edition.html) ?? []
  charts = Object.keys(JSON.parse(specs) as object) as FigureId[]
})
afterAll(() => edition[Symbol.asyncDispose]())

const PLACES = 20

/** Where a mark is drawn on the screen, by what the browser painted, and what the marks there have to say. */
interface Place {
  x: number
  y: number
  tips: string[]
}

/** One of the marks of a chart, brought into sight before it is asked for. */
function placeOf(page: Page, id: string, share: number): Promise<Place> {
  return page.evaluate(
    (figure, part) => {
      interface Datum {
        tip?: string
      }
      type Drawn = SVGPathElement & { __data__?: { datum?: Datum; mark: { items: { datum?: Datum }[] } } }
      const chart = document.querySelector(`#figure-${figure} .live svg`)
      const SHAPES = '.mark-symbol path, .mark-rect path, .mark-rule line'
      const all = () => {
        const shapes = [...(chart?.querySelectorAll<Drawn>(SHAPES) ?? [])].map((path) => {
          const { left, top, width, height } = path.getBoundingClientRect()
          return { path, tip: path.__data__?.datum?.tip, x: left + width / 2, y: top + height / 2 }
        })
        // A line has all its places in one path.
        const lines = [...(chart?.querySelectorAll<Drawn>('.mark-line path') ?? [])].flatMap((path) => {
          const matrix = path.getScreenCTM() ?? undefined
          return [...(path.getAttribute('d') ?? '').matchAll(/[ML]([-\d.e]+),([-\d.e]+)/g)].map(([, x, y], index) => {
            const point = new DOMPoint(Number(x), Number(y)).matrixTransform(matrix)
            return { path, tip: path.__data__?.mark.items[index]?.datum?.tip, x: point.x, y: point.y }
          })
        })
        return [...shapes, ...lines].flatMap(({ tip, ...rest }) => (tip === undefined ? [] : [{ ...rest, tip }]))
      }
      const index = Math.floor(part * (all().length - 1))
      all()[index]?.path.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' })
      const marks = all()
      const mark = marks[index]
      if (mark === undefined) throw new Error(`${figure} has no mark`)
      // Whoever points does so in whole pixels, and of marks on top of each other may get any.
      const [x, y] = [Math.round(mark.x), Math.round(mark.y)]
      const distances = marks.map((one) => ({ tip: one.tip, far: Math.hypot(one.x - x, one.y - y) }))
      const nearest = Math.min(...distances.map(({ far }) => far))
      return { x, y, tips: distances.filter(({ far }) => far < nearest + 1).map(({ tip }) => tip) }
    },
    id,
    share,
  )
}

const bubble = (page: Page) =>
  page.$eval('.tip', (element) =>
    (element as HTMLElement).hidden ? null : [...element.children].map(({ textContent }) => textContent).join('\n'),
  )

/** A scroll hides what was shown, a frame later. */
const nextFrames = (page: Page) =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))

const openAll = (page: Page) =>
  page.$$eval('details', (all) => {
    for (const one of all) one.open = true
  })

async function pointAt(page: Page, { x, y }: Place): Promise<string | null> {
  await nextFrames(page)
  await page.mouse.move(x + 1, y)
  await page.mouse.move(x, y)
  return bubble(page)
}

describe('pointing at a mark', () => {
  test.each([DESK, PHONE])(
    'at $width px, twenty places of each chart say what the data has there',
    async (viewport) => {
      await using opened = await edition.open(viewport)
      const { page } = opened
      expect(charts.length).toBeGreaterThan(5)
      for (const id of charts) await liveChart(opened, id)
      for (const id of charts) {
        const said = JSON.stringify(figures[id].spec)
        for (let number = 0; number < PLACES; number++) {
          const place = await placeOf(page, id, number / (PLACES - 1))
          const shown = await pointAt(page, place)
          expect(place.tips, `${id}, place ${number}`).toContain(shown)
          expect(said).toContain(JSON.stringify(shown).slice(1, -1))
        }
      }
    },
    180_000,
  )

  test('the time that is said is the one that the axis has below it', async () => {
    await using opened = await edition.open(DESK)
    const { page } = opened
    await liveChart(opened, 'timeline')
    for (let number = 0; number < PLACES; number++) {
      const place = await placeOf(page, 'timeline', number / (PLACES - 1))
      const shown = (await pointAt(page, place)) ?? ''
      const [, time = ''] = /([\u2212-]?[\d.,]+)\u00a0s$/.exec(shown) ?? []
      const ticks = await page.$$eval('#figure-timeline .live .role-axis-label text[text-anchor="middle"]', (texts) =>
        texts.map((text) => {
          const { left, width } = text.getBoundingClientRect()
          return { time: Number(text.textContent?.replace('\u2212', '-')), x: left + width / 2 }
        }),
      )
      const [first, last] = [ticks.toSorted((a, b) => a.x - b.x)[0], ticks.toSorted((a, b) => a.x - b.x).at(-1)]
      if (first === undefined || last === undefined) throw new Error('the time axis has no labels')
      const perPx = (last.time - first.time) / (last.x - first.x)
      const expected = first.time + (place.x - first.x) * perPx
      const stated = Number(time.replace('\u2212', '-').replaceAll(',', ''))
      // Two pixels, and what rounding to three digits takes.
      expect(Math.abs(stated - expected), `${shown} at ${expected}`).toBeLessThan(
        2 * perPx + 0.006 * Math.abs(expected),
      )
    }
  })
})

describe('by the keyboard', () => {
  const read = (page: Page, id: string) => page.$eval(`#figure-${id} .read-out`, ({ textContent }) => textContent ?? '')

  test('every mark of a chart is reached, shown and read out', async () => {
    await using opened = await edition.open(DESK)
    const { page } = opened
    const id = 'network'
    await liveChart(opened, id)
    await page.focus(`#figure-${id} .live`)
    await page.keyboard.press('Home')
    const heard = new Set<string>()
    for (let text = await read(page, id); !heard.has(text); text = await read(page, id)) {
      heard.add(text)
      await page.keyboard.press('ArrowRight')
    }
    const tips = await page.$$eval(`#figure-${id} .live .mark-symbol path`, (paths) =>
      paths.flatMap((path) => {
        const { tip } = (path as { __data__?: { datum?: { tip?: string } } } & Element).__data__?.datum ?? {}
        return tip === undefined ? [] : [tip.replaceAll('\n', '. ')]
      }),
    )
    expect(tips.length).toBeGreaterThan(5)
    for (const tip of tips) expect(heard).toContain(tip)
    await nextFrames(page)
    expect((await bubble(page))?.replaceAll('\n', '. ')).toBe(await read(page, id))
    await page.keyboard.press('Escape')
    expect(await bubble(page)).toBeNull()
  })

  test('up and down lead from one plot over time to the next, at the same time', async () => {
    await using opened = await edition.open(DESK)
    const { page } = opened
    await liveChart(opened, 'timeline')
    await page.focus('#figure-timeline .live')
    for (const key of ['ArrowRight', 'End', 'ArrowLeft', 'ArrowLeft'] as const) await page.keyboard.press(key)
    const [title, value] = (await read(page, 'timeline')).split('. ')
    await page.keyboard.press('ArrowDown')
    const [titleBelow, valueBelow] = (await read(page, 'timeline')).split('. ')
    expect(titleBelow).not.toBe(title)
    const seconds = (text = '') => Number(/([\d.,]+)\u00a0s$/.exec(text)?.[1])
    expect(Math.abs(seconds(valueBelow) - seconds(value))).toBeLessThan(1.5)
    await page.keyboard.press('ArrowUp')
    expect((await read(page, 'timeline')).split('. ')[0]).toBe(title)
  })

  test('what is wider than a phone is reached and scrolled, has a name and all its columns', async () => {
    await using opened = await edition.open(PHONE)
    const { page } = opened
    await openAll(page)
    await nextFrames(page)
    const boxes = await page.$$eval('[data-box]', (all) =>
      all.map((box) => ({
        name: box.getAttribute('aria-label') ?? '',
        role: box.getAttribute('role'),
        scrolls: box.scrollWidth > box.clientWidth + 2,
        reached: (box as HTMLElement).tabIndex === 0,
      })),
    )
    expect(boxes.filter(({ scrolls }) => scrolls).length).toBeGreaterThan(3)
    for (const box of boxes) {
      const name = expect.stringMatching(/\S/) as string
      expect(box).toMatchObject({ role: 'group', reached: box.scrolls, name })
    }
    const widths = await page.$$eval('.rows th, .rows td', (cells) => cells.map(({ clientWidth }) => clientWidth))
    expect(Math.min(...widths)).toBeGreaterThan(0)
    const [table] = await page.$$('.rows[data-scrolls]')
    await table?.focus()
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => table?.evaluate(({ scrollLeft }) => scrollLeft)).toBeGreaterThan(0)
  })
})

describe('what is folded', () => {
  const opened = (page: Page) => page.$$eval('details', (all) => all.filter((one) => one.open).length)

  test('opens for a link into it', async () => {
    await using edited = await edition.open(DESK)
    const { page } = edited
    expect(await opened(page)).toBe(0)
    const id = await page.evaluate(() => {
      const links = [...document.querySelectorAll<HTMLAnchorElement>('main a[href^="#"]')]
      const link = links.find(({ hash }) => document.querySelector(hash)?.closest('details > :not(summary)') != null)
      link?.click()
      return link?.hash.slice(1) ?? ''
    })
    expect(id).not.toBe('')
    expect(await opened(page)).toBe(1)
    const top = () => page.evaluate((target) => document.getElementById(target)?.getBoundingClientRect().top ?? -1, id)
    await expect.poll(top).toBeGreaterThan(0)
    await expect.poll(top).toBeLessThan(DESK.height / 2)
  })

  test('is printed, by the style sheet alone and by what opens it before', async () => {
    await using edited = await edition.open(DESK, { dark: true })
    const { page } = edited
    await page.emulateMediaType('print')
    const heights = await page.$$eval('details table', (all) => all.map((one) => one.getBoundingClientRect().height))
    expect(heights.length).toBeGreaterThan(3)
    expect(Math.min(...heights)).toBeGreaterThan(0)
    // On paper it is day.
    const colours = await page.evaluate(() => [
      getComputedStyle(document.body).color,
      getComputedStyle(document.documentElement).backgroundColor,
    ])
    expect(colours).toEqual(['rgb(26, 26, 26)', 'rgba(0, 0, 0, 0)'])
    await page.emulateMediaType('screen')
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    expect(await opened(page)).toBe(await page.$$eval('details', (all) => all.length))
    await page.evaluate(() => dispatchEvent(new Event('afterprint')))
    expect(await opened(page)).toBe(0)
  })
})

describe('the contents', () => {
  test('mark the section that is being read, and keep the mark in sight', async () => {
    await using opened = await edition.open(DESK)
    const { page } = opened
    const marked = () =>
      page.$$eval('.contents [aria-current]', (links) => links.map((link) => link.getAttribute('href')))
    for (const id of ['section-B', 'section-D', 'section-E', 'section-A']) {
      await page.evaluate((target) => document.getElementById(target)?.scrollIntoView(), id)
      await expect.poll(marked).toEqual([`#${id}`])
      const isInSight = await page.$eval('.contents [aria-current]', (link) => {
        const { top, bottom } = link.getBoundingClientRect()
        return top >= 0 && bottom <= innerHeight
      })
      expect(isInSight).toBe(true)
    }
  })

  test('are links to what exists, without scripts', async () => {
    await using opened = await edition.open(PHONE, { scripts: false })
    const lost = await opened.page.$$eval('.contents a', (links) =>
      links.map((link) => link.getAttribute('href') ?? '').filter((href) => document.querySelector(href) === null),
    )
    expect(lost).toEqual([])
  })

  test('leave the text the middle of the rest', async () => {
    for (const viewport of [DESK, { width: 1900, height: 1000 }, { width: 900, height: 800 }, PHONE]) {
      await using opened = await edition.open(viewport)
      const [left, right, beside] = await opened.page.evaluate(() => {
        const text = document.querySelector('.part > p')?.getBoundingClientRect()
        const contents = document.querySelector('.contents')
        const isBeside = contents !== null && getComputedStyle(contents).position === 'fixed'
        return [text?.left ?? 0, text?.right ?? 0, isBeside ? contents.getBoundingClientRect().right : 0] as const
      })
      expect(Math.abs(left - beside - (viewport.width - right)), `${viewport.width} px`).toBeLessThan(2)
    }
  })
})

describe.each([PHONE, DESK])('at $width px', (viewport) => {
  test.each([{ mode: 'by day' }, { mode: 'in the dark' }])(
    '$mode nothing is wider than the page, and every text can be read',
    async ({ mode }) => {
      const dark = mode === 'in the dark'
      await using opened = await edition.open(viewport, { dark })
      const { page, complaints } = opened
      for (const id of charts) await liveChart(opened, id)
      await openAll(page)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width)
      const papers = await page.evaluate(() => {
        const style = getComputedStyle(document.documentElement)
        return [style.backgroundColor, style.getPropertyValue('--paper').trim()]
      })
      // What figures are turned for is what the page has.
      expect(papers).toEqual(dark ? ['rgb(21, 24, 28)', PAPER.dark] : ['rgb(255, 255, 255)', PAPER.light])
      const { small, faint, count } = await unreadable(page, 12, LEAST_CONTRAST)
      expect(count).toBeGreaterThan(500)
      expect(small).toEqual([])
      expect(faint).toEqual([])
      expect(complaints).toEqual([])
    },
    180_000,
  )
})
