import path from 'node:path'
import { defineConfig } from 'vitest/config'

const root = path.resolve(import.meta.dirname, '..', '..')
const LAB = ['src/**/*.e2e.test.ts']

export default defineConfig({
  root,
  test: {
    pool: 'forks',
    // Two cores are what the project promises to do with.
    maxWorkers: 2,
    reporters: ['default', path.join(import.meta.dirname, 'count-reporter.ts')],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts'],
          exclude: LAB,
          testTimeout: 180_000,
          sequence: { groupOrder: 0 },
        },
      },
      // A real lab needs both cores for itself, so it comes after everything else.
      {
        extends: true,
        test: { name: 'lab', include: LAB, maxWorkers: 1, testTimeout: 900_000, sequence: { groupOrder: 1 } },
      },
    ],
  },
})
