import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { explainInstruction, Glossary, unusedEntries } from './explanation.ts'
import { procedure } from './procedure.ts'
import { TOPOLOGY } from './topology.ts'
import { vmArgv } from './vm-command.ts'

const FILE = new URL('../../templates/glossary.json', import.meta.url)
const glossary = Glossary.parse(JSON.parse(readFileSync(FILE, 'utf8')))

/** Every command line that a report may show. */
const INSTRUCTIONS = [
  ...procedure({ accelerator: 'kvm', cpu: 'host' }),
  ...procedure({ accelerator: 'tcg', cpu: 'qemu64' }),
  ...procedure(
    { accelerator: 'kvm', cpu: 'host' },
    { ...TOPOLOGY, labInterface: 'lab0', tunnel: { host1: '10.0.0.1', host2: '10.0.0.2' } },
  ),
  { argv: vmArgv({ accelerator: 'kvm', cpu: 'max', nic: 'e1000', role: 'source' }) },
]
const explain = (argv: readonly string[], stdin: string | null = null) => explainInstruction(argv, stdin, glossary)
const tokens = (argv: readonly string[], stdin: string | null = null) => explain(argv, stdin).map(({ token }) => token)
const explained = INSTRUCTIONS.flatMap((one) => explain(one.argv, 'stdin' in one ? (one.stdin ?? null) : null))

describe('every token has an explanation, every explanation a token', () => {
  test('no token of the procedure is left out or changed', () => {
    for (const one of INSTRUCTIONS) {
      const stdin = 'stdin' in one ? (one.stdin ?? null) : null
      const typed = (stdin === null ? '' : 'echo|') + one.argv.join('').replaceAll(',', '')
      const file = (stdin ?? '').replace(/[\s,()]/g, '')
      const bundle = (text: string) => text.replace('-a-r-v', '-arv')
      expect(bundle(tokens(one.argv, stdin).join(''))).toBe(typed + file)
    }
  })

  test('no entry of the glossary is unused', () => {
    expect(unusedEntries(glossary, explained)).toEqual([])
  })

  test('an unused entry is found', () => {
    const more = { ...glossary, telnet: { ...glossary.telnet, '-6': { meaning: 'IPv6.' } } }
    expect(unusedEntries(more, explained)).toEqual(['telnet › -6'])
  })

  test('an unexplained token is named with its command', () => {
    expect(() => explain(['sudo', 'mkdir', '-m', '/mnt/nfs'])).toThrow(
      /“-m” in “sudo mkdir -m \/mnt\/nfs”.*under “mkdir”/,
    )
    expect(() => explain(['dd'])).toThrow(/“dd”/)
    expect(() => explain(['tee', '/etc/hosts'], 'x')).toThrow(/\/etc\/hosts/)
  })
})

describe('sub-options are explained one by one', () => {
  test('-drive is four', () => {
    expect(
      tokens(['qemu-system-x86_64', '-drive', 'if=virtio,format=qcow2,file=/mnt/nfs/ubuntu.qcow2']).slice(1),
    ).toEqual(['-drive', 'if=virtio', 'format=qcow2', 'file=/mnt/nfs/ubuntu.qcow2'])
  })

  test('-monitor is five', () => {
    expect(tokens(['qemu-system-x86_64', '-monitor', 'telnet:127.0.0.1:5500,server,nowait']).slice(1)).toEqual([
      '-monitor',
      'telnet:',
      '127.0.0.1:5500',
      'server',
      'nowait',
    ])
  })

  test('an exports line has the folder, the client and each option', () => {
    expect(
      tokens(['tee', '-a', '/etc/exports'], '/mnt/nfs *(rw,sync,no_subtree_check,no_root_squash)\n').slice(5),
    ).toEqual(['/mnt/nfs', '*', 'rw', 'sync', 'no_subtree_check', 'no_root_squash'])
  })

  test('addresses, owners, servers and bundled letters are taken apart', () => {
    expect(tokens(['ip', 'addr', 'add', '192.168.100.1/24', 'dev', 'br0'])).toContain('/24')
    expect(tokens(['chown', 'nobody:nogroup', '/mnt/nfs'])).toEqual(['chown', 'nobody', ':nogroup', '/mnt/nfs'])
    expect(tokens(['mount', '-t', 'nfs', '10.0.0.1:/mnt/nfs', '/mnt/nfs']).slice(3)).toEqual([
      '10.0.0.1:',
      '/mnt/nfs',
      '/mnt/nfs',
    ])
    expect(tokens(['exportfs', '-arv'])).toEqual(['exportfs', '-a', '-r', '-v'])
  })
})

