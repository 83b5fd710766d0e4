import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { checkQemu } from '../../../doctor/host-qemu.ts'
import { run } from '../../../process.ts'
import { RECIPE_FOLDER } from '../images/recipe.ts'
import { hostArguments } from './host-argv.ts'
import { chooseQemu, qemuCommand } from './host-qemu.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'host-qemu-'))
const images = { qemu: path.join(folder, 'images', 'qemu') }

/** As the build of the images does it in the hosts’ root: here from this computer’s packages. */
beforeAll(() => run(['sh', path.join(RECIPE_FOLDER, 'host/own-qemu.sh'), images.qemu]))
afterAll(() => rmSync(folder, { recursive: true }))

const bin = path.join(folder, 'bin')
beforeEach(() => {
  rmSync(bin, { recursive: true, force: true })
  mkdirSync(bin)
  vi.stubEnv('PATH', bin)
  vi.stubEnv('LAB_OWN_QEMU', undefined)
})
afterEach(() => vi.unstubAllEnvs())

function install(version: string, ...programs: readonly string[]): void {
  for (const name of programs) {
    writeFileSync(path.join(bin, name), `#!/bin/sh\necho 'QEMU emulator version ${version}'\n`)
    chmodSync(path.join(bin, name), 0o755)
  }
}
const SYSTEM_PATH = '/usr/sbin:/usr/bin:/sbin:/bin'
/** QEMU asks the kernel where its program lies. */
const INTO_ROOT = 'mount --rbind /proc "$0/proc" && exec chroot "$0" "$@"'
const BOTH = ['qemu-system-x86_64', 'qemu-img']

describe('the QEMU that carries the hosts', () => {
  test.each(['7.2.22 (Debian 1:7.2+dfsg-7+deb12u18)', '10.0.13', '11.0'])(
    'is this computer’s, with %s',
    async (said) => {
      install(said, ...BOTH)
      const [version] = said.split(' ')
      expect(await chooseQemu(images)).toEqual({
        from: 'computer',
        version,
        folder: null,
        why: `QEMU ${version} of this computer carries the hosts`,
      })
    },
  )

  test.each([
    ['an old one', '6.2.0 (Debian 1:6.2+dfsg-2ubuntu6.27)', BOTH, 'QEMU 6.2.0 of this computer is older than 7.2'],
    ['one of just before', '7.1.93', BOTH, 'QEMU 7.1.93 of this computer is older than 7.2'],
    ['none', '', [], 'this computer has no QEMU'],
    ['one without qemu-img', '9.2.0', ['qemu-system-x86_64'], 'this computer has no qemu-img'],
  ])('is the lab’s own where there is %s', async (_, version, programs, reason) => {
    install(version, ...programs)
    expect(await chooseQemu(images)).toMatchObject({
      from: 'lab',
      folder: images.qemu,
      version: expect.stringMatching(/^\d+\.\d+/),
      why: expect.stringMatching(new RegExp(`^The lab’s own QEMU \\d\\S+ carries the hosts, since ${reason}$`)),
    })
  })

  test('is the lab’s own where LAB_OWN_QEMU asks for it', async () => {
    install('10.0.13', ...BOTH)
    vi.stubEnv('LAB_OWN_QEMU', '1')
    expect(await chooseQemu(images)).toMatchObject({ from: 'lab', why: expect.stringContaining('LAB_OWN_QEMU') })
  })

  test('stays the same where a run is gone on with', async () => {
    install('10.0.13', ...BOTH)
    expect(await chooseQemu(images, 'lab')).toMatchObject({ from: 'lab' })
    install('6.2.0', ...BOTH)
    await expect(chooseQemu(images, 'computer')).rejects.toMatchObject({
      code: 'lab',
      message: expect.stringMatching(/begun with QEMU of this computer, and now QEMU 6\.2\.0 .* is older.*install/),
    })
  })
})

