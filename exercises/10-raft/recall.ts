/** Part 15. What a journal adds up to. @module */

import { type Recall, todo } from "./given.ts";

/**
 * What a server knows that knew `known` before it read one more record of its journal, of a vote or of
 * entries (snapshots come in stage 3D): `term`, `votedFor`, `log`, and `snapshot`, which stays as it is. It may
 * change `known` and return it; the record stays as it is. The journal is read from the beginning, at which the term is 0, nobody has a
 * vote, and the log is empty. A record of entries may contradict what is there; what is at or before
 * `known.log.base` it never touches.
 */
export const recall: Recall = (_known, _saved) => todo("part 15, recall");
