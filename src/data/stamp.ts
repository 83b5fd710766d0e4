/** `20250301T101500Z`: a time as the names of runs and recordings begin. @param time as `toISOString` gives it */
export const stampOf = (time: string): string => time.replace(/[-:]/g, '').replace(/\.\d+Z$/, 'Z')
