/** FOR TESTS ONLY: what a program that was run once left. */
export interface Drawn {
  argv: string[]
  operations: number | null
  /** Role to ending and text. */
  files: Record<string, [string, string]>
  /** Of a sample that the host counted in. */
  counting?: string[]
}
