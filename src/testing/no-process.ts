import childProcess, { ChildProcess } from 'node:child_process'
import { syncBuiltinESMExports } from 'node:module'

/**
 * Keeps unit tests quick: while they run no process can be started, neither the command line nor a browser nor any other
 * program. What needs one is a system test.
 */
const refuse = (): never => {
  throw new Error('A unit test starts no process: name its file *.system.test.ts.')
}

// What all of spawn, exec, execFile and fork come down to; the synchronous ones don't.
Object.assign(ChildProcess.prototype, { spawn: refuse })
Object.assign(childProcess, { spawnSync: refuse, execSync: refuse, execFileSync: refuse })
syncBuiltinESMExports()
