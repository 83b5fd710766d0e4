import type { Session } from '../../command-line/session.ts'
import { checkTypes } from '../project-tool.ts'

/** `npm run typecheck` */
export const run = (_options: object, session: Session): Promise<void> => checkTypes(session)
