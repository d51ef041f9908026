/** Part 3. A file that is replaced whole. */

import { type Replacing, todo } from "./given.ts";

/**
 * - `replace` puts a file with these bytes under this name. When it returns, it is durable. At every
 *   moment, a crash leaves what was there before or what is there then, whole: also if the one before was
 *   cut short by a crash, in any place. Changes of names may be lost in any order (`anyNames` in section
 *   17.2).
 * - If the disk fails, it throws; then the old or the new contents are there, and nobody knows which. It
 *   may be tried again.
 * - `open` gives what stands under the name, and nothing if it never was there.
 * - Other files are left alone, and none of yours is left when all goes well; their names may begin with
 *   that of the file and a dot.
 * - It takes two syncs, and writes no byte twice.
 */
export const replace: Replacing = {
  replace: (_disk, _name, _bytes) => todo("part 3, replace"),
  open: (_disk, _name) => todo("part 3, open"),
};
