import { Command } from '../../command-line/command.ts'
import { options } from './options.ts'

export const command = Command.declare({
  description: 'List every prerequisite with what was found and what to do.',
  options,
  examples: ['npm run doctor', 'npm run doctor -- --json'],
  run: () => import('./run.ts'),
})
