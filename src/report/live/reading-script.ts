/**
 * Runs in the reader's browser: marks the current section in the contents, opens what is folded for whoever follows a link
 * into it or prints the page, and lets the keyboard reach only those boxes that scroll. It is sent as its own text, so it may
 * use nothing from outside itself. Without it the contents are plain links, and what is folded opens by a click.
 */
export function followReading(): void {
  const contents = document.querySelector<HTMLElement>('.contents')
  const links = [...(contents?.querySelectorAll<HTMLAnchorElement>('a[href^="#"]') ?? [])]
  const named = (hash: string) => {
    try {
      return document.getElementById(decodeURIComponent(hash.slice(1)))
    } catch {
      // An address that somebody typed need not be one.
      return null
    }
  }
  const entries = links.flatMap((link) => {
    const heading = named(link.hash)
    return heading === null ? [] : [{ link, heading }]
  })

  /** Beside the text the contents scroll by themselves, above it with the page. */
  const keepInSight = (link: HTMLElement) => {
    if (contents === null || getComputedStyle(contents).position !== 'fixed') return
    const [box, own] = [contents.getBoundingClientRect(), link.getBoundingClientRect()]
    if (own.top < box.top + 40 || own.bottom > box.bottom - 40)
      contents.scrollTop += own.top - box.top - contents.clientHeight / 3
  }
  /** A heading that a link led to lies a little above this, px. */
  const PASSED = 120
  let current: HTMLElement | null = null
  const mark = () => {
    // The first one near the top is being read, else the last that has passed it; where the page ends, the first in sight.
    const topOf = ({ heading }: (typeof entries)[number]) => heading.getBoundingClientRect().top
    const isAtEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 2
    const shown = entries.find((entry) => topOf(entry) >= 0 && (isAtEnd || topOf(entry) < PASSED))
    const link = (shown ?? entries.findLast((entry) => topOf(entry) < 0))?.link ?? null
    if (link === current) return
    current?.removeAttribute('aria-current')
    link?.setAttribute('aria-current', 'location')
    current = link
    if (link !== null) keepInSight(link)
  }
  let waiting = false
  const markSoon = () => {
    if (waiting) return
    waiting = true
    requestAnimationFrame(() => {
      waiting = false
      mark()
    })
  }
  addEventListener('scroll', markSoon, { passive: true })
  addEventListener('resize', markSoon)
  mark()

  const reveal = (hash: string) => {
    const target = hash.length > 1 ? named(hash) : null
    let opened = false
    for (let at = target?.parentElement; at; at = at.parentElement) {
      if (!(at instanceof HTMLDetailsElement) || at.open) continue
      at.open = true
      opened = true
    }
    if (opened) target?.scrollIntoView()
  }
  addEventListener('hashchange', () => reveal(location.hash))
  document.addEventListener('click', ({ target }) => {
    const link = target instanceof Element ? target.closest<HTMLAnchorElement>('a[href^="#"]') : null
    if (link !== null) reveal(link.hash)
  })
  reveal(location.hash)

  let closed: HTMLDetailsElement[] = []
  addEventListener('beforeprint', () => {
    closed = [...document.querySelectorAll<HTMLDetailsElement>('details:not([open])')]
    for (const one of closed) one.open = true
  })
  addEventListener('afterprint', () => {
    for (const one of closed) one.open = false
  })

  const boxes = new ResizeObserver((entriesOfBoxes) => {
    for (const { target } of entriesOfBoxes) {
      const box = target.closest('[data-box]')
      if (box === null) continue
      // Too little to see is no reason to stop at a box.
      const scrolls = box.scrollWidth > box.clientWidth + 2
      box.toggleAttribute('data-scrolls', scrolls)
      if (scrolls) box.setAttribute('tabindex', '0')
      else box.removeAttribute('tabindex')
    }
  })
  for (const box of document.querySelectorAll('[data-box]')) {
    boxes.observe(box)
    for (const child of box.children) boxes.observe(child)
  }
}
