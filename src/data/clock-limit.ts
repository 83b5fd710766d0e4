/**
 * Between the readings before and after a trial, an emulated clock drifts by a few milliseconds. One that has moved by
 * more than this, s, was set meanwhile: nobody knows when, so its series have no place on the common axis.
 */
export const LARGEST_CLOCK_DRIFT_S = 0.5
