import { accessSync, constants, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { KvmVerdict } from '../../../data/schema.ts'
import { start } from '../../../process.ts'
import { type StatedSentence, stated } from '../../../text/stated.ts'
import { labNow, pause } from '../../tools/clock.ts'
import type { Images } from '../images/images.ts'
import { type HostQemu, qemuCommand } from './host-qemu.ts'

/** A stock kernel reaches its init within a second or two under working KVM; a busy computer takes longer, and says more meanwhile. */
const SILENCE_LIMIT_MS = 20_000

interface Boots {
  images: Images
  qemu: HostQemu
}

/**
 * Whether hardware KVM can carry the hosts, by climbing a ladder until a rung breaks. That /dev/kvm exists proves
 * nothing: behind it there may be a hypervisor that runs only kernels made for it.
 * @param boots images, whose stock kernel is booted, and by which QEMU; without them the last rung is left out and the
 *   verdict says so
 */
export async function probeKvm(boots: Boots | null, signal?: AbortSignal): Promise<KvmVerdict> {
  const ladder: KvmVerdict['ladder'] = []
  const rung = (name: StatedSentence, passed: boolean, evidence: StatedSentence) => {
    ladder.push({ rung: name, passed, evidence })
    return passed
  }
  const end = (verdict: KvmVerdict['verdict']): KvmVerdict => ({ verdict, ladder })

  const there = existsSync('/dev/kvm')
  if (!rung(stated('rung.device'), there, stated(there ? 'kvm.device' : 'kvm.no-device'))) return end('absent')
  let permitted = true
  try {
    accessSync('/dev/kvm', constants.R_OK | constants.W_OK)
  } catch {
    permitted = false
  }
  if (!rung(stated('rung.permission'), permitted, stated(permitted ? 'kvm.permitted' : 'kvm.forbidden')))
    return end('forbidden')

  const vendor = ['kvm_intel', 'kvm_amd'].find((module) => existsSync(`/sys/module/${module}`))
  rung(
    stated('rung.vendor-module'),
    vendor !== undefined,
    vendor ? stated('kvm.module', { module: vendor }) : stated('kvm.no-module'),
  )
  const flag = /^flags\s*:.*\b(vmx|svm)\b/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1]
  rung(stated('rung.flag'), flag !== undefined, flag ? stated('kvm.flag', { flag }) : stated('kvm.no-flag'))
  if (!vendor || !flag) return end('emulating')
  const nested = read(`/sys/module/${vendor}/parameters/nested`)
  const evidence = stated('kvm.nested', { module: vendor, nested: nested || stated('unknown') })
  if (!rung(stated('rung.nested'), /^[Y1]/.test(nested), evidence)) return end('emulating')
  if (!boots) {
    rung(stated('rung.kernel'), false, stated('kvm.not-tried'))
    return end('does-not-boot')
  }
  const boot = await bootStockKernel(boots, signal)
  return end(rung(stated('rung.kernel'), boot.passed, boot.evidence) ? 'usable' : 'does-not-boot')
}

const read = (file: string) => {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return ''
  }
}

async function bootStockKernel(
  { images, qemu }: Boots,
  signal?: AbortSignal,
): Promise<{ passed: boolean; evidence: StatedSentence }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'kvm-probe-'))
  const console = path.join(folder, 'console')
  const startedAt = labNow()
  let heard = { characters: 0, atS: startedAt }
  const process = start(
    [
      'setpriv',
      '--pdeathsig',
      'KILL',
      ...qemuCommand('qemu-system-x86_64', qemu.folder),
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
      const said = read(console)
      if (said.includes('Run /init as init process'))
        return { passed: true, evidence: stated('kvm.init', { seconds: seconds.toFixed(1) }) }
      if (said.length > heard.characters) heard = { characters: said.length, atS: labNow() }
      const words = (read(path.join(folder, 'stderr')) || said).split('\n').at(-1) ?? ''
      if (ended) return { passed: false, evidence: stated('kvm.qemu-ended', { said: words }) }
      if ((labNow() - heard.atS) * 1000 > SILENCE_LIMIT_MS)
        return {
          passed: false,
          evidence: stated('kvm.no-init', { seconds: Math.round(seconds), said: words || stated('none') }),
        }
      await pause(100, signal)
    }
  } finally {
    process.kill('SIGKILL')
    await Promise.allSettled([process])
    rmSync(folder, { recursive: true, force: true })
  }
}
