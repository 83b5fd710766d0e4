import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { compileFunction } from 'node:vm'
import type { ChartLibraries } from '../../charts/draw.ts'

let loaded: ChartLibraries | null = null

/**
 * Vega and Vega-Lite, each from the one file that its package has for pages: as modules they are three hundred files, which
 * take twice as long. Loaded once, for what measures texts is set in them.
 */
export function chartLibraries(): ChartLibraries {
  loaded ??= load()
  return loaded
}

/** The file of a package of Vega’s that holds all of it, as source. */
export const bundled = (name: 'vega' | 'vega-lite'): string =>
  readFileSync(fileURLToPath(new URL(`${name}.min.js`, import.meta.resolve(name))), 'utf8')

function load(): ChartLibraries {
  const vega = {} as ChartLibraries['vega']
  const vegaLite = {} as ChartLibraries['vegaLite']
  compileFunction(bundled('vega'), ['exports', 'module'])(vega, {})
  compileFunction(bundled('vega-lite'), ['exports', 'module', 'require'])(vegaLite, {}, () => vega)
  return { vega, vegaLite }
}
