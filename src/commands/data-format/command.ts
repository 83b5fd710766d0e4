import { Command, noOptions } from '../../command-line/command.ts'

export const command = Command.declare({
  description: 'Write docs/data-format/*.schema.json anew, after the format of a run was changed in the code.',
  options: noOptions,
  examples: ['npm run data-format'],
  run: () => import('./run.ts'),
})
