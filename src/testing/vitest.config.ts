import path from 'node:path'
import { defineConfig } from 'vitest/config'

const root = path.resolve(import.meta.dirname, '..', '..')
const SYSTEM = ['src/**/*.system.test.ts']
const LAB = ['src/**/*.e2e.test.ts']
const IMAGE = ['src/**/*.image.test.ts']

export default defineConfig({
  root,
  test: {
    pool: 'forks',
    // Two cores are what the project promises to do with.
    maxWorkers: 2,
    // What is prepared before a test takes as long as a test.
    hookTimeout: 180_000,
    reporters: ['default', path.join(import.meta.dirname, 'count-reporter.ts')],
    // By what a test starts, which is what it takes: a file's name says to which it belongs. The quick ones come first.
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts'],
          exclude: [...SYSTEM, ...LAB, ...IMAGE],
          setupFiles: [path.join(import.meta.dirname, 'no-process.ts')],
          // What a unit test loads keeps no state, so it is loaded once a worker: that saves two fifths of the time.
          isolate: false,
          testTimeout: 180_000,
          sequence: { groupOrder: 0 },
        },
      },
      // The command line, a browser or another program, started by the test.
      {
        extends: true,
        test: { name: 'system', include: SYSTEM, testTimeout: 180_000, sequence: { groupOrder: 1 } },
      },
      // A real lab needs both cores for itself, so it comes after everything else.
      {
        extends: true,
        test: { name: 'lab', include: LAB, maxWorkers: 1, testTimeout: 900_000, sequence: { groupOrder: 2 } },
      },
      // Builds a container, a gigabyte of packages and some minutes: `npm run test-container` alone asks for it.
      {
        extends: true,
        test: { name: 'image', include: IMAGE, maxWorkers: 1, testTimeout: 900_000, sequence: { groupOrder: 3 } },
      },
    ],
  },
})
