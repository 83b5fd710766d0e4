const TYPES: Record<string, string> = {
  json: 'application/json',
  ndjson: 'application/x-ndjson',
  cff: 'application/yaml',
  cast: 'application/x-asciicast',
  csv: 'text/csv',
  png: 'image/png',
}

/** The media type of a file of a run, by its name. Whatever is none of these is text as a tool printed it. */
export const mediaType = (name: string): string => TYPES[/\.([a-z]+)$/.exec(name)?.[1] ?? ''] ?? 'text/plain'
