import { Command } from '../../command-line/command.ts'

export const command = Command.declare({
  description:
    'Try the project on other computers, made of Debian’s packages; by root, about an hour and 15 GB of disk.',
  options: () => import('./options.ts'),
  examples: [
    'npm run test-computers',
    'npm run test-computers -- --only debian-13,no-network',
    'npm run test-computers -- --only debian-13 --lab',
  ],
  run: () => import('./run.ts'),
})
