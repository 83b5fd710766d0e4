import type { LiveChart, spotsOf as SpotsOf } from './chart-view.ts'

/** The bubble that says what a mark stands for. */
export interface Tip {
  hide: () => void
  /** The chart answers whoever points at one of its marks. */
  answer: (live: LiveChart) => void
}

/** Makes the bubble. Runs in the reader's browser, see `enliven`. */
export function makeTip(spotsOf: typeof SpotsOf): Tip {
  /** Farther than this from any mark, in px of the screen, nothing is meant. */
  const REACH = 22

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

  function answer(live: LiveChart): void {
    const { element: chart } = live
    const point = (event: PointerEvent) => {
      const matrix = chart.querySelector('svg')?.getScreenCTM()
      if (!matrix) return
      const spots = spotsOf(live.view)
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

  return { hide, answer }
}
