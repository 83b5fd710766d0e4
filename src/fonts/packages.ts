import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A font of an @fontsource package, whose characters lie in many files: its slices. */
export interface PackagedFont {
  packageName: string
  weight: 400 | 600
  style: 'normal' | 'italic'
}

const folders = new Map<string, string>()

/** Where a package lies. */
export function packageFolder(packageName: string): string {
  const known = folders.get(packageName)
  if (known !== undefined) return known
  const file = fileURLToPath(import.meta.resolve(`@fontsource/${packageName}/package.json`))
  const folder = file.replace(/package\.json$/, '')
  folders.set(packageName, folder)
  return folder
}

/** The file of a slice. */
export function fontFile(
  { packageName, weight, style }: PackagedFont,
  slice: string,
  format: 'woff' | 'woff2' = 'woff',
): string {
  return join(packageFolder(packageName), 'files', `${packageName}-${slice}-${weight}-${style}.${format}`)
}

const slices = new Map<string, Record<string, string>>()

/** Name of each slice of a family to the characters that it holds. */
export function slicesOf(packageName: string): Record<string, string> {
  const known = slices.get(packageName)
  if (known !== undefined) return known
  const read = JSON.parse(readFileSync(join(packageFolder(packageName), 'unicode.json'), 'utf8')) as Record<
    string,
    string
  >
  const found = Object.fromEntries(
    Object.entries(read).map(([name, range]) => [name.replace(/^\[(\d+)\]$/, '$1'), range]),
  )
  slices.set(packageName, found)
  return found
}

const places = new Map<string, Map<number, string[]>>()

/** The slices of a package that promise a code point. Of a hundred slices each has hundreds of ranges. */
export function slicesWith(packageName: string, codePoint: number): readonly string[] {
  let known = places.get(packageName)
  if (known === undefined) {
    known = new Map()
    for (const [name, range] of Object.entries(slicesOf(packageName)))
      for (const { low, high } of rangesOf(range))
        for (let code = low; code <= high; code += 1) known.set(code, [...(known.get(code) ?? []), name])
    places.set(packageName, known)
  }
  return known.get(codePoint) ?? []
}

const ranges = new Map<string, (codePoint: number) => boolean>()

/** Whether a code point lies in a CSS unicode-range such as `U+0-FF,U+131`. */
export function within(range: string): (codePoint: number) => boolean {
  const known = ranges.get(range) ?? rangeTest(range)
  ranges.set(range, known)
  return known
}

function rangeTest(range: string): (codePoint: number) => boolean {
  const parts = rangesOf(range)
  return (codePoint) => parts.some(({ low, high }) => codePoint >= low && codePoint <= high)
}

const rangesOf = (range: string): { low: number; high: number }[] =>
  range.split(',').map((part) => {
    const [low = '', high = low] = part.trim().replace(/^U\+/i, '').split('-')
    return { low: Number.parseInt(low, 16), high: Number.parseInt(high, 16) }
  })
