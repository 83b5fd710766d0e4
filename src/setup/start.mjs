// The way in of every npm script. Plain JavaScript without dependencies, for it runs on a fresh clone under whatever
// Node the machine has, 12 included (no `??`, no await at the top): brings the npm packages up to the lock file, then
// hands over to the pinned Node and cli.ts.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import { homedir, constants as os } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const SETUP_FAILED = 3
/** What the packages take, with room to unpack them. */
const INSTALLED_MB = 1000
const self = fileURLToPath(import.meta.url)
const root = path.resolve(path.dirname(self), '..', '..')
const modules = path.join(root, 'node_modules')
const data = path.join(root, 'data')

/** Whether node_modules is what the lock file asks for, by the list that npm leaves when it has finished. */
function isInstalled() {
  const read = (file) => JSON.parse(fs.readFileSync(path.join(root, file), 'utf8')).packages
  try {
    const wanted = read('package-lock.json')
    const present = read('node_modules/.package-lock.json')
    return Object.entries(wanted).every(([name, entry]) => {
      const found = present[name]
      // Packages for other platforms are optional and absent.
      return name === '' || (found ? found.version === entry.version : entry.optional === true)
    })
  } catch {
    return false
  }
}

/** Waits for a child that shares our terminal, passing on the signals meant for it. Gives its exit code. */
function waitFor(argv, options) {
  return new Promise((resolve) => {
    const child = spawn(argv[0], argv.slice(1), { cwd: root, ...options })
    // The child decides how to end; this process only outlives it.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
    child.on('error', (error) => resolve({ error }))
    child.on('exit', (code, signal) => resolve({ code: code === null ? 128 + (os.signals[signal] || 0) : code }))
  })
}

function fail(sentence) {
  process.stderr.write(`Error: ${sentence}\n`)
  process.exit(SETUP_FAILED)
}

/** What is free where the packages go, in MB; infinite where this Node can't tell. */
function freeMb() {
  try {
    const { bavail, bsize } = fs.statfsSync(root)
    return (bavail * bsize) / 1e6
  } catch {
    return Number.POSITIVE_INFINITY
  }
}

/** Where npm may keep what it downloads, if it can't do so below the home folder; null where it can. */
function otherCache() {
  try {
    const usual = process.env.npm_config_cache || path.join(homedir(), '.npm')
    fs.mkdirSync(usual, { recursive: true })
    fs.accessSync(usual, fs.constants.W_OK)
    return null
  } catch {
    return path.join(data, 'npm-cache')
  }
}

async function install() {
  if (isInstalled()) return 0 // another start was quicker
  if (!fs.existsSync(modules) && freeMb() < INSTALLED_MB) {
    fail(
      `the npm packages take ${INSTALLED_MB} MB, and ${freeMb().toFixed(0)} MB are free on the disk of ${root}; ` +
        'free some space there and run this again.',
    )
  }
  process.stderr.write(
    'Setting up: npm packages from package-lock.json into node_modules/ (900 MB, for this project only).\n',
  )
  // What `npm run` was told is no setting of this npm.
  const env = {}
  for (const [name, value] of Object.entries(process.env))
    if (!/^npm_(config_(id|name|run|json)$|lifecycle|command)/.test(name)) env[name] = value
  const cache = otherCache()
  if (cache !== null) env.npm_config_cache = cache
  // Install scripts are not needed; one of them would download a browser. Warnings are about the Node that is replaced.
  const npm = ['npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const { code, error } = await waitFor(npm, { env, stdio: ['ignore', 2, 2] })
  if (cache !== null && fs.rmSync) fs.rmSync(cache, { recursive: true, force: true })
  if (error) fail(`npm could not be started (${error.message}); install npm 7 or newer and run this again.`)
  if (code === 130 || code === 143) return code
  if (code === 0 && isInstalled()) return 0
  return fail(
    'the npm packages could not be installed, as npm says above; ' +
      (freeMb() < 50
        ? `the disk of ${root} is full: free ${INSTALLED_MB} MB there and run this again.`
        : 'it needs npm 7 or newer, the npm registry and a project folder that can be written to. ' +
          'Mend that and run this again.'),
  )
}

/** Two starts at once must not install side by side: the second waits, then finds everything done. */
async function installOnce() {
  try {
    fs.mkdirSync(data, { recursive: true })
  } catch (error) {
    fail(
      `the npm packages are not installed and ${root} can't be written to (${error.code}); ` +
        'make the project folder writable and run this again.',
    )
  }
  const locked = ['flock', '--no-fork', path.join(data, 'setup.lock'), process.execPath, self, '--install']
  const { code, error } = await waitFor(locked, { stdio: 'inherit' })
  return error ? install() : code // without flock (util-linux): go on without the lock
}

function findNode() {
  const pinned = path.join(modules, `node-linux-${process.arch}`, 'bin', 'node')
  if (process.platform === 'linux' && fs.existsSync(pinned)) return pinned
  const major = Number(process.versions.node.split('.')[0])
  if (major >= 24) return process.execPath
  return fail(
    `this platform (${process.platform} ${process.arch}) has no pinned Node here and the Node that runs ` +
      `is ${process.version}; install Node 24 or newer and run this again.`,
  )
}

async function main() {
  if (process.argv[2] === '--install') return install()
  if (!isInstalled()) {
    const code = await installOnce()
    if (code !== 0) return code
  }
  // A small young generation halves the memory of a render and costs little time; a preview renders again and again.
  const youngMb = process.argv[2] === 'preview' ? 16 : 4
  const argv = [
    findNode(),
    `--max-semi-space-size=${youngMb}`,
    // Neither our modules nor npm's are links: to ask that of each of a thousand files takes a tenth of loading them.
    '--preserve-symlinks',
    path.join(root, 'src', 'cli.ts'),
    ...process.argv.slice(2),
  ]
  const env = { NODE_COMPILE_CACHE: path.join(modules, '.cache', 'compiled'), ...process.env }
  const { code, error } = await waitFor(argv, { cwd: process.cwd(), env, stdio: 'inherit' })
  if (error) fail(`the pinned Node could not be started (${error.message}); delete node_modules/ and run this again.`)
  return code
}

void main().then((code) => process.exit(code))
