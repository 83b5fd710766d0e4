import { describe, expect, it } from 'vitest'
import type { LoadedRun, LoadedTrial } from '../../data/loaded-run.ts'
import { FOLLOWING_S, matrixTrial, SYNTHETIC_CELLS } from '../../testing/synthetic/matrix.ts'
import { syntheticRun } from '../../testing/synthetic/run.ts'
import { spoken } from '../../text/spoken.ts'
import { ENGLISH } from '../../text/words.ts'
import type { MatrixCell } from './cell.ts'
import { analyseMatrix as analyseUnspoken } from './matrix.ts'
import { predictionCauseFinding } from './prediction-cause.ts'
import { predictionErrorFinding, totalsByPredicted } from './prediction-finding.ts'
import { dirtyRingOf, memoryOf } from './vm-memory.ts'

const analyseMatrix = (loaded: LoadedRun) => spoken(analyseUnspoken(loaded), ENGLISH)
type Matrix = ReturnType<typeof analyseMatrix>

const matrixRun = (): LoadedRun => syntheticRun({ trials: 0, migrations: 2, matrix: true })
const trialOf = (run: LoadedRun, id: string): LoadedTrial => {
  const found = run.trials.find(({ trial }) => trial.id === id)
  if (!found) throw new Error(`no trial ${id}`)
  return found
}
const cell = ({ cells }: Matrix, setting: string, workload = 'memory'): MatrixCell => {
  const found = cells.find((one) => one.setting === setting && one.workload === workload)
  if (!found) throw new Error(`no cell ${setting} ${workload}`)
  return found
}
const sentence = ({ findings }: Matrix, id: string): string =>
  findings.find((one) => one.id === `D.matrix.${id}`)?.sentence ?? `no ${id}`
const edited = (id: string, edit: (trial: LoadedTrial) => void): Matrix => {
  const run = matrixRun()
  edit(trialOf(run, id))
  return analyseMatrix(run)
}

/** As where QEMU had no reason to throttle. */
function neverThrottled({ files }: LoadedTrial): void {
  files['qmp-source.ndjson'] = (files['qmp-source.ndjson'] ?? '').replaceAll('"cpu-throttle-percentage"', '"unused"')
}

