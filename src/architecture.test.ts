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
const ALL = globSync('**/*.{ts,mjs}', { cwd: SRC }).sort()
const FILES = ALL.filter((file) => !file.endsWith('.test.ts'))
const UNIT_TESTS = ALL.filter((file) => /^(?!.*\.(system|e2e|image)\.test\.ts$).*\.test\.ts$/.test(file))

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
const within = (file: string, ...rooms: string[]) => rooms.some((room) => file === room || file.startsWith(`${room}/`))
const filesIn = (...rooms: string[]) => FILES.filter((file) => within(file, ...rooms))

/** `file -> target` for each import of `files`, types included, that `isWrong` says is wrong. */
const offences = (files: readonly string[], isWrong: (one: Import, file: string) => boolean) =>
  files.flatMap((file) =>
    (IMPORTS.get(file) ?? []).filter((one) => isWrong(one, file)).map((one) => `${file} -> ${one.target}`),
  )

/** Every module of ours that `file` brings along when it runs, itself included. */
function reachable(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  for (const { target } of values(file)) if (IMPORTS.has(target)) reachable(target, seen)
  return seen
}

/** The house from the ground up: a room knows those before it and none after it, not even by a type. */
const FLOORS = [
  'errors.ts',
  'project.ts',
  'home.ts',
  'process.ts',
  'turn.ts',
  'remember.ts',
  'user-namespaces.ts',
  'statistics',
  'text',
  'progress.ts',
  'experiments',
  'data',
  'assignment',
  'measurements',
  'findings',
  'charts',
  'film',
  'drawings',
  'fonts',
  'browser',
  'templates',
  'inspection',
  'report',
] as const
const floorOf = (file: string) => FLOORS.findIndex((room) => within(file, room))

const PURE = [
  'data/pack',
  'experiments',
  'text',
  'measurements',
  'statistics',
  'findings',
  'charts',
  'drawings',
  'film',
]
const TOUCHES_MACHINE =
  /^(node:(fs|fs\/promises|child_process|net|http|https|os|worker_threads|dgram|tls)|execa|puppeteer|ora|commander)$/

