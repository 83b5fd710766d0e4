import { describe, expect, it } from 'vitest'
import type { HostName } from '../../data/host-name.ts'
import type { LoadedRun, LoadedTrial } from '../../data/loaded-run.ts'
import { syntheticRun } from '../../testing/synthetic/run.ts'
import { spoken } from '../../text/spoken.ts'
import { ENGLISH } from '../../text/words.ts'
import { analyseMigration as analyseUnspoken } from './migration.ts'
import { probeFindings } from './probe-findings.ts'
import type { MigrationResult } from './result.ts'

const analyseMigration = (loaded: LoadedRun) => spoken(analyseUnspoken(loaded), ENGLISH)

/** Five migrations and nothing else. */
const migrations = (): LoadedRun => syntheticRun({ trials: 0, migrations: 5 })
const first = (run: LoadedRun): LoadedTrial => {
  const [trial] = run.trials
  if (!trial) throw new Error('no trial')
  return trial
}
const edited = (edit: (files: Record<string, string>) => void): ReturnType<typeof analyseMigration> => {
  const run = migrations()
  edit(first(run).files)
  return analyseMigration(run)
}
const near = (a: number | null | undefined, b: number | null | undefined, within: number): void => {
  expect(Math.abs((a ?? NaN) - (b ?? NaN))).toBeLessThan(within)
}

describe('a migration', () => {
  const result = analyseMigration(migrations())

  it('has one downtime by three clocks that agree as far as each can see', () => {
    for (const { downtimeMs, clockErrorMs } of result.migrations) {
      near(downtimeMs.events, (downtimeMs.qemu ?? NaN) / 0.97, 2 * clockErrorMs)
      // From the last answer before the stop to the first after it: the pause, and up to the spacing of pings on either side.
      near(downtimeMs.probe, (downtimeMs.events ?? NaN) + 5, 5 + 2 * clockErrorMs)
    }
  })

  it('aligns hosts whose clocks are seconds apart, in both directions', () => {
    expect(result.migrations.map(({ source }) => source)).toEqual(['host1', 'host2', 'host1', 'host2', 'host1'])
    for (const { phases, passStarts, totalMs } of result.migrations) {
      expect(phases.map(({ name }) => name)).toEqual(['baseline', 'setup', 'copying', 'stop-and-copy', 'after'])
      for (const [i, phase] of phases.entries()) {
        expect(phase.toS).toBeGreaterThanOrEqual(phase.fromS)
        if (i > 0) expect(phase.fromS).toBe(phases[i - 1]?.toS)
      }
      near(phases[3]?.toS, totalMs / 1000, 0.02)
      expect(passStarts.map(({ pass }) => pass)).toEqual([1, 2, 3, 4])
      near(passStarts[0]?.s, 0.02, 0.005)
    }
  })

  it('sees throughput fall while copying and come back after the stop', () => {
    for (const { throughput, series, phases } of result.migrations) {
      near((throughput.copying ?? NaN) / (throughput.baseline ?? NaN), 0.45, 0.06)
      near((throughput.after ?? NaN) / (throughput.baseline ?? NaN), 1.05, 0.08)
      const [stop, resume] = [phases[3]?.fromS ?? NaN, phases[3]?.toS ?? NaN]
      const shares = (from: number, to: number): number[] =>
        series.iperf3.filter(({ s }) => s > from && s < to).map(({ value }) => value / (throughput.baseline ?? NaN))
      // Half an interval away from the turns, every point belongs to its own phase.
      expect(Math.max(...shares(0.15, stop - 0.13))).toBeLessThan(0.7)
      expect(Math.min(...shares(resume + 0.13, 99))).toBeGreaterThan(0.8)
    }
  })

  it('puts the VM’s own counts on the axis though its clock stands still in the stop', () => {
    for (const { series, phases } of result.migrations) {
      const stop = phases[3]?.fromS ?? NaN
      const points = series.perfVm['context-switches'] ?? []
      const average = (list: typeof points): number => list.reduce((sum, { value }) => sum + value, 0) / list.length
      const before = average(points.filter(({ s }) => s > 0.3 && s < stop - 0.3))
      const after = average(points.filter(({ s }) => s > stop + 0.6))
      near(after / before, 1.05 / 0.45, 0.35)
      expect(points.every(({ s }, i) => i === 0 || s > (points[i - 1]?.s ?? NaN))).toBe(true)
    }
  })

  it('sees exits move from the source to the destination', () => {
    for (const { series, phases, source, destination } of result.migrations) {
      const resume = phases[3]?.toS ?? NaN
      const sum = (host: HostName, late: boolean): number =>
        series.exits[host]
          .filter(({ s }) => (late ? s > resume + 0.3 : s < 0))
          .reduce((total, { value }) => total + value, 0)
      expect(sum(source, false)).toBeGreaterThan(0)
      expect(sum(destination, false)).toBe(0)
      expect(sum(source, true)).toBe(0)
      expect(sum(destination, true)).toBeGreaterThan(0)
    }
  })

  it('is the unit: n is the number of migrations', () => {
    const total = result.metrics.find(({ id }) => id === 'migration.total')
    expect(total?.arms[0]?.trials).toBe(5)
    expect(result.findings.find(({ id }) => id === 'D.numbers')?.sentence).toContain('n\u00a0=\u00a05\u00a0migrations')
    expect(result.findings.find(({ id }) => id === 'D.throughput-copying')).toMatchObject({ verdict: 'lower' })
  })

  it('accounts for every record on the disk', () => {
    expect(result.findings.find(({ id }) => id === 'D.disk')?.sentence).toContain('every one was read back intact')
    const lossy = edited((files) => {
      files['writer.txt'] = 'written 10\nrecords 10 intact 7 lost 2 altered 1\n'
    })
    expect(lossy.findings.find(({ id }) => id === 'D.disk')?.sentence).toContain('2 were lost and 1 altered')
  })
})

