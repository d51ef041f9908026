/** Disks that do something else than they are told. @module */

import type { Disk } from "../../../exercises/17-storage/given.ts";

/** The same disk, but for some operations. */
export const disguised = (disk: Disk, change: (own: Disk) => Partial<Disk>): Disk => {
  const own = Object.fromEntries(
    ([
      ..."names size read readAt append writeAt reserve truncate sync rename remove syncFolder"
        .split(" "),
    ] as (keyof Disk)[]).map((name) => [name, (disk[name] as () => unknown).bind(disk)]),
  );
  return { where: disk.where, ...own, ...change(disk) } as unknown as Disk;
};

/** What a disk does instead of something. */
export const nothing = () => {};
