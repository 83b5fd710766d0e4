import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { analyse } from '../findings/analyse.ts'
import { loadRun } from '../data/load.ts'
import { Run } from '../data/schema.ts'
import { inspect } from '../report/inspect.ts'
import { INSTRUCTIONS } from './procedure-runner.ts'

/**
 * The whole way once, shortened, with nothing replaced: two hosts, a VM, every probe, one migration, a PDF. On the
 * way the lab is stopped and resumed, since that too can only be tested on a real one.
 */
const root = path.resolve(import.meta.dirname, '..', '..')
const folder = mkdtempSync(path.join(tmpdir(), 'lab-test-'))
const env = { ...process.env, LAB_DATA: path.join(folder, 'data'), LAB_OUT: path.join(folder, 'out') }

interface Result { code: number | null; stdout: string; stderr: string }

function cli(...args: string[]): { child: ChildProcess; ended: Promise<Result> } {
  // Ends with this test, however the test ends.
  const argv = ['--pdeathsig', 'TERM', process.execPath, path.join(root, 'src', 'cli.ts'), ...args]
  const child = spawn('setpriv', argv, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => { stdout += text })
  child.stderr.setEncoding('utf8').on('data', (text: string) => { stderr += text })
  return { child, ended: new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr }))) }
}

const runs = () => path.join(env.LAB_DATA, 'runs')
const runFolder = () => path.join(runs(), readdirSync(runs())[0] ?? 'none')
const readRun = () => Run.parse(JSON.parse(readFileSync(path.join(runFolder(), 'run.json'), 'utf8')))
const finishedTrials = () => {
  try {
    return readdirSync(path.join(runFolder(), 'trials')).filter((id) => {
      try { return statSync(path.join(runFolder(), 'trials', id, 'trial.json')).isFile() } catch { return false }
    })
  } catch { return [] }
}
/** Command lines of processes that work in a scratch folder of the lab. */
function labProcesses(): string[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((pid) => {
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
      const isLab = words.some((word) => /^qemu-system/.test(path.basename(word))) && words.includes('-name')
      return isLab || (words.includes('ssh_config') && words[0] === 'ssh') ? [words.join(' ')] : []
    } catch { return [] }
  })
}

describe('a lab on emulated hosts', () => {
  let interrupted: Result
  let stopMs: number
  let refused: Result
  let kept: string[]
  let keptAt: number[]
  let resumed: Result
  let report: Result
  const mtimes = (ids: string[]) => ids.map((id) => statSync(path.join(runFolder(), 'trials', id, 'trial.json')).mtimeMs)

  beforeAll(async () => {
    const first = cli('lab', '--profile', 'smoke', '--hosts', 'emulated', '--seed', '6') // begins with a quick trial
    let over = false
    void first.ended.then(() => { over = true })
    while (!over && finishedTrials().length === 0) await new Promise((resolve) => setTimeout(resolve, 500))
    refused = await cli('lab', '--profile', 'smoke').ended
    const stoppedAt = performance.now()
    first.child.kill('SIGINT')
    interrupted = await first.ended
    stopMs = performance.now() - stoppedAt
    kept = finishedTrials()
    keptAt = mtimes(kept)
    resumed = await cli('lab', '--resume').ended
    report = await cli('report', '--id', '113062566', '--name', '陳小明', '--json').ended
  }, 1_500_000)

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('a second lab is refused with the pid of the first', () => {
    expect(refused.code).toBe(9)
    expect(refused.stderr).toMatch(/pid \d+/)
  })

  test('Ctrl-C stops it within 10 s, keeps what was measured and leaves no process', () => {
    expect(interrupted.code, interrupted.stderr).toBe(130)
    expect(stopMs).toBeLessThan(10_000)
    expect(kept.length).toBeGreaterThan(0)
  })

  test('--resume finishes the run without measuring again what was measured', () => {
    expect(resumed.code, resumed.stderr).toBe(0)
    expect(readRun().status).toBe('complete')
    expect(finishedTrials().sort()).toEqual([...readRun().order].sort())
    expect(mtimes(kept)).toEqual(keptAt)
    expect(labProcesses()).toEqual([])
  })

  test('every instruction of Tasks 1 to 3 was executed and journalled', () => {
    const { journal } = loadRun(runFolder())
    const executed = new Map(journal.filter(({ instruction }) => instruction !== null).map((entry) => [entry.instruction, entry]))
    for (const { id, argv } of INSTRUCTIONS) {
      expect(executed.get(id)?.argv, id).toEqual(argv)
      expect(executed.get(id)?.exitCode ?? 0, id).toBe(0)
    }
    expect(executed.get('task1-exportfs')?.output).toContain('exporting *:/mnt/nfs')
    expect(executed.get('task3-info')?.output).toMatch(/Migration status: completed/)
  })

  test('each experiment gives numbers within reason', () => {
    const analysis = analyse(loadRun(runFolder()))
    const value = (experiment: 'acceleration' | 'network', metric: string, configuration: string) =>
      analysis[experiment].metrics.find(({ id }) => id === metric)?.arms.find((arm) => arm.configuration === configuration)?.summary?.value ?? Number.NaN
    expect(value('acceleration', 'cpu-loop.elapsedMs', 'tcg') / value('acceleration', 'cpu-loop.elapsedMs', 'kvm')).toBeGreaterThan(2)
    expect(value('acceleration', 'memcpy.megabytesPerSecond', 'host')).toBeGreaterThan(10)
    expect(value('network', 'iperf3-to-vm.bitsPerSecond', 'virtio')).toBeGreaterThan(value('network', 'iperf3-to-vm.bitsPerSecond', 'e1000'))
    const [migration] = analysis.migration.migrations
    expect(migration?.disk?.written).toBeGreaterThan(5)
    expect(migration?.disk).toMatchObject({ lost: 0, altered: 0, intact: migration?.disk?.written })
    for (const clock of ['qemu', 'events', 'probe'] as const) {
      expect(migration?.downtimeMs[clock], clock).toBeGreaterThan(0)
      expect(migration?.downtimeMs[clock], clock).toBeLessThan(30_000)
    }
    expect(migration?.totalMs).toBeGreaterThan(migration?.downtimeMs.qemu ?? 0)
    expect(migration?.series.iperf3.length).toBeGreaterThan(20)
    expect(migration?.series.remainingBytes.length).toBeGreaterThan(5)
    expect(Object.keys(migration?.series.perfVm ?? {}).length).toBeGreaterThan(1)
  })

  test('the report is printed from it', async () => {
    expect(report.code, report.stderr).toBe(0)
    const { pdf } = JSON.parse(report.stdout) as { pdf: string }
    expect(path.basename(pdf)).toBe('HW1_113062566.pdf')
    const { text, fonts, outline, bytes, links } = await inspect(readFileSync(pdf))
    expect(bytes).toBeLessThan(1_000_000)
    expect(text[0]).toContain('113062566')
    expect(text[0]).toContain('陳小明')
    for (const section of ['A', 'B', 'C', 'D', 'E', 'F']) {
      expect(outline.some(({ title }) => title.startsWith(section)), section).toBe(true)
    }
    expect(fonts.filter(({ type3, embedded }) => type3 || !embedded)).toEqual([])
    expect(links.broken).toEqual([])
    expect(text.join('\n')).not.toContain('EXAMPLE DATA')
  })
})
