/** The counter of the VM's own screen, or null where no such screen is seen. */
export function vmCounter(screen: string): number | null {
  const counter = /up for +(\d+) ?s/.exec(screen)?.[1]
  return counter === undefined ? null : Number(counter)
}

/** Curses has taken the terminal from the shell. */
export const isTaken = (screen: string): boolean => !screen.includes('student@')

/** Whether a screen shows the counter going on for 3 s from where it was, as long as it is asked again and again. */
export function goesOnFrom(left: number): (screen: string) => boolean {
  let first: number | null = null
  return (screen) => {
    const counter = vmCounter(screen)
    if (counter === null || counter < left) return false
    first ??= counter
    return counter >= first + 3
  }
}
