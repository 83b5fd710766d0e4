import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import type { Session } from '../../command-line/session.ts'
import {
  checkBrowser,
  checkDisk,
  checkLocale,
  checkMemory,
  checkNode,
  checkPrograms,
  checkUser,
  type Diagnosis,
  firstLine,
} from '../../doctor/diagnoses.ts'
import { UserError } from '../../errors.ts'
import type { HostQemu } from '../../lab/machines/hosts/host-qemu.ts'
import type { Images } from '../../lab/machines/images/images.ts'
import { project } from '../../project.ts'
import { inEnglish } from '../../text/stated.ts'
import type { Options } from './options.ts'

/** What the disks of both hosts grow to during a lab, with room to spare. */
const HOSTS_DISKS_GIB = 1

/**
 * `npm run doctor`: every prerequisite with its evidence.
 * @throws UserError `setup` when one that is needed is not ok
 */
export async function run({ json }: Options, { signal }: Session): Promise<void> {
  const { root, data, out } = project()
  const { cachedImages, cacheFolder } = await import('../../lab/machines/images/images.ts')
  const images = cachedImages()
  const hostQemu = checkHostQemu(images)
  const groups: (Diagnosis[] | Promise<Diagnosis[]>)[] = [
    checkNode(root),
    checkPrograms(),
    hostQemu.then(({ diagnosis }) => [diagnosis]),
    checkUser(),
    checkBrowser().then((one) => [one]),
    [
      checkDisk('disk for runs', data, 'LAB_DATA'),
      checkDisk('disk for reports', out, 'LAB_OUT', 0.1),
      checkDisk('disk for images', cacheFolder(), 'XDG_CACHE_HOME'),
      checkDisk('disk for temporary files', tmpdir(), 'TMPDIR', HOSTS_DISKS_GIB),
      checkMemory(),
      checkLocale(),
    ],
    checkImages(images),
    checkReportTemplates(),
    hostQemu.then(({ qemu }) => checkKvm(images, qemu, signal)),
  ]
  const checks: Diagnosis[] = []
  for (const group of groups) {
    const found = await group
    checks.push(...found)
    if (!json) for (const check of found) process.stdout.write(describe(check))
  }
  if (json) process.stdout.write(`${JSON.stringify(checks, null, 2)}\n`)
  const missing = checks.filter((check) => check.required && check.status !== 'ok')
  if (missing.length > 0) {
    throw new UserError(
      'setup',
      `Not ready: ${missing.map((check) => check.name).join(', ')}; the remedies stand above.`,
    )
  }
}

function describe({ name, status, evidence, remedy, required }: Diagnosis): string {
  const label = required ? name : `${name} (optional)`
  return `${status.padEnd(9)} ${label}: ${evidence}\n${remedy === null ? '' : `          remedy: ${remedy}\n`}`
}

/** Nothing has to be installed for it. */
async function checkHostQemu(images: Images | null) {
  const [{ checkQemu }, { cacheFolder }] = await Promise.all([
    import('../../doctor/host-qemu.ts'),
    import('../../lab/machines/images/images.ts'),
  ])
  return checkQemu(images, cacheFolder())
}

/** Images that are not there yet are built by the first lab: nothing to mend, where there is room to build them. */
async function checkImages(images: Images | null): Promise<Diagnosis[]> {
  if (images !== null) return [{ name: 'images', status: 'ok', evidence: images.folder, remedy: null, required: false }]
  const [{ cacheFolder }, { BUILD_GIB, roomToBuild }] = await Promise.all([
    import('../../lab/machines/images/images.ts'),
    import('../../lab/machines/images/build-folder.ts'),
  ])
  const missing = { name: 'images', status: 'missing' } as const
  return [
    roomToBuild() !== null
      ? {
          ...missing,
          evidence: `none in ${cacheFolder()}`,
          required: false,
          remedy: 'none: the first lab builds them in a few minutes',
        }
      : {
          ...missing,
          evidence: `none in ${cacheFolder()}, and neither memory nor a folder for temporary files that runs programs has the ${BUILD_GIB} GiB to build them`,
          required: true,
          remedy: `name a folder with ${BUILD_GIB} GiB on a disk that runs programs with TMPDIR`,
        },
  ]
}

async function checkReportTemplates(): Promise<Diagnosis[]> {
  const { templates } = project()
  const check = { name: 'templates', required: true }
  try {
    const { loadTemplates } = await import('../../templates/templates.ts')
    loadTemplates(templates)
    return [{ ...check, status: 'ok', evidence: `${templates} fits the data`, remedy: null }]
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const status = existsSync(templates) ? 'unusable' : 'missing'
    return [{ ...check, status, evidence: error.message, remedy: 'correct the template at that line' }]
  }
}

/** Hardware KVM makes the lab quicker; without it the hosts are emulated. */
async function checkKvm(images: Images | null, qemu: HostQemu | null, signal: AbortSignal): Promise<Diagnosis[]> {
  const check = { name: 'hardware KVM', required: false }
  const remedy = 'none: the lab emulates the hosts instead'
  if (images !== null && qemu === null) {
    const evidence = 'not tried: there is no QEMU to boot a kernel with'
    return [{ ...check, status: 'unusable', evidence, remedy: 'see “QEMU of the hosts”' }]
  }
  try {
    const { probeKvm } = await import('../../lab/machines/hosts/kvm-probe.ts')
    const { verdict, ladder } = await probeKvm(images && qemu && { images, qemu }, signal)
    const evidence = [verdict, ...ladder.map((rung) => `${inEnglish(rung.rung)}: ${inEnglish(rung.evidence)}`)].join(
      '; ',
    )
    return [
      verdict === 'usable'
        ? { ...check, status: 'ok', evidence, remedy: null }
        : { ...check, status: verdict === 'absent' ? 'missing' : 'unusable', evidence, remedy },
    ]
  } catch (error) {
    return [{ ...check, status: 'unusable', evidence: firstLine(error), remedy }]
  }
}
