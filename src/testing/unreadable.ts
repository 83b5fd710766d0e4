import type { Page } from 'puppeteer'

/** Texts of a page that are too small or too faint, each with what is wrong and where it stands. */
export interface Unreadable {
  small: string[]
  faint: string[]
  /** Texts that were looked at. */
  count: number
}

/**
 * Looks at every text that a reader can see, as the browser computed it.
 *
 * @param leastSize px on the screen, in figures after they were scaled
 * @param leastContrast of a text with what it stands on: https://www.w3.org/TR/WCAG22/#contrast-minimum
 */
export function unreadable(page: Page, leastSize: number, leastContrast: number): Promise<Unreadable> {
  return page.evaluate(
    (size, ratio) => {
      const partsOf = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number)
      const luminance = (colour: string) => {
        const [red = 0, green = 0, blue = 0] = partsOf(colour).map((part) =>
          part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue
      }
      const contrast = (one: string, other: string) => {
        const [a, b] = [luminance(one), luminance(other)]
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
      }
      const isOpaque = (colour: string) => colour.startsWith('rgb') && (partsOf(colour)[3] ?? 1) > 0.5
      const groundOf = (from: Element): string => {
        for (let at: Element | null = from; at; at = at.parentElement) {
          const { backgroundColor } = getComputedStyle(at)
          if (isOpaque(backgroundColor)) return backgroundColor
        }
        return getComputedStyle(document.documentElement).backgroundColor
      }
      /** The last shape that was painted before the text and lies about its middle. */
      const groundIn = (svg: Element, text: Element): string => {
        const { left, top, width, height } = text.getBoundingClientRect()
        const [x, y] = [left + width / 2, top + height / 2]
        const under = [...svg.querySelectorAll('rect, .mark-rect path')].filter((shape) => {
          const box = shape.getBoundingClientRect()
          const isBefore = (shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
          const isAround = box.left <= x && box.right >= x && box.top <= y && box.bottom >= y
          return isBefore && isAround && isOpaque(getComputedStyle(shape).fill)
        })
        const last = under.at(-1)
        return last ? getComputedStyle(last).fill : groundOf(svg)
      }
      const [small, faint] = [new Set<string>(), new Set<string>()]
      let count = 0
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.parentElement
        const text = node.textContent?.trim() ?? ''
        if (element === null || text === '' || element.closest('script, style, .read-out, button:disabled')) continue
        if (!element.checkVisibility({ visibilityProperty: true })) continue
        count += 1
        const svg = element.closest('svg')
        const { fontSize, fill, color } = getComputedStyle(element)
        const scale = element instanceof SVGGraphicsElement ? (element.getScreenCTM()?.a ?? 1) : 1
        const where = `${element.closest('[class]')?.getAttribute('class')} ${element.tagName}: ${text.slice(0, 40)}`
        const px = Number.parseFloat(fontSize) * scale
        // A width is whole pixels, so a text may be a hair smaller.
        if (px < size - 0.1) small.add(`${px.toFixed(1)} px, ${where}`)
        const has = svg ? contrast(fill, groundIn(svg, element)) : contrast(color, groundOf(element))
        if (has < ratio - 0.01) faint.add(`${has.toFixed(2)}, ${where}`)
      }
      return { small: [...small], faint: [...faint], count }
    },
    leastSize,
    leastContrast,
  )
}
