import { describe, expect, it } from 'vitest'
import type { LoadedRun } from '../../data/loaded-run.ts'
import type { Configuration } from '../../data/schema.ts'
import { CATALOGUE, metricsOf } from '../../experiments/catalogue.ts'
import { createRandom } from '../../statistics/random.ts'
import { syntheticRun } from '../../testing/synthetic/run.ts'
import { spoken } from '../../text/spoken.ts'
import { ENGLISH } from '../../text/words.ts'
import { analyse } from '../analyse.ts'
import type { ExperimentResult } from '../analysis.ts'
import type { Measurement } from '../reading/measurement.ts'
import { driftOf } from './drift.ts'
import { buildMetric } from './metric.ts'
import type { Finding } from './sentence.ts'

const finding = (result: ExperimentResult, id: string): Finding => {
  const found = result.findings.find((one) => one.id === id)
  if (!found) throw new Error(`no finding ${id}`)
  return found
}

/** A run in which the elapsed times of the loop are longer by a factor, trial by trial. */
function slowed(run: LoadedRun, factor: (trial: LoadedRun['trials'][number]['trial']) => number): LoadedRun {
  for (const { trial, files } of run.trials) {
    for (const name of Object.keys(files).filter((file) => /^cpu-loop\.\d+\.csv$/.test(file))) {
      files[name] = (files[name] ?? '').replace(/\d+(?=,ns,duration_time)/, (ns) =>
        String(Math.round(Number(ns) * factor(trial))),
      )
    }
  }
  return run
}

/** A run in which the TCP throughput of a configuration is larger by a factor. */
function faster(run: LoadedRun, configuration: Configuration, factor: number): LoadedRun {
  for (const { trial, files } of run.trials.filter((one) => one.trial.configuration === configuration)) {
    for (const name of Object.keys(files).filter((file) => /^iperf3-.*\.json$/.test(file))) {
      files[name] = (files[name] ?? '').replaceAll(
        /("bits_per_second": )([\d.]+)/g,
        (_, key, bits) => `${key}${Number(bits) * factor}`,
      )
    }
    expect(trial.experiment).toBe('network')
  }
  return run
}

/** Each program, and the boot of the VM. */
const headlines = metricsOf('acceleration').filter(({ role, from }) => role === 'headline' && from !== 'hand')

