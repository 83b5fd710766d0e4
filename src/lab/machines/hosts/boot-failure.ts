/** What a console says when a machine will never come up; waiting for it to answer would take minutes. */
const SIGNS: readonly RegExp[] = [
  /Kernel panic - not syncing.*/,
  /^.*\(initramfs\).*/m,
  /Give root password for maintenance.*/,
  /You are in (?:emergency|rescue) mode.*/,
]

/** The line by which a console tells that booting has failed, or null. */
export function bootFailure(console: string): string | null {
  for (const sign of SIGNS) {
    const [line] = sign.exec(console) ?? []
    if (line !== undefined) return line.trim()
  }
  return null
}
