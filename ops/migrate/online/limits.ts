/** Of a table with more rows than this, what reads or rewrites it whole would be felt by those who work meanwhile. */
export const LARGE_TABLE_ROWS = 50_000;

/** How long a statement may stand in the queue for a table, for whoever comes after it waits as long. */
export const LOCK_WAIT_MS = 200;

/** How long a table that others hold is tried for, again and again. */
export const BUSY_SECONDS = 600;

/** How many rows are changed at once at most, and how long that should take: fewer follow what took longer. */
export const BATCH_ROWS = 1_000;
export const BATCH_MS = 50;
