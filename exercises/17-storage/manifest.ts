/** Part 9. Which tables there are. */

import { type Manifest, todo } from "./given.ts";

/**
 * `apply` gives the levels after an edit; those that it is given stay as they are. A table may be removed
 * from one level and added to another in one edit, which moves it. In level 0 what is added is newer than
 * all that is there; the other levels are in the order of their keys. It throws if the edit
 *
 * - removes what is not there, in that level;
 * - adds a name that is there already, in any level, or adds it twice;
 * - adds to a level that is no whole number from 0 on, or a table that ends before it begins;
 * - makes tables of a level overlap, except for level 0. Neighbours may share one key.
 *
 * `install` makes an edit durable. Whatever a crash leaves, and in whatever order it loses changes of names
 * (`anyNames` in section 17.2), all tables that the manifest names are there, whole; when it has returned,
 * the edit is in it. It removes the files that no edit names any more, throws if the disk fails in any of
 * that, takes a sync for each table and two more, and writes nothing twice.
 */
export const manifest: Manifest = {
  apply: (_levels, _edit) => todo("part 9, apply"),
  install: (_disk, _installation) => todo("part 9, install"),
};
