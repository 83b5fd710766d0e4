import type { Session } from '../../command-line/session.ts'
import { runTool, STATIC_CHECKS } from '../project-tool.ts'

/** `npm run typecheck` */
export const run = (_options: object, session: Session): Promise<void> => runTool(STATIC_CHECKS.types, session)