describe('the control', () => {
  it('compares a configuration with itself, for every quantity of which something is said', () => {
    const { acceleration, network } = analyse(syntheticRun({ controls: true, trials: 4 }))
    expect(acceleration.controls.map(({ metric }) => metric)).toEqual(headlines.map(({ id }) => id))
    expect(headlines).toHaveLength(Object.keys(CATALOGUE.acceleration.programs).length + 1)
    expect(network.controls.map(({ metric }) => metric)).toEqual([
      'iperf3-to-vm.bitsPerSecond',
      'iperf3-from-vm.bitsPerSecond',
      'ping.roundTripMs',
    ])
    for (const { arms, comparison } of [...acceleration.controls, ...network.controls]) {
      expect(arms.map(({ trials }) => trials)).toEqual([4, 4])
      expect(arms[0].configuration).toBe(comparison.against)
      expect(arms[1].configuration).toBe(comparison.of)
      expect(Math.abs(Math.log(comparison.ratio ?? NaN))).toBeLessThan(0.15)
    }
    expect(finding(acceleration, 'B.control').sentence).toMatch(
      /^\*\*Control\*\*: compared with itself, the VM with `-enable-kvm` gave .* in \d of 6 quantities \(ratios from 0\.\d+ to 1\.\d+, n\u00a0=\u00a04\u00a0boots against 4\)\. Their noise floors reach from a factor of 1\.\d+ \(.*\) to 1\.\d+ \(.*\): the interval of a difference must lie beyond that of its quantity\.$/,
    )
  })

  it('leaves what is compared as it is where it does not differ', () => {
    const [with_, without] = [
      analyse(syntheticRun({ controls: true, trials: 5 })),
      analyse(syntheticRun({ trials: 5 })),
    ]
    expect(with_.acceleration.controls.filter(({ comparison }) => comparison.verdict !== 'no-difference')).toEqual([])
    expect(finding(with_.acceleration, 'B.control').sentence).toContain(`0 of ${headlines.length}`)
    expect(finding(with_.acceleration, 'B.cpu-loop').verdict).toBe(finding(without.acceleration, 'B.cpu-loop').verdict)
    expect(with_.acceleration.limits.join()).not.toContain('compared with itself')
  })

  it('is the noise floor of every comparison of its quantity, whether it differs or not', () => {
    const { acceleration } = analyse(syntheticRun({ controls: true, trials: 5 }))
    for (const { metric, comparison } of acceleration.controls) {
      const { low, high } = comparison.interval ?? { low: NaN, high: NaN }
      const floor = Math.max(high, 1 / low)
      const compared = acceleration.metrics.find(({ id }) => id === metric)?.comparisons ?? []
      expect(compared.length).toBeGreaterThan(0)
      for (const one of compared) {
        expect(one.noiseFloor).toBe(floor)
        const near = Math.max(one.interval?.low ?? NaN, 1 / (one.interval?.high ?? NaN))
        if (one.verdict === 'higher' || one.verdict === 'lower') expect(near).toBeGreaterThan(floor)
      }
    }
  })

  it('that only scatters, and does not differ, takes the claim from a small effect all the same', () => {
    // Up and down by turns: no difference of the control is significant, but its interval reaches far.
    const { acceleration } = analyse(
      slowed(syntheticRun({ controls: true, trials: 5 }), ({ configuration, repetition }) =>
        configuration === 'kvm-control' ? (repetition % 2 === 0 ? 1.5 : 1 / 1.5) : 1,
      ),
    )
    expect(acceleration.controls[0]?.comparison.verdict).toBe('no-difference')
    expect(finding(acceleration, 'B.cpu-loop.host').verdict).toBe('unstable')
    expect(finding(acceleration, 'B.cpu-loop').verdict).toBe('higher')
  })

  it('that is too scattered counts in no least or most floor, and says below which factor nothing is claimed', () => {
    const { acceleration } = analyse(
      slowed(syntheticRun({ controls: true, trials: 5 }), ({ configuration, repetition }) =>
        configuration === 'kvm-control' ? (repetition % 2 === 0 ? 6 : 1 / 6) : 1,
      ),
    )
    expect(acceleration.controls[0]?.comparison.verdict).toBe('too-scattered')
    expect(finding(acceleration, 'B.control').sentence).toMatch(
      /gave .* in \d of 5 quantities .* to 1\.\d+ \(.*must lie beyond that of its quantity\. The control is too scattered to give a useful floor for “Shell loop”: no difference below a factor of \d+(\.\d+)? is claimed there\.$/,
    )
    // A difference that is larger than even that is not there with the control in its place.
    expect(finding(acceleration, 'B.cpu-loop').verdict).toBe('not-again')
    expect(finding(acceleration, 'B.cpu-loop.host').verdict).toBe('unstable')
  })

  it('takes nothing from an answer that something was faster', () => {
    const { acceleration } = analyse(
      slowed(syntheticRun({ controls: true, trials: 5 }), ({ configuration }) =>
        configuration === 'tcg' ? 1 / 60 : 1,
      ),
    )
    expect(finding(acceleration, 'B.cpu-loop').verdict).toBe('lower')
    expect(finding(acceleration, 'B.answer').sentence).toMatch(
      /^\*\*Without `-enable-kvm` 5 of the 6 quantities were slower\*\*, from [^;]*; 1 was faster\./,
    )
  })

  it('that differs takes the claim from a small effect and leaves it to a huge one', () => {
    const alone = analyse(syntheticRun({ controls: true, trials: 5 })).acceleration
    expect(finding(alone, 'B.cpu-loop.host').verdict).toBe('higher')
    const { acceleration } = analyse(
      slowed(syntheticRun({ controls: true, trials: 5 }), ({ configuration }) =>
        configuration === 'kvm-control' ? 1.4 : 1,
      ),
    )
    const [control] = acceleration.controls
    expect(control?.comparison.verdict).toBe('higher')
    expect(finding(acceleration, 'B.cpu-loop').verdict).toBe('higher')
    expect(finding(acceleration, 'B.cpu-loop').sentence).toMatch(/× slower/)
    const small = finding(acceleration, 'B.cpu-loop.host')
    expect(small.verdict).toBe('unstable')
    expect(small.sentence).toMatch(
      /\u00a0µs per turn with `-enable-kvm` against .*\u00a0µs per turn on the host itself \(geometric means .*\), 1\.\d+× \(95 % interval 1\.\d+ to 1\.\d+ by paired t, n\u00a0=\u00a05\u00a0blocks\); no difference is claimed, as the interval does not lie beyond the noise floor, a factor of 1\.\d+/,
    )
    expect(small.sentence).not.toContain('slower')
    // Other quantities have a control of their own.
    expect(finding(acceleration, 'B.syscall.host').verdict).toBe(finding(alone, 'B.syscall.host').verdict)
    expect(finding(acceleration, 'B.control').sentence).toContain(`1 of ${headlines.length}`)
    expect(acceleration.limits).toContainEqual(
      expect.stringMatching(
        /^Measured twice, the VM with `-enable-kvm` differed from itself in .*Shell loop, 1\.\d+× \(95 % interval .*\).*\. A difference no larger may be chance/,
      ),
    )
  })

  it('that differs in the other direction weighs as much', () => {
    const { acceleration } = analyse(
      slowed(syntheticRun({ controls: true, trials: 5 }), ({ configuration }) =>
        configuration === 'kvm-control' ? 1 / 1.4 : 1,
      ),
    )
    expect(finding(acceleration, 'B.cpu-loop.host').verdict).toBe('unstable')
    expect(finding(acceleration, 'B.cpu-loop').verdict).toBe('higher')
  })

  it('leaves no cause to be named for a difference that is not claimed', () => {
    const { network } = analyse(faster(syntheticRun({ controls: true, trials: 5 }), 'virtio-control', 4))
    expect(finding(network, 'C.iperf3-to-vm').verdict).toBe('unstable')
    expect(finding(network, 'C.iperf3-to-vm.cause')).toMatchObject({
      verdict: 'unstable',
      sentence: expect.stringContaining('no cause is named'),
    })
    expect(finding(network, 'C.ping').verdict).toBe('lower')
  })

  it('claims nothing with one boot each', () => {
    const { acceleration } = analyse(syntheticRun({ controls: true, trials: 1 }))
    expect(finding(acceleration, 'B.control')).toMatchObject({
      verdict: 'too-few-trials',
      sentence: expect.stringContaining('no interval can be given'),
    })
  })

  it('is said to be missing where there is none, or none could be used', () => {
    const { acceleration, network } = analyse(syntheticRun())
    expect([acceleration.controls, network.controls, acceleration.design]).toEqual([[], [], null])
    expect(finding(acceleration, 'B.control')).toMatchObject({
      verdict: 'not-measured',
      sentence: expect.stringContaining('planned twice'),
    })
    const lost = syntheticRun({ controls: true })
    const trials = lost.trials.filter(({ trial }) => trial.configuration !== 'kvm-control')
    expect(finding(analyse({ ...lost, trials }).acceleration, 'B.control').sentence).toContain('could be used')
  })
})

describe('drift', () => {
  const minutesOf = (run: LoadedRun): ((trial: { startedAt: string }) => number) => {
    const first = Math.min(...run.trials.map(({ trial }) => Date.parse(trial.startedAt)))
    return ({ startedAt }) => (Date.parse(startedAt) - first) / 60_000
  }

  it('is not found where there is none, whatever the configurations differ in', () => {
    const { acceleration, network, migration } = analyse(syntheticRun({ trials: 4 }))
    for (const { drift } of [acceleration, network, migration])
      expect(drift.map(({ verdict }) => verdict)).toEqual(['no-drift'])
    expect(acceleration.drift[0]?.points).toHaveLength(12)
    expect(finding(acceleration, 'B.drift').sentence).toMatch(
      /no drift was found; .* \(95 % interval 0\.\d+ to 1\.\d+, n\u00a0=\u00a012\u00a0trials\)\.$/,
    )
  })

  it.each([
    [1.5, 'rising', 'higher', 'rose'],
    [1 / 1.5, 'falling', 'lower', 'fell'],
  ] as const)('by a factor of %f from the first trial to the last is found to be %s', (truth, verdict, word, said) => {
    const run = syntheticRun({ controls: true, trials: 4 })
    const minutes = minutesOf(run)
    const own = run.trials.filter(({ trial }) => trial.experiment === 'acceleration').map(({ trial }) => minutes(trial))
    const span = Math.max(...own) - Math.min(...own)
    const { acceleration, network } = analyse(slowed(run, (trial) => truth ** (minutes(trial) / span)))
    const [drift] = acceleration.drift
    expect(drift?.verdict).toBe(verdict)
    expect(drift?.points).toHaveLength(16)
    expect(drift?.interval?.low).toBeLessThan(truth)
    expect(drift?.interval?.high).toBeGreaterThan(truth)
    expect(finding(acceleration, 'B.drift')).toMatchObject({
      verdict: word,
      sentence: expect.stringContaining(`values ${said}`),
    })
    expect(finding(acceleration, 'B.drift').sentence).toMatch(/by a factor of 1\.[3-7]/)
    expect(network.drift[0]?.verdict).toBe('no-drift')
  })

  it('is not claimed with one trial of each configuration, and not measured without any', () => {
    const few = analyse(syntheticRun({ trials: 1, migrations: 0 }))
    expect(few.acceleration.drift).toMatchObject([{ verdict: 'too-few-trials', factor: null, interval: null }])
    expect(finding(few.acceleration, 'B.drift').verdict).toBe('too-few-trials')
    expect(few.migration.drift).toEqual([])
    expect(finding(few.migration, 'D.drift').verdict).toBe('not-measured')
  })

  it('lies within its interval in 93 to 97 % of runs', () => {
    const random = createRandom(12)
    const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    const run = syntheticRun({ trials: 4, samples: 1, migrations: 0 })
    const minutes = minutesOf(run)
    const trials = run.trials.map(({ trial }) => trial).filter(({ experiment }) => experiment === 'acceleration')
    const [from, to] = [Math.min(...trials.map(minutes)), Math.max(...trials.map(minutes))]
    const configurations = ['kvm', 'tcg', 'host'] as const
    const plan = {
      id: 'cpu-loop.microsecondsPerTurn',
      source: 'cpu-loop',
      key: 'microsecondsPerTurn',
      title: 't',
      within: null,
      unit: 'ms',
      better: 'lower',
      role: 'headline',
      program: 'cpu-loop',
      centre: 'geometric-mean',
      configurations,
      compare: [],
    } as const
    let covered = 0
    const rounds = 1500
    for (let round = 0; round < rounds; round += 1) {
      const measurements = trials.map(
        (trial): Measurement => ({
          experiment: 'acceleration',
          configuration: trial.configuration,
          trial: trial.id,
          block: trial.block,
          index: 1,
          warmup: false,
          metric: plan.id,
          value:
            (trial.configuration === 'tcg' ? 3000 : 90) *
            1.2 ** (minutes(trial) / (to - from)) *
            Math.exp(0.1 * normal()),
          source: 'f',
        }),
      )
      const [drift] = driftOf(run, 'acceleration', [buildMetric(plan, measurements, () => '')], [])
      if (drift?.interval && drift.interval.low <= 1.2 && 1.2 <= drift.interval.high) covered += 1
    }
    expect(covered / rounds).toBeGreaterThan(0.93)
    expect(covered / rounds).toBeLessThan(0.97)
  })
})

describe('the load of the computer', () => {
  /** A run in which a share of a trial's time was given to others; a trial takes 60 s of two processors. */
  const stolen = (id: string, share: number): LoadedRun => {
    const run = syntheticRun({ controls: true })
    const files = run.trials.find(({ trial }) => trial.id === id)?.files ?? {}
    const taken = Math.round(12_000 * share)
    files['machine.after.txt'] = (files['machine.after.txt'] ?? '').replace(
      /^(cpu {2}\d+ \d+ \d+ )(\d+)( \d+ \d+ \d+ )(\d+)/m,
      (_, before, idle, between, steal) => `${before}${Number(idle) - taken}${between}${Number(steal) + taken}`,
    )
    return run
  }

  it('is read for every trial, in their order', () => {
    const { acceleration, network, migration } = analyse(syntheticRun({ controls: true }))
    expect([acceleration, network, migration].map(({ machine }) => machine.length)).toEqual([12, 9, 5])
    for (const { busy, steal } of acceleration.machine) {
      expect(busy).toBeCloseTo(0.704, 3)
      expect(steal).toBeCloseTo(0.004, 3)
    }
    expect(acceleration.limits.join()).not.toContain('hypervisor')
  })

  it('names the trial that lost most of its time to others, and what that keeps from being shown', () => {
    const { acceleration, network } = analyse(stolen('acceleration-tcg-2', 0.08))
    expect(acceleration.machine.find(({ trial }) => trial === 'acceleration-tcg-2')?.steal).toBeCloseTo(0.084, 3)
    expect(finding(acceleration, 'B.machine').sentence).toMatch(
      /gave 0\.40\d\u00a0% of the time .* and 8\.4\d\u00a0% at most, in `acceleration-tcg-2`/,
    )
    expect(acceleration.limits.join()).toMatch(
      /In 1\u00a0trial a hypervisor .* more than 5\u00a0% .* \(8\.4\d\u00a0% in acceleration-tcg-2\)/,
    )
    expect(spoken(acceleration.limits, ENGLISH).find((limit) => limit.includes('hypervisor'))).toMatch(/[^.]\.$/)
    expect(network.limits.join()).not.toContain('hypervisor')
  })

  it('is said to be missing in runs of earlier versions', () => {
    const { migration } = analyse(syntheticRun())
    expect(migration.machine).toEqual([])
    expect(finding(migration, 'D.machine')).toMatchObject({
      verdict: 'not-measured',
      sentence: expect.stringContaining('no record of the load'),
    })
  })

  it('is left out for a trial with a damaged file, which is named', () => {
    const run = syntheticRun({ controls: true })
    const files = run.trials.find(({ trial }) => trial.id === 'network-e1000-1')?.files ?? {}
    files['machine.after.txt'] = 'cut\n'
    const { network } = analyse(run)
    expect(network.machine).toHaveLength(8)
    expect(network.notMeasured.join()).toContain(
      'machine.after.txt of network-e1000-1 could not be read: expected the line of /proc/loadavg, found “cut” (trials/network-e1000-1/machine.after.txt, line 1)',
    )
  })
})

it('gives the trials in the order in which they began, not in that of the plan', () => {
  const run = syntheticRun({ controls: true })
  const began = run.trials.filter(({ trial }) => trial.experiment === 'network').map(({ trial }) => trial.id)
  const { network } = analyse({ ...run, trials: run.trials.toReversed() })
  expect(network.orderRun.map(({ id }) => id)).toEqual(began)
  expect(network.design?.control).toEqual({ of: 'virtio-control', against: 'virtio' })
})

it('says every sentence in words', () => {
  const { acceleration, network, migration } = analyse(syntheticRun({ controls: true }))
  const said = [acceleration, network, migration].flatMap(({ findings, limits }) => [
    ...limits,
    ...findings.map(({ sentence }) => sentence),
  ])
  for (const sentence of said) {
    expect(spoken(sentence, ENGLISH)).toBe(sentence)
    expect(sentence).not.toMatch(/[{}\u{F0000}-\u{F0002}]|undefined|NaN/u)
  }
})
