/** Red, green and blue as they are mixed, 0 to 1 each. */
type Linear = readonly [red: number, green: number, blue: number]

/** A colour by how light, how colourful and of which hue it looks: https://bottosson.github.io/posts/oklab/ */
export interface Look {
  lightness: number
  chroma: number
  /** Radians. */
  hue: number
}

const toLinear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
const fromLinear = (value: number) => (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055)

/** @param hex `#1a1a1a` or `#fff` */
function linearOf(hex: string): Linear {
  const digits = hex.length === 4 ? hex.replace(/[\da-f]/gi, '$&$&') : hex
  const part = (at: number) => toLinear(Number.parseInt(digits.slice(at, at + 2), 16) / 255)
  return [part(1), part(3), part(5)]
}

/** Contrast of two colours, 1 to 21: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
export function contrast(one: string, other: string): number {
  const luminance = (hex: string) => {
    const [red, green, blue] = linearOf(hex)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const [a, b] = [luminance(one), luminance(other)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

export function lookOf(hex: string): Look {
  const [red, green, blue] = linearOf(hex)
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s
  const b = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s
  return {
    lightness: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    chroma: Math.hypot(a, b),
    hue: Math.atan2(b, a),
  }
}

/** The colour that looks so, or as colourful as a screen can show it. */
export function hexOf({ lightness, chroma, hue }: Look): string {
  const mixed = mixOf({ lightness, chroma, hue })
  const shown = mixed.every((value) => value >= -0.0005 && value <= 1.0005)
  if (!shown && chroma > 0.002) return hexOf({ lightness, chroma: chroma * 0.95, hue })
  const digits = mixed.map((value) =>
    Math.round(255 * fromLinear(Math.min(1, Math.max(0, value))))
      .toString(16)
      .padStart(2, '0'),
  )
  return `#${digits.join('')}`
}

function mixOf({ lightness, chroma, hue }: Look): Linear {
  const [a, b] = [chroma * Math.cos(hue), chroma * Math.sin(hue)]
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
}
