import type { FilmTemplate } from '../film/template.ts'

export interface Theme {
  page: string
  ink: string
  quiet: string
  accent: string
  line: string
  /** Terminals are dark on either page. */
  terminal: string
  terminalInk: string
  card: string
}

export const THEMES: Record<FilmTemplate['theme'], Theme> = {
  light: {
    page: '#faf9f5',
    ink: '#1a1a1a',
    quiet: '#5c5c5c',
    accent: '#0072b2',
    line: '#cfcabb',
    terminal: '#16181b',
    terminalInk: '#e8e8e6',
    card: '#fff4d6',
  },
  dark: {
    page: '#1f2226',
    ink: '#f2f1ee',
    quiet: '#b0b0ac',
    accent: '#56b4e9',
    line: '#4a4e55',
    terminal: '#0c0d0f',
    terminalInk: '#e8e8e6',
    card: '#3a3320',
  },
}

/** xterm's sixteen, a little lighter where they stand on black. */
const BASE = [
  '#2e3436',
  '#ef5350',
  '#66bb6a',
  '#e0b030',
  '#64a8ff',
  '#c58af9',
  '#4dd0e1',
  '#dcdcda',
  '#7f8386',
  '#ff7b72',
  '#8ee08a',
  '#ffd75e',
  '#8cc4ff',
  '#dcb0ff',
  '#84ffff',
  '#ffffff',
]
const CUBE = [0, 95, 135, 175, 215, 255]

/** A colour of the terminal's 256, as xterm has them. */
export function paletteColour(index: number): string {
  if (index < 16) return BASE[index] ?? '#ffffff'
  const hex = (value: number) => value.toString(16).padStart(2, '0')
  if (index >= 232) return `#${hex(8 + (index - 232) * 10).repeat(3)}`
  const at = index - 16
  return `#${[Math.floor(at / 36), Math.floor(at / 6) % 6, at % 6].map((part) => hex(CUBE[part] ?? 0)).join('')}`
}
