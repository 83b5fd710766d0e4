import type { LiveChart, Spot, spotsOf as SpotsOf } from './chart-view.ts'

/** The bubble that says what a mark stands for. */
export interface Tip {
  hide: () => void
  /** Puts the bubble to a mark of the chart. */
  show: (live: LiveChart, spot: Spot) => void
  /** The chart answers whoever points at one of its marks. */
  answer: (live: LiveChart) => void
}

/** Makes the bubble. Runs in the reader's browser, see `enliven`. */
export function makeTip(spotsOf: typeof SpotsOf): Tip {
  /** Farther than this from any mark, in px of the screen, nothing is meant. */
  const REACH = 22

  const bubble = document.body.appendChild(document.createElement('div'))
  bubble.className = 'tip'
  bubble.hidden = true
  const ring = document.body.appendChild(document.createElement('div'))
  ring.className = 'tip-ring'
  ring.hidden = true

  const hide = () => {
    bubble.hidden = true
    ring.hidden = true
  }

  const matrixOf = ({ element }: LiveChart) => element.querySelector('svg')?.getScreenCTM()
  const placeOf = (matrix: DOMMatrix, { x, y }: Spot) => new DOMPoint(x, y).matrixTransform(matrix)

  function show(live: LiveChart, spot: Spot): void {
    const matrix = matrixOf(live)
    if (!matrix) return
    const place = placeOf(matrix, spot)
    bubble.replaceChildren(
      ...spot.tip.split('\n').map((line) => {
        const paragraph = document.createElement('p')
        paragraph.textContent = line
        return paragraph
      }),
    )
    bubble.hidden = false
    ring.hidden = false
    const { clientWidth } = document.documentElement
    const { width, height } = bubble.getBoundingClientRect()
    const x = Math.max(4, Math.min(clientWidth - width - 4, place.x - width / 2))
    const y = place.y - height - 12 < 4 ? place.y + 14 : place.y - height - 12
    bubble.style.transform = `translate(${x + scrollX}px, ${y + scrollY}px)`
    ring.style.transform = `translate(${place.x + scrollX}px, ${place.y + scrollY}px)`
  }

  function answer(live: LiveChart): void {
    const { element: chart } = live
    const point = (event: PointerEvent) => {
      const matrix = matrixOf(live)
      if (!matrix) return
      let nearest: Spot | null = null
      let least = REACH
      for (const spot of spotsOf(live.view)) {
        const { x, y } = placeOf(matrix, spot)
        const distance = Math.hypot(x - event.clientX, y - event.clientY)
        if (distance < least) {
          least = distance
          nearest = spot
        }
      }
      if (nearest === null) hide()
      else show(live, nearest)
    }
    chart.addEventListener('pointermove', point)
    chart.addEventListener('pointerdown', point)
    // A finger leaves as soon as it is lifted; what it pointed at is to be read then.
    chart.addEventListener('pointerleave', ({ pointerType }) => {
      if (pointerType === 'mouse') hide()
    })
  }

  return { hide, show, answer }
}
