/** Part 7. What a compaction keeps. */

import { type Compaction, todo } from "./given.ts";

/**
 * Versions come by key, and of one key the newest first. Readers are the snapshots, and one that reads as
 * of now; each sees, of a key, its newest version with a sequence that is not above the reader's, unless a
 * range delete hides that.
 *
 * - What some reader sees is kept, in the order in which it came, and nothing else.
 * - A delete is kept like a put, as it hides what is further down. It is dropped where there is nothing
 *   further down (`isBottom`) and nothing older of its key is kept.
 * - A range delete hides versions that are older than it from readers that see it, deletes as well.
 * - It is done lazily: when something is given, no more was read than the versions of its key, and one.
 */
export const compaction: Compaction = (_versions, _options) => todo("part 7, compaction");
