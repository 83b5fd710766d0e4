import type { TopLevelSpec } from 'vega-lite'

/** The part of the time axis that is shown, `[from, to]` in seconds: the one thing that a reader may change. */
export const SHOWN_TIME = 'shownTime'

const SHOWN = [{ expr: `${SHOWN_TIME}[0]` }, { expr: `${SHOWN_TIME}[1]` }]

/**
 * The chart as it stands on a screen: where it has a time axis, its domain is the parameter `shownTime`. Until that is
 * changed the picture is the printed one.
 */
export function interactive(spec: TopLevelSpec): TopLevelSpec {
  const whole = timeDomain(spec)
  if (whole === null) return spec
  const params = [{ name: SHOWN_TIME, value: whole }]
  return { ...(zoomable(spec, whole) as TopLevelSpec), params }
}

type Node = Record<string, unknown>

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Domain of the time axis of a unit: seconds are called `s` in every chart. */
function domainOf(unit: Node): [number, number] | null {
  const x = isNode(unit.encoding) ? unit.encoding.x : null
  if (!isNode(x) || x.field !== 's' || !isNode(x.scale)) return null
  const domain = x.scale.domain
  if (!Array.isArray(domain)) return null
  const [from, to] = domain as unknown[]
  return typeof from === 'number' && typeof to === 'number' ? [from, to] : null
}

const children = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : isNode(value) ? Object.values(value) : []

/** Domain of the first time axis within. Data is not searched. */
function timeDomain(value: unknown): [number, number] | null {
  const own = isNode(value) ? domainOf(value) : null
  if (own !== null) return own
  const parts = isNode(value)
    ? Object.entries(value).flatMap(([key, part]) => (key === 'data' ? [] : [part]))
    : children(value)
  return parts.map(timeDomain).find((found) => found !== null) ?? null
}

/** What lies outside of the shown time is cut off once not everything is shown. */
function zoomable(value: unknown, whole: [number, number]): unknown {
  if (Array.isArray(value)) return value.map((part) => zoomable(part, whole))
  if (!isNode(value)) return value
  const copy = Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, key === 'data' ? part : zoomable(part, whole)]),
  )
  if (domainOf(value) === null || !isNode(copy.encoding) || !isNode(copy.encoding.x)) return copy
  const { x } = copy.encoding
  const scale = { ...(isNode(x.scale) ? x.scale : {}), domain: SHOWN }
  const clip = { expr: `${SHOWN_TIME}[0] > ${whole[0]} || ${SHOWN_TIME}[1] < ${whole[1]}` }
  const mark = isNode(copy.mark) ? { ...copy.mark, clip } : { type: copy.mark, clip }
  return { ...copy, mark, encoding: { ...copy.encoding, x: { ...x, scale } } }
}
