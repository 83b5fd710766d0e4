/** What the script needs of Vega: https://vega.github.io/vega/docs/api/view/ */
interface Vega {
  parse: (spec: object) => object
  View: new (runtime: object, options: object) => View
}

interface View {
  signal(name: string): unknown
  signal(name: string, value: unknown): View
  runAsync(): Promise<View>
  origin(): [number, number]
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
  items: Mark[]
}

/** A mark that has something to say, in the coordinates of its chart, and the plot that it lies in. */
interface Spot {
  x: number
  y: number
  tip: string
  plot: { left: number; width: number }
}

/**
 * Runs in the reader's browser: puts a chart that answers in the place of each still one. It is sent as its own text, so
 * it may use nothing from outside itself. A chart that fails leaves the still one where it is.
 */
export function enliven(
  vega: Vega,
  specs: Record<string, { signals?: { name: string }[] }>,
  shownTime: string,
  words: Record<'zoomIn' | 'zoomOut' | 'earlier' | 'later' | 'showAll' | 'hint', string>,
): void {
  /** Farther than this from any mark, in px of the screen, nothing is meant. */
  const REACH = 22
  const MOST_ZOOM = 200

  const bubble = document.body.appendChild(document.createElement('div'))
  bubble.className = 'tip'
  bubble.setAttribute('role', 'status')
  bubble.hidden = true
  const ring = document.body.appendChild(document.createElement('div'))
  ring.className = 'tip-ring'
  ring.hidden = true

  const hide = () => {
    bubble.hidden = true
    ring.hidden = true
  }

  function show(tip: string, left: number, top: number): void {
    bubble.replaceChildren(
      ...tip.split('\n').map((line) => {
        const paragraph = document.createElement('p')
        paragraph.textContent = line
        return paragraph
      }),
    )
    bubble.hidden = false
    ring.hidden = false
    const { clientWidth } = document.documentElement
    const { width, height } = bubble.getBoundingClientRect()
    const x = Math.max(4, Math.min(clientWidth - width - 4, left - width / 2))
    const y = top - height - 12 < 4 ? top + 14 : top - height - 12
    bubble.style.transform = `translate(${x + scrollX}px, ${y + scrollY}px)`
    ring.style.transform = `translate(${left + scrollX}px, ${top + scrollY}px)`
  }

  function spotsOf(view: View): Spot[] {
    const spots: Spot[] = []
    const walk = (mark: Mark, group: { left: number; top: number; width: number; height: number }): void => {
      for (const item of mark.items) {
        if (mark.marktype === 'group') {
          const { x = 0, y = 0, width, height } = item
          const inner = { left: group.left + x, top: group.top + y, width, height }
          for (const child of item.items) walk(child, inner)
        } else if (item.datum?.tip !== undefined) {
          const x = (item.bounds.x1 + item.bounds.x2) / 2
          // Marks of the time that is not shown are cut off.
          if (x < -1 || x > group.width + 1) continue
          const y = (item.bounds.y1 + item.bounds.y2) / 2
          spots.push({ x: group.left + x, y: group.top + y, tip: item.datum.tip, plot: group })
        }
      }
    }
    const [left, top] = view.origin()
    walk(view.scenegraph().root, { left, top, width: Infinity, height: Infinity })
    return spots
  }

  function answer(view: View, svg: () => SVGSVGElement | null, chart: HTMLElement): void {
    const point = (event: PointerEvent) => {
      const matrix = svg()?.getScreenCTM()
      if (!matrix) return
      const spots = spotsOf(view)
      let nearest: { tip: string; x: number; y: number } | null = null
      let least = REACH
      for (const { x, y, tip } of spots) {
        const onScreen = new DOMPoint(x, y).matrixTransform(matrix)
        const distance = Math.hypot(onScreen.x - event.clientX, onScreen.y - event.clientY)
        if (distance < least) {
          least = distance
          nearest = { tip, x: onScreen.x, y: onScreen.y }
        }
      }
      if (nearest === null) hide()
      else show(nearest.tip, nearest.x, nearest.y)
    }
    chart.addEventListener('pointermove', point)
    chart.addEventListener('pointerdown', point)
    // A finger leaves as soon as it is lifted; what it pointed at is to be read then.
    chart.addEventListener('pointerleave', ({ pointerType }) => {
      if (pointerType === 'mouse') hide()
    })
  }

  function zoom(view: View, svg: () => SVGSVGElement | null, chart: HTMLElement): HTMLElement {
    const whole = view.signal(shownTime) as [number, number]
    const span = whole[1] - whole[0]
    const buttons: { button: HTMLButtonElement; useless: (from: number, to: number) => boolean }[] = []

    const set = (from: number, length: number) => {
      const kept = Math.max(span / MOST_ZOOM, Math.min(span, length))
      const start = Math.max(whole[0], Math.min(whole[1] - kept, from))
      const end = kept === span ? whole[1] : start + kept
      for (const { button, useless } of buttons) button.disabled = useless(start, end)
      chart.classList.toggle('zoomed', kept < span)
      hide()
      view.signal(shownTime, [start, end])
      return view.runAsync()
    }
    const shown = () => view.signal(shownTime) as [number, number]
    /** The time under `clientX` stays where it is. */
    const scale = (factor: number, clientX?: number) => {
      const [from, to] = shown()
      const share = clientX === undefined ? 0.5 : Math.max(0, Math.min(1, shareAt(clientX)))
      const length = Math.max(span / MOST_ZOOM, Math.min(span, (to - from) * factor))
      return set(from + (to - from) * share - length * share, length)
    }
    const move = (share: number) => {
      const [from, to] = shown()
      return set(from + (to - from) * share, to - from)
    }
    const plot = () => {
      const matrix = svg()?.getScreenCTM()
      const own = spotsOf(view)[0]?.plot
      return matrix && own ? { left: matrix.e + own.left * matrix.a, width: own.width * matrix.a } : null
    }
    const shareAt = (clientX: number) => {
      const place = plot()
      return place === null ? 0.5 : (clientX - place.left) / place.width
    }

    chart.addEventListener(
      'wheel',
      (event) => {
        // The wheel alone scrolls the page; browsers report a pinch on a touchpad as one with Ctrl.
        if (!event.ctrlKey && !event.metaKey) return
        event.preventDefault()
        void scale(Math.exp(event.deltaY * (Math.abs(event.deltaY) < 20 ? 0.02 : 0.004)), event.clientX)
      },
      { passive: false },
    )
    chart.addEventListener('dblclick', (event) => void scale(0.5, event.clientX))
    let grip: { x: number; from: number; length: number; width: number } | null = null
    chart.addEventListener('pointerdown', (event) => {
      const place = plot()
      const [from, to] = shown()
      if (event.pointerType !== 'mouse' || event.button !== 0 || place === null || to - from >= span) return
      grip = { x: event.clientX, from, length: to - from, width: place.width }
      chart.setPointerCapture(event.pointerId)
    })
    chart.addEventListener('pointermove', (event) => {
      if (grip !== null) void set(grip.from - ((event.clientX - grip.x) / grip.width) * grip.length, grip.length)
    })
    const release = () => (grip = null)
    chart.addEventListener('pointerup', release)
    chart.addEventListener('pointercancel', release)

    const bar = document.createElement('div')
    bar.className = 'zoom'
    const add = (text: string, act: () => void, useless: (from: number, to: number) => boolean) => {
      const button = bar.appendChild(document.createElement('button'))
      button.type = 'button'
      button.textContent = text
      button.addEventListener('click', act)
      button.disabled = useless(whole[0], whole[1])
      buttons.push({ button, useless })
    }
    const isWhole = (from: number, to: number) => to - from >= span
    add(words.zoomIn, () => void scale(0.5), (from, to) => to - from <= (span / MOST_ZOOM) * 1.001)
    add(words.zoomOut, () => void scale(2), isWhole)
    add(words.earlier, () => void move(-0.5), (from) => from <= whole[0])
    add(words.later, () => void move(0.5), (_, to) => to >= whole[1])
    add(words.showAll, () => void set(whole[0], span), isWhole)
    const hint = bar.appendChild(document.createElement('span'))
    hint.textContent = words.hint
    return bar
  }

  async function replace(id: string, still: SVGElement): Promise<void> {
    const spec = specs[id]
    const holder = still.parentElement
    if (spec === undefined || holder === null) return
    const chart = document.createElement('div')
    chart.className = 'live'
    try {
      const view = new vega.View(vega.parse(spec), { renderer: 'svg', container: chart })
      await view.runAsync()
      const svg = () => chart.querySelector('svg')
      for (const name of ['role', 'aria-label']) svg()?.setAttribute(name, still.getAttribute(name) ?? '')
      holder.append(chart)
      still.classList.add('still')
      answer(view, svg, chart)
      if (spec.signals?.some(({ name }) => name === shownTime)) holder.after(zoom(view, svg, chart))
    } catch (error) {
      chart.remove()
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
  addEventListener('scroll', hide, { passive: true })
  addEventListener('pointerdown', hide, { capture: true })
}
