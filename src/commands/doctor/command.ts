import { Command } from '../../command-line/command.ts'

export const command = Command.declare({
  description: 'List every prerequisite with what was found and what to do.',
  options: () => import('./options.ts'),
  examples: ['npm run doctor', 'npm run doctor -- --json'],
  run: () => import('./run.ts'),
})
