import type { LiveChart, spotsOf as SpotsOf } from './chart-view.ts'

/** What the buttons say. */
export type ZoomWords = Record<'zoomIn' | 'zoomOut' | 'earlier' | 'later' | 'showAll' | 'hint', string>

/**
 * Lets the reader choose the time that a chart shows: by the buttons that it returns, by wheel or pinch, by a double
 * click and by dragging. Runs in the reader's browser, see `enliven`.
 */
export function zoomBar(
  live: LiveChart,
  shownTime: string,
  spotsOf: typeof SpotsOf,
  hide: () => void,
  words: ZoomWords,
): HTMLElement {
  const MOST_ZOOM = 200
  const { element: chart } = live
  const whole = live.view.signal(shownTime) as [number, number]
  const span = whole[1] - whole[0]
  const buttons: { button: HTMLButtonElement; useless: (from: number, to: number) => boolean }[] = []

  const set = (from: number, length: number) => {
    const kept = Math.max(span / MOST_ZOOM, Math.min(span, length))
    const start = Math.max(whole[0], Math.min(whole[1] - kept, from))
    const end = kept === span ? whole[1] : start + kept
    for (const { button, useless } of buttons) button.disabled = useless(start, end)
    chart.classList.toggle('zoomed', kept < span)
    hide()
    return live.view.signal(shownTime, [start, end]).runAsync()
  }
  const shown = () => live.view.signal(shownTime) as [number, number]
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
    const matrix = chart.querySelector('svg')?.getScreenCTM()
    const own = spotsOf(live.view)[0]?.plot
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
  add(
    words.zoomIn,
    () => void scale(0.5),
    (from, to) => to - from <= (span / MOST_ZOOM) * 1.001,
  )
  add(words.zoomOut, () => void scale(2), isWhole)
  add(
    words.earlier,
    () => void move(-0.5),
    (from) => from <= whole[0],
  )
  add(
    words.later,
    () => void move(0.5),
    (_, to) => to >= whole[1],
  )
  add(words.showAll, () => void set(whole[0], span), isWhole)
  const hint = bar.appendChild(document.createElement('span'))
  hint.textContent = words.hint
  return bar
}
