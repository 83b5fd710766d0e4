/** Faults and campaigns that take long run where this is asked for: each night, and by hand before what they test is changed. */
export const ALL_FAULTS = process.env.LAB_FAULTS === 'all'
