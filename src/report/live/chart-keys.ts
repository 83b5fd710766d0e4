import type { Tip } from './chart-tip.ts'
import type { LiveChart, Spot, spotsOf as SpotsOf } from './chart-view.ts'

/**
 * Lets the reader go from mark to mark by the keyboard: left and right through a plot, which lead on to its neighbours, up
 * and down to the next mark there, Home and End to the ends of a plot. The mark's values are shown and read out. Runs in the
 * reader's browser, see `enliven`.
 *
 * @param label what is said of the chart to whoever comes to it by the keyboard
 */
export function walkByKeys(live: LiveChart, spotsOf: typeof SpotsOf, tip: Tip, label: string): void {
  /** Marks that are closer in height than this, px of the chart, stand in one row. */
  const ROW = 5
  /** Sticky parts of the page cover this much of its top, px. */
  const COVERED = 60
  const { element: chart } = live
  chart.tabIndex = 0
  chart.setAttribute('role', 'application')
  chart.setAttribute('aria-label', label)
  const reader = document.createElement('div')
  reader.className = 'read-out'
  reader.setAttribute('role', 'status')
  chart.after(reader)
  let at: Spot | null = null

  /** The plots from top to bottom and left to right, the marks of each from left to right; none twice. */
  const plots = (): Spot[][] => {
    const all = new Map<string, Map<string, Spot>>()
    for (const spot of spotsOf(live.view)) {
      const key = `${spot.plot.top} ${spot.plot.left}`
      const marks = all.get(key) ?? new Map<string, Spot>()
      all.set(key, marks)
      // Of marks that say the same, as a tick on its bar, the last one lies on top.
      marks.set(spot.tip, spot)
    }
    return [...all.values()]
      .map((marks) => [...marks.values()].sort((a, b) => a.x - b.x || a.y - b.y))
      .sort(([a], [b]) => (a && b ? a.plot.top - b.plot.top || a.plot.left - b.plot.left : 0))
  }

  const inPlotOf = ({ plot }: Spot, other: Spot) => other.plot.top === plot.top && other.plot.left === plot.left
  const nearest = (spots: readonly Spot[], distance: (spot: Spot) => number): Spot | null =>
    spots.reduce<Spot | null>((best, spot) => (best === null || distance(spot) < distance(best) ? spot : best), null)

  /** The next row of the plot, there the mark that is closest; beyond its last row, or from a line, the plot below or above. */
  const vertical = (all: Spot[][], index: number, from: Spot, sign: 1 | -1): Spot | null => {
    const beyond = (all[index] ?? []).filter(({ y }) => (y - from.y) * sign > ROW)
    const lines = spotsOf(live.view).some((spot) => spot.onLine && inPlotOf(from, spot))
    if (!lines && beyond.length > 0)
      return nearest(beyond, ({ x, y }) => Math.abs(y - from.y) * 3 + Math.abs(x - from.x))
    const others = all.flat().filter(({ plot }) => (plot.top - from.plot.top) * sign > ROW)
    return nearest(others, ({ x, y, plot }) => {
      const far = Math.abs(plot.top - from.plot.top) * 1e6
      return far + Math.abs(x - from.x) * 1e3 + Math.abs(y - from.y)
    })
  }

  const next = (key: string): Spot | null => {
    const all = plots()
    const [first] = all[0] ?? []
    const place = at
    const here = (spot: Spot) => spot.tip === place?.tip
    const exact = all.findIndex((spots) => spots.some((spot) => here(spot) && place !== null && inPlotOf(place, spot)))
    // The chart may have been laid out anew since.
    const index = exact >= 0 ? exact : all.findIndex((spots) => spots.some(here))
    const plot = all[index] ?? []
    const from = plot.find(here)
    if (from === undefined) return first ?? null
    const flat = all.flat()
    switch (key) {
      case 'ArrowRight':
        return flat[flat.indexOf(from) + 1] ?? from
      case 'ArrowLeft':
        return flat[flat.indexOf(from) - 1] ?? from
      case 'ArrowDown':
        return vertical(all, index, from, 1) ?? from
      case 'ArrowUp':
        return vertical(all, index, from, -1) ?? from
      case 'Home':
        return plot[0] ?? from
      case 'End':
        return plot.at(-1) ?? from
    }
    return from
  }

  const tell = (spot: Spot) => {
    at = spot
    reader.textContent = spot.tip.replaceAll('\n', '. ')
    const matrix = chart.querySelector('svg')?.getScreenCTM()
    const { y } = matrix ? new DOMPoint(spot.x, spot.y).matrixTransform(matrix) : { y: innerHeight / 2 }
    if (y < COVERED || y > innerHeight - 20) scrollBy({ top: y - innerHeight / 2, behavior: 'instant' })
    // Scrolling hides the bubble, and is told of before the next picture.
    requestAnimationFrame(() => {
      if (document.activeElement === chart) tip.show(live, spot)
    })
  }

  const KEYS = ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp', 'Home', 'End']
  chart.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    if (event.key === 'Escape') tip.hide()
    if (!KEYS.includes(event.key)) return
    event.preventDefault()
    const spot = next(event.key)
    if (spot !== null) tell(spot)
  })
  chart.addEventListener('blur', tip.hide)
}
