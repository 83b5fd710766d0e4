import { readFileSync } from 'node:fs'

/** How busy the user's computer is, as its kernel says: what else runs on it disturbs a measurement. */
export function machineLoad(): string {
  return ['loadavg', 'stat'].map((name) => readFileSync(`/proc/${name}`, 'utf8')).join('')
}
