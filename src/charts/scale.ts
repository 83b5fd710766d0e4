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

/** Steps of logarithmic ticks, coarser the more powers of ten there are. */
const STEPS = [[1, 2, 5], [1, 3], [1]] as const

/** A logarithmic axis where ratios are large, else a linear one from 0. */
export function extentOf(values: readonly number[]): Extent {
  const least = Math.min(...values)
  const most = Math.max(...values)
  if (least <= 0 || most / least < LOG_FROM) return linear(least, most)
  const domain: [number, number] = [least / 1.3, most * 1.3]
  const decades = Math.log10(domain[1] / domain[0])
  const steps = STEPS[decades < 1.3 ? 0 : decades < 2.2 ? 1 : 2] ?? STEPS[2]
  const ticks: number[] = []
  for (let power = Math.floor(Math.log10(domain[0])); power <= Math.ceil(Math.log10(domain[1])); power++) {
    for (const step of steps) {
      const tick = Number(`${step}e${power}`)
      if (tick >= domain[0] && tick <= domain[1]) ticks.push(tick)
    }
  }
  return { type: 'log', domain, ticks }
}

function linear(least: number, most: number): Extent {
  const top = most <= 0 ? 1 : most * 1.08
  const step = niceStep((top - Math.min(0, least)) / 4)
  const ticks: number[] = []
  for (let index = Math.ceil(Math.min(0, least) / step); index * step <= top; index++)
    ticks.push(Number((index * step).toPrecision(12)))
  return { type: 'linear', domain: [Math.min(0, least), top], ticks }
}

/** The next of 1, 2, 5 and 10 times a power of ten. */
export function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough))
  const lead = rough / power
  return (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10) * power
}
