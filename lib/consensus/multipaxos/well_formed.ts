/** Whether data that came in chunks has the shape of a snapshot. @module */

import { anything, integer, list, map, record, type Schema } from "../../codec/schema.ts";

const filled = (item: Schema): Schema => (data) =>
  list(item)(data) && (data as readonly unknown[]).length > 0;

/** Whether `data` has the shape of a snapshot, of whatever state machine. */
export const isSnapshot: Schema = record({
  slot: integer,
  commands: integer,
  configurations: filled(record({ from: integer, members: filled(integer) })),
  machine: anything,
  sessions: map(
    integer,
    record({ lowest: integer, answers: map(integer, anything), usedAt: integer }),
  ),
});