const finding = (result: ReturnType<typeof analyseMigration>, id: string) => {
  const found = result.findings.find((one) => one.id === id)
  if (!found) throw new Error(`no finding ${id}`)
  return found
}
/** Changes every file of a name in every migration. */
const everywhere = (name: RegExp, edit: (text: string) => string): ReturnType<typeof analyseMigration> => {
  const run = migrations()
  for (const { files } of run.trials) {
    for (const [file, text] of Object.entries(files)) if (name.test(file)) files[file] = edit(text)
  }
  return analyseMigration(run)
}

describe('what perf counted in a migration', () => {
  const result = analyseMigration(migrations())

  it('is compared with the baseline of the same migration', () => {
    expect(finding(result, 'D.perf-syscalls')).toMatchObject({ verdict: 'lower' })
    expect(finding(result, 'D.perf-syscalls').sentence).toContain(
      '6,000\u00a0per second before, 2,700\u00a0per second while pages were copied: down to 45.0\u00a0% of the baseline',
    )
    const metric = result.metrics.find(({ id }) => id === 'migration.perf.systemCallsCopyingPercent')
    near(metric?.arms[0]?.summary?.value, 45, 0.1)
  })

  it('claims nothing from one migration', () => {
    const one = analyseMigration(syntheticRun({ trials: 0, migrations: 1 }))
    expect(finding(one, 'D.perf-irq')).toMatchObject({ verdict: 'too-few-trials' })
    expect(finding(one, 'D.perf-irq').sentence).toContain('no difference is claimed')
    expect(finding(one, 'D.kvm-page-faults')).toMatchObject({ verdict: 'too-few-trials' })
  })

  it('gives rare events as counts, for their median hides them', () => {
    expect(finding(result, 'D.perf-page-faults').sentence).toMatch(
      /: 200 in 25\.0.s before and 0 in [\d.]+.s while pages/,
    )
  })

  it('sees dirty logging only in faults that accesses to registers can’t explain', () => {
    expect(finding(result, 'D.kvm-page-faults')).toMatchObject({ verdict: 'higher' })
    expect(finding(result, 'D.kvm-page-faults').sentence).toContain('what was added are faults on memory')
    const busier = everywhere(/^kvm-host\d\.csv$/, (text) =>
      text
        .split('\n')
        .map((line) => {
          const [time = '', count = '', ...rest] = line.split(',')
          return line.includes('kvm_mmio') && Number(time) > 5 ? [time, Number(count) * 3, ...rest].join(',') : line
        })
        .join('\n'),
    )
    expect(finding(busier, 'D.kvm-page-faults')).toMatchObject({ verdict: 'higher' })
    expect(finding(busier, 'D.kvm-page-faults').sentence).toContain('This count alone does not show')
  })

  it('speaks of accesses to registers only where some were counted', () => {
    const registers = (count: (of: number) => number) =>
      finding(
        everywhere(/^kvm-host\d\.csv$/, (text) =>
          text.replaceAll(
            /^(.*?,)(\d+)(,.*kvm_mmio.*)$/gm,
            (_, time, of, rest) => `${time}${count(Number(of))}${rest}`,
          ),
        ),
        'D.kvm-page-faults',
      ).sentence
    expect(registers((of) => of)).toMatch(/registers of devices may be among them.* As those did not become more/)
    const none = registers(() => 0)
    expect(none).toContain('No access to a register of a device is among them: `kvm:kvm_mmio` was counted neither')
    expect(none).toContain('What was added are therefore faults on memory')
    expect(none).not.toMatch(/may be among them|As those/)
    const nothing = everywhere(/^kvm-host\d\.csv$/, (text) =>
      text.replaceAll(/^(.*?,)(\d+)(,.*kvm_(?:mmio|page_fault).*)$/gm, '$10$3'),
    )
    const { sentence } = finding(nothing, 'D.kvm-page-faults')
    expect(sentence).not.toMatch(/among them|therefore/)
    expect(sentence).toContain('This count alone does not show')
  })

  it('sees exits move, and says where they do not', () => {
    expect(finding(result, 'D.kvm-exits-move').sentence).toContain('. The exits moved with the VM.')
    const stay = edited((files) => {
      files['kvm-host2.csv'] = files['kvm-host1.csv'] ?? ''
    })
    expect(finding(stay, 'D.kvm-exits-move').sentence).toContain(
      'In 4 of 5\u00a0migrations the exits moved with the VM',
    )
  })

  it.each([
    [
      /^perf-vm\.csv$/,
      ['D.perf-context-switches', 'D.perf-irq', 'D.perf-syscalls', 'D.perf-page-faults'],
      'perf-vm.csv',
    ],
    [/^kvm-host2\.csv$/, ['D.kvm-exits-move'], 'kvm-host2.csv'],
    [/^iperf3\.txt$/, ['D.recovery', 'D.service-lost', 'D.throughput-copying'], 'iperf3.txt'],
  ])('is not measured without %s, and the file is named', (name, ids, named) => {
    const without = everywhere(name, () => '')
    for (const id of ids) {
      expect(finding(without, id)).toMatchObject({ verdict: 'not-measured' })
      expect(finding(without, id).sentence).toContain(named)
    }
  })
})

