import path from 'node:path'
import type { Session } from '../../command-line/session.ts'
import { UserError } from '../../errors.ts'
import { createProgress } from '../../progress.ts'
import { project } from '../../project.ts'
import type { Options } from './options.ts'

/**
 * `npm run test-computers`: the table of computers, each really tried.
 * @throws UserError `check` where one was not as expected, `usage` for an unknown name, `setup` without root or mmdebstrap
 */
export async function run({ only, lab, list, packages, json }: Options, { signal }: Session): Promise<void> {
  const [{ COMPUTERS }, { chosen, tryComputers }, { describe }] = await Promise.all([
    import('../../computers/computers.ts'),
    import('../../computers/try-computers.ts'),
    import('../../computers/describe.ts'),
  ])
  const computers = chosen(COMPUTERS, only?.split(',') ?? [])
  if (list) {
    const rows = computers.map(({ name, what }) => ({ name, what }))
    const lines = rows.map(({ name, what }) => `${name}: ${what}\n`).join('')
    process.stdout.write(json ? `${JSON.stringify(rows, null, 2)}\n` : lines)
    return
  }
  await needs()
  const { root, out } = project()
  const progress = await createProgress()
  const tried = await tryComputers(
    computers,
    { root, packages: packages ?? null, lab: lab ?? false },
    path.join(out, 'computers'),
    {
      begin: ({ name }) => progress.step(name),
      note: (text) => progress.note(text),
      end: (one) => {
        progress.done()
        if (!json) process.stdout.write(describe(one))
      },
    },
    signal,
  ).finally(() => progress.stop())
  if (json) {
    const rows = tried.map(({ computer: { name, what }, seen, faults }) => ({ name, what, faults, seen }))
    process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`)
  }
  const otherwise = tried.filter(({ faults }) => faults.length > 0).map(({ computer }) => computer.name)
  if (otherwise.length > 0) {
    throw new UserError('check', `Not as expected, as it says above: ${otherwise.join(', ')}.`)
  }
}

async function needs(): Promise<void> {
  const [{ isRoot }, { findProgram }] = await Promise.all([
    import('../../setup/user.ts'),
    import('../../setup/programs.ts'),
  ])
  if (!isRoot()) {
    const again = 'sudo env "PATH=$PATH" npm run test-computers'
    throw new UserError('setup', `Computers are made by root, in namespaces of their own: run “${again}”.`)
  }
  const missing = ['mmdebstrap', 'git'].filter((name) => findProgram(name) === null)
  if (missing.length > 0)
    throw new UserError('setup', `This needs ${missing.join(' and ')}: run “apt-get install ${missing.join(' ')}”.`)
}