describe('the lab’s own QEMU', () => {
  test('needs nothing of the computer: as a host it starts in a root that holds nothing else', () => {
    const root = path.join(folder, 'root')
    mkdirSync(root)
    cpSync(images.qemu, path.join(root, 'qemu'), { recursive: true })
    // What QEMU looks at of a kernel and its initrd before it starts.
    const kernel = Buffer.alloc(64 * 1024)
    kernel[0x1f1] = 4
    kernel.write('HdrS', 0x202)
    kernel.writeUInt16LE(0x20c, 0x206)
    kernel[0x211] = 1
    kernel.writeUInt32LE(0x37ffffff, 0x22c)
    writeFileSync(path.join(root, 'vmlinuz'), kernel)
    // Before it locks a disk it tries whether it can.
    for (const name of ['dev', 'proc']) mkdirSync(path.join(root, name))
    writeFileSync(path.join(root, 'dev/null'), '')
    for (const name of ['initrd.img', 'root.ext2', 'host1.seed.tar'])
      writeFileSync(path.join(root, name), Buffer.alloc(64 * 1024))
    const alone = (argv: readonly string[], input = '') => {
      const { status, stdout, stderr } = spawnSync(
        '/usr/bin/unshare',
        ['--user', '--map-root-user', '--mount', '/bin/sh', '-c', INTO_ROOT, root, ...argv],
        { encoding: 'utf8', input, env: { PATH: SYSTEM_PATH } },
      )
      return { status, stdout, stderr }
    }
    const create = ['create', '-q', '-f', 'qcow2', '-b', 'root.ext2', '-F', 'raw', 'host1.qcow2']
    expect(alone([...qemuCommand('qemu-img', 'qemu'), ...create])).toEqual({ status: 0, stdout: '', stderr: '' })
    const host = [...qemuCommand('qemu-system-x86_64', 'qemu'), ...hostArguments('emulated', 'host1', 0)]
    const started = alone([...host, '-S', '-monitor', 'stdio'], 'info network\ninfo roms\nquit\n')
    expect(started).toMatchObject({ status: 0, stderr: '' })
    expect(started.stdout).toContain('lab: index=0,type=stream')
    expect(started.stdout).toContain('linuxboot_dma.bin')
  })

  test('is small, and its files are no links', () => {
    const files = globSync('**/*', { cwd: images.qemu, withFileTypes: true }).filter((entry) => !entry.isDirectory())
    expect(files.filter((entry) => !entry.isFile())).toEqual([])
    const bytes = files.reduce((sum, { parentPath, name }) => sum + statSync(path.join(parentPath, name)).size, 0)
    expect(bytes).toBeLessThan(100e6)
  })

  test('that can’t be run is said, with what to do', async () => {
    const damaged = path.join(folder, 'damaged', 'qemu')
    cpSync(images.qemu, damaged, { recursive: true })
    truncateSync(path.join(damaged, 'usr/bin/qemu-system-x86_64'), 1000)
    await expect(chooseQemu({ qemu: damaged })).rejects.toMatchObject({
      code: 'lab',
      message: expect.stringMatching(
        new RegExp(`since this computer has no QEMU, and can’t be run: .*; delete ${path.dirname(damaged)}, `),
      ),
    })
  })
})

describe('npm run doctor', () => {
  const built = {
    ...images,
    folder: path.dirname(images.qemu),
    root: '',
    kernel: '',
    initrd: '',
    vmSystem: '',
    qemuDisk: null,
    recipeHash: '',
  }

  test('asks for no QEMU', async () => {
    expect(await checkQemu(null, folder)).toEqual({
      diagnosis: {
        name: 'QEMU of the hosts',
        required: true,
        status: 'ok',
        evidence: 'the lab will build its own with the hosts’ system, since this computer has no QEMU',
        remedy: null,
      },
      qemu: null,
    })
    install('6.2.0', ...BOTH)
    expect(await checkQemu(built, folder)).toMatchObject({
      diagnosis: {
        status: 'ok',
        evidence: expect.stringMatching(
          /^\d\S+, the lab’s own in .*, since QEMU 6\.2\.0 of this computer is older than 7\.2$/,
        ),
      },
      qemu: { from: 'lab', folder: images.qemu },
    })
    install('10.0.13', ...BOTH)
    expect(await checkQemu(built, folder)).toMatchObject({
      diagnosis: { status: 'ok', evidence: '10.0.13, of this computer' },
      qemu: { from: 'computer', version: '10.0.13' },
    })
  })

  test('names a disk that runs no programs, as the lab does', () => {
    const disk = path.join(folder, 'disk')
    mkdirSync(disk)
    const script = `import { checkQemu } from ${JSON.stringify(path.resolve(import.meta.dirname, '../../../doctor/host-qemu.ts'))}
      import { chooseQemu } from ${JSON.stringify(path.join(import.meta.dirname, 'host-qemu.ts'))}
      const images = { folder: ${JSON.stringify(disk)}, qemu: ${JSON.stringify(path.join(disk, 'qemu'))} }
      const said = async (built) => (await checkQemu(built, images.folder)).diagnosis
      console.log(JSON.stringify([await said(null), await said(images),
        await chooseQemu(images).catch(({ message }) => message)]))`
    const mounted = `mount -t tmpfs -o noexec tmpfs ${disk} && cp -r ${images.qemu} ${disk} && PATH=${bin} exec "$0" --input-type=module -e "$1"`
    const { stdout, stderr } = spawnSync(
      '/usr/bin/unshare',
      ['--user', '--map-root-user', '--mount', '/bin/sh', '-c', mounted, process.execPath, script],
      { encoding: 'utf8', env: { PATH: SYSTEM_PATH } },
    )
    const remedy = expect.stringMatching(/runs no programs \(noexec\).* XDG_CACHE_HOME$/)
    expect(JSON.parse(stdout || stderr)).toEqual([
      expect.objectContaining({
        status: 'unusable',
        evidence: expect.stringContaining(`build its own in ${disk}, since`),
        remedy,
      }),
      expect.objectContaining({
        status: 'unusable',
        evidence: expect.stringContaining('can’t be run: its disk runs no programs'),
        remedy,
      }),
      expect.stringMatching(/and can’t be run: its disk runs no programs .* XDG_CACHE_HOME\.$/),
    ])
  })
})
