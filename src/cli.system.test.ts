import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { EXITS } from './errors.ts'
import { commandIn } from './testing/end-to-end/command.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'cli-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** In a folder of its own, and with nothing of this computer's settings. */
const cli = (argv: readonly string[], env: Record<string, string> = {}) =>
  commandIn(folder, { env, inherits: false, timeoutMs: 60_000 })(argv)

describe('help', () => {
  test.each([
    'report',
    'check',
    'verify',
    'preview',
    'lab',
    'import',
    'doctor',
    'templates',
    'bench',
    'torture',
    'test',
  ])('%s --help shows examples as they are typed', (name) => {
    const { status, stdout, stderr } = cli([name, '--help'])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toMatch(new RegExp(`^Usage: npm run ${name} -- `))
    expect(stdout).toMatch(/Examples:\n {2}npm /)
  })

  test('the whole help lists the commands and the exit codes', () => {
    const { status, stdout } = cli(['--help'])
    expect(status).toBe(0)
    expect(stdout).toMatch(/report \[options\][^]*lab \[options\][^]*doctor[^]*bench[^]*Exit codes: 0 done/)
  })
})

describe('wrong use is one sentence, exit code 2, and nothing is made', () => {
  test.each([
    ['a slash in the id', ['report', '--id', '../x'], 'The id "../x" can\'t be used'],
    ['a dot in the id', ['report', '--id', 'a.b'], 'The id "a.b" can\'t be used'],
    ['a space in the id', ['report', '--id', '1 2'], 'The id "1 2" can\'t be used'],
    ['an empty id', ['report', '--id', ''], 'The id "" can\'t be used'],
    ['an option for an id', ['report', '--id', '--name', 'X'], '"--name" can\'t be the value of --id'],
    ['an id that looks like an option', ['report', '--id', '-rf'], 'for it begins with "-": give --id <id>.'],
    ['an id with a dash, joined', ['demo', '--id=-rf'], '"-rf" can\'t be the value of --id'],
    ['an option that ends without its value', ['check', '--id'], "option '--id <id>' argument missing"],
    ['an option for a name', ['report', '--id', '1', '--name', '--html'], '"--html" can\'t be the value of --name'],
    ['an option for a link', ['report', '--id', '1', '--video-url', '--json'], '"--json" can\'t be the value of'],
    ['an option for a run', ['report', '--id', '1', '--run', '--html'], '"--html" can\'t be the value of --run'],
    ['an option for a choice', ['lab', '--profile', '--plan'], 'Allowed choices are smoke, quick, standard, thorough'],
    ['an option for a template', ['templates', '--copy', '--json'], '"--json" can\'t be the value of --copy'],
    ['no id', ['report'], 'Nobody was named: give --id <id>'],
    ['no id for a film', ['demo'], "required option '--id <id>' not specified"],
    ['a student and a class', ['report', '--id', '1', '--ids', 'class.csv'], 'Give either --id or --ids, not both'],
    ['a list that is not there', ['report', '--ids', '/none/class.csv'], "The list /none/class.csv can't be read"],
    [
      'a folder that is not there',
      ['check', '--folder', '/none/handed-in'],
      "The folder /none/handed-in can't be read",
    ],
    ['a control character in the name', ['report', '--id', '1', '--name', 'a\nb'], 'The name "a\\nb" can\'t be used'],
    [
      'a file name with a slash',
      ['report', '--id', '1', '--file-name', '../{id}.pdf'],
      'The file name "../{id}.pdf" can\'t be used',
    ],
    ['an absolute file name', ['report', '--id', '1', '--file-name', '/tmp/{id}.pdf'], "can't be used"],
    [
      'a file name with a line end',
      ['report', '--id', '1', '--file-name', '{id}\n.pdf'],
      'The file name "{id}\\n.pdf" can\'t be used',
    ],
    [
      'a file name that leads elsewhere to check',
      ['check', '--id', '1', '--file-name', '../{id}.pdf'],
      'The file name "../{id}.pdf" can\'t be used',
    ],
    ['a turned direction in the name', ['report', '--id', '1', '--name', 'a\u202eb'], "can't be used"],
    ['a port that is none', ['preview', '--id', '1', '--port', '0x50'], '"0x50" is no port'],
    ['a port beyond all', ['preview', '--id', '1', '--port', '65536'], '"65536" is no port'],
    ['an address as a port', ['preview', '--id', '1', '--port', '0.0.0.0:80'], '"0.0.0.0:80" is no port'],
    ['a video on this computer', ['report', '--id', '1', '--video-url', 'file:///etc/passwd'], "can't be used"],
    ['an unknown option', ['report', '--id', '1', '--colour'], "unknown option '--colour'"],
    ['an unknown command', ['repotr'], "unknown command 'repotr'"],
    ['an unknown profile', ['lab', '--profile', 'fast'], 'Allowed choices are smoke, quick, standard, thorough'],
    ['a seed that is no number', ['lab', '--seed', '1.5'], 'The seed "1.5" can\'t be used'],
    ['a seed below all', ['lab', '--seed', '-1'], '"-1" can\'t be the value of --seed'],
    ['a time without a unit', ['lab', '--budget', '10'], 'The time "10" can\'t be used'],
    ['a time too short for any comparison', ['lab', '--budget', '10s'], '10s is too short'],
    ['an unknown section', ['lab', '--only', 'E'], 'Allowed choices are B, C, D'],
    ['another plan for a run that goes on', ['lab', '--resume', '--only', 'B'], 'A run is resumed as it was planned'],
    ['the time of a lab that never ran', ['bench', '--lab'], 'There is no run whose time could be told'],
    ['a run that is not there', ['report', '--id', '1', '--run', 'r1'], 'There is no run "r1"'],
    ['a run elsewhere', ['report', '--id', '1', '--run', '../../etc'], 'There is no run "../../etc"'],
    ['a run and the example', ['report', '--id', '1', '--run', 'r1', '--example'], 'Give either --run or --example'],
    [
      'a run to compare with that is not there',
      ['report', '--id', '1', '--example', '--compare', 'r1'],
      'There is no run "r1"',
    ],
    ['an edition that there is not', ['report', '--id', '1', '--edition', 'half'], 'Allowed choices are core, full'],
    ['a report that was not printed', ['check', '--id', '1'], 'HW1_1.pdf, so there is nothing to check'],
    ['a packed run that is not there', ['import', 'none.tar.gz'], 'There is no file'],
    ['no number of runs to keep', ['lab', '--prune', '0'], '"0" runs can\'t be kept'],
    ['a run to pack that is not there', ['lab', '--pack', 'r1'], 'There is no run "r1"'],
    ['hosts that are none', ['lab', '--hosts', 'guest1,guest2'], '--hosts "guest1,guest2" can\'t be used'],
    [
      'an option of ssh for a host',
      ['lab', '--hosts', 'ssh://a,ssh://-oProxyCommand=id'],
      "can't be used: give emulated, kvm, or two machines",
    ],
    ['changes accepted where there are none', ['lab', '--accept'], 'name them with --hosts ssh://'],
    ['undoing on no host', ['lab', '--undo', '--hosts', 'emulated'], 'name them with --hosts ssh://'],
    [
      'a configuration of ssh that is missing',
      ['lab', '--hosts', 'ssh://a,ssh://b', '--ssh-config', '/nonexistent'],
      '/nonexistent is missing',
    ],
    [
      'other hosts for a run that goes on',
      ['lab', '--resume', '--hosts', 'emulated'],
      'A run is resumed as it was planned',
    ],
    ['no campaign', ['torture'], 'Give --kills 100 (and --within, --only), or --resume, or --migrations 100'],
    [
      'a campaign that is gone on with as another one',
      ['torture', '--resume', '--seed', '4'],
      'these are two campaigns',
    ],
    ['no campaign to go on with', ['torture', '--resume'], 'begin one with “npm run torture -- --kills 100”'],
    ['two campaigns', ['torture', '--kills', '1', '--migrations', '1'], 'these are two campaigns'],
    ['no kills', ['torture', '--kills', '0'], '--kills "0" can\'t be used: give a whole number from 1 to 10000'],
    ['no time for a kill', ['torture', '--kills', '1', '--within', '1h'], '--within "1h" can\'t be used'],
    ['no migrations to verify', ['torture', '--migrations', '0'], '--migrations "0" can\'t be used'],
    [
      'a torture with a seed that is no number',
      ['torture', '--migrations', '3', '--seed', 'x'],
      '--seed "x" can\'t be used',
    ],
    ['no rounds to bench', ['bench', '--runs', '0'], '"0" rounds can\'t be run'],
  ])('%s', (_, argv, sentence) => {
    const { status, stdout, stderr } = cli(argv)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain(sentence)
    expect(stderr.trim().split('\n').length).toBeLessThanOrEqual(2)
    expect(readdirSync(folder)).toEqual([])
  })
})

