import type { HostName } from '../../../data/host-name.ts'
import type { Destinations } from './destination.ts'

/** How the user reaches two hosts of theirs. */
export interface SshAccess {
  destinations: Destinations
  /** ssh's config file, where it is not the user's usual one. */
  sshConfig: string | null
}

/** Options of ssh with which it asks for nothing, and keeps to what the user's own configuration says of names and keys. */
export function sshOptions(name: HostName, config: string | null): string[] {
  const options = {
    BatchMode: 'yes',
    StrictHostKeyChecking: 'yes',
    ConnectTimeout: '15',
    ServerAliveInterval: '15',
    ControlPath: `${name}.ssh`,
    ControlMaster: 'no',
    ControlPersist: 'no',
    StreamLocalBindUnlink: 'yes',
    LogLevel: 'ERROR',
    RemoteCommand: 'none',
    ForwardAgent: 'no',
  }
  return [
    ...(config === null ? [] : ['-F', config]),
    ...Object.entries(options).flatMap(([key, value]) => ['-o', `${key}=${value}`]),
  ]
}
