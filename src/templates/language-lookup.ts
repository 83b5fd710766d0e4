/** Of `zh-Hant-TW` itself, then `zh-Hant`, then `zh`: https://www.rfc-editor.org/rfc/rfc4647#section-3.4 */
export function lookupOf(language: string): string[] {
  const parts = language.split('-')
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('-'))
}
