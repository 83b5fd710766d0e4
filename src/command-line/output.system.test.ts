import { spawn, spawnSync } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { project } from '../project.ts'

const { root } = project()
const WRITTEN = 300_000 // a pipe holds 64 kB

/** A program that prints more than a pipe holds and then ends as the command line does, with the signal of Ctrl-C. */
function printing(stdout: 'pipe' | number) {
  const program = `import { watchOutput } from ${JSON.stringify(path.join(root, 'src', 'command-line', 'output.ts'))}
    const stop = new AbortController()
    process.on('SIGINT', () => stop.abort())
    const printed = watchOutput(process.stdout)
    process.stdout.write('x'.repeat(${WRITTEN}))
    process.stderr.write('written. ')
    await printed(stop.signal).catch((error) => { process.stderr.write(error.message); process.exit(5) })
    process.exit(0)`
  const argv = ['--no-warnings', '--input-type=module', '--eval', program]
  return spawn(process.execPath, argv, { stdio: ['ignore', stdout, 'pipe'] })
}

type Printing = ReturnType<typeof printing>

const ended = (child: Printing) =>
  new Promise<{ code: number | null; said: string }>((resolve) => {
    let said = ''
    child.stderr?.on('data', (data: Buffer) => {
      said += data.toString()
    })
    child.on('close', (code) => resolve({ code, said }))
  })

const saysSomething = (child: Printing) => new Promise((resolve) => child.stderr?.once('data', resolve))

test('a reader that begins late gets everything', async () => {
  const child = printing('pipe')
  const end = ended(child)
  await saysSomething(child)
  let read = 0
  child.stdout?.on('data', (data: Buffer) => {
    read += data.length
  })
  expect(await end).toEqual({ code: 0, said: 'written. ' })
  expect(read).toBe(WRITTEN)
})

test('so does one of a command of the project', () => {
  const plan = `'${process.execPath}' '${path.join(root, 'src', 'cli.ts')}' lab --plan --profile thorough --json`
  const { stdout } = spawnSync('sh', ['-c', `${plan} | { sleep 2; cat; }`], { encoding: 'utf8', timeout: 60_000 })
  expect(stdout.length).toBeGreaterThan(65_536)
  expect(JSON.parse(stdout)).toHaveProperty('design')
})

test('a reader that wants no more is no failure', async () => {
  const child = printing('pipe')
  const end = ended(child)
  child.stdout?.destroy()
  expect(await end).toEqual({ code: 0, said: 'written. ' })
})

test('a full disk is one', async () => {
  const full = openSync('/dev/full', 'w')
  const child = printing(full)
  closeSync(full)
  expect(await ended(child)).toEqual({
    code: 5,
    said: expect.stringMatching(/^written\. What was printed could not be written to its end \(ENOSPC.*\)\.$/),
  })
})

test('whoever stops it does not wait for a reader', async () => {
  const child = printing('pipe')
  const end = ended(child)
  await saysSomething(child)
  child.kill('SIGINT')
  await expect.poll(() => child.exitCode, { timeout: 5000 }).toBe(0)
  child.stdout?.resume()
  expect(await end).toMatchObject({ code: 0 })
})
