import { Command } from '../../command-line/command.ts'
import { options } from './options.ts'

export const command = Command.declare({
  description: 'List the templates of your own in templates/custom, and what has changed beneath them.',
  options,
  examples: ['npm run templates', 'npm run templates -- --copy sections/B.md.hbs', 'npm run templates -- --check'],
  run: () => import('./run.ts'),
})