test('README.md and the help have the table of exit codes', () => {
  const readme = readFileSync(path.join(import.meta.dirname, '..', 'README.md'), 'utf8')
  const inReadme = [...readme.matchAll(/^\| (\d+) \| (.*) \|$/gm)].map(([, code, meaning]) => `${code} ${meaning}`)
  expect(inReadme).toEqual(Object.values(EXITS).map(({ code, meaning }) => `${code} ${meaning}`))
  const [, inHelp = ''] = cli(['--help']).stdout.split('Exit codes: ')
  expect(inHelp.trim().split(/,\s/)).toHaveLength(inReadme.length)
  for (const exit of Object.values(EXITS))
    expect(inHelp).toMatch(new RegExp(`(^|\\s)${exit.code} ${'brief' in exit ? exit.brief : exit.meaning}[,.]`))
})

test('a plan is printed and nothing is done', () => {
  const { status, stdout, stderr } = cli(['lab', '--plan', '--only', 'C', '--budget', '10m', '--seed', '7'])
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout).toMatch(
    /nothing is measured now[^]*Section C[^]*virtio, e1000|nothing is measured now[^]*Section C[^]*e1000/,
  )
  expect(stdout).not.toContain('Section B')
  const plan = JSON.parse(cli(['lab', '--plan', '--json', '--seed', '7']).stdout)
  expect(plan).toMatchObject({
    design: [
      { experiment: 'acceleration' },
      { experiment: 'network' },
      { experiment: 'migration' },
      { experiment: 'matrix' },
    ],
  })
  expect(readdirSync(folder)).toEqual([])
})

