import { Command, noOptions } from '../../command-line/command.ts'

export const command = Command.declare({
  description: 'Check the types.',
  options: noOptions,
  examples: [],
  run: () => import('./run.ts'),
})
