/**
 * Part 11. An engine from an empty page. You may use your own answers to other parts: `import { merge }
 * from "./merge.ts"`.
 *
 * `whole_engine.ts` says what an engine is. `open` opens what is on the disk; you choose the files and
 * their names. After a crash it holds the first so many batches that were written, whole, in their order,
 * and among them all that were durable: those that were written with `sync`, or before a `sync` or a
 * `close` that has returned. A put or a delete is a batch of one. This holds for any number of crashes,
 * also while it opens, and on a disk that loses changes of names in any order (`anyNames` in section 17.2).
 * It holds as well where only the program was killed: then nothing is lost, but what was not durable is not
 * durable yet.
 *
 * When a write or a sync of the disk fails, the call throws, and so does every later write, `sync` and
 * `close`: nobody knows what is on the disk until it is opened anew. What fails is never called durable. If
 * a read fails, the call throws. If bytes are found that nobody has written, it throws, or does without
 * them: nothing is made up, and nothing is missing that was durable before the last sync. Of what that made
 * durable nobody can tell whether it was ever written to its end.
 *
 * Keys and values are any bytes, and any number of them. Only a key of more than 30 bytes may be refused:
 * then the call throws, and changes nothing.
 *
 * With memory for m bytes, m at least 1000, and values of about a hundred bytes:
 *
 * - of a load of 64 m in random order, at most 20 bytes are written for each byte of keys and values;
 * - a get reads at most 2 m on average, a scan of ten entries 12 m, and `open` a third of what was put, and
 *   16 m;
 * - the files take at most ten times what a scan gives, and 32 m, also when the same keys were overwritten
 *   or deleted for a long time, or a single one was, and whatever snapshots were held that are released, and
 *   scans that were read to their end or given up, be it before the first entry;
 * - a write with `sync` takes two syncs at most, one without takes none; filling the memory once takes
 *   twelve more at most. A `sync` when there is nothing to do takes none.
 */

import { type Opening, todo } from "./given.ts";

export const engine: Opening = {
  open: (_disk, _options) => todo("part 11, open"),
};
