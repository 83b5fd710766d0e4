import { describe, expect, it } from 'vitest'
import type { LoadedRun, LoadedTrial } from '../data/loaded-run.ts'
import { syntheticRun } from '../testing/synthetic/run.ts'
import type { Spoken } from '../text/spoken.ts'
import { analyse } from './analyse.ts'
import type { Analysis, ExperimentResult } from './analysis.ts'
import type { Metric } from './model/metric.ts'

const experiments = (analysis: Analysis): Spoken<ExperimentResult>[] => [
  analysis.acceleration,
  analysis.network,
  analysis.migration,
]
const sentence = (result: Spoken<ExperimentResult>, id: string): string =>
  result.findings.find((f) => f.id === id)?.sentence ?? `no ${id}`
const metric = (result: ExperimentResult, id: string): Metric => {
  const found = result.metrics.find((m) => m.id === id)
  if (!found) throw new Error(`no metric ${id}`)
  return found
}
const trialOf = (run: LoadedRun, id: string): LoadedTrial => {
  const found = run.trials.find(({ trial }) => trial.id === id)
  if (!found) throw new Error(`no trial ${id}`)
  return found
}
/** A run in which the files of a trial are changed. */
const edited = (id: string, edit: (files: Record<string, string>) => void, run = syntheticRun()): LoadedRun => {
  edit(trialOf(run, id).files)
  return run
}

