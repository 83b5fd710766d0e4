import { existsSync, readFileSync, statfsSync } from 'node:fs'
import { totalmem } from 'node:os'
import path from 'node:path'
import { sandboxRemedy } from '../browser/sandbox.ts'
import { isErrno } from '../data/storage-error.ts'
import { UserError } from '../errors.ts'
import { isWritable, nearestFolder } from '../home.ts'
import { findBrowser } from '../setup/browser.ts'
import { browserRemedy, locate, type Prerequisite, packageRemedy, prerequisites } from '../setup/packages.ts'
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
  const remedy = packageRemedy(one.package)
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
  const check = { name: 'browser', required: true }
  const failed = async (status: Diagnosis['status'], evidence: string, remedy?: string): Promise<Diagnosis> => ({
    ...check,
    status,
    evidence,
    remedy: remedy ?? `${await browserRemedy()}, or set PUPPETEER_EXECUTABLE_PATH to a Chromium or Chrome`,
  })
  try {
    const found = findBrowser()
    if (found === null) return await failed('missing', 'no Chromium or Chrome was found')
    try {
      const { version, sandbox } = await printTest(found.path)
      const printed = `${version}, ${found.path} (from ${found.source}), printed Latin and Chinese text`
      return {
        ...check,
        status: 'ok',
        evidence: `${printed}, ${SANDBOXES[sandbox.kind]}`,
        remedy: sandbox.kind === 'none' ? `to keep its sandbox: ${sandboxRemedy(found.path)}` : null,
      }
    } catch (error) {
      if (isErrno(error, 'ENOSPC') || isErrno(error, 'EROFS') || isErrno(error, 'EACCES'))
        return await failed(
          'unusable',
          `not tried: ${firstLine(error)}`,
          'name a folder that can be written to with TMPDIR',
        )
      const { reason, remedy } = (error instanceof UserError && error.facts) || {}
      return typeof reason === 'string' && typeof remedy === 'string'
        ? await failed('unusable', `${found.path} (from ${found.source}) does not start: ${reason}`, remedy)
        : await failed('unusable', `${found.path}: ${firstLine(error)}`)
    }
  } catch (error) {
    return failed('unusable', firstLine(error))
  }
}

const SANDBOXES = {
  own: 'in its sandbox',
  helper: 'in its sandbox, made by the setuid helper',
  none: 'without its sandbox, which this system does not let it make',
  'none-for-root': 'without its sandbox, which it does not make for root',
} as const

export const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''

/**
 * Whether a folder can be written to and has the space that it takes: the nearest one that exists already.
 * @param setting the variable that moves it
 */
export function checkDisk(name: string, folder: string, setting: string, gib = DISK_GIB): Diagnosis {
  const existing = nearestFolder(folder)
  const unusable = (evidence: string, remedy: string): Diagnosis => ({
    name,
    status: 'unusable',
    evidence,
    required: true,
    remedy,
  })
  if (!isWritable(folder)) return unusable(`${existing} can’t be written to`, `name another folder with ${setting}`)
  const { bavail, bsize } = statfsSync(existing)
  const free = (bavail * bsize) / GIB
  const evidence = `${free.toFixed(1)} GiB free at ${existing}`
  return free >= gib ? ok(name, evidence) : unusable(evidence, `free ${gib} GiB there, or move it with ${setting}`)
}

/** Of a terminal with another encoding, names come as what is no text, and what is said here is unreadable. */
export function checkLocale(env: NodeJS.ProcessEnv = process.env): Diagnosis {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || ''
  const name = 'locale'
  return /\.(?!utf-?8)/i.test(locale)
    ? {
        name,
        status: 'unusable',
        evidence: locale,
        required: false,
        remedy: 'export LC_ALL=C.UTF-8, in a terminal that is set to it',
      }
    : { ...ok(name, locale || 'none is set'), required: false }
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
