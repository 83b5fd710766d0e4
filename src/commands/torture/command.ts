import { Command } from '../../command-line/command.ts'

export const command = Command.declare({
  description:
    'Kill the lab, its hosts and its VMs at random moments and check that nothing is lost or left behind; or migrate one VM again and again and check every block of its disk and memory.',
  options: () => import('./options.ts'),
  examples: [
    'npm run torture -- --kills 100 --seed 7',
    'npm run torture -- --resume',
    'npm run torture -- --kills 5 --within 60 --json',
    'npm run torture -- --kills 3 --only F',
    'npm run torture -- --migrations 100 --seed 7',
  ],
  run: () => import('./run.ts'),
})
