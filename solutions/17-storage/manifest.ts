/** Part 9: which tables there are. */

import type { Levels, Manifest, Table } from "../../exercises/17-storage/given.ts";

export const manifest: Manifest = {
  apply(levels, { removed, added }) {
    const after: Table[][] = levels.map((tables) => [...tables]);
    for (const { level, name } of removed) {
      const at = after[level]?.findIndex((table) => table.name === name) ?? -1;
      if (at < 0) throw refusal(`${name} must be in level ${level} to be removed`, "no such table");
      after[level]!.splice(at, 1);
    }
    for (const { level, table } of added) {
      if (!Number.isSafeInteger(level) || level < 0) throw refusal("a level is from 0 on", level);
      if (table.smallest > table.largest) throw refusal(`${table.name} must have keys`, "none");
      if (after.flat().some(({ name }) => name === table.name)) {
        throw refusal(`${table.name} must be new`, "a name that is taken");
      }
      while (after.length <= level) after.push([]);
      after[level]!.push(table);
    }
    return sorted(after);
  },
  install(disk, { tables, entry, removed }) {
    for (const [name, bytes] of tables) {
      disk.append(name, bytes);
      disk.sync(name);
    }
    disk.syncFolder();
    disk.append("manifest", entry);
    disk.sync("manifest");
    for (const name of removed) disk.remove(name);
  },
};

function sorted(levels: Table[][]): Levels {
  for (const tables of levels.slice(1)) {
    tables.sort((a, b) =>
      a.smallest < b.smallest ? -1 : a.smallest > b.smallest ? 1 : a.largest < b.largest ? -1 : 1
    );
    for (const [i, table] of tables.entries()) {
      const next = tables[i + 1];
      if (next === undefined || table.largest <= next.smallest) continue;
      throw refusal("tables of a level must not overlap", `${table.name} and ${next.name}`);
    }
  }
  return levels;
}

const refusal = (reason: string, given: unknown) =>
  new Error(`Cannot apply an edit because ${reason}: given ${given}`);
