import { Command } from '../../command-line/command.ts'

export const command = Command.declare({
  description: 'List the templates of your own in templates/custom, and what has changed beneath them.',
  options: () => import('./options.ts'),
  examples: ['npm run templates', 'npm run templates -- --copy sections/B.md.hbs', 'npm run templates -- --check'],
  run: () => import('./run.ts'),
})
