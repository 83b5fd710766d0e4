import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { packRun } from '../../data/archive.ts'
import { ALL_FAULTS } from '../../testing/end-to-end/all-faults.ts'
import { SlurmCluster } from '../../testing/end-to-end/slurm-cluster.ts'
import { partRun } from '../../testing/part-run.ts'
import { storeRun } from '../../testing/stored-run.ts'
import { mergeRuns } from '../merge/merge-runs.ts'
import { statusOf } from './accounts.ts'
import type { PartStatus } from './status.ts'
import { type SubmissionFolder, submissionIn } from './submission.ts'
import { submit } from './submit.ts'
import { taskScript } from './task-script.ts'

const PARTS = ['1', '2', '3', 'D1']
const signal = AbortSignal.timeout(3_600_000)

/**
 * In the place of the lab, which takes hours: takes its options, writes a run step by step, goes on with one, ends by SIGTERM
 * as the lab does, and hands over a part that was packed beforehand. A file in `how/` says with which codes its starts end, of
 * which 137 is that it is killed.
 */
const LAB = (shared: string) => `#!/bin/bash
while [ $# -gt 0 ]; do
  case $1 in --block) part=$2; shift ;; --to) to=$2; shift ;; --resume) resumed=yes ;; esac; shift
done
run=$(ls -d "$LAB_DATA"/runs/* 2> /dev/null)
[ -n "$run" ] || { run=$LAB_DATA/runs/part-$part; mkdir "$run"; echo "$part" > "$run/part"; : > "$run/run.json"; }
part=$(cat "$run/part")
trap 'echo "stopped at $(wc -l < "$run/steps")"; exit 130' TERM
echo "$SLURMD_NODENAME \${resumed:-anew}" >> "$run/steps"
while [ -e ${shared}/how/$part.wait ]; do sleep 0.1; done
code=$(head -n 1 ${shared}/how/$part 2> /dev/null)
sed -i 1d ${shared}/how/$part 2> /dev/null
[ "\${code:-0}" -ne 137 ] || kill -KILL $$
[ "\${code:-0}" -eq 0 ] || exit "$code"
cp "$run/steps" ${shared}/how/$part.steps
cp ${shared}/packed/*-"$part".tar.gz "$to/.$part.tmp" && mv "$to/.$part.tmp" "$to/$(basename ${shared}/packed/*-"$part".tar.gz)"
`

