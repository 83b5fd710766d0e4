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

/** The other parts of the script. */
export interface ScriptParts {
  makeTip: (spots: typeof spotsOf) => Tip
  spotsOf: typeof spotsOf
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
  { makeTip, spotsOf, zoomBar }: ScriptParts,
  words: ZoomWords,
): void {
  /** The smallest printed text is 8.5 px: at this scale it has 10. */
  const SCALE = 1.2
  const tip = makeTip(spotsOf)

  const isNarrow = (px: number) => px < columnWidth * SCALE

  function specFor({ wide, narrow }: SentChart, px: number): Spec {
    if (!isNarrow(px)) return wide
    const known = new Map(wide.data?.map((data) => [(data as { name: string }).name, data]))
    return { ...narrow, data: narrow.data?.map((data) => (typeof data === 'string' ? known.get(data) : data)) ?? [] }
  }

  /** What stands beside the plots has a width of its own, which is only known once it is drawn. */
  async function fit(view: View, element: HTMLElement, px: number): Promise<void> {
    for (let round = 0; round < 3; round++) {
      const drawn = Number(element.querySelector('svg')?.getAttribute('width'))
      const missing = Math.floor(px / SCALE - drawn)
      if (Math.abs(missing) <= 1) return
      await view.width(Math.max(80, view.width() + missing)).runAsync()
    }
  }

  async function draw(sent: SentChart, element: HTMLElement, px: number, still: SVGElement): Promise<View> {
    const view = new vega.View(vega.parse(specFor(sent, px)), { renderer: 'svg', container: element })
    await view.runAsync()
    if (isNarrow(px)) await fit(view, element, px)
    const svg = element.querySelector('svg')
    for (const name of ['role', 'aria-label']) svg?.setAttribute(name, still.getAttribute(name) ?? '')
    return view
  }

  /** Lays the chart out anew whenever there is another width for it; the time that it shows stays. */
  function follow(live: LiveChart, sent: SentChart, still: SVGElement, first: number): void {
    let px = first
    let busy = Promise.resolve()
    const lay = async (wanted: number) => {
      if (wanted === px || wanted === 0) return
      const [before, { view }] = [px, live]
      px = wanted
      tip.hide()
      if (isNarrow(before) && isNarrow(wanted)) return fit(view, live.element, wanted)
      if (isNarrow(before) === isNarrow(wanted)) return
      const shown = timed(sent) ? view.signal(shownTime) : null
      view.finalize()
      live.view = await draw(sent, live.element, wanted, still)
      if (shown !== null) await live.view.signal(shownTime, shown).runAsync()
    }
    new ResizeObserver(([entry]) => {
      const wanted = Math.round(entry?.contentRect.width ?? 0)
      busy = busy.then(() => lay(wanted)).catch(console.error)
    }).observe(live.element)
  }

  const timed = ({ wide }: SentChart) => wide.signals?.some(({ name }) => name === shownTime) === true

  async function replace(id: string, still: SVGElement): Promise<void> {
    const sent = specs[id]
    const holder = still.parentElement
    if (sent === undefined || holder === null) return
    const element = document.createElement('div')
    element.className = 'live'
    const px = Math.round(holder.clientWidth)
    try {
      const live: LiveChart = { view: await draw(sent, element, px, still), element }
      holder.append(element)
      still.classList.add('still')
      tip.answer(live)
      if (timed(sent)) holder.after(zoomBar(live, shownTime, spotsOf, tip.hide, words))
      follow(live, sent, still, px)
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
