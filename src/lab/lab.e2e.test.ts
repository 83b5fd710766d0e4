import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { labTime } from '../bench/lab-time.ts'
import { loadRun } from '../data/load.ts'
import { Run } from '../data/schema.ts'
import { TRIAL_FILE, TRIALS_FOLDER, trialPath } from '../data/trial-path.ts'
import { CATALOGUE } from '../experiments/catalogue.ts'
import { namesOf } from '../experiments/names.ts'
import { MOST_BUSY_PERCENT, RATE_TOLERANCE_PERCENT } from '../experiments/network-programs.ts'
import { KIND_METRICS } from '../experiments/stream-metrics.ts'
import { analyse } from '../findings/analyse.ts'
import { inspect } from '../inspection/inspect.ts'
import { type CliResult, e2eCli, labProcesses, listening } from '../testing/end-to-end/cli.ts'
import { inMidMigration, scratchOf } from '../testing/end-to-end/fault.ts'
import { listeningInHosts, secrets, tryKeys, tryToGetOut } from '../testing/end-to-end/isolation.ts'
import { inEnglish } from '../text/stated.ts'
import { scratchFolders } from '../torture/running-lab.ts'
import { untold } from '../torture/told.ts'
import { INSTRUCTIONS } from './experiments/procedure-runner.ts'

/**
 * The whole way once, shortened, with nothing replaced: two hosts, a VM, every probe, one migration, a PDF. On the
 * way the lab is stopped, loses a VM and is resumed, since that too can only be tested on a real one.
 */
const Iperf3 = z.looseObject({
  end: z.looseObject({ sum_received: z.looseObject({ bits_per_second: z.number() }) }),
})
const folder = mkdtempSync(path.join(tmpdir(), 'lab-test-'))
const env = { ...process.env, LAB_DATA: path.join(folder, 'data'), LAB_OUT: path.join(folder, 'out') }

const cli = e2eCli(env)