describe('the service in a migration', () => {
  it('is back within the interval after the stop, and loses what copying takes', () => {
    const result = analyseMigration(migrations())
    for (const { service, phases } of result.migrations) {
      const [copying, stop] = [phases[2], phases[3]]
      if (!copying || !stop) throw new Error('no phases')
      expect(service?.recoveryS).toBeLessThan(0.5)
      near(service?.lostS, 0.55 * (copying.toS - copying.fromS) + stop.toS - stop.fromS, 0.3)
    }
    expect(finding(result, 'D.recovery').sentence).toMatch(/it took [\d.]+\u00a0s \(range/)
  })

  it('names the migrations in which it does not come back', () => {
    const slowed = (files: Record<string, string>): void => {
      files['iperf3.txt'] = (files['iperf3.txt'] ?? '').replaceAll(
        /(\d+\.\d+)-(.*?) (\d+)( Kbits)/g,
        (line, from, rest, rate, unit) =>
          Number(from) > 8 ? `${from}-${rest} ${Math.round(Number(rate) / 2)}${unit}` : line,
      )
    }
    const slow = edited(slowed)
    expect(finding(slow, 'D.recovery').sentence).toContain(
      'In 1 of 5\u00a0migrations (from host\u00a01 to host\u00a02) no interval',
    )
    const run = migrations()
    slowed(first(run).files)
    run.trials = run.trials.slice(0, 1)
    expect(finding(analyseMigration(run), 'D.recovery').sentence).toMatch(
      /^In the one migration \(from host\u00a01 to host\u00a02\) no interval .*, so no time can be given there\. /,
    )
    expect(finding(slow, 'D.service-lost').sentence).toContain('in 1 of them throughput did not come back')
  })
})

describe('the answer', () => {
  it('says how long the VM stood still and its client waited, and what became of the disk', () => {
    const said = (lost: number): string =>
      finding(
        edited((files) => {
          files['writer.txt'] = `written 10\nrecords 10 intact ${10 - lost} lost ${lost} altered 0\n`
        }),
        'D.answer',
      ).sentence
    expect(said(0)).toMatch(
      /stood still for [\d.]+\u00a0ms .* received nothing for [\d.]+\u00a0ms .* No record on its disk/,
    )
    expect(said(2)).toMatch(/records on its disk 2 were lost or altered/)
  })

  it('leaves it to a finding of its own for how long probes had no answer in a row', () => {
    const { sentence, quantities } = finding(analyseMigration(migrations()), 'D.unanswered')
    expect(sentence).toMatch(/^Probes went unanswered in a row for [\d.]+\u00a0ms \(range /)
    expect(quantities?.map(({ metric }) => metric)).toEqual(['migration.pings.unansweredMs'])
  })

  it('tells how the client fared before the stop as well', () => {
    const { migrations: results } = analyseUnspoken(migrations())
    const said = (gapCopyingMs: number | null) => {
      const changed = results.map((one) => ({ ...one, pings: { ...one.pings, gapCopyingMs } }))
      const [found] = spoken(
        probeFindings(changed).filter(({ id }) => id === 'D.gap-copying'),
        ENGLISH,
      )
      if (found === undefined) throw new Error('the finding is missing')
      return found
    }
    expect(said(1).sentence).toMatch(
      /the longest gap within that time was 1\.00\u00a0ms \(medians\), never longer than/,
    )
    expect(said(5000).sentence).toMatch(/, longer than the one around the pause in (\d+) of \1/)
    expect(said(null).verdict).toBe('not-measured')
  })
})

describe('the two directions', () => {
  const sentence = (result: ReturnType<typeof analyseMigration>): string =>
    finding(result, 'D.throughput-ways').sentence

  /** After the switch as much of the throughput as is given, away from the client and back to it. */
  const after = (away: number, back: number): ReturnType<typeof analyseMigration> => {
    const run = migrations()
    for (const { trial, files } of run.trials) {
      const { source, completedAt = 0 } = trial.migration ?? {}
      const begins = (files['iperf3.times'] ?? '').split('\n').map(Number)
      const share = source === 'host1' ? away : back
      files['iperf3.txt'] = (files['iperf3.txt'] ?? '')
        .split('\n')
        .map((line, i) =>
          (begins[i] ?? 0) < completedAt
            ? line
            : line.replace(/[\d.]+(?= [KMG]?bits)/, (rate) => `${Number(rate) * share}`),
        )
        .join('\n')
    }
    return analyseMigration(run)
  }

  it('are told apart, and a difference is claimed only where there is one', () => {
    expect(sentence(analyseMigration(migrations()))).toMatch(
      /^It was [\d.]+\u00a0% .* moved away from .*, [\d.]+\u00a0% where it had come: no difference is claimed/,
    )
    expect(sentence(after(0.2, 0.8))).toMatch(
      /moved away from .* where it had come: 0\.2\d+× as much \(95 % interval 0\.2\d+ to 0\.\d+ by Welch’s t, n\u00a0=\u00a03\u00a0migrations against 2\)/,
    )
  })

  it('can’t be told apart where all went one way', () => {
    const run = migrations()
    run.trials = run.trials.filter(({ trial }) => trial.migration?.source === 'host1')
    expect(sentence(analyseMigration(run))).toMatch(
      /No migration ran in the other direction, so what the direction does .* can’t be told/,
    )
  })
})

describe('limits of migrations', () => {
  it('name a bandwidth cap that was reached, and not one that was not', () => {
    expect(analyseMigration(migrations()).limits.join()).not.toContain('max-bandwidth')
    const run = migrations()
    for (const { trial } of run.trials) if (trial.migration) trial.migration.maxBandwidthBytesPerSecond = 300e6 / 8
    expect(analyseMigration(run).limits.join()).toContain(
      'In 5 of 5\u00a0migrations the stream ran within 10 % of max-bandwidth (300\u00a0Mbit/s) for more than half of the copying',
    )
    // A moment's figure, as QEMU may say of a burst, tells nothing of what held the rest up.
    const burst = edited((files) => {
      let seen = 0
      files['qmp-source.ndjson'] = (files['qmp-source.ndjson'] ?? '').replaceAll(/"mbps": ?[\d.]+/g, (figure) => {
        seen += 1
        return seen === 3 || seen === 4 ? '"mbps":9000' : figure
      })
    })
    expect(burst.limits.join()).not.toContain('max-bandwidth')
  })

  it('name clocks that are coarse against the downtime', () => {
    const coarse = edited((files) => {
      files['clocks.json'] = (files['clocks.json'] ?? '').replace(
        /"answered":([\d.]+)/g,
        (_, s) => `"answered":${Number(s) + 0.1}`,
      )
    })
    expect(coarse.limits.join()).toContain('large against a downtime')
    expect(analyseMigration(migrations()).limits.join()).not.toContain('large against a downtime')
  })
})

describe('a migration with damaged files', () => {
  const damages: [string, string, (m: MigrationResult) => void][] = [
    [
      'iperf3.txt',
      'iperf3: error',
      (m) => expect(m.throughput).toEqual({ baseline: null, copying: null, after: null }),
    ],
    ['iperf3.times', '1\n2\n', (m) => expect(m.series.iperf3).toEqual([])],
    ['fping.txt', 'PING', (m) => expect(m.downtimeMs.probe).toBeNull()],
    ['perf-vm.csv', '', (m) => expect(m.series.perfVm).toEqual({})],
    ['perf-vm.start', '', (m) => expect(m.series.perfVm).toEqual({})],
    ['kvm-host2.csv', 'x', (m) => expect(m.series.exits.host2).toEqual([])],
    ['writer.txt', 'written 9\n', (m) => expect(m.disk).toBeNull()],
  ]
  it.each(damages)('goes without %s and says so', (name, text, check) => {
    const result = edited((files) => {
      files[name] = text
    })
    const [migration] = result.migrations
    expect(result.migrations).toHaveLength(5)
    if (migration) check(migration)
    expect(result.notMeasured.join()).toContain(`trials/migration-precopy-1/${name}`)
  })

  it.each(['qmp-source.ndjson', 'qmp-destination.ndjson', 'clocks.json'])('is none without %s', (name) => {
    const result = edited((files) => {
      delete files[name]
    })
    expect(result.migrations).toHaveLength(4)
    expect(result.notMeasured).toEqual([
      `${name} of migration-precopy-1 could not be read: expected a file, but there is none (trials/migration-precopy-1/${name}).`,
    ])
  })

  it('is none where a host’s clock was set while it was measured', () => {
    const result = edited((files) => {
      const clocks = JSON.parse(files['clocks.json'] ?? '') as {
        machine: string
        when: string
        exchanges: { remote: number }[]
      }[]
      for (const { machine, when, exchanges } of clocks) {
        if (machine === 'host2' && when === 'after') for (const exchange of exchanges) exchange.remote += 3600
      }
      files['clocks.json'] = JSON.stringify(clocks)
    })
    expect(result.migrations).toHaveLength(4)
    expect(result.notMeasured.join()).toMatch(
      /a clock of host2 that was not set during the migration, found “a jump of 3600\.\d s”/,
    )
  })

  it('is none where it failed, in QEMU’s words', () => {
    const result = edited((files) => {
      files['qmp-source.ndjson'] = (files['qmp-source.ndjson'] ?? '').replaceAll(
        '"status":"completed",',
        '"status":"failed","error-desc":"Unable to write to socket",',
      )
    })
    expect(result.migrations).toHaveLength(4)
    expect(result.notMeasured.join()).toContain('Unable to write to socket')
  })

  it('has no client’s gap where no ping was answered after the stop', () => {
    const result = edited((files) => {
      const lines = (files['fping.txt'] ?? '')
        .split('\n')
        .filter((line) => line.startsWith('[') && line.includes(' bytes, '))
      files['fping.txt'] = `${lines.slice(0, 1200).join('\n')}\n`
    })
    expect(result.migrations[0]?.downtimeMs.probe).toBeNull()
    expect(result.notMeasured.join()).toContain('no ping was answered after the stop')
  })
})

describe('an answer of QEMU from before it had summed up', () => {
  it('gives no downtime of QEMU’s own, and the total from its events', () => {
    const result = edited((files) => {
      files['qmp-source.ndjson'] = (files['qmp-source.ndjson'] ?? '').replaceAll(
        /"total-time": ?\d+/g,
        '"total-time":0',
      )
    })
    const [migration] = result.migrations
    expect(migration?.downtimeMs.qemu).toBeNull()
    expect(migration?.totalMs).toBeGreaterThan(100)
    expect(result.notMeasured.join()).toContain('QEMU gave no downtime of its own')
  })
})
