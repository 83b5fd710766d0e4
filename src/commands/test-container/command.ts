import { Command, noOptions } from '../../command-line/command.ts'

export const command = Command.declare({
  description: 'Build the container and try it, by podman or docker; takes some minutes and 6 GB of disk.',
  options: noOptions,
  examples: ['npm run test-container'],
  run: () => import('./run.ts'),
})