describe('the matrix', () => {
  const result = analyseMatrix(matrixRun())

  it('has a cell for each trial, by setting and then by workload', () => {
    expect(result.cells.map(({ setting, workload, outcome }) => [setting, workload, outcome].join(' '))).toEqual([
      'precopy idle completed',
      'precopy network completed',
      'precopy cpu completed',
      'precopy memory did-not-converge',
      'raised memory completed',
      'auto-converge memory completed',
      'multifd-zstd memory failed',
      'postcopy memory completed',
      'dirty-limit memory not-offered',
      'zero-none idle completed',
      'zero-legacy idle completed',
      'zero-multifd idle completed',
    ])
    expect(result.trials).toEqual({ planned: SYNTHETIC_CELLS.length, finished: SYNTHETIC_CELLS.length })
    expect(result.memoryBytes).toBe(512 * 2 ** 20)
  })

  it('misses no file that its workload does not make', () => {
    expect(result.notMeasured).toEqual([])
    for (const { result: migration } of result.cells) {
      expect(migration?.disk ?? null).toBeNull()
      expect(migration?.notMeasured ?? []).toEqual([])
    }
  })

  it('measures what a migration measures', () => {
    const { result: migration, lastedMs, transferredBytes, passes } = cell(result, 'precopy', 'network')
    expect(migration?.downtimeMs.events).toBeGreaterThan(50)
    expect(Math.abs((migration?.downtimeMs.probe ?? NaN) - (migration?.downtimeMs.events ?? NaN))).toBeLessThan(12)
    expect([lastedMs, transferredBytes, passes]).toEqual([
      migration?.totalMs,
      migration?.transferredBytes,
      migration?.passes,
    ])
  })

  it('compares each cell with its own baseline, where there is something to compare', () => {
    expect(cell(result, 'precopy', 'network').iperf3Percent).toBeCloseTo(45, -1)
    expect(cell(result, 'precopy', 'cpu').iperf3Percent).toBeNull()
    expect(cell(result, 'precopy', 'cpu').perfPercent).toBeCloseTo(45, 0)
    // An idle VM makes too few system calls for a share.
    expect(cell(result, 'precopy', 'idle').perfPercent).toBeNull()
  })

  it('knows how far a migration came that did not converge', () => {
    const stuck = cell(result, 'precopy')
    expect(stuck).toMatchObject({ result: null, reason: null, passes: 3 })
    expect(stuck.lastedMs).toBeGreaterThan(2000)
    expect(stuck.transferredBytes).toBeGreaterThan(100e6)
    expect(stuck.remainingBytes).toBeGreaterThan(0)
    expect(stuck.perfPercent).toBeCloseTo(45, 0)
    expect(sentence(result, 'converged')).toMatch(
      /^Of 11\u00a0migrations under other settings and workloads, 9 completed\. The rest: default \(memory\) did not converge and was cancelled after [\d.]+\u00a0s, with [\d.]+\u00a0MB still to be sent; multifd, zstd \(memory\) failed, in QEMU’s words “Unable to write/,
    )
  })

  it('counts the time from RESUME to the completion in post-copy by itself, and the pages that were asked for', () => {
    const {
      result: migration,
      pagesRequested,
      perfPercent,
      perfFollowingPercent,
      prediction,
    } = cell(result, 'postcopy')
    expect(pagesRequested).toBe(300)
    expect(prediction).toBeNull()
    const resumeS = migration?.phases.at(-1)?.fromS ?? NaN
    expect((migration?.totalMs ?? NaN) / 1000 - resumeS).toBeGreaterThan(FOLLOWING_S)
    expect(perfPercent).toBeCloseTo(45, 0)
    expect(perfFollowingPercent).toBeCloseTo(105, 0)
    expect(sentence(result, 'postcopy-pace')).toMatch(
      /Before the switch the VM made system calls at 45\.\d\u00a0% of its baseline; between `RESUME` and the completion at 10[45]/,
    )
    expect(cell(result, 'precopy', 'cpu').perfFollowingPercent).toBeNull()
  })

  it('predicts from the first pass and the dirty rate', () => {
    const { firstPassBytesPerSecond, dirtyMebibytesPerSecond, prediction, result: migration } = cell(result, 'raised')
    const copying = migration?.phases.find(({ name }) => name === 'copying')
    expect(dirtyMebibytesPerSecond).toBe(4)
    // 142 MiB over the whole of copying, at an even rate.
    expect(
      (firstPassBytesPerSecond ?? NaN) / ((142 * 2 ** 20) / ((copying?.toS ?? NaN) - (copying?.fromS ?? NaN))),
    ).toBeCloseTo(1, 1)
    expect(prediction).toMatchObject({ converges: true, passes: 2 })
    expect(prediction?.downtimeMs).toBeLessThan(100)
    expect(cell(result, 'precopy').prediction?.converges).toBe(false)
    expect(sentence(result, 'prediction')).toMatch(
      /predicted rightly in 8 of 9\u00a0migrations whether the migration converges, and wrongly in auto-converge \(memory\)\. Where it converged as predicted, the total time was 1\.\d+× the predicted one \(median, range 1\.\d+ to 1\.\d+, n\u00a0=\u00a07\u00a0migrations\)/,
    )
  })

  it('describes the settings with the writer to memory and compares nothing', () => {
    expect(sentence(result, 'total')).toMatch(
      /: from [\d.]+\u00a0s with .* to [\d.]+\u00a0s with post-copy, over 3 settings .*n\u00a0=\u00a01\u00a0migration a setting/,
    )
    expect(sentence(result, 'downtime')).toMatch(/\u00a0ms .* over 3 settings/)
    expect(sentence(result, 'bytes')).toContain('149\u00a0MB')
    expect(sentence(result, 'degradation')).toMatch(
      /TCP throughput was 4\d(\.\d)?\u00a0% in default \(network\); .*\u00a0% in post-copy \(memory\) \(n\u00a0=\u00a06\)/,
    )
    expect(result.findings.every(({ verdict }) => verdict === 'described')).toBe(true)
  })

  it('says that migrations whose setting did nothing are left out, and not where there is none', () => {
    expect(sentence(result, 'total')).not.toContain('did nothing')
    const idle = edited('matrix-auto-converge-memory-1', neverThrottled)
    expect(sentence(idle, 'total')).toMatch(
      /over 2 settings whose migration completed \(.*\), without 1\u00a0migration whose setting did nothing\.( Not all of these .*)?$/,
    )
    const run = matrixRun()
    neverThrottled(trialOf(run, 'matrix-auto-converge-memory-1'))
    run.trials = run.trials.filter(({ trial }) => trial.configuration !== 'raised')
    expect(sentence(analyseMatrix(run), 'total')).toMatch(
      /with post-copy, the one setting whose migration completed \(.*\), without 1\u00a0migration whose setting did nothing\.( Not all of these .*)?$/,
    )
  })

  it('says where no setting did anything', () => {
    const run = matrixRun()
    neverThrottled(trialOf(run, 'matrix-auto-converge-memory-1'))
    run.trials = run.trials.filter(({ trial: { experiment, configuration } }) => {
      return experiment !== 'matrix' || configuration === 'precopy' || configuration === 'auto-converge'
    })
    expect(sentence(analyseMatrix(run), 'acted')).toMatch(
      /^By QEMU’s counts what was set did nothing in auto-converge \(memory\): .*\. What follows leaves these out\.$/,
    )
  })

  it('calls no pause one of post-copy where the migration never switched', () => {
    const { findings } = result
    expect(sentence(result, 'postcopy')).toMatch(/the pause was /)
    expect(findings.find(({ id }) => id === 'D.matrix.postcopy')?.conditions?.[0]).toMatchObject({ holds: true })
    const ended = edited('matrix-postcopy-memory-1', ({ files }) => {
      files['qmp-source.ndjson'] = (files['qmp-source.ndjson'] ?? '')
        .replaceAll('"postcopy-active"', '"active"')
        .replaceAll(/"postcopy-requests": ?\d+/g, '"postcopy-requests": 0')
    })
    expect(sentence(ended, 'postcopy')).toMatch(
      /^\*\*post-copy \(memory\)\*\*: this migration ended before it was switched to post-copy, so its pause is one of pre-copy: [\d.]+\u00a0ms by/,
    )
    expect(sentence(ended, 'postcopy')).not.toMatch(/asked for|the (shortest|longest) of|place/)
  })

  it('calls post-copy acting only where memory was still to come at RESUME', () => {
    expect(sentence(result, 'acted')).toMatch(/what was set acted in .*post-copy \(memory\)/)
    expect(sentence(result, 'acted-counts')).toMatch(
      /post-copy \(memory\): up to [\d.]+\u00a0MB of memory followed the VM/,
    )
    const nothingLeft = edited('matrix-postcopy-memory-1', ({ files }) => {
      files['qmp-source.ndjson'] = (files['qmp-source.ndjson'] ?? '')
        .replaceAll(/"postcopy-requests": ?\d+/g, '"postcopy-requests":0')
        .replaceAll(/"remaining": ?\d+/g, '"remaining":0')
    })
    expect(sentence(nothingLeft, 'acted')).toMatch(
      /It did not in .*; post-copy \(memory\): the VM was switched over, but all memory had come before `RESUME`/,
    )
    expect(sentence(nothingLeft, 'postcopy')).toMatch(
      /all memory had come before `RESUME`, so the rest of it was sent in the pause, as in/,
    )
    expect(sentence(nothingLeft, 'postcopy')).not.toMatch(/asked for|the (shortest|longest) of|place/)
    expect(sentence(nothingLeft, 'total')).not.toContain('post-copy')
  })

  it('says of system calls after the switch that none of perf’s intervals tells them, where none does', () => {
    const short = edited('matrix-postcopy-memory-1', ({ files }) => {
      // Every other row is dropped, so that what is left of the time after RESUME is in no interval that lies within it.
      const rows = (files['perf-vm.csv'] ?? '').split('\n')
      const times = [...new Set(rows.map((row) => Number(row.trim().split(',')[0])).filter((t) => t > 0))]
      const late = times.filter((t) => t > (times.at(-1) ?? 0) - 6)
      files['perf-vm.csv'] = rows.filter((row) => !late.includes(Number(row.trim().split(',')[0]))).join('\n')
    })
    expect(cell(short, 'postcopy').perfFollowingPercent).toBeNull()
    expect(sentence(short, 'postcopy-pace')).toMatch(
      /none of perf’s intervals lies wholly between `RESUME` and the completion/,
    )
  })

  it('counts completed migrations in words that fit one, all and none', () => {
    const only = (...ids: string[]): string => {
      const run = matrixRun()
      run.trials = run.trials.filter(({ trial }) => ids.includes(trial.id))
      return sentence(analyseMatrix(run), 'converged')
    }
    expect(only('matrix-raised-memory-1')).toBe(
      'The one migration under other settings and workloads completed. The VM here has 512\u00a0MiB.',
    )
    expect(only('matrix-raised-memory-1', 'matrix-precopy-idle-1')).toBe(
      'All 2\u00a0migrations under other settings and workloads completed. The VM here has 512\u00a0MiB.',
    )
    expect(only('matrix-multifd-zstd-memory-1')).toMatch(
      /^Of 1\u00a0migration under other settings and workloads none completed: multifd, zstd \(memory\) failed/,
    )
  })

  it('gives a factor of one migration without a range', () => {
    const run = matrixRun()
    run.trials = run.trials.filter(({ trial }) => ['raised', 'auto-converge'].includes(trial.configuration))
    const one = sentence(analyseMatrix(run), 'prediction')
    expect(one).toMatch(/the total time was 1\.\d+× the predicted one \(n\u00a0=\u00a01\u00a0migration\)\./)
    expect(one).not.toMatch(/, ,|\(\)/)
  })

  it('says where a difference may be the direction’s, and not where each setting ran both ways', () => {
    const may = 'a part of the difference may be the direction’s'
    const run = matrixRun()
    for (const { trial } of run.trials)
      if (trial.experiment === 'matrix' && trial.migration) trial.migration.source = 'host1'
    const alike = analyseMatrix(run)
    for (const id of ['total', 'downtime', 'postcopy']) expect(sentence(alike, id), id).not.toContain(may)
    const other = matrixRun()
    for (const { trial } of other.trials)
      if (trial.experiment === 'matrix' && trial.migration)
        trial.migration.source = trial.configuration === 'postcopy' ? 'host1' : 'host2'
    const differing = analyseMatrix(other)
    for (const id of ['total', 'postcopy']) expect(sentence(differing, id), id).toContain(may)
  })

  it('tells how fast memory was dirtied and sent', () => {
    expect(sentence(result, 'dirtied')).toMatch(
      /^It was 0\u00a0MiB\/s to \d+\u00a0MiB\/s before, and the first pass sent [\d.]+\u00a0MiB\/s to [\d.]+\u00a0MiB\/s \(n\u00a0=\u00a0\d+\u00a0migrations\)\.$/,
    )
  })

  it('tells post-copies of one work together, and their place only where all of them are on one side', () => {
    const twice = (scale: number): string => {
      const run = matrixRun()
      const again = structuredClone(trialOf(run, 'matrix-postcopy-memory-1'))
      again.trial.id = 'matrix-postcopy-memory-2'
      again.trial.repetition = 2
      again.files['qmp-source.ndjson'] = (again.files['qmp-source.ndjson'] ?? '').replaceAll(
        /"downtime": ?(\d+)/g,
        (_, ms) => `"downtime":${Number(ms) * scale}`,
      )
      run.trials.push(again)
      return sentence(analyseMatrix(run), 'postcopy')
    }
    expect(twice(1)).toMatch(/the pause was [\d.]+\u00a0ms and [\d.]+\u00a0ms by QEMU’s own figure/)
    expect(twice(1000)).not.toMatch(/by QEMU’s own figure \(the/)
  })

  it('names raw files for every sentence', () => {
    const run = matrixRun()
    for (const { id, evidence } of result.findings) {
      expect(evidence, id).not.toHaveLength(0)
      for (const path of evidence.filter((one) => !one.endsWith('trial.json'))) {
        const [, trial = '', name = ''] = path.split('/')
        expect(trialOf(run, trial).files).toHaveProperty([name])
      }
    }
  })

  it('says what the installed QEMU lacks, and names its limits', () => {
    expect(sentence(result, 'not-offered')).toContain(
      'dirty-limit (QEMU on the hosts does not have the capability dirty-limit)',
    )
    expect(sentence(result, 'untried')).toContain(
      'names 6 capabilities; not tried were `xbzrle`, `events` and `background-snapshot`',
    )
    expect(result.limits.join(' ')).toMatch(
      /512\u00a0MiB of memory, that of the others 2,048\u00a0MiB.*no spread.*model/,
    )
  })
})

describe('a matrix with more than one migration a cell', () => {
  it('gives medians over the repetitions', () => {
    const run = matrixRun()
    const base = trialOf(run, 'matrix-raised-memory-1')
    const moved = [1, 2].map((i) => trialOf(run, `migration-precopy-${i}`))
    run.trials = [
      base,
      ...moved.map((trial, i) =>
        matrixTrial({ setting: 'raised', workload: 'memory', ends: 'completed', dirtyRate: 4 }, trial, i + 2),
      ),
    ]
    const result = analyseMatrix(run)
    const [, middle] = result.cells.map(({ lastedMs }) => (lastedMs ?? NaN) / 1000).toSorted((a, b) => a - b)
    expect(result.cells.map(({ repetition }) => repetition)).toEqual([1, 2, 3])
    expect(sentence(result, 'total')).toContain(`: ${middle?.toFixed(2)}\u00a0s with more bandwidth`)
    expect(sentence(result, 'total')).toContain('medians of up to 3\u00a0migrations a setting')
    expect(result.limits.join()).toContain('With as few as 3\u00a0migrations in a cell')
  })
})

describe('a matrix with missing or damaged files', () => {
  it('gives the error of its predictions as published models give theirs, and the largest below ten migrations', () => {
    const result = analyseMatrix(matrixRun())
    expect(sentence(result, 'prediction-error')).toMatch(
      /largest of the total time was [\d.]+\u00a0% \(n\u00a0=\u00a07\u00a0migrations\); .* Fewer than 10 migrations are too few/,
    )
    // Errors of 1 %, 2 % … 20 %: nine tenths of the way from the first to the last is a tenth beyond the 18th.
    const raised = cell(result, 'raised')
    const cells = Array.from({ length: 20 }, (_, i): MatrixCell => {
      const prediction = raised.prediction && { ...raised.prediction, totalMs: 1000 * (1 + (i + 1) / 100) }
      const own = raised.result && { ...raised.result, totalMs: 1000 }
      return { ...raised, trial: `matrix-raised-memory-${i + 1}`, acted: [], prediction, result: own }
    })
    const { sentence: said, conditions } = spoken(predictionErrorFinding(cells, 'none'), ENGLISH)
    expect(said).toContain('the 90th percentile of the total time was 18.1\u00a0% (n\u00a0=\u00a020\u00a0migrations)')
    expect(said).not.toContain('too few')
    expect(conditions?.every(({ holds }) => holds)).toBe(true)
  })

  it('speaks of a single prediction in words that fit one', () => {
    const run = matrixRun()
    run.trials = run.trials.filter(({ trial }) => trial.configuration === 'raised')
    const one = analyseMatrix(run)
    expect(sentence(one, 'prediction')).toMatch(
      /^Of the one migration with a prediction the model said, .* and it did\./,
    )
    expect(sentence(one, 'prediction-error')).toMatch(
      /^Errors of the predictions, [^:]*: of the total time [\d.]+\u00a0% \(n\u00a0=\u00a01\u00a0migration\)/,
    )
    expect(sentence(one, 'prediction-error')).not.toMatch(/largest|too few/)
  })

  it('says that the first pass flatters the model only where the totals are near, and else what may be the cause', () => {
    const raised = cell(analyseMatrix(matrixRun()), 'raised')
    const cause = (...factors: number[]): string => {
      const cells = factors.map((factor, i): MatrixCell => {
        const prediction = raised.prediction && { ...raised.prediction, totalMs: 1000 }
        const own = raised.result && { ...raised.result, totalMs: 1000 * factor }
        return { ...raised, trial: `matrix-raised-memory-${i + 1}`, acted: [], prediction, result: own }
      })
      return spoken(predictionCauseFinding(cells, totalsByPredicted(cells), 'none'), ENGLISH).sentence
    }
    expect(cause(1.1, 0.9)).toMatch(
      /^In all 2\u00a0migrations the total was 0\.900× to 1\.10× .* which flatters the model\.$/,
    )
    expect(cause(0.325, 1.1)).toMatch(
      /^All the same, sooner over .*: 1 of 2\u00a0migrations, .* 0\.325 times .* Neither was/,
    )
    expect(cause(2, 1.1)).toMatch(
      /^All the same, later over .*: 1 of 2\u00a0migrations, .* 2\.00 times the predicted time; no count/,
    )
    expect(cause(2, 0.5)).toMatch(
      /1 of 2\u00a0migrations sooner over and 1 later, from 0\.500 to 2\.00 times .*no one cause/,
    )
    expect(cause(0.5)).toMatch(/^All the same it was over sooner, after 0\.500 times .* Neither was/)
    expect(cause(2)).toMatch(/^All the same it was over later, after 2\.00 times the predicted time; no count/)
    expect(cause(1.1)).toMatch(/^In the one migration the total was 1\.10× .* flatters/)
    expect(cause()).toContain('not measured')
  })

  it('goes without a prediction where the dirty rate was not asked for', () => {
    const result = edited('matrix-raised-memory-1', ({ files }) => {
      files['qmp-source.ndjson'] = (files['qmp-source.ndjson'] ?? '').replaceAll(
        /"status":"measured","dirty-rate":\d+/g,
        '"status":"measuring"',
      )
    })
    expect(cell(result, 'raised')).toMatchObject({
      dirtyMebibytesPerSecond: null,
      prediction: null,
      outcome: 'completed',
    })
    expect(cell(result, 'raised').firstPassBytesPerSecond).toBeGreaterThan(1e6)
    expect(sentence(result, 'prediction')).toContain('in 7 of 8\u00a0migrations')
  })

  it('goes without a prediction where the first pass never ended', () => {
    const result = edited('matrix-precopy-memory-1', ({ files }) => {
      files['qmp-source.ndjson'] = (files['qmp-source.ndjson'] ?? '').replaceAll(/.*"pass":[23].*\n/g, '')
    })
    expect(cell(result, 'precopy')).toMatchObject({
      firstPassBytesPerSecond: null,
      prediction: null,
      outcome: 'cut-off',
    })
  })

  it('gives the dirty rate alone where no first pass ended', () => {
    const run = matrixRun()
    run.trials = run.trials.filter(({ trial }) => trial.id === 'matrix-precopy-memory-1')
    for (const { files } of run.trials)
      files['qmp-source.ndjson'] = (files['qmp-source.ndjson'] ?? '').replaceAll(/.*"pass":[23].*\n/g, '')
    expect(sentence(analyseMatrix(run), 'dirtied')).toBe(
      'It was 80\u00a0MiB/s before (n\u00a0=\u00a01\u00a0migration), and no first pass was seen to its end.',
    )
  })

  it('says which pairs ran one way only, and says nothing once each was run back as well', () => {
    const oneWay = /Of 11 pairs of setting and workload 11 ran one way only, 6 from host.1 to host.2 and 5 back/
    expect(analyseMatrix(matrixRun()).limits.join(' ')).toMatch(oneWay)
    const run = matrixRun()
    const back = run.trials
      .filter(({ trial }) => trial.experiment === 'matrix' && trial.migration)
      .map(({ trial, files }) => {
        const migration = trial.migration && {
          ...trial.migration,
          source: trial.migration.destination,
          destination: trial.migration.source,
        }
        return { trial: { ...trial, id: trial.id.replace(/1$/, '2'), repetition: 2, migration }, files }
      })
    const both = analyseMatrix({ ...run, trials: [...run.trials, ...back] })
    expect(both.limits.join(' ')).not.toContain('one way only')
  })

  it('passes over what QEMU said of an earlier migration', () => {
    const result = edited('matrix-raised-memory-1', ({ files }) => {
      const [greeting = '', ...rest] = (files['qmp-source.ndjson'] ?? '').split('\n')
      const t = (JSON.parse(greeting) as { t: number }).t
      const earlier = [
        { t, sent: { execute: 'query-migrate' } },
        { t, received: { return: { status: 'cancelled' } } },
      ]
      files['qmp-source.ndjson'] = [greeting, ...earlier.map((line) => JSON.stringify(line)), ...rest].join('\n')
    })
    expect(cell(result, 'raised').result).not.toBeNull()
  })

  it.each(['qmp-destination.ndjson', 'clocks.json'])(
    'has a cell without a result, once complained of, without %s',
    (name) => {
      const result = edited('matrix-raised-memory-1', ({ files }) => {
        delete files[name]
      })
      expect(cell(result, 'raised')).toMatchObject({ outcome: 'completed', result: null, perfPercent: null })
      expect(cell(result, 'raised').lastedMs).toBeGreaterThan(2000)
      expect(result.notMeasured).toEqual([
        `${name} of matrix-raised-memory-1 could not be read: expected a file, but there is none (trials/matrix-raised-memory-1/${name}).`,
      ])
    },
  )

  it('misses iperf3 where the workload is the network', () => {
    const result = edited('matrix-precopy-network-1', ({ files }) => {
      delete files['iperf3.txt']
    })
    expect(cell(result, 'precopy', 'network').iperf3Percent).toBeNull()
    expect(result.notMeasured).toEqual([
      'iperf3.txt of matrix-precopy-network-1 could not be read: expected a file, but there is none (trials/matrix-precopy-network-1/iperf3.txt).',
    ])
  })

  it('does not print a word of QEMU as Markdown', () => {
    const result = edited('matrix-multifd-zstd-memory-1', ({ trial }) => {
      if (trial.migration) trial.migration.reason = 'no *such* <b>channel</b>.'
    })
    expect(sentence(result, 'converged')).toContain('“no \\*such\\* \\<b\\>channel\\</b\\>”')
  })

  it('names a trial without a migration', () => {
    const result = edited('matrix-raised-memory-1', ({ trial }) => {
      trial.migration = null
    })
    expect(result.notMeasured).toEqual(['matrix-raised-memory-1 has no record of a migration.'])
    expect(result.cells).toHaveLength(11)
  })

  it('says that a run has none', () => {
    const none = analyseMatrix(syntheticRun({ trials: 0, migrations: 1 }))
    expect(none).toMatchObject({ cells: [], limits: [], notMeasured: [], memoryBytes: null })
    for (const { verdict, sentence: text } of none.findings) {
      expect(verdict).toBe('not-measured')
      expect(text).toContain('not measured: this run has no migrations under other settings')
    }
  })
})

describe('memoryOf', () => {
  it.each([
    ['512M', 512],
    ['2G', 2048],
    ['768', 768],
    ['size=1g,maxmem=4G', 1024],
  ])('reads -m %s', (value, mebibytes) => {
    expect(memoryOf(['qemu-system-x86_64', '-m', value, '-smp', '1'])).toBe(mebibytes * 2 ** 20)
  })

  it('knows nothing of a command line without it', () => {
    expect(memoryOf(['512M', '-smp', '1'])).toBeNull()
    expect(memoryOf(null)).toBeNull()
  })
})

describe('dirtyRingOf', () => {
  it('reads the size of the ring, and finds none where there is none', () => {
    expect(dirtyRingOf(['-accel', 'kvm,dirty-ring-size=4096', '-m', '512M'])).toBe(4096)
    expect(dirtyRingOf(['-accel', 'kvm,dirty-ring-size=many'])).toBeNull()
    expect(dirtyRingOf(['kvm,dirty-ring-size=4096', '-enable-kvm'])).toBeNull()
    expect(dirtyRingOf(null)).toBeNull()
  })
})
