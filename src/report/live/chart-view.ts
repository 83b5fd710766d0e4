/** What the script of the page needs of Vega: https://vega.github.io/vega/docs/api/view/ */
export interface Vega {
  parse: (spec: object) => object
  View: new (runtime: object, options: object) => View
}

export interface View {
  signal(name: string): unknown
  signal(name: string, value: unknown): View
  width(): number
  width(px: number): View
  runAsync(): Promise<View>
  finalize(): void
  origin(): [number, number]
  padding(): { left: number; top: number }
  scenegraph(): { root: Mark }
}

interface Mark {
  marktype: string
  items: Item[]
}

interface Item {
  x: number
  y: number
  width: number
  height: number
  bounds: { x1: number; x2: number; y1: number; y2: number }
  datum?: { tip?: string }
  /** False where a line has a gap. */
  defined?: boolean
  items: Mark[]
}

/** A mark that has something to say, in the coordinates of its chart, and the plot that it lies in. */
export interface Spot {
  x: number
  y: number
  tip: string
  plot: { left: number; top: number; width: number }
  /** Whether it is a place on a line. */
  onLine: boolean
}

/** A chart that answers, in its element. Its view is another one once it was laid out anew. */
export interface LiveChart {
  view: View
  element: HTMLElement
}

/** The marks of a chart that have something to say. Runs in the reader's browser, see `enliven`. */
export function spotsOf(view: View): Spot[] {
  const spots: Spot[] = []
  // A line is one mark of many items, whose bounds are those of all of it; a symbol stands about its own place.
  const LINES = ['line', 'area', 'trail']
  const walk = (mark: Mark, group: { left: number; top: number; width: number; height: number }): void => {
    const onLine = LINES.includes(mark.marktype)
    for (const item of mark.items) {
      if (mark.marktype === 'group') {
        const { x = 0, y = 0, width, height } = item
        const inner = { left: group.left + x, top: group.top + y, width, height }
        for (const child of item.items) walk(child, inner)
      } else if (item.datum?.tip !== undefined && item.defined !== false) {
        const { x1, x2, y1, y2 } = item.bounds
        const [x, y] = onLine || mark.marktype === 'symbol' ? [item.x, item.y] : [(x1 + x2) / 2, (y1 + y2) / 2]
        // Marks of the time that is not shown are cut off.
        if (x < -1 || x > group.width + 1) continue
        spots.push({ x: group.left + x, y: group.top + y, tip: item.datum.tip, plot: group, onLine })
      }
    }
  }
  // The padding lies around what the origin is counted in.
  const [x, y] = view.origin()
  const { left, top } = view.padding()
  walk(view.scenegraph().root, { left: left + x, top: top + y, width: Infinity, height: Infinity })
  return spots
}
