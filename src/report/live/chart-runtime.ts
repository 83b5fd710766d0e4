import { readFileSync } from 'node:fs'
import { compileFunction } from 'node:vm'
import type { compile, TopLevelSpec } from 'vega-lite'
import type { Figure, FigureId } from '../../charts/figure.ts'
import { interactive, SHOWN_TIME } from '../../charts/interactive.ts'
import { narrow } from '../../charts/narrow.ts'
import { COLUMN_WIDTH } from '../../charts/theme.ts'
import { say } from '../../text/phrase.ts'
import { spoken, type Unspoken } from '../../text/spoken.ts'
import { ENGLISH, type Words } from '../../text/words.ts'
import { bundled, chartLibraries } from '../page/chart-libraries.ts'
import { walkByKeys } from './chart-keys.ts'
import { type ChartWords, enliven, type ScriptParts, type SentChart } from './chart-script.ts'
import { makeTip } from './chart-tip.ts'
import { spotsOf, type Vega } from './chart-view.ts'
import { zoomBar } from './chart-zoom.ts'

type Compiled = ReturnType<typeof compile>['spec']

/** What charts say beside their values, and the buttons under a timeline. */
const WORDS: Unspoken<ChartWords> = {
  keys: say('screen.chart'),
  zoomIn: say('zoom.in'),
  zoomOut: say('zoom.out'),
  earlier: say('zoom.earlier'),
  later: say('zoom.later'),
  showAll: say('zoom.all'),
  hint: say('zoom.hint'),
}

const PARTS: ScriptParts = { makeTip, spotsOf, walkByKeys, zoomBar }

/** The charts of the page for the screen: their specifications as JSON, and the script that draws them. */
export interface LiveCharts {
  specs: string
  script: string
}

/**
 * Compiles the charts that answer. Vega makes functions out of texts while it runs, which a page may only do where its
 * policy allows it to run any text. So each chart is run here once, and the functions that it asked for are sent as
 * source.
 *
 * @param wanted figures that the page shows; those without data stay away
 * @returns null where none of them has data
 */
export async function liveCharts(
  figures: Record<FigureId, Figure>,
  wanted: Iterable<FigureId>,
  words: Words = ENGLISH,
): Promise<LiveCharts | null> {
  const shown = [...wanted].flatMap((id) => {
    const { spec } = figures[id]
    return spec === null ? [] : [{ id, spec }]
  })
  if (shown.length === 0) return null
  const { compile } = chartLibraries().vegaLite
  const bundle = bundled('vega')
  const licence = readFileSync(new URL('../LICENSE', import.meta.resolve('vega')), 'utf8')

  const sources = new Set<string>()
  // No arrow function: Vega may call it with `new`.
  function recorder(...parts: string[]): unknown {
    sources.add(functionSource(parts))
    return Function(...parts)
  }
  const vega = {} as Vega
  compileFunction(bundle, ['Function', 'exports', 'module'])(recorder, vega, {})

  const compiled = async (spec: TopLevelSpec) => {
    // As it is sent: the functions that it asks for hold its numbers.
    const sent = JSON.parse(JSON.stringify(compile(interactive(spec)).spec, seven)) as Compiled
    await new vega.View(vega.parse(sent), { renderer: 'none' }).runAsync()
    return sent
  }
  const specs: Partial<Record<FigureId, SentChart>> = {}
  for (const { id, spec } of shown) {
    const wide = await compiled(spec)
    specs[id] = { wide, narrow: sharing(await compiled(narrow(spec)), wide) } as SentChart
  }
  const script = [
    `/*! The charts are drawn by Vega, https://vega.github.io:\n${licence}\n*/`,
    '(() => {',
    functionSource.toString(),
    `const known = new Map([\n${[...sources].join(',\n')}\n].map((known) => [String(known), known]))`,
    "const lookUp = (...parts) => known.get(functionSource(parts)) ?? (() => { throw new Error('unknown expression') })()",
    'const vega = {}',
    `;(function (Function, exports, module) {${bundle}\n})(lookUp, vega, {})`,
    `const parts = {${Object.entries(PARTS)
      .map(([name, part]) => `${name}: ${String(part)}`)
      .join(',\n')}}`,
    "const specs = JSON.parse(document.getElementById('charts').textContent)",
    `;(${enliven.toString()})(vega, specs, '${SHOWN_TIME}', ${COLUMN_WIDTH}, parts, ${inScript(JSON.stringify(spoken(WORDS, words)))})`,
    '})()',
  ].join('\n')
  return { specs: inScript(JSON.stringify(specs)), script }
}

/** The same data twice would double the page: what `other` has by the same name stands as that name. */
function sharing(spec: Compiled, other: Compiled): object {
  const known = new Map(other.data?.map((data) => [data.name, JSON.stringify(data)]))
  return { ...spec, data: spec.data?.map((data) => (known.get(data.name) === JSON.stringify(data) ? data.name : data)) }
}

/** A function as it stands in the page's script; what would end the script can only be part of a string in it. */
function functionSource(parts: readonly string[]): string {
  const code = parts.at(-1) ?? ''
  return `function(${parts.slice(0, -1).join()}){${code.replace(/<(?=[!/s])/gi, '\\x3c')}}`
}

/** JSON that can't end the element it stands in. */
function inScript(json: string): string {
  return json.replace(/[<>&\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** More digits than these are lost on a screen; what a mark says of itself is text. */
const seven = (_: string, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(7)) : value)
