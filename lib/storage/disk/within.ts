/** A part of a folder as a disk of its own. @module */

import type { Disk } from "./disk.ts";

/**
 * The files of `disk` whose names begin with `prefix`, under their names without it. Several parts of an
 * engine share a folder so; to sync the folder makes the names of all of them durable.
 */
export function within(disk: Disk, prefix: string): Disk {
  const named = (name: string) => prefix + name;
  return {
    where: disk.where + prefix,
    ...(disk.salt === undefined ? {} : { salt: disk.salt }),
    names: () =>
      disk.names().filter((name) => name.startsWith(prefix)).map((name) =>
        name.slice(prefix.length)
      ),
    size: (name) => disk.size(named(name)),
    read: (name) => disk.read(named(name)),
    readAt: (name, offset, length) => disk.readAt(named(name), offset, length),
    append: (name, bytes) => disk.append(named(name), bytes),
    writeAt: (name, offset, bytes) => disk.writeAt(named(name), offset, bytes),
    reserve: (name) => disk.reserve(named(name)),
    truncate: (name, length) => disk.truncate(named(name), length),
    sync: (name) => disk.sync(named(name)),
    rename: (from, to) => disk.rename(named(from), named(to)),
    remove: (name) => disk.remove(named(name)),
    syncFolder: () => disk.syncFolder(),
  };
}
