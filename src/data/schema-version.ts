/** Of the files of a run; one that is newer is refused. */
export const SCHEMA_VERSION = 1
