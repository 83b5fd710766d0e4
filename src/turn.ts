import { setImmediate } from 'node:timers/promises'

/**
 * Lets what has come in meanwhile be answered: a browser that starts asks one thing after the other, and waits for each answer.
 * Twice, since a message is first read and then handed over.
 */
export async function turn(): Promise<void> {
  await setImmediate()
  await setImmediate()
}