describe('architecture', () => {
  test('the walk sees the imports it is about', () => {
    expect(importsOf('process.ts').map((one) => one.target)).toEqual(['execa'])
    expect(importsOf('data/load.ts')).toContainEqual(
      expect.objectContaining({ target: 'data/loaded-run.ts', typeOnly: true }),
    )
    expect(importsOf('cli.ts').map((one) => one.target)).toContain('errors.ts')
    expect(importsOf('data/load.ts').map((one) => one.target)).toContain('node:fs')
  })

  test.each(PURE)('%s is pure: neither files nor processes, not even through another module', (name) => {
    const files = [...new Set(filesIn(name).flatMap((file) => [...reachable(file)]))]
    expect(files.length).toBeGreaterThan(0)
    expect(
      files.flatMap((file) =>
        values(file).flatMap(({ target }) => (TOUCHES_MACHINE.test(target) ? [`${file} -> ${target}`] : [])),
      ),
    ).toEqual([])
  })

  test('data flows one way, types included', () => {
    expect(FLOORS.filter((room) => filesIn(room).length === 0)).toEqual([])
    const wrong = offences(
      filesIn(...FLOORS),
      ({ target }, file) => IMPORTS.has(target) && (floorOf(target) < 0 || floorOf(target) > floorOf(file)),
    )
    expect(wrong).toEqual([])
  })

  test('the lab knows nothing of what is made of its run', () => {
    const later = [
      'measurements',
      'findings',
      'charts',
      'drawings',
      'film',
      'demo',
      'templates',
      'report',
      'inspection',
    ]
    expect(offences(filesIn('lab'), ({ target }) => within(target, ...later, 'commands', 'doctor'))).toEqual([])
  })

  test('within the lab tools know no machine, machines neither experiment nor run, and experiments no run', () => {
    const below = (room: string, ...above: string[]) =>
      offences(filesIn(`lab/${room}`), ({ target }) => within(target, ...above.map((one) => `lab/${one}`)))
    expect(below('tools', 'machines', 'context', 'experiments', 'run')).toEqual([])
    expect(below('machines', 'context', 'experiments', 'run')).toEqual([])
    expect(below('context', 'experiments', 'run')).toEqual([])
    expect(below('experiments', 'run')).toEqual([])
  })

  test('within the findings a reading knows nothing of what is made of it, and the model no experiment', () => {
    const experiments = ['acceleration', 'network', 'migration', 'matrix'].map((name) => `findings/${name}`)
    expect(
      offences(filesIn('findings/reading'), ({ target }) => within(target, 'findings/model', ...experiments)),
    ).toEqual([])
    expect(offences(filesIn('findings/model'), ({ target }) => within(target, ...experiments))).toEqual([])
  })

  test('whatever reads and grades a PDF or a film knows nothing of how ours is printed', () => {
    expect(offences(filesIn('inspection'), ({ target }) => within(target, 'report'))).toEqual([])
  })

  test('a report is made by one door', () => {
    const outside = FILES.filter((file) => !within(file, 'report', 'testing'))
    expect(offences(outside, ({ target }) => within(target, 'report') && target !== 'report/render.ts')).toEqual([])
  })

  test('nothing of the product knows what only tests use', () => {
    const product = FILES.filter((file) => !within(file, 'testing'))
    expect(offences(product, ({ target }) => within(target, 'testing'))).toEqual([])
  })

  test('a command is found by its folder: nobody knows another one, nor the command line any', () => {
    const folderOf = (file: string) => /^commands\/[^/]+\//.exec(file)?.[0]
    expect(offences(filesIn('cli.ts', 'command-line'), ({ target }) => within(target, 'commands'))).toEqual([])
    expect(
      offences(FILES, ({ target }, file) => {
        const entered = folderOf(target)
        return entered !== undefined && entered !== folderOf(file)
      }),
    ).toEqual([])
  })

  test('the command line is no room that anybody but commands and the tests’ frame knows', () => {
    const outside = FILES.filter((file) => !within(file, 'cli.ts', 'command-line', 'commands', 'testing'))
    expect(offences(outside, ({ target }) => within(target, 'command-line', 'commands', 'cli.ts'))).toEqual([])
  })

  test('a unit test starts no process and opens no browser: what does is called *.system.test.ts', () => {
    const starts = /^(node:child_process|execa|puppeteer|process\.ts|testing\/end-to-end\/.*)$/
    const guardsItself = 'testing/no-process.test.ts'
    const wrong = UNIT_TESTS.filter((file) => file !== guardsItself).flatMap((file) =>
      importsOf(file).flatMap(({ target, typeOnly }) =>
        starts.test(target) && !typeOnly ? [`${file} -> ${target}`] : [],
      ),
    )
    expect(wrong).toEqual([])
  })

  test('processes are started through the process layer alone, by those who may', () => {
    const mayStart = ['lab', 'demo', 'setup', 'command-line', 'commands', 'bench', 'computers', 'torture', 'testing']
    expect(offences(FILES, ({ target }, file) => target === 'execa' && file !== 'process.ts')).toEqual([])
    expect(
      offences(
        FILES,
        ({ target }, file) => target === 'node:child_process' && !within(file, 'setup/start.mjs', 'testing'),
      ),
    ).toEqual([])
    expect(offences(FILES, ({ target }, file) => target === 'process.ts' && !within(file, ...mayStart))).toEqual([])
    expect(
      offences(
        FILES,
        ({ target, typeOnly }, file) => target === 'puppeteer' && !typeOnly && file !== 'browser/browser.ts',
      ),
    ).toEqual([])
  })

  test('the report leaves the writing to its command, but for the page that the browser reads from out', () => {
    const forPrinting = ['report/print/pdf.ts', 'report/render.ts']
    const writing = /\b(write|append|mkdir|rm|unlink|rename|open|copy|cp|create)\w*/
    expect(
      offences(
        filesIn('report', 'templates', 'inspection', 'assignment'),
        ({ target, names }, file) => target.startsWith('node:fs') && writing.test(names) && !forPrinting.includes(file),
      ),
    ).toEqual([])
    expect(offences(filesIn('report', 'templates'), ({ target }) => target === 'data/store.ts')).toEqual([])
  })

  test('modules don’t import each other in a circle, not even by types', () => {
    const circles: string[] = []
    const done = new Set<string>()
    const visit = (file: string, trail: readonly string[]) => {
      const at = trail.indexOf(file)
      if (at >= 0) {
        circles.push([...trail.slice(at), file].join(' -> '))
        return
      }
      if (done.has(file)) return
      for (const { target } of IMPORTS.get(file) ?? []) if (IMPORTS.has(target)) visit(target, [...trail, file])
      done.add(file)
    }
    for (const file of FILES) visit(file, [])
    expect(circles).toEqual([])
  })
})