const runs = () => path.join(env.LAB_DATA, 'runs')
const runFolder = () => path.join(runs(), readdirSync(runs())[0] ?? 'none')
const readRun = () => Run.parse(JSON.parse(readFileSync(path.join(runFolder(), 'run.json'), 'utf8')))
const finishedTrials = () => {
  try {
    return readdirSync(path.join(runFolder(), TRIALS_FOLDER)).filter((id) => {
      try {
        return statSync(path.join(runFolder(), trialPath(id, TRIAL_FILE))).isFile()
      } catch {
        return false
      }
    })
  } catch {
    return []
  }
}
describe('a lab on emulated hosts', () => {
  let opened: string[]
  let openedInHosts: string[]
  let keys: ReturnType<typeof tryKeys>
  let modes: Record<string, string>
  let out: Awaited<ReturnType<typeof tryToGetOut>>
  let userKeys: string[]
  let interrupted: CliResult
  let stopMs: number
  let refused: CliResult
  let keptThen: string[]
  let keptThenAt: number[]
  let kept: string[]
  let keptAt: number[]
  let destinationGone: CliResult
  let unsaid: string[]
  let reasonKept: string
  let logs: string[]
  let resumed: CliResult
  let report: CliResult
  const mtimes = (ids: string[]) => ids.map((id) => statSync(path.join(runFolder(), trialPath(id, TRIAL_FILE))).mtimeMs)

  beforeAll(async () => {
    const first = cli('lab', '--profile', 'smoke', '--hosts', 'emulated', '--seed', '11') // begins with the quickest trial
    await first.until(() => finishedTrials().length > 0)
    opened = listening(first.child.pid)
    const scratch = scratchOf(first.child.pid)
    keys = tryKeys(scratch)
    modes = secrets(scratch)
    out = await tryToGetOut(scratch)
    openedInHosts = await listeningInHosts(scratch)
    for (let i = 0; i < 60 && openedInHosts.length === 0; i += 1) {
      await new Promise((resolve) => setTimeout(resolve, 1000))
      openedInHosts = await listeningInHosts(scratch)
    }
    const keyOf = (folder: string) => readFileSync(path.join(folder, 'id.pub'), 'utf8')
    userKeys = [keyOf(scratch)]
    refused = await cli('lab', '--profile', 'smoke').ended
    const stoppedAt = performance.now()
    first.child.kill('SIGINT')
    interrupted = await first.ended
    stopMs = performance.now() - stoppedAt
    keptThen = finishedTrials()
    keptThenAt = mtimes(keptThen)
    const second = cli('lab', '--resume')
    await second.until(() => {
      const [folder] = scratchFolders(second.child.pid ?? 0)
      if (folder === undefined || !existsSync(path.join(folder, 'id.pub'))) return false
      userKeys.push(keyOf(folder))
      return true
    })
    await inMidMigration(second, 'host2', 'sudo pkill -9 -x qemu-system-x86')
    destinationGone = await second.ended
    unsaid = untold({ folder: runFolder(), failure: readRun().failure ?? null }, destinationGone.stderr, 'host2')
    reasonKept = inEnglish(readRun().statusReason ?? '')
    kept = finishedTrials()
    keptAt = mtimes(kept)
    logs = readdirSync(path.join(runFolder(), 'logs'))
    resumed = await cli('lab', '--resume').ended
    report = await cli('report', '--id', '113062566', '--name', '陳小明', '--json').ended
  }, 3_000_000)

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('it listens on nothing but the two forwarded ports of the loopback', () => {
    expect(opened).toEqual(['0100007F', '0100007F'])
  })

  test('QEMU in the hosts listens on their loopback alone', () => {
    expect(openedInHosts.length).toBeGreaterThan(0)
    for (const address of openedInHosts) expect(address).toMatch(/^host[12] 127\.0\.0\.1:\d+$/)
  })

  test('ssh takes the keys of this run and no others, which only the user can read', () => {
    expect(keys.asTheLab).toEqual({ code: 0, said: '' })
    for (const one of [keys.otherHostKey, keys.keyOfTheOtherHost, keys.unknownHost]) {
      expect(one.code).toBe(255)
      expect(one.said).toContain('Host key verification failed')
    }
    for (const one of [keys.otherUserKey, keys.password]) {
      expect(one.code).toBe(255)
      expect(one.said).toContain('Permission denied (publickey)')
    }
    expect(Object.values(modes)).toEqual(['700', '600', '600', '600'])
    expect(new Set(userKeys).size).toBe(2)
  })

  test('the hosts reach nothing of this computer, nor the world', () => {
    const { itself, ...others } = out.reached
    expect(itself).toBe('open')
    expect(Object.keys(others).length).toBeGreaterThanOrEqual(4)
    expect(new Set(Object.values(others))).toEqual(new Set(['closed']))
    expect(out.counted).toBe(0)
    expect(out.ownConnections).toBeGreaterThan(0)
  })

  test('a second lab is refused with the pid of the first', () => {
    expect(refused.code).toBe(9)
    expect(refused.stderr).toMatch(/pid \d+/)
  })

  test('Ctrl-C stops it within 10 s, keeps what was measured and leaves no process', () => {
    expect(interrupted.code, interrupted.stderr).toBe(130)
    expect(stopMs).toBeLessThan(10_000)
    expect(keptThen.length).toBeGreaterThan(0)
  })

  test('a destination that is lost in mid-migration: the VM runs on at the source, and that is said with step, host, time and log', () => {
    expect(destinationGone.code).toBe(4)
    expect(destinationGone.stderr).toMatch(/the VM runs on at host1/)
    expect(unsaid).toEqual([])
    expect(reasonKept).toMatch(/^Migration 1 of 1: host1 to host2, on .*host2/)
    expect(logs.length).toBeGreaterThan(0)
    expect(kept.filter((id) => id.startsWith('migration'))).toEqual([])
  })

  test('--resume finishes the run without measuring again what was measured', () => {
    expect(resumed.code, resumed.stderr).toBe(0)
    expect(readRun().status).toBe('complete')
    expect(finishedTrials().sort()).toEqual([...readRun().order].sort())
    expect(mtimes(keptThen)).toEqual(keptThenAt)
    expect(mtimes(kept)).toEqual(keptAt)
    expect(labProcesses()).toEqual([])
  })

  test('every instruction of Tasks 1 to 3 was executed and journalled', () => {
    const { journal } = loadRun(runFolder())
    const executed = new Map(
      journal.filter(({ instruction }) => instruction !== null).map((entry) => [entry.instruction, entry]),
    )
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
      analysis[experiment].metrics
        .find(({ id }) => id === metric)
        ?.arms.find((arm) => arm.configuration === configuration)?.summary?.value ?? Number.NaN
    expect(
      value('acceleration', 'cpu-loop.microsecondsPerTurn', 'tcg') /
        value('acceleration', 'cpu-loop.microsecondsPerTurn', 'kvm'),
    ).toBeGreaterThan(2)
    expect(value('acceleration', 'memcpy.megabytesPerSecond', 'host')).toBeGreaterThan(10)
    expect(value('network', 'iperf3-to-vm.bitsPerSecond', 'virtio')).toBeGreaterThan(
      value('network', 'iperf3-to-vm.bitsPerSecond', 'e1000'),
    )
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

  test('where exits and translated code take their time is seen, and what datagrams and offloads cost', () => {
    const { acceleration, network } = analyse(loadRun(runFolder()))
    expect(acceleration.exitProfiles.map(({ probe }) => probe)).toEqual([
      null,
      'cpu-loop',
      'process-creation',
      'context-switch',
      'memcpy',
      'syscall',
    ])
    for (const { probe, kinds, perSecond } of acceleration.exitProfiles) {
      expect(kinds.reduce((sum, kind) => sum + kind.percent, 0)).toBeCloseTo(100, 6)
      expect(perSecond, String(probe)).toBeGreaterThan(0)
      if (probe === null) expect(kinds.some(({ reason }) => reason === 'hlt')).toBe(true)
    }
    const conditionOf = (id: string) => acceleration.findings.find((one) => one.id === id)?.conditions?.[0]
    expect(conditionOf('B.steady')).toMatchObject({ value: 0, holds: true })
    expect(conditionOf('B.clock'), JSON.stringify(conditionOf('B.clock'))).toMatchObject({ holds: true })
    expect(acceleration.translatorProfiles.map(({ probe }) => probe)).toEqual(['cpu-loop', 'process-creation'])
    for (const { samples, percent } of acceleration.translatorProfiles) {
      expect(samples).toBeGreaterThan(50)
      expect(percent.translated).toBeGreaterThan(20)
    }
    const value = (metric: string, configuration: string) =>
      network.metrics.find(({ id }) => id === metric)?.arms.find((arm) => arm.configuration === configuration)?.summary
        ?.value ?? Number.NaN
    const missesItsRate = (card: string) => {
      const file = trialPath(`network-${card}-1`, 'iperf3-to-vm-at-rate.1.json')
      const { end } = Iperf3.parse(JSON.parse(readFileSync(path.join(runFolder(), file), 'utf8')))
      const reached = end.sum_received.bits_per_second / 1e6
      const asked = CATALOGUE.network.programs['iperf3-to-vm-at-rate'].fixedRate
      return Math.abs(reached / asked - 1) > RATE_TOLERANCE_PERCENT / 100
    }
    for (const card of ['virtio', 'e1000']) {
      const missed = missesItsRate(card)
      // What something costs is asked of a host that has room; a busy computer may leave it none.
      for (const [program, cost] of [
        ['iperf3-to-vm-at-rate', 'cpuSecondsPerGigabyte'],
        ['udp-small', 'cpuMicrosecondsPerDatagram'],
      ]) {
        const busy = value(`${program}.busyPercent`, card)
        // On a busy computer a stream may not come to its rate; then nothing that was counted beside it counts.
        if (missed && program === 'iperf3-to-vm-at-rate') {
          expect([busy, value(`${program}.${cost}`, card)]).toEqual([NaN, NaN])
          continue
        }
        expect(busy, `${program} ${card}`).toBeGreaterThan(0)
        if (busy <= MOST_BUSY_PERCENT) expect(value(`${program}.${cost}`, card)).toBeGreaterThan(1)
        else expect(value(`${program}.${cost}`, card)).toBeNaN()
      }
      if (!missed)
        expect(value('idle.exitsPerSecond', card)).toBeLessThan(value('iperf3-to-vm-at-rate.exitsPerSecond', card))
      const kinds = namesOf(KIND_METRICS).map((kind) => value(`iperf3-to-vm.${KIND_METRICS[kind]}`, card))
      const all = value('iperf3-to-vm.exitsPerMegabyte', card)
      expect(kinds.reduce((sum, count) => sum + count, 0) / all, card).toBeCloseTo(1, 6)
      expect(value('udp-large.lostPercent', card)).toBeLessThanOrEqual(100)
      expect(value('iperf3-from-vm-no-offload.bitsPerSecond', card)).toBeGreaterThan(1)
    }
    expect(acceleration.machine.length).toBe(acceleration.trials.finished)
    for (const { busy, steal } of acceleration.machine) {
      expect(busy).toBeGreaterThan(0)
      expect(busy + steal).toBeLessThanOrEqual(2)
    }
  })

  test('migrations under other settings and work complete, or say what became of them', () => {
    const { cells } = analyse(loadRun(runFolder())).matrix
    expect(cells.map(({ setting, workload, outcome }) => [setting, workload, outcome])).toEqual([
      ['precopy', 'cpu', 'completed'],
      ['postcopy', 'memory', 'completed'],
    ])
    const [precopy, postcopy] = cells
    expect(precopy?.prediction?.converges).toBe(true)
    expect(postcopy?.capabilities).toEqual(['postcopy-ram'])
    // The writer keeps to 16 MiB a second as well as the emulated processor lets it.
    expect(postcopy?.dirtyMebibytesPerSecond).toBeGreaterThan(1)
    expect(postcopy?.dirtyMebibytesPerSecond).toBeLessThan(29)
    for (const cell of cells) expect(cell.result?.downtimeMs.events, cell.trial).toBeGreaterThan(0)
  })

  test('the run says where its time went', () => {
    const time = labTime(readRun())
    expect(time?.kinds.map(({ what }) => what)).toEqual(['boot-hosts', 'prepare', 'boot-vm', 'measure', 'migrate'])
    expect(time?.measuringShare).toBeGreaterThan(0.2)
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
      expect(
        outline.some(({ title }) => title.startsWith(section)),
        section,
      ).toBe(true)
    }
    expect(fonts.filter(({ type3, embedded }) => type3 || !embedded)).toEqual([])
    expect(links.broken).toEqual([])
    expect(text.join('\n')).not.toContain('EXAMPLE DATA')
  })
})
