/** Bugs of a manifest. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/17-storage/answers.ts";
import type { Disk, Edit, Levels, Table } from "../../../exercises/17-storage/given.ts";
import { manifest } from "../manifest.ts";
import { disguised, nothing } from "./disguised.ts";

const installing = (change: (own: Disk) => Partial<Disk>) => ({
  install: (disk: Disk, what: Parameters<typeof manifest.install>[1]) =>
    manifest.install(disguised(disk, change), what),
});

/** Whatever an edit is, it is made one that contradicts nothing. */
const lenient = (mend: (levels: Levels, edit: Edit) => Edit) => ({
  apply: (levels: Levels, edit: Edit) => manifest.apply(levels, mend(levels, edit)),
});

const there = (levels: Levels, level: number, name: string) =>
  levels[level]?.some((table) => table.name === name) ?? false;

export const manifestMutants: Mutants<Answers> = {
  manifest: {
    "not-there: what is not there is removed in silence": lenient((levels, edit) => ({
      ...edit,
      removed: edit.removed.filter(({ level, name }) => there(levels, level, name)),
    })),
    "any-level: a table is removed wherever it is": lenient((levels, edit) => ({
      ...edit,
      removed: edit.removed.map(({ level, name }) => {
        const at = levels.findIndex((_, each) => there(levels, each, name));
        return { level: at < 0 ? level : at, name };
      }),
    })),
    "twice: a name may be there twice": {
      apply(levels, edit) {
        const added = edit.added.map(({ level, table }, i) => ({
          level,
          table: { ...table, name: `${i}/${table.name}` },
        }));
        return manifest.apply(levels, { ...edit, added }).map((tables) =>
          tables.map((table) => ({ ...table, name: table.name.replace(/^\d+\//, "") }))
        );
      },
    },
    "overlap: tables of a level may overlap": {
      apply(levels, edit) {
        try {
          return manifest.apply(levels, edit);
        } catch (error) {
          if (!/must not overlap/.test(String(error))) throw error;
          const after = levels.map((tables, level) =>
            tables.filter(({ name }) =>
              !edit.removed.some((each) => each.level === level && each.name === name)
            )
          );
          for (const { level, table } of edit.added) (after[level] ??= []).push(table);
          return after;
        }
      },
    },
    "apart: neighbours may not share a key": {
      apply(levels, edit) {
        const after = manifest.apply(levels, edit);
        for (const tables of after.slice(1)) {
          for (const [i, table] of tables.slice(1).entries()) {
            if (tables[i]!.largest >= table.smallest) throw new Error("they overlap");
          }
        }
        return after;
      },
    },
    "in-place: the levels that are given are changed": {
      apply(levels, edit) {
        const own = levels as Table[][];
        own[0]?.push({ name: "t0", smallest: "a", largest: "a", bytes: 0 });
        own[0]?.pop();
        return manifest.apply(levels, edit);
      },
    },
    "adds-first: a table cannot be moved in one edit": {
      apply(levels, edit) {
        for (const { table } of edit.added) {
          if (levels.flat().some(({ name }) => name === table.name)) throw new Error("it is there");
        }
        return manifest.apply(levels, edit);
      },
    },
    "unsorted: what is added is the last of its level": {
      apply(levels, edit) {
        const names = edit.added.map(({ table }) => table.name);
        return manifest.apply(levels, edit).map((tables) => [
          ...tables.filter(({ name }) => !names.includes(name)),
          ...tables.filter(({ name }) => names.includes(name)),
        ]);
      },
    },
    "table-unsynced: tables are not synced": installing((own) => ({
      sync: (name) => name === "manifest" ? own.sync(name) : undefined,
    })),
    "first-only: only the first of the tables is synced": {
      install(disk, what) {
        const [first] = what.tables.keys();
        manifest.install(
          disguised(disk, (own) => ({
            sync: (name) => name === "manifest" || name === first ? own.sync(name) : undefined,
          })),
          what,
        );
      },
    },
    "unnamed: the names of tables are not durable": installing(() => ({ syncFolder: nothing })),
    "manifest-unsynced: the manifest is not synced": installing((own) => ({
      sync: (name) => name === "manifest" ? undefined : own.sync(name),
    })),
    "removes-early: tables are removed before the edit is durable": {
      install(disk, what) {
        for (const name of what.removed) disk.remove(name);
        manifest.install(disk, { ...what, removed: [] });
      },
    },
    "never-removes: what nobody names stays": {
      install: (disk, what) => manifest.install(disk, { ...what, removed: [] }),
    },
    "folder-each: the folder is synced for each table": installing((own) => ({
      sync(name) {
        own.sync(name);
        own.syncFolder();
      },
    })),
    "swallows: a sync that fails is overlooked": installing((own) => ({
      sync(name) {
        try {
          own.sync(name);
        } catch {
          // It may do the next time.
        }
      },
    })),
  },
};