test('the same token means what its program and the word before it make of it', () => {
  const meaning = (argv: string[], index: number) => explain(argv)[index]?.meaning
  expect(meaning(['migrate', '-d', 'tcp:10.0.0.2:4400'], 1)).toMatch(/Detach/)
  expect(meaning(['ip', 'link', 'add', 'br0', 'type', 'bridge'], 2)).toMatch(/interface/)
  expect(meaning(['ip', 'addr', 'add', '10.0.0.1/24', 'dev', 'br0'], 2)).toMatch(/address/)
  expect(meaning(['mount', '-t', 'nfs', '10.0.0.1:/mnt/nfs', '/mnt/nfs'], 4)).toMatch(/server/)
  expect(meaning(['mount', '-t', 'nfs', '10.0.0.1:/mnt/nfs', '/mnt/nfs'], 5)).toMatch(/host 2/)
})

test.each([
  ['security', ['no_root_squash', '777', 'telnet:', 'tcp:', '*', 'sudo']],
  ['hosts', ['-incoming', '-monitor', '2G', '1', '-drive', 'mac=52:54:00:40:C9:01', 'host']],
  ['default', ['2G', '1', 'if=virtio', 'sync', '-d', 'nowait']],
] as const)('the glossary says something on %s where it is due', (field, due) => {
  const present = explained.filter((one) => one[field] !== undefined).map(({ token }) => token)
  expect(present).toEqual(expect.arrayContaining([...due]))
})

describe('the real QEMU knows what the glossary explains', () => {
  const run = (args: string[], input = '') => execFileSync('qemu-system-x86_64', args, { input, encoding: 'utf8' })
  const keys = Object.keys(glossary['qemu-system-x86_64'] ?? {})
  const help = run(['-help'])

  test.each(keys.filter((key) => /^-[a-z-]+$/.test(key)))('%s', (option) => {
    expect(help).toMatch(new RegExp(`^${option}( |$)`, 'm'))
  })

  test('settings, models and transports', () => {
    expect(help).toMatch(/^-drive \[file=file\]\[,if=type\](.|\n)*?\[,format=f\]/m)
    expect(help).toMatch(/^-netdev bridge,id=str\[,br=bridge\]/m)
    expect(help).toMatch(/^-device driver\[,prop/m)
    expect(help).toMatch(/^-incoming tcp:\[host\]:port/m)
    expect(help).toMatch(/^-display none/m)
    expect(help).toMatch(/server=on\|off\]\[,wait=on\|off\]\[,telnet=on\|off\]/)
    expect(run(['-cpu', 'help'])).toMatch(/^x86 host /m)
    expect(run(['-cpu', 'help'])).toMatch(/^x86 qemu64 /m)
    const devices = run(['-device', 'help'])
    for (const model of ['virtio-net-pci', 'e1000', 'virtio-blk-pci']) expect(devices).toContain(`name "${model}"`)
  })

  test('monitor commands', () => {
    const answer = run(
      ['-M', 'none', '-nodefaults', '-display', 'none', '-monitor', 'stdio'],
      'help migrate\nhelp info\nquit\n',
    )
    expect(answer).toMatch(/^migrate \[-d\].* uri/m)
    expect(answer).toMatch(/^info migrate /m)
  })
})
