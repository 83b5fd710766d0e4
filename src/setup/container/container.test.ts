import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { project } from '../../project.ts'
import { prerequisites } from '../packages.ts'

const { root } = project()
const read = (...names: string[]) => readFileSync(path.join(root, ...names), 'utf8')

interface Stage {
  from: string
  name: string
  instructions: { word: string; rest: string }[]
}

/** The stages of the Containerfile; one without a name is the container itself. */
function stages(): Stage[] {
  const found: Stage[] = []
  for (const line of read('Containerfile')
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n\s*/g, '')
    .split('\n')) {
    const [, word = '', rest = ''] = /^([A-Z]+) (.*)$/.exec(line) ?? []
    const [, from = '', name = 'container'] = /^(?:--platform=\S+ )?(\S+)(?: AS (\S+))?$/.exec(rest) ?? []
    if (word === 'FROM') found.push({ from, name, instructions: [] })
    else if (line !== '') found.at(-1)?.instructions.push({ word, rest })
  }
  return found
}

const stage = (name: string): Stage => {
  const found = stages().find((one) => one.name === name)
  if (found === undefined) throw new Error(`Containerfile has no stage ${name}`)
  return found
}

/** The packages that apt-get installs in a stage. */
const installed = (name: string): string[] =>
  stage(name).instructions.flatMap(({ word, rest }) =>
    word !== 'RUN'
      ? []
      : [...rest.matchAll(/apt-get install -y --no-install-recommends ([^&]*)/g)].flatMap(([, names = '']) =>
          names.trim().split(/\s+/),
        ),
  )

const known = (...needs: Parameters<typeof prerequisites>[0][]) =>
  new Set(needs.flatMap((need) => prerequisites(need).map((one) => one.package)))

const QEMU = ['qemu-system-x86', 'qemu-utils']

test('the container has what the commands ask for, and nothing that builds the hosts’ system', () => {
  const asked = new Set(
    (['lab', 'demo', 'verify'] as const).flatMap((need) =>
      prerequisites(need)
        .filter(({ builds }) => !builds)
        .map((one) => one.package),
    ),
  )
  expect(new Set(installed('computer'))).toEqual(
    // A QEMU for this processor, which need not be that of the hosts' system, the browser, a name for whoever has none, and what
    // somebody who works in it wants.
    new Set([...asked, ...QEMU, 'chromium-headless-shell', 'libnss-wrapper', 'git', 'sudo']),
  )
  expect(installed('container')).toEqual([])
})

test('the system of the hosts is built by what the set-up would install for it, on x86-64 whatever the container is', () => {
  expect(new Set(installed('hosts').filter((name) => name !== 'npm' && name !== 'ca-certificates'))).toEqual(
    known('lab'),
  )
  expect(read('Containerfile')).toMatch(/^FROM --platform=linux\/amd64 \$\{HOSTS_BASE\} AS hosts$/m)
})

test('the npm packages are fetched once: both stages that have them begin with the same words', () => {
  const packages = stage('packages').instructions
  expect(packages.length).toBeGreaterThan(3)
  expect(stage('hosts').instructions.slice(0, packages.length)).toEqual(packages)
})

test('what it copies is there, and is given to the build', () => {
  const copied = stages().flatMap(({ instructions }) =>
    instructions.flatMap(({ word, rest }) =>
      word === 'COPY' && !rest.startsWith('--from') ? rest.split(' ').slice(0, -1) : [],
    ),
  )
  expect(copied.filter((name) => !existsSync(path.join(root, name)))).toEqual([])
  const given = [...read('.dockerignore').matchAll(/^!(.*)$/gm)].map(([, name]) => name)
  expect(new Set(copied)).toEqual(new Set(given.filter((name) => name !== 'templates/custom/README.md')))
})

test('neither runs nor anybody’s own texts get into it', () => {
  const rules = read('.dockerignore').split('\n')
  expect(rules).toContain('*')
  expect(rules).toContain('templates/custom/*')
  expect(rules.filter((rule) => /^!(data|out)/.test(rule))).toEqual(['!data/example'])
})

test('its way in can be executed, and leads to where the Containerfile has the project', () => {
  const entry = /ENTRYPOINT \["\/opt\/migration-lab\/(.*)"\]/.exec(read('Containerfile'))?.[1] ?? ''
  expect(statSync(path.join(root, entry)).mode & 0o111).toBe(0o111)
  expect(path.resolve('/opt/migration-lab', path.dirname(entry), '../../..')).toBe('/opt/migration-lab')
})

test('the development container is a stage of it, with an account that is there', () => {
  const { build, remoteUser, postCreateCommand } = JSON.parse(read('.devcontainer', 'devcontainer.json')) as {
    build: { dockerfile: string; context: string; target: string }
    remoteUser: string
    postCreateCommand: string
  }
  expect(path.join(root, '.devcontainer', build.dockerfile)).toBe(path.join(root, 'Containerfile'))
  expect(path.join(root, '.devcontainer', build.context)).toBe(path.join(root, ''))
  const { instructions } = stage(build.target)
  expect(instructions.some(({ rest }) => new RegExp(`useradd .* ${remoteUser} `).test(rest))).toBe(true)
  expect(postCreateCommand).toContain(' /opt/migration-lab/node_modules ')
})
