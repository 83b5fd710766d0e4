import type { walkByKeys } from './chart-keys.ts'
import type { Tip } from './chart-tip.ts'
import type { LiveChart, spotsOf, Vega, View } from './chart-view.ts'
import type { ZoomWords, zoomBar } from './chart-zoom.ts'

type Spec = { signals?: { name: string }[]; data?: unknown[] }

/** A chart as printed, and as it stands where that would be too small to read. */
export interface SentChart {
  wide: Spec
  /** Data that `wide` has too stands here as its name. */
  narrow: Spec
}

/** What charts say beside their values. */
export type ChartWords = ZoomWords & Record<'keys', string>

/** The other parts of the script. */
export interface ScriptParts {
  makeTip: (spots: typeof spotsOf) => Tip
  spotsOf: typeof spotsOf
  walkByKeys: typeof walkByKeys
  zoomBar: typeof zoomBar
}

/**
 * Runs in the reader's browser: puts a chart that answers in the place of each still one. It is sent as its own text, as
 * are the other parts, so it may use nothing from outside itself. A chart that fails leaves the still one where it is.
 *
 * @param columnWidth width of the printed charts, px
 */
export function enliven(
  vega: Vega,
  specs: Record<string, SentChart>,
  shownTime: string,
  columnWidth: number,
  { makeTip, spotsOf, walkByKeys, zoomBar }: ScriptParts,
  words: ChartWords,
): void {
  const tip = makeTip(spotsOf)

  /** A still chart, and the width from which on its texts can be read as it is. */
  interface Still {
    svg: SVGElement
    least: number
  }

  function specFor({ wide, narrow }: SentChart, px: number, { least }: Still): Spec {
    if (px >= least) return wide
    const known = new Map(wide.data?.map((data) => [(data as { name: string }).name, data]))
    return { ...narrow, data: narrow.data?.map((data) => (typeof data === 'string' ? known.get(data) : data)) ?? [] }
  }

  /**
   * Lays the chart out for its width, with texts as large as they can be read. What stands beside the plots has a width of
   * its own, which is only known once it is drawn; where that leaves no room for plots the chart is wider than the screen.
   */
  async function fit(view: View, element: HTMLElement, px: number, { least }: Still): Promise<void> {
    const scale = least / columnWidth
    const drawn = () => Number(element.querySelector('svg')?.getAttribute('width'))
    for (let round = 0; round < 3; round++) {
      const missing = Math.floor(px / scale - drawn())
      if (Math.abs(missing) <= 1) break
      await view.width(Math.max(80, view.width() + missing)).runAsync()
    }
    element.style.minWidth = drawn() * scale > px + 2 ? `${Math.ceil(drawn() * scale)}px` : ''
  }

  async function draw(sent: SentChart, element: HTMLElement, px: number, still: Still): Promise<View> {
    const view = new vega.View(vega.parse(specFor(sent, px, still)), { renderer: 'svg', container: element })
    await view.runAsync()
    element.style.minWidth = ''
    if (px < still.least) await fit(view, element, px, still)
    const svg = element.querySelector('svg')
    for (const name of ['role', 'aria-label']) svg?.setAttribute(name, still.svg.getAttribute(name) ?? '')
    return view
  }

  /** Lays the chart out anew whenever there is another width for it; the time that it shows stays. */
  function follow(live: LiveChart, sent: SentChart, still: Still, holder: HTMLElement, first: number): void {
    const { least } = still
    let px = first
    let busy = Promise.resolve()
    const lay = async (wanted: number) => {
      if (wanted === px || wanted === 0) return
      const [before, { view }] = [px, live]
      px = wanted
      tip.hide()
      if (before < least && wanted < least) return fit(view, live.element, wanted, still)
      if (before < least === wanted < least) return
      const shown = timed(sent) ? view.signal(shownTime) : null
      view.finalize()
      live.view = await draw(sent, live.element, wanted, still)
      if (shown !== null) await live.view.signal(shownTime, shown).runAsync()
    }
    new ResizeObserver(([entry]) => {
      const wanted = Math.round(entry?.contentRect.width ?? 0)
      busy = busy.then(() => lay(wanted)).catch(console.error)
    }).observe(holder)
  }

  const timed = ({ wide }: SentChart) => wide.signals?.some(({ name }) => name === shownTime) === true

  async function replace(id: string, svg: SVGElement): Promise<void> {
    const sent = specs[id]
    const holder = svg.parentElement
    if (sent === undefined || holder === null) return
    const still = { svg, least: Number.parseFloat(getComputedStyle(holder).getPropertyValue('--least')) || columnWidth }
    const element = document.createElement('div')
    element.className = 'live'
    const px = Math.round(holder.clientWidth)
    try {
      const live: LiveChart = { view: await draw(sent, element, px, still), element }
      holder.append(element)
      svg.classList.add('still')
      tip.answer(live)
      walkByKeys(live, spotsOf, tip, words.keys)
      if (timed(sent)) holder.after(zoomBar(live, shownTime, spotsOf, tip.hide, words))
      follow(live, sent, still, holder, px)
    } catch (error) {
      element.remove()
      console.error(error)
    }
  }

  // Vega measures texts, so the fonts must be there before it draws.
  const fonts = ["400 10px 'Source Sans 3'", "600 10px 'Source Sans 3'"].map((font) => document.fonts.load(font))
  void Promise.all(fonts).then(() => {
    const near = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          if (!isIntersecting) continue
          near.unobserve(target)
          void replace(target.id.replace(/^figure-/, ''), target.querySelector('svg') as SVGElement)
        }
      },
      { rootMargin: '800px' },
    )
    for (const id of Object.keys(specs)) {
      const figure = document.getElementById(`figure-${id}`)
      if (figure?.querySelector('svg')) near.observe(figure)
    }
  })
  addEventListener('scroll', tip.hide, { passive: true })
  addEventListener('pointerdown', tip.hide, { capture: true })
}
