import { describe, expect, test } from 'vitest'
import { tryRun } from '../../../process.ts'
import { remoteEnd, tellingItsEnd } from './remote-command.ts'

/** sshd gives the line to the account's shell, as here, and ssh ends with that shell's exit code. */
describe.each(['sh', 'bash'])('where the account’s shell is %s', (shell) => {
  const endOf = async (command: string) => remoteEnd(asSsh(await tryRun([shell, '-c', tellingItsEnd(command)])))
  /** ssh has 255 for a shell that a signal ended. */
  const asSsh = ({ exitCode }: { exitCode: number | null }) => ({ exitCode: exitCode ?? 255 })

  test.each(['SIGKILL', 'SIGSEGV', 'SIGABRT', 'SIGTERM'])('%s is seen as such', async (signal) => {
    const suicide = `exec sh -c 'kill -${signal.slice(3)} $$'`
    expect(await endOf(`cd / 2>/dev/null; (${suicide})`)).toEqual({ exitCode: null, signal })
    // Without the shell that waits it is not.
    expect(remoteEnd(asSsh(await tryRun([shell, '-c', suicide])))).toBeNull()
  })

  test('an exit code is the command’s own', async () => {
    expect(await endOf('true')).toEqual({ exitCode: 0, signal: null })
    expect(await endOf("sh -c 'exit 3'")).toEqual({ exitCode: 3, signal: null })
    expect(await endOf('/no/such/program 2>/dev/null')).toEqual({ exitCode: 127, signal: null })
  })

  test('the command has the standard input', async () => {
    const { stdout } = await tryRun([shell, '-c', tellingItsEnd('cat')], { input: "it's\n" })
    expect(stdout).toBe("it's\n")
  })
})

test('of a lost connection, and of an ssh that was ended, nothing is concluded', () => {
  expect(remoteEnd({ exitCode: 255 })).toBeNull()
  expect(remoteEnd({})).toBeNull()
})
