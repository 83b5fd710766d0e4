import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'

test('a folder that is to be made on a read-only disk can’t be written to, and is no fault of the program', () => {
  const disk = mkdtempSync(path.join(tmpdir(), 'read-only-'))
  try {
    const script = `import { mkdirSync } from 'node:fs'
      import { orStorageError } from ${JSON.stringify(path.join(import.meta.dirname, 'storage-error.ts'))}
      const out = ${JSON.stringify(path.join(disk, 'out'))}
      try { orStorageError(out, () => mkdirSync(out, { recursive: true })) } catch (error) { console.log(error.code, error.message) }`
    const mounted = 'mount -t tmpfs -o ro disk "$1" && shift && exec "$@"'
    const { stdout, stderr } = spawnSync(
      'unshare',
      [
        ...['--user', '--map-root-user', '--mount', 'sh', '-c', mounted, 'sh', disk],
        ...[process.execPath, '--input-type=module', '-e', script],
      ],
      { encoding: 'utf8' },
    )
    expect({ stdout, stderr }).toEqual({
      stderr: '',
      stdout: expect.stringContaining(`data ${disk}/out can't be written`),
    })
  } finally {
    rmdirSync(disk)
  }
})
