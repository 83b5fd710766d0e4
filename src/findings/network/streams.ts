import { STREAM_PROGRAMS } from '../../experiments/network-programs.ts'
import type { Case } from '../model/answer.ts'

/** Whether it is one of throughput, of a stream that is as fast as it goes. */
export const isStream = ({ metric }: Case): boolean => STREAM_PROGRAMS.some((program) => metric.source === program)
