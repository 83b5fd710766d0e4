import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import path from 'node:path'
import { UserError } from '../errors.ts'
import { homeFolder } from '../home.ts'
import { findProgram, isExecutable } from './programs.ts'

/** A browser that can print, and where the choice comes from. */
export interface FoundBrowser {
  path: string
  source: 'PUPPETEER_EXECUTABLE_PATH' | "puppeteer's cache" | 'PATH'
}

/** The headless shell is a third quicker than the full browser and prints the same page. */
const SYSTEM_BROWSERS = [
  'chromium-headless-shell',
  'chrome-headless-shell',
  'chromium',
  'google-chrome-stable',
  'google-chrome',
  'chromium-browser',
]

/** The system's full browser, as people print pages with it, or null: what `npm run bench` compares with. */
export const findFullBrowser = (env: NodeJS.ProcessEnv = process.env): string | null =>
  firstOnPath(
    SYSTEM_BROWSERS.filter((name) => !name.includes('shell')),
    env,
  )

/** Snaps see neither hidden folders nor /tmp of this computer: they are the last choice. */
function firstOnPath(names: readonly string[], env: NodeJS.ProcessEnv): string | null {
  const found = names.flatMap((name) => findProgram(name, env) ?? []).filter((file) => !isStub(file))
  return found.find((file) => !isSnap(file)) ?? found[0] ?? null
}

const SNAP = '/snap/bin/chromium'
const isSnap = (file: string) => /^\/snap\/|\/snap$/.test(realpathSync(file)) || script(file).includes(SNAP)

/** Whether it is Ubuntu’s script that only says that its snap is to be installed. */
const isStub = (file: string) => script(file).includes(SNAP) && !isExecutable(SNAP)

const LONGEST_SCRIPT = 16 * 1024
function script(file: string): string {
  try {
    return statSync(file).size > LONGEST_SCRIPT ? '' : readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** `<cache>/<browser>/<platform>-<version>/<browser>-<platform>/<browser>`, newest version first. */
function inPuppeteersCache(env: NodeJS.ProcessEnv): string | null {
  const cache = env.PUPPETEER_CACHE_DIR || path.join(homeFolder(env) ?? '/', '.cache', 'puppeteer')
  const list = (folder: string) => {
    try {
      return readdirSync(folder).sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
    } catch {
      return []
    }
  }
  const files = ['chrome-headless-shell', 'chrome'].flatMap((browser) =>
    list(path.join(cache, browser)).flatMap((version) =>
      list(path.join(cache, browser, version)).map((inner) => path.join(cache, browser, version, inner, browser)),
    ),
  )
  return files.find(isExecutable) ?? null
}

/**
 * The first browser among `PUPPETEER_EXECUTABLE_PATH`, puppeteer's cache and the system's; null where there is none.
 * @throws UserError `setup` when the variable names something that can't be executed
 */
export function findBrowser(env: NodeJS.ProcessEnv = process.env): FoundBrowser | null {
  const named = env.PUPPETEER_EXECUTABLE_PATH
  if (named) {
    if (isExecutable(named)) return { path: named, source: 'PUPPETEER_EXECUTABLE_PATH' }
    throw new UserError(
      'setup',
      `PUPPETEER_EXECUTABLE_PATH names ${named}, which is no program that can be executed; ` +
        'correct the variable or unset it.',
    )
  }
  const cached = inPuppeteersCache(env)
  if (cached) return { path: cached, source: "puppeteer's cache" }
  const onPath = firstOnPath(SYSTEM_BROWSERS, env)
  return onPath ? { path: onPath, source: 'PATH' } : null
}
