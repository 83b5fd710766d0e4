import { existsSync, readFileSync, statfsSync } from 'node:fs'
import { totalmem } from 'node:os'
import path from 'node:path'
import { findBrowser } from '../setup/browser.ts'
import { locate, type Prerequisite, prerequisites } from '../setup/packages.ts'
import { type Condition, subordinateIds, userNamespaces } from '../setup/user.ts'
import { printTest } from './print-test.ts'

/** One prerequisite as `npm run doctor` shows it. */
export interface Diagnosis {
  name: string
  status: 'ok' | 'missing' | 'unusable'
  /** What was seen. */
  evidence: string
  /** What to do where it is not ok. */
  remedy: string | null
  /** Whether the project can't do its work without it. */
  required: boolean
}

const GIB = 1024 ** 3
const DISK_GIB = 6
const MEMORY_GIB = 6

const ok = (name: string, evidence: string): Diagnosis => ({
  name,
  status: 'ok',
  evidence,
  remedy: null,
  required: true,
})

/** A check of something that `condition` says is usable or not. */
const fromCondition = (name: string, { ok: usable, evidence, remedy }: Condition): Diagnosis =>
  usable ? ok(name, evidence) : { name, status: 'unusable', evidence, remedy, required: true }

/** The Node that runs this, and the packages that it finds. */
export function checkNode(root: string): Diagnosis[] {
  const file = path.join(root, 'node_modules', '.package-lock.json')
  const packages = existsSync(file)
    ? Object.keys((JSON.parse(readFileSync(file, 'utf8')) as { packages: object }).packages).length
    : 0
  const major = Number(process.versions.node.split('.')[0])
  return [
    major >= 24
      ? ok('Node', `${process.version}, ${process.execPath}`)
      : {
          name: 'Node',
          status: 'unusable',
          evidence: process.version,
          required: true,
          remedy: 'delete node_modules/ and run this again: it brings Node 24 along',
        },
    packages > 0
      ? ok('npm packages', `${packages} in node_modules/, as package-lock.json has them`)
      : {
          name: 'npm packages',
          status: 'missing',
          evidence: `${file} is missing`,
          required: true,
          remedy: 'npm ci --ignore-scripts',
        },
  ]
}

/** A program that a Debian package brings. */
export function checkPrerequisite(one: Prerequisite, required: boolean): Diagnosis {
  const found = locate(one)
  const name = one.name.startsWith('/') ? one.package : one.name
  if (found !== null) return { ...ok(name, found), required }
  const remedy = `sudo apt-get install ${one.package}`
  return { name, status: 'missing', evidence: `not found; it ${one.purpose}`, remedy, required }
}

export function checkPrograms(): Diagnosis[] {
  const lab = prerequisites('lab')
  return [
    ...lab.map((one) => checkPrerequisite(one, true)),
    ...prerequisites('test')
      .filter((one) => !lab.includes(one))
      .map((one) => checkPrerequisite(one, false)),
  ]
}

/** Whether images can be built without root. */
export async function checkUser(): Promise<Diagnosis[]> {
  return [fromCondition('user ids', subordinateIds()), fromCondition('user namespaces', await userNamespaces())]
}

/** A browser counts once it has printed a page. */
export async function checkBrowser(): Promise<Diagnosis> {
  const name = 'browser'
  const remedy = 'sudo apt-get install chromium, or set PUPPETEER_EXECUTABLE_PATH to a Chromium or Chrome'
  const failed = (status: Diagnosis['status'], evidence: string): Diagnosis => ({
    name,
    status,
    evidence,
    remedy,
    required: true,
  })
  try {
    const found = findBrowser()
    if (found === null) return failed('missing', 'no Chromium or Chrome was found')
    const version = await printTest(found.path).catch(
      (error: unknown) => new Error(`${found.path}: ${firstLine(error)}`),
    )
    if (version instanceof Error) return failed('unusable', version.message)
    return ok(name, `${version}, ${found.path} (from ${found.source}), printed Latin and Chinese text`)
  } catch (error) {
    return failed('unusable', firstLine(error))
  }
}

export const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''

/** Free space where runs and images are kept: the nearest folder that exists already. */
export function checkDisk(name: string, folder: string): Diagnosis {
  let existing = folder
  while (!existsSync(existing)) existing = path.dirname(existing)
  const { bavail, bsize } = statfsSync(existing)
  const free = (bavail * bsize) / GIB
  const evidence = `${free.toFixed(1)} GiB free at ${existing}`
  return free >= DISK_GIB
    ? ok(name, evidence)
    : {
        name,
        status: 'unusable',
        evidence,
        required: true,
        remedy: `free ${DISK_GIB} GiB there, or move it with LAB_DATA (runs) or XDG_CACHE_HOME (images)`,
      }
}

export function checkMemory(): Diagnosis {
  const total = totalmem() / GIB
  const available = Number(/MemAvailable:\s+(\d+)/.exec(readMeminfo())?.[1] ?? 0) / 1024 ** 2 || total
  const evidence = `${available.toFixed(1)} of ${total.toFixed(1)} GiB available`
  return available >= MEMORY_GIB
    ? ok('memory', evidence)
    : {
        name: 'memory',
        status: 'unusable',
        evidence,
        required: true,
        remedy: `close programs: the lab takes up to ${MEMORY_GIB} GiB`,
      }
}

const readMeminfo = () => (existsSync('/proc/meminfo') ? readFileSync('/proc/meminfo', 'utf8') : '')
