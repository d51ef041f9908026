/** Part 3: a file that is replaced whole. */

import type { Replacing } from "../../exercises/17-storage/given.ts";

export const replace: Replacing = {
  replace(disk, name, bytes) {
    const unfinished = `${name}.new`;
    if (disk.names().includes(unfinished)) disk.remove(unfinished);
    disk.append(unfinished, bytes);
    disk.sync(unfinished);
    disk.rename(unfinished, name);
    disk.syncFolder();
  },
  open(disk, name) {
    return disk.names().includes(name) ? disk.read(name) : undefined;
  },
};
