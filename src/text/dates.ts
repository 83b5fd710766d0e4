/** `2026-11-23T20:03:43Z` → `23 November 2026`, in UTC so that every machine prints the same. */
export function formatDate(iso: string, language: string): string {
  // English as the report's: Americans put the month first.
  const locale = language === 'en' ? 'en-GB' : language
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(iso))
}

/** `2026-11-23T20:03:43Z` → `23 November 2026, 20:03 UTC`. */
export function formatTime(iso: string, language: string): string {
  return `${formatDate(iso, language)}, ${iso.slice(11, 16)} UTC`
}