describe.runIf(ALL_FAULTS && SlurmCluster.possible)('Slurm', () => {
  let shared: string
  let cluster: SlurmCluster
  let path0: string | undefined
  beforeAll(async () => {
    shared = mkdtempSync(path.join(tmpdir(), 'slurm-'))
    for (const folder of ['how', 'packed', 'own']) mkdirSync(path.join(shared, folder))
    for (const part of PARTS) {
      const folder = storeRun(path.join(shared, 'own'), partRun({ part }))
      await packRun(folder, path.join(shared, 'packed', `${path.basename(folder)}.tar.gz`))
    }
    const lab = path.join(shared, 'lab')
    writeFileSync(lab, LAB(shared))
    chmodSync(lab, 0o755)
    cluster = await SlurmCluster.start(shared)
    path0 = process.env.PATH
    process.env.PATH = `${cluster.bin}:${path0}`
  }, 1_800_000)
  afterAll(async () => {
    process.env.PATH = path0
    await cluster?.[Symbol.asyncDispose]()
    rmSync(shared, { recursive: true })
  })

  /** Hands parts over, of a lab that does as the files in `how/` say. */
  const handOver = async (name: string, parts: readonly string[], args: readonly string[] = []) => {
    const submission = submissionIn(path.join(shared, name))
    const script = taskScript({
      submission,
      parts,
      measure: [path.join(shared, 'lab'), '--seed', '7'],
      resume: [path.join(shared, 'lab'), '--resume'],
      cwd: shared,
      limitMinutes: 10,
      name,
    })
    const planned = { createdAt: new Date().toISOString(), profile: 'quick' as const, seed: 7, parts: [...parts] }
    return { submission, ...(await submit(submission, planned, script, args, signal)) }
  }
  const how = (part: string, codes: readonly number[]) =>
    writeFileSync(path.join(shared, 'how', part), codes.map((code) => `${code}\n`).join(''))
  const wait = (part: string, waits: boolean) => {
    const file = path.join(shared, 'how', `${part}.wait`)
    if (waits) writeFileSync(file, '')
    else rmSync(file)
  }
  const until = async (submission: SubmissionFolder, holds: (states: Record<string, PartStatus>) => boolean) => {
    for (const end = Date.now() + 180_000; Date.now() < end; await pause(500)) {
      const states = Object.fromEntries((await statusOf(submission, signal)).map((one) => [one.part, one]))
      if (holds(states)) return states
    }
    throw new Error(`not in time: ${JSON.stringify(await statusOf(submission, signal), null, 1)}`)
  }
  const logOf = ({ logs }: SubmissionFolder, task: string) => readFileSync(path.join(logs, `${task}.txt`), 'utf8')
  const startsIn = (log: string) =>
    [...log.matchAll(/^task \S+, part \S+, on (\S+), start (\d)$/gm)].map(([, node, start]) => `${node} ${start}`)

  test('measures parts on two nodes, goes on with one that was requeued, and makes one run of them', async () => {
    wait('1', true)
    wait('2', true)
    how('3', [4])
    const { submission } = await handOver('four', PARTS)
    const running = await until(
      submission,
      (states) => states['1']?.state === 'running' && states['2']?.state === 'running',
    )
    expect(new Set([running['1']?.node, running['2']?.node])).toEqual(new Set(['node1', 'node2']))
    expect(running.D1?.state).toBe('waiting')
    // The other node is drained in the middle: its task ends there, and all others go to the one that is left.
    const [kept, drained] = [running['2']?.node ?? '', running['1']?.node ?? '']
    cluster.run('scontrol', 'update', `nodename=${drained}`, 'state=drain', 'reason=maintenance')
    cluster.run('scontrol', 'requeue', running['2']?.task ?? '')
    await until(submission, () => readdirSync(submission.unfinished).includes(`2-${kept}`))
    wait('1', false)
    wait('2', false)
    const done = await until(submission, (states) => Object.values(states).every(({ state }) => state === 'done'))
    expect(startsIn(logOf(submission, done['2']?.task ?? ''))).toEqual([`${kept} 1`, `${kept} 2`])
    expect(readFileSync(path.join(shared, 'how', '2.steps'), 'utf8')).toBe(`${kept} anew\n${kept} yes\n`)
    // A lab that failed is tried again, with what it had measured.
    expect(startsIn(logOf(submission, done['3']?.task ?? ''))).toEqual([`${kept} 1`, `${kept} 2`])
    expect(readFileSync(path.join(shared, 'how', '3.steps'), 'utf8')).toBe(`${kept} anew\n${kept} yes\n`)
    expect(readdirSync(submission.unfinished)).toEqual([])
    cluster.run('scontrol', 'update', `nodename=${drained}`, 'state=resume')
    const files = readdirSync(submission.parts).map((name) => path.join(submission.parts, name))
    const { run, missing } = await mergeRuns(files, path.join(shared, 'merged'))
    expect(missing).toEqual([])
    expect(run).toMatchObject({ status: 'complete' })
  }, 400_000)

  test('never tries wrong use again, gives up a lab that fails for good, and says where and why', async () => {
    how('1', [2])
    how('2', [4, 4, 4, 4, 4])
    const { submission } = await handOver('wrong', ['1', '2'])
    const ended = await until(submission, (states) => Object.values(states).every(({ state }) => state === 'failed'))
    expect(ended['1']).toMatchObject({
      state: 'failed',
      reason: 'the lab ended with exit code 2',
      node: expect.stringMatching(/^node/),
    })
    expect(ended['2']).toMatchObject({ state: 'failed', reason: 'the lab ended with exit code 4' })
    expect(startsIn(logOf(submission, ended['1']?.task ?? ''))).toHaveLength(1)
    expect(startsIn(logOf(submission, ended['2']?.task ?? ''))).toHaveLength(3)
  }, 400_000)

  test('goes on with a part whose lab was killed, and with one whose node failed as it measured', async () => {
    how('1', [137])
    how('2', [])
    wait('2', true)
    const { submission } = await handOver('killed', ['1', '2'])
    const states = await until(
      submission,
      ({ '1': one, '2': two }) => one?.state === 'done' && two?.state === 'running',
    )
    const [killed, failed] = [states['1']?.task ?? '', states['2']?.task ?? '']
    expect(startsIn(logOf(submission, killed)).map((start) => start.split(' ')[1])).toEqual(['1', '2'])
    // Both are killed with it, the lab and the script that would hand over what was measured.
    const node = states['2']?.node ?? ''
    const other = `nodename=${node === 'node1' ? 'node2' : 'node1'}`
    cluster.run('scontrol', 'update', other, 'state=drain', 'reason=test')
    cluster.run('scontrol', 'update', `nodename=${node}`, 'state=down', 'reason=test')
    await until(submission, ({ '2': two }) => two?.state === 'waiting')
    wait('2', false)
    cluster.run('scontrol', 'update', `nodename=${node}`, 'state=resume')
    await until(submission, ({ '2': two }) => two?.state === 'done')
    expect(startsIn(logOf(submission, failed))).toEqual([`${node} 1`, `${node} 2`])
    expect(readFileSync(path.join(shared, 'how', '2.steps'), 'utf8')).toBe(`${node} anew\n${node} yes\n`)
    cluster.run('scontrol', 'update', other, 'state=resume')
  }, 400_000)

  test('ends a part whose time is nearly up, and goes on with it', async () => {
    wait('1', true)
    const { submission } = await handOver('limit', ['1'], ['--time=1', '--signal=B:USR1@50'])
    await until(submission, () => readdirSync(submission.unfinished).some((name) => name.startsWith('1-node')))
    wait('1', false)
    const done = await until(submission, (states) => states['1']?.state === 'done')
    const log = logOf(submission, done['1']?.task ?? '')
    expect(log).toContain('is queued again')
    expect(startsIn(log).length).toBeGreaterThan(1)
  }, 400_000)

  test('ends a part that a job of higher rank preempts, and goes on with it on the same node', async () => {
    wait('1', true)
    const { submission } = await handOver('preempted', ['1'])
    const running = await until(submission, (states) => states['1']?.state === 'running')
    const node = running['1']?.node ?? ''
    const other = `nodename=${node === 'node1' ? 'node2' : 'node1'}`
    cluster.run('scontrol', 'update', other, 'state=drain', 'reason=test')
    cluster.run('sbatch', '--partition=urgent', '--output=/dev/null', '--wrap=sleep 5')
    await until(submission, () => readdirSync(submission.unfinished).includes(`1-${node}`))
    wait('1', false)
    const done = await until(submission, (states) => states['1']?.state === 'done')
    const log = logOf(submission, done['1']?.task ?? '')
    expect(log).toContain('DUE TO PREEMPTION')
    expect(startsIn(log)).toEqual([`${node} 1`, `${node} 2`])
    expect(readFileSync(path.join(shared, 'how', '1.steps'), 'utf8')).toBe(`${node} anew\n${node} yes\n`)
    cluster.run('scontrol', 'update', other, 'state=resume')
  }, 400_000)

  test('takes more parts than an array may have, and 1,000 of them are handed over and looked after within 10 s each', async () => {
    const parts = Array.from({ length: 1000 }, (_, i) => String(i + 1))
    const begun = Date.now()
    const { submission, arrays } = await handOver('many', parts, ['--hold'])
    const handedOver = Date.now()
    const states = await statusOf(submission, signal)
    const looked = Date.now()
    expect(arrays.map(({ first, tasks }) => [first, tasks])).toEqual([
      [0, 401],
      [401, 401],
      [802, 198],
    ])
    expect(states.map(({ part, task, state }) => [part, task, state])).toEqual(
      parts.map((part, i) => [part, `${arrays[Math.floor(i / 401)]?.job}_${i % 401}`, 'waiting']),
    )
    for (const { job } of arrays) cluster.run('scancel', job)
    expect(handedOver - begun).toBeLessThan(10_000)
    expect(looked - handedOver).toBeLessThan(10_000)
  }, 120_000)
})
