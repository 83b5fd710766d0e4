/** A quantitative axis that fits its values. */
export interface Extent {
  type: 'log' | 'linear'
  domain: [number, number]
  ticks: number[]
}

/** The extent as Vega-Lite's scale. */
export function scaleOf({ type, domain }: Extent) {
  return type === 'log' ? { type, domain, nice: false } : { type, domain, nice: false, zero: false }
}

/** From this quotient of largest to smallest on, distances on a linear axis hide the small values. */
const LOG_FROM = 6

/** With fewer a reader can't tell how far apart two values are. */
const FEWEST_TICKS = 3

/** Steps of logarithmic ticks, from coarse to fine, and from how many powers of ten on each is fine enough. */
const STEPS: readonly { steps: readonly number[]; fromDecades: number }[] = [
  { steps: [1], fromDecades: 2.2 },
  { steps: [1, 3], fromDecades: 1.3 },
  { steps: [1, 2, 5], fromDecades: 0 },
  { steps: [1, 1.5, 2, 3, 5, 7], fromDecades: 0 },
]

/**
 * A logarithmic axis where ratios are large, else a linear one from 0.
 * @param steps that a linear axis has about: more where it is long
 */
export function extentOf(values: readonly number[], steps = 4): Extent {
  const least = Math.min(...values)
  const most = Math.max(...values)
  if (least <= 0 || most / least < LOG_FROM) return linear(least, most, steps)
  const domain: [number, number] = [least / 1.3, most * 1.3]
  const decades = Math.log10(domain[1] / domain[0])
  const fine = STEPS.filter(({ fromDecades }) => decades >= fromDecades).map(({ steps }) => ticksAt(steps, domain))
  return { type: 'log', domain, ticks: fine.find(({ length }) => length >= FEWEST_TICKS) ?? fine.at(-1) ?? [] }
}

/** A logarithmic axis of just this domain, with the powers of ten within. */
export const decadesOf = (domain: [number, number]): Extent => ({ type: 'log', domain, ticks: ticksAt([1], domain) })

/** The multiples of powers of ten within the domain. */
function ticksAt(steps: readonly number[], [low, high]: [number, number]): number[] {
  const ticks: number[] = []
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
    for (const step of steps) {
      const tick = Number(`${step}e${power}`)
      if (tick >= low && tick <= high) ticks.push(tick)
    }
  }
  return ticks
}

function linear(least: number, most: number, steps: number): Extent {
  const [bottom, top] = [Math.min(0, least), most <= 0 ? 1 : most * 1.08]
  const ticksBy = (step: number): number[] => {
    const ticks: number[] = []
    for (let index = Math.ceil(bottom / step); index * step <= top; index++)
      ticks.push(Number((index * step).toPrecision(12)))
    return ticks
  }
  const coarse = ticksBy(niceStep((top - bottom) / steps))
  const ticks = coarse.length < FEWEST_TICKS ? ticksBy(niceStep((top - bottom) / (2 * steps))) : coarse
  return { type: 'linear', domain: [bottom, top], ticks }
}

/** The next of 1, 2, 5 and 10 times a power of ten. */
export function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough))
  const lead = rough / power
  return (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10) * power
}

/** An interval that ends further out than this factor beyond all marks is cut: it would press them together. */
const REACH = 2
/** Between the outermost mark and the end of the axis. */
const ROOM = 1.15
/** Where all ratios are near 1, the axis still has ticks on both sides of it. */
const LEAST_REACH = 1.6
const MOST_TICKS = 10

/**
 * A logarithmic axis of ratios, with 1 within it.
 * @param ends of intervals: those too far from all marks lie outside
 */
export function ratioExtent(marks: readonly number[], ends: readonly number[]): Extent {
  const [least, most] = [Math.min(1, ...marks), Math.max(1, ...marks)]
  const near = ends.filter((end) => end >= least / REACH && end <= most * REACH)
  const domain: [number, number] = [
    Math.min(1 / LEAST_REACH, Math.min(least, ...near) / ROOM),
    Math.max(LEAST_REACH, Math.max(most, ...near) * ROOM),
  ]
  const [plain, fine, coarse] = [[1, 2, 5], [1, 1.5, 2, 3, 5, 7], [1]].map((steps) => ticksAt(steps, domain))
  const ticks = plain && plain.length > MOST_TICKS ? coarse : plain && plain.length >= FEWEST_TICKS ? plain : fine
  return { type: 'log', domain, ticks: ticks ?? [] }
}

/** Values, and of the ends of their bars those that do not press them together on an axis that has them all. */
export function reached(values: readonly number[], ends: readonly number[]): number[] {
  const [least, most] = [Math.min(...values), Math.max(...values)]
  return [...values, ...ends.filter((end) => end >= least / REACH && end <= most * REACH)]
}
