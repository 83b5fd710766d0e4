import { accessSync, constants, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { KvmVerdict } from '../../../data/schema.ts'
import { start } from '../../../process.ts'
import { labNow, pause } from '../../tools/clock.ts'
import { cachedImages, type Images } from '../images/images.ts'

/** A stock kernel reaches its init within a second or two under working KVM. */
const BOOT_LIMIT_MS = 20_000

/**
 * Whether hardware KVM can carry the hosts, by climbing a ladder until a rung breaks. That /dev/kvm exists proves
 * nothing: behind it there may be a hypervisor that runs only kernels made for it.
 * @param images whose stock kernel is booted; without them the last rung is left out and the verdict says so
 */
export async function probeKvm(images: Images | null = cachedImages(), signal?: AbortSignal): Promise<KvmVerdict> {
  const ladder: KvmVerdict['ladder'] = []
  const rung = (name: string, passed: boolean, evidence: string) => {
    ladder.push({ rung: name, passed, evidence })
    return passed
  }
  const end = (verdict: KvmVerdict['verdict']): KvmVerdict => ({ verdict, ladder })

  if (!rung('device', existsSync('/dev/kvm'), existsSync('/dev/kvm') ? '/dev/kvm exists' : '/dev/kvm does not exist'))
    return end('absent')
  let forbidden: string | null = null
  try {
    accessSync('/dev/kvm', constants.R_OK | constants.W_OK)
  } catch {
    forbidden = '/dev/kvm can’t be opened by this user'
  }
  if (!rung('permission', forbidden === null, forbidden ?? '/dev/kvm can be opened')) return end('forbidden')

  const vendor = ['kvm_intel', 'kvm_amd'].find((module) => existsSync(`/sys/module/${module}`))
  rung(
    'vendor module',
    vendor !== undefined,
    vendor ? `${vendor} is loaded` : 'neither kvm_intel nor kvm_amd is loaded',
  )
  const flag = /^flags\s*:.*\b(vmx|svm)\b/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1]
  rung('CPU flag', flag !== undefined, flag ? `the CPU has ${flag}` : '/proc/cpuinfo shows neither vmx nor svm')
  if (!vendor || !flag) return end('emulating')
  const nested = read(`/sys/module/${vendor}/parameters/nested`)
  if (!rung('nested virtualization', /^[Y1]/.test(nested), `${vendor} has nested=${nested || 'unknown'}`))
    return end('emulating')
  if (!images) {
    rung('stock kernel reaches init', false, 'not tried: the images are not built yet')
    return end('does-not-boot')
  }
  const boot = await bootStockKernel(images, signal)
  return end(rung('stock kernel reaches init', boot.passed, boot.evidence) ? 'usable' : 'does-not-boot')
}

const read = (file: string) => {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return ''
  }
}

async function bootStockKernel(images: Images, signal?: AbortSignal): Promise<{ passed: boolean; evidence: string }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'kvm-probe-'))
  const console = path.join(folder, 'console')
  const startedAt = labNow()
  const process = start(
    [
      'setpriv',
      '--pdeathsig',
      'KILL',
      'qemu-system-x86_64',
      '-accel',
      'kvm',
      '-cpu',
      'host',
      '-m',
      '256',
      '-nodefaults',
      '-display',
      'none',
      '-no-reboot',
      '-serial',
      `file:${console}`,
      '-kernel',
      images.kernel,
      '-initrd',
      images.initrd,
      '-append',
      'console=ttyS0 panic=-1',
    ],
    { stderr: { file: path.join(folder, 'stderr') } },
  )
  let ended = false
  void process.then(() => {
    ended = true
  })
  try {
    for (;;) {
      const seconds = labNow() - startedAt
      if (read(console).includes('Run /init as init process'))
        return { passed: true, evidence: `reached init after ${seconds.toFixed(1)} s` }
      const words = (read(path.join(folder, 'stderr')) || read(console)).split('\n').at(-1) ?? ''
      if (ended) return { passed: false, evidence: `QEMU ended: ${words}` }
      if (seconds * 1000 > BOOT_LIMIT_MS)
        return {
          passed: false,
          evidence: `no init after ${BOOT_LIMIT_MS / 1000} s; the last words: ${words || 'none'}`,
        }
      await pause(100, signal)
    }
  } finally {
    process.kill('SIGKILL')
    await Promise.allSettled([process])
    rmSync(folder, { recursive: true, force: true })
  }
}
