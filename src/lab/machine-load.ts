import { readFileSync } from 'node:fs'
import type { TrialRecorder } from './trial.ts'

/** Keeps how busy the user's computer is, as its kernel says: what else runs on it disturbs a measurement. */
export function noteMachineLoad(trial: TrialRecorder, when: 'before' | 'after'): void {
  trial.file(`machine.${when}.txt`, ['loadavg', 'stat'].map((name) => readFileSync(`/proc/${name}`, 'utf8')).join(''))
}
