import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'

interface Import {
  /** File relative to src, or the name of a package. */
  target: string
  /** Erased before anything runs. */
  typeOnly: boolean
  names: string
}

const SRC = import.meta.dirname
const FILES = globSync('**/*.{ts,mjs}', { cwd: SRC })
  .filter((file) => !file.endsWith('.test.ts'))
  .sort()

const IMPORT = /^(?:import|export)\s+(type\s+)?(?:([^'";]*?)\s+from\s+)?'([^']+)'|\bimport\('([^']+)'\)/gm

function importsOf(file: string): Import[] {
  const text = readFileSync(path.join(SRC, file), 'utf8')
  return [...text.matchAll(IMPORT)].map(([, type, names = '', from, dynamic]) => {
    const specifier = from ?? dynamic ?? ''
    const target = specifier.startsWith('.') ? path.join(path.dirname(file), specifier) : specifier
    // `import { type A, type B }` is erased as well.
    const onlyTypes = /^\{(\s*type\s[^,}]*,?)+\s*\}$/.test(names.trim())
    return { target, typeOnly: type !== undefined || onlyTypes, names }
  })
}

const IMPORTS = new Map(FILES.map((file) => [file, importsOf(file)]))
const values = (file: string) => (IMPORTS.get(file) ?? []).filter((one) => !one.typeOnly)
const room = (file: string) => (file.includes('/') ? file.slice(0, file.indexOf('/')) : file)
const filesIn = (...rooms: string[]) => FILES.filter((file) => rooms.includes(room(file)))

/** `file -> target` for each import of `files` that `isWrong` says is wrong. */
const offences = (files: readonly string[], isWrong: (one: Import, file: string) => boolean) =>
  files.flatMap((file) =>
    values(file)
      .filter((one) => isWrong(one, file))
      .map((one) => `${file} -> ${one.target}`),
  )

/** Every module of ours that `file` brings along, itself included. */
function reachable(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  for (const { target } of values(file)) if (IMPORTS.has(target)) reachable(target, seen)
  return seen
}

const PURE = ['measurements', 'statistics', 'findings', 'charts', 'drawings', 'film', 'words']
const TOUCHES_MACHINE =
  /^(node:(fs|fs\/promises|child_process|net|http|https|os|worker_threads|dgram|tls)|execa|puppeteer|ora|commander)$/

describe('architecture', () => {
  test('the walk sees the imports it is about', () => {
    expect(importsOf('process.ts').map((one) => one.target)).toEqual(['execa'])
    expect(importsOf('data/load.ts')).toContainEqual(
      expect.objectContaining({ target: 'data/loaded-run.ts', typeOnly: true }),
    )
    expect(importsOf('commands/program.ts').map((one) => one.target)).toContain('commands/report.ts')
    expect(importsOf('data/load.ts').map((one) => one.target)).toContain('node:fs')
  })

  test.each(PURE)('%s is pure: neither files nor processes, not even through another module', (name) => {
    const files = [...new Set(filesIn(name).flatMap((file) => [...reachable(file)]))]
    expect(offences(files, ({ target }) => TOUCHES_MACHINE.test(target))).toEqual([])
  })

  test('data flows one way', () => {
    const order = [
      'words',
      'assignment',
      'data',
      'measurements',
      'statistics',
      'findings',
      'import',
      'charts',
      'drawings',
      'film',
      'report',
      'commands',
    ]
    const wrong = offences(
      filesIn(...order),
      ({ target }, file) =>
        IMPORTS.has(target) && order.includes(room(target)) && order.indexOf(room(target)) > order.indexOf(room(file)),
    )
    expect(wrong).toEqual([])
  })

  test('the lab knows nothing of the report, and the report nothing of the lab', () => {
    const later = ['measurements', 'findings', 'charts', 'drawings', 'film', 'demo', 'report', 'commands', 'doctor']
    expect(offences(filesIn('lab'), ({ target }) => IMPORTS.has(target) && later.includes(room(target)))).toEqual([])
    expect(
      offences(
        filesIn('report'),
        ({ target }) => IMPORTS.has(target) && ['lab', 'demo', 'commands', 'doctor'].includes(room(target)),
      ),
    ).toEqual([])
  })

  test('processes are started through the process layer alone, by those who may', () => {
    expect(offences(FILES, ({ target }, file) => target === 'execa' && file !== 'process.ts')).toEqual([])
    expect(
      offences(
        FILES,
        ({ target }, file) =>
          target === 'node:child_process' &&
          !['setup/start.mjs', 'lab/e2e-cli.ts', 'lab/e2e-isolation.ts'].includes(file),
      ),
    ).toEqual([])
    expect(
      offences(
        FILES,
        ({ target }, file) =>
          target === 'process.ts' && !['lab', 'demo', 'setup', 'commands', 'bench', 'torture'].includes(room(file)),
      ),
    ).toEqual([])
    expect(offences(FILES, ({ target }, file) => target === 'puppeteer' && file !== 'report/browser.ts')).toEqual([])
  })

  test('the report leaves the writing to its command, but for the page that the browser reads from out', () => {
    const forPrinting = ['report/pdf.ts', 'report/render.ts']
    const writing = /\b(write|append|mkdir|rm|unlink|rename|open|copy|cp|create)\w*/
    expect(
      offences(
        filesIn('report', 'assignment'),
        ({ target, names }, file) => /^node:fs/.test(target) && writing.test(names) && !forPrinting.includes(file),
      ),
    ).toEqual([])
    expect(offences(filesIn('report'), ({ target }) => target === 'data/store.ts')).toEqual([])
  })

  test("modules don't import each other in a circle", () => {
    const circles: string[] = []
    const visit = (file: string, trail: readonly string[]) => {
      const at = trail.indexOf(file)
      if (at >= 0) {
        circles.push([...trail.slice(at), file].join(' -> '))
        return
      }
      if (done.has(file)) return
      for (const { target } of values(file)) if (IMPORTS.has(target)) visit(target, [...trail, file])
      done.add(file)
    }
    const done = new Set<string>()
    for (const file of FILES) visit(file, [])
    expect(circles).toEqual([])
  })
})
