import { expect, test } from 'vitest'
import { findCommands } from './find.ts'
import { flagOf } from './option.ts'
import { createProgram } from './program.ts'

const commands = await findCommands('')
const options = (
  await Promise.all(
    [...commands].map(async ([name, command]) =>
      Object.entries(await command.options()).map(([option, declared]) => ({
        name,
        flag: flagOf(option),
        ...declared,
      })),
    ),
  )
).flat()
const parse = (...argv: string[]) => {
  const program = createProgram(commands, { signal: AbortSignal.abort() })
  for (const one of program.commands) one.configureOutput({ writeErr: () => undefined })
  return program.parseAsync(argv, { from: 'user' })
}

test('no option of any command takes another option for its value', async () => {
  const taking = options.filter(({ placeholder }) => placeholder.startsWith('<'))
  expect(taking.length).toBeGreaterThan(30)
  for (const { name, flag, choices, ofOptions } of taking) {
    const refused = choices === undefined ? { code: 'usage' } : { code: 'commander.invalidArgument' }
    await expect(parse(name, flag, '--json'), `${name} ${flag}`).rejects.toMatchObject(refused)
    // What belongs to another program begins with a dash.
    if (!ofOptions) await expect(parse(name, `${flag}=-x`), `${name} ${flag}=`).rejects.toMatchObject(refused)
  }
})