test('an id with a dash is refused where npm kept the option for itself, too', () => {
  const { status, stdout, stderr } = cli(['report'], { npm_lifecycle_event: 'report', npm_config_id: '-rf' })
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  expect(stderr).toContain('"-rf" can\'t be the value of --id')
})

test('options that npm kept for itself are understood', () => {
  const { status, stderr } = cli(['report', 'a/b'], { npm_lifecycle_event: 'report', npm_config_id: 'true' })
  expect(status).toBe(2)
  expect(stderr).toMatch(/^Understood as: npm run report -- --id a\/b .*\nError: The id "a\/b" can't be used/)
})

test('a broken run is named, exit code 5, with the cause on demand', () => {
  const run = path.join(folder, 'data', 'runs', 'r1')
  mkdirSync(run, { recursive: true })
  writeFileSync(path.join(run, 'run.json'), '{"schema": 1, "id": "r')
  const argv = ['report', '--id', '1', '--run', 'r1']
  const plain = cli(argv)
  expect(plain).toMatchObject({ status: 5, stdout: '' })
  expect(plain.stderr).toMatch(/^Error: .*r1\/run\.json is not complete JSON.*\n$/)
  expect(cli([...argv, '--verbose']).stderr).toContain('SyntaxError')
  writeFileSync(path.join(run, 'run.json'), '{"schema": 99}')
  expect(cli(argv)).toMatchObject({ status: 5, stderr: expect.stringContaining('newer version of this project') })
})
