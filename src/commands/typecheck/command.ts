import { Command } from '../../command-line/command.ts'

export const command = Command.declare({
  description: 'Check the types.',
  options: {},
  examples: [],
  run: () => import('./run.ts'),
})
