import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Session } from '../../command-line/session.ts'
import { HOSTS } from '../../data/host-name.ts'
import { UserError } from '../../errors.ts'
import { parseHosts } from '../../lab/machines/hosts/destination.ts'
import type { SshAccess } from '../../lab/machines/hosts/given.ts'
import type { HostsKind } from '../../lab/machines/hosts/host-argv.ts'
import { createProgress } from '../../progress.ts'
import { project } from '../../project.ts'
import { inEnglish } from '../../text/stated.ts'
import type { Options } from './options.ts'

/** @throws UserError `usage` on hosts that can't be used, or options that only the user's own hosts have */
export function wantedHosts({ hosts, accept, undo, sshConfig, resume }: Options): HostsKind | SshAccess | undefined {
  const config = sshConfig === undefined ? null : path.resolve(sshConfig)
  if (config !== null && !existsSync(config))
    throw new UserError('usage', `${config} is missing; --ssh-config takes a file as ssh -F does.`)
  const wanted = hosts === undefined ? undefined : parseHosts(hosts)
  if (typeof wanted === 'object') return { destinations: wanted, sshConfig: config }
  if (accept || (!resume && (undo || config !== null))) {
    throw new UserError(
      'usage',
      '--accept, --undo and --ssh-config are about machines of yours: name them with --hosts ssh://user@first,ssh://user@second.',
    )
  }
  return wanted
}

/**
 * `npm run lab -- --hosts ssh://…`: looks at two machines of the user's and prints what a lab would change there, or with
 * `--undo` takes back what an earlier one changed.
 */
export async function lookAtHosts(given: SshAccess, { undo, json }: Options, { signal }: Session): Promise<void> {
  const [{ GivenHosts }, { openLab }, { refuseObstacles, verdict }] = await Promise.all([
    import('../../lab/machines/hosts/given-hosts.ts'),
    import('../../lab/machines/open-lab.ts'),
    import('../../lab/machines/hosts/survey.ts'),
  ])
  await using lab = openLab({ dataFolder: project().data, progress: await createProgress(), signal })
  await using hosts = await GivenHosts.connect(given, lab.scratch, signal)
  if (undo) {
    await hosts.restore('purge', signal)
    process.stderr.write('Both hosts are as they were before the first lab.\n')
    return
  }
  const { obstacles, changes: stated } = verdict(await hosts.survey(signal))
  const changes = { host1: stated.host1.map(inEnglish), host2: stated.host2.map(inEnglish) }
  if (json) process.stdout.write(`${JSON.stringify({ obstacles, changes }, null, 2)}\n`)
  else {
    process.stdout.write(
      HOSTS.map(
        (name) => `${name} (${given.destinations[name]})\n${changes[name].map((change) => `  ${change}\n`).join('')}`,
      ).join('\n'),
    )
  }
  refuseObstacles(obstacles)
  process.stderr.write('Nothing was changed. --accept measures, --accept --undo also undoes everything at the end.\n')
}
