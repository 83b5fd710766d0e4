import { spawnSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { project } from '../project.ts'
import { commandNames, findCommands } from './find.ts'

const { root } = project()

test('each folder of commands is a command, and a script of package.json by which it is called', async () => {
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(
    readFileSync(path.join(root, 'package.json'), 'utf8'),
  )
  const called = Object.entries(scripts).filter(([, script]) => script.startsWith('node src/setup/start.mjs '))
  expect(called.map(([name, script]) => script.replace('node src/setup/start.mjs', name))).toEqual(
    called.map(([name]) => `${name} ${name}`),
  )
  expect(commandNames()).toEqual(called.map(([name]) => name))
  expect(
    globSync('src/commands/*/run.ts', { cwd: root })
      .map((file) => file.split(path.sep).at(-2))
      .sort(),
  ).toEqual(commandNames().sort())
  expect([...(await findCommands('')).keys()]).toEqual(commandNames())
  expect([...(await findCommands('lab')).keys()]).toEqual(['lab'])
})

test('whatever is no command’s name is none: all are listed', async () => {
  for (const name of ['repotr', '--help', '../commands/lab', 'lab/', '__proto__'])
    expect([...(await findCommands(name)).keys()]).toEqual(commandNames())
})

describe('help and wrong use load nothing that only running needs', () => {
  /** Packages and rooms of ours that a command line loads. */
  function loaded(...argv: string[]): { packages: string[]; rooms: string[] } {
    const hook = `import { registerHooks } from 'node:module'
      registerHooks({ load: (url, context, next) => { process.stderr.write('loads ' + url + '\\n'); return next(url, context) } })`
    const { stderr } = spawnSync(
      process.execPath,
      ['--import', `data:text/javascript,${encodeURIComponent(hook)}`, path.join(root, 'src', 'cli.ts'), ...argv],
      { encoding: 'utf8', timeout: 60_000 },
    )
    const files = [...stderr.matchAll(/^loads file:\/\/(.*)$/gm)].map(([, file = '']) => file)
    const within = (part: RegExp) => [...new Set(files.flatMap((file) => part.exec(file)?.[1] ?? []))].sort()
    expect(files.length).toBeGreaterThan(5)
    return { packages: within(/\/node_modules\/(.*?)\//), rooms: within(/\/src\/(commands\/\w+|[\w-]+)\//) }
  }

  test('the help of the report', () => {
    expect(loaded('report', '--help')).toEqual({
      packages: ['commander'],
      // Of the templates only the names of the editions, which are a file of their own.
      rooms: ['command-line', 'commands', 'commands/report', 'setup', 'templates'],
    })
  })
  test('an unknown option', () => {
    expect(loaded('doctor', '--colour').packages).toEqual(['commander'])
  })
  test('a campaign of no kills', () => {
    const { packages, rooms } = loaded('torture', '--kills', '0')
    expect(packages).toEqual(['commander'])
    expect(rooms).not.toContain('torture')
  })
  test('the whole help, for which not even the options are needed', () => {
    const { packages, rooms } = loaded('--help')
    expect(packages).toEqual(['commander'])
    expect(rooms.filter((room) => !room.startsWith('commands/'))).toEqual(['command-line', 'commands', 'setup'])
  })
})