describe('analyse', () => {
  const run = syntheticRun()
  const analysis = analyse(run)

  it('is pure: the same run gives the same analysis, and stays as it was', () => {
    const copy = structuredClone(run)
    expect(analyse(run)).toEqual(analysis)
    expect(run).toEqual(copy)
  })

  it('finds the factors that the raw files hold, within their intervals', () => {
    const truth: [ExperimentResult, string, number][] = [
      [analysis.acceleration, 'cpu-loop.microsecondsPerTurn', 3100 / 90],
      [analysis.acceleration, 'context-switch.microsecondsPerOperation', 4000 / 140],
      [analysis.acceleration, 'memcpy.megabytesPerSecond', 26 / 254],
      [analysis.network, 'iperf3-to-vm.bitsPerSecond', 527 / 184],
      [analysis.network, 'iperf3-to-vm-at-rate.registerAccessesPerSecond', 7.4 / 133],
    ]
    for (const [result, id, ratio] of truth) {
      const [comparison] = metric(result, id).comparisons
      expect(Math.log(comparison?.ratio ?? NaN)).toBeCloseTo(Math.log(ratio), 0)
      expect(comparison?.verdict).toBe(ratio > 1 ? 'higher' : 'lower')
      expect(comparison?.interval?.low).toBeLessThan(comparison?.ratio ?? NaN)
      expect(comparison?.interval?.high).toBeGreaterThan(comparison?.ratio ?? NaN)
    }
  })

  it('keeps warm-ups as samples and leaves them out of summaries', () => {
    const [arm] = metric(analysis.acceleration, 'cpu-loop.microsecondsPerTurn').arms
    expect(arm?.samples.filter(({ warmup }) => warmup)).toHaveLength(3)
    const spoilt = syntheticRun()
    for (const { trial, files } of spoilt.trials) {
      if (trial.configuration === 'kvm')
        files['cpu-loop.1.csv'] = files['cpu-loop.1.csv']?.replace(/\d+(?=,ns,duration_time)/, '99999999999') ?? ''
    }
    const [same] = metric(analyse(spoilt).acceleration, 'cpu-loop.microsecondsPerTurn').arms
    expect(same?.summary).toEqual(arm?.summary)
    expect(same?.samples).not.toEqual(arm?.samples)
  })

  it('counts boots, not samples, as n', () => {
    const doubled = syntheticRun()
    for (const { trial } of doubled.trials)
      trial.samples.push(...trial.samples.map((sample) => ({ ...sample, index: sample.index + 4 })))
    const { acceleration } = analyse(doubled)
    const [arm] = metric(acceleration, 'cpu-loop.microsecondsPerTurn').arms
    expect(arm?.samples).toHaveLength(24)
    expect(metric(acceleration, 'cpu-loop.microsecondsPerTurn').comparisons).toEqual(
      metric(analysis.acceleration, 'cpu-loop.microsecondsPerTurn').comparisons,
    )
    expect(sentence(acceleration, 'B.cpu-loop')).toContain('n\u00a0=\u00a03\u00a0blocks')
  })

  it('says in sentences what the comparisons say', () => {
    expect(sentence(analysis.acceleration, 'B.cpu-loop')).toMatch(
      /^\*\*Shell loop\*\*: 6\d\d\u00a0µs per turn without against [\d.]+\u00a0µs per turn with `-enable-kvm` \(geometric means of medians\): 3\d\.\d× slower \(95 % interval [\d.]+ to [\d.]+ by paired t, n\u00a0=\u00a03\u00a0blocks\)\.$/,
    )
    expect(sentence(analysis.acceleration, 'B.memcpy')).toMatch(/[\d.]+× slower \(95 %/)
    expect(sentence(analysis.network, 'C.iperf3-to-vm')).toMatch(/\d\.\d\d× faster \(95 %/)
    expect(sentence(analysis.network, 'C.ping')).toMatch(/\d\.\d\d× faster \(95 %/)
  })

  it('points each finding to raw files that exist', () => {
    const whole = syntheticRun({ controls: true })
    const paths = new Set(
      whole.trials.flatMap(({ trial, files }) => [
        `trials/${trial.id}/trial.json`,
        ...Object.keys(files).map((f) => `trials/${trial.id}/${f}`),
      ]),
    )
    for (const finding of experiments(analyse(whole)).flatMap(({ findings }) => findings)) {
      expect(finding.evidence.length, finding.id).toBeGreaterThan(0)
      for (const file of finding.evidence) expect(paths).toContain(file)
    }
  })

  it('names the count behind a cause', () => {
    expect(sentence(analysis.network, 'C.iperf3-to-vm.cause')).toContain('`kvm:kvm_mmio`')
    expect(sentence(analysis.acceleration, 'B.translation')).toContain('`info jit`')
  })

  it('names no cause where exits were not counted at the same rate', () => {
    const uncounted = syntheticRun()
    for (const { trial } of uncounted.trials) for (const sample of trial.samples) delete sample.files.exits
    const { network } = analyse(uncounted)
    expect(sentence(network, 'C.iperf3-to-vm.cause')).toMatch(/is not shown: no stream at a rate that both cards carry/)
    expect(network.limits.join()).toContain('VM exits were not counted')
  })

  it('speaks of the cause in both directions whatever was found', () => {
    const both = ['C.iperf3-to-vm.cause', 'C.iperf3-from-vm.cause']
    const few = analyse(syntheticRun({ trials: 1 })).network
    for (const id of both) {
      expect(few.findings.find((f) => f.id === id)).toMatchObject({ verdict: 'too-few-trials' })
      expect(sentence(few, id)).toMatch(
        /no cause is named; at the same 2\u00a0Mbit\/s the VM was left [\d.]+\u00a0times a second with virtio-net-pci/,
      )
      expect(sentence(analyse(syntheticRun({ trials: 0 })).network, id)).toContain('was not measured with both cards')
    }
    const alike = syntheticRun()
    for (const i of [1, 2, 3]) {
      const virtio = trialOf(alike, `network-virtio-${i}`).files
      for (const name of Object.keys(virtio))
        if (name.endsWith('.json')) trialOf(alike, `network-e1000-${(i % 3) + 1}`).files[name] = virtio[name] ?? ''
    }
    for (const id of both)
      expect(sentence(analyse(alike).network, id)).toMatch(/^From .* no difference in throughput was found/)
  })

  it('finds no difference where there is none', () => {
    const alike = syntheticRun()
    const kvm = [1, 2, 3].map((i) => trialOf(alike, `acceleration-kvm-${i}`))
    for (const [i, trial] of [1, 2, 3].map((n) => trialOf(alike, `acceleration-tcg-${n}`)).entries()) {
      // The same boots in another order: no difference by construction.
      for (const [name, text] of Object.entries(kvm[(i + 1) % 3]?.files ?? {}))
        if (name.startsWith('syscall')) trial.files[name] = text
    }
    const { acceleration } = analyse(alike)
    expect(sentence(acceleration, 'B.syscall')).toContain('no difference was found (1.00×, 95 % interval 0.')
    expect(acceleration.findings.find(({ id }) => id === 'B.syscall')?.verdict).toBe('no-difference')
  })

  it('turns uncounted hardware counters into words', () => {
    expect(analysis.acceleration.notMeasured.join()).toContain('“<not supported>”')
    const counted = syntheticRun()
    const turns = counted.trials
      .filter(({ trial }) => trial.configuration === 'kvm')
      .flatMap(({ trial }) => trial.samples)
      .find(({ probe }) => probe === 'cpu-loop')?.operations
    for (const { files } of counted.trials) {
      for (const [name, text] of Object.entries(files))
        files[name] = text.replace('<not supported>,,cycles', '5000,,cycles')
    }
    const cycles = metric(analyse(counted).acceleration, 'cpu-loop.cyclesPerTurn')
    expect(cycles.arms[0]?.summary?.value).toBeCloseTo(5000 / (turns ?? NaN), 6)
  })

  it('works with one trial and one sample of each kind, and claims nothing', () => {
    const smoke = analyse(syntheticRun({ trials: 1, samples: 1, warmups: 0, migrations: 1 }))
    const verdicts = experiments(smoke).flatMap(({ metrics }) =>
      metrics.flatMap(({ comparisons }) => comparisons.map(({ verdict }) => verdict)),
    )
    expect(new Set(verdicts)).toEqual(new Set(['too-few-trials']))
    expect(sentence(smoke.acceleration, 'B.cpu-loop')).toContain(
      'no interval can be given and no difference is claimed',
    )
    expect(smoke.migration.limits.join()).toContain('With one migration')
  })

  it('never prints a number that is none', () => {
    for (const options of [
      {},
      { trials: 1, samples: 1, warmups: 0, migrations: 1 },
      { trials: 0, migrations: 0 },
      { trials: 2, seed: 9 },
    ]) {
      const text = JSON.stringify(analyse(syntheticRun(options)), (_, value: unknown) => {
        if (typeof value === 'number' && !Number.isFinite(value)) throw new Error('NaN or infinity')
        return value
      })
      expect(text).not.toMatch(/NaN|Infinity|undefined/)
    }
  })
})

describe('an incomplete run', () => {
  it('gives reasons instead of numbers where nothing was measured', () => {
    const nothing = analyse(syntheticRun({ trials: 0, migrations: 0 }))
    expect(sentence(nothing.acceleration, 'B.cpu-loop')).toContain(
      'not measured: no trial of this configuration was planned (tcg); no trial',
    )
    expect(nothing.migration.migrations).toEqual([])
    expect(
      nothing.migration.metrics.every(({ arms }) =>
        arms.every(({ summary, notMeasured }) => summary === null && notMeasured),
      ),
    ).toBe(true)
    expect(nothing.network.limits).toHaveLength(1)
  })

  it('names planned trials that are missing or unusable', () => {
    const run = syntheticRun()
    run.trials = run.trials.filter(({ trial }) => !/tcg/.test(trial.id))
    run.unusable = [{ trial: 'acceleration-tcg-1', reason: 'trial.json ends in the middle' }]
    run.run.statusReason = 'QEMU on host1 ended.'
    const { acceleration } = analyse(run)
    expect(acceleration.trials).toEqual({ planned: 9, finished: 6 })
    expect(acceleration.notMeasured).toContain('acceleration-tcg-1 can’t be used: trial.json ends in the middle.')
    expect(acceleration.notMeasured).toContain('acceleration-tcg-2 was planned, but not finished: QEMU on host1 ended.')
    expect(sentence(acceleration, 'B.syscall')).toContain(
      'not measured: none of the 3 planned trials could be used (tcg)',
    )
  })

  it('loses one sample to a damaged file, with the file and line named', () => {
    const { acceleration } = analyse(
      edited('acceleration-kvm-1', (files) => {
        files['syscall.2.txt'] = files['syscall.2.txt']?.slice(0, 60) ?? ''
      }),
    )
    expect(metric(acceleration, 'syscall.microsecondsPerOperation').arms[0]?.samples).toHaveLength(11)
    expect(acceleration.notMeasured.join('\n')).toContain('trials/acceleration-kvm-1/syscall.2.txt')
  })

  it('keeps the throughput of a sample whose exits are damaged', () => {
    const { network } = analyse(
      edited('network-e1000-1', (files) => {
        files['iperf3-to-vm.2.exits.csv'] = 'Error: perf'
      }),
    )
    expect(metric(network, 'iperf3-to-vm.bitsPerSecond').arms[1]?.samples).toHaveLength(12)
    expect(metric(network, 'iperf3-to-vm.registerAccessesPerMegabyte').arms[1]?.samples).toHaveLength(11)
    expect(network.notMeasured.join()).toContain('iperf3-to-vm.2.exits.csv, line 1')
  })

  it('takes no number from a command that failed, nor from a test in the wrong direction', () => {
    const run = edited('network-virtio-1', (files) => {
      files['iperf3-to-vm.2.json'] = files['iperf3-from-vm.2.json'] ?? ''
    })
    for (const sample of trialOf(run, 'network-virtio-2').trial.samples) sample.exitCode = 2
    const { network } = analyse(run)
    const [virtio] = metric(network, 'iperf3-to-vm.bitsPerSecond').arms
    expect(virtio?.samples.map(({ trial }) => trial).filter((id) => id === 'network-virtio-1')).toHaveLength(3)
    expect(virtio?.trials).toBe(2)
    expect(network.notMeasured.join('\n')).toContain('network-virtio-2: ping 1 ended with exit code 2.')
  })

  it('takes ping’s exit code 1 for lost answers', () => {
    const run = syntheticRun()
    for (const sample of trialOf(run, 'network-virtio-2').trial.samples)
      if (sample.probe === 'ping') sample.exitCode = 1
    expect(analyse(run)).toEqual(analyse(syntheticRun()))
  })

  it('gives no ratio of counts that are 0', () => {
    const run = syntheticRun()
    for (const { trial, files } of run.trials) {
      if (trial.configuration !== 'virtio') continue
      for (const [name, text] of Object.entries(files)) files[name] = text.replace(/^\d+(?=,,kvm:kvm_mmio)/m, '0')
    }
    const accesses = metric(analyse(run).network, 'iperf3-to-vm-at-rate.registerAccessesPerSecond')
    expect(accesses.arms[0]?.summary?.value).toBe(0)
    expect(accesses.comparisons[0]).toMatchObject({ ratio: null, interval: null, verdict: 'not-measured' })
  })
})
