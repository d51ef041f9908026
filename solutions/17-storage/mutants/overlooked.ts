/** Bugs of what is overlooked: what is empty, the same, failing, or somebody else's. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/17-storage/answers.ts";
import type { Any, Disk, Merge } from "../../../exercises/17-storage/given.ts";
import { bloom } from "../bloom.ts";
import { entry } from "../entry.ts";
import { manifest } from "../manifest.ts";
import { merge } from "../merge.ts";
import { replace } from "../replace.ts";
import { roots } from "../roots.ts";
import { disguised } from "./disguised.ts";

/** Some of what the disk does may fail, and nobody hears of it. */
const deaf = (disk: Disk, names: readonly (keyof Disk)[], isSo: (name: string) => boolean) =>
  disguised(disk, (own) =>
    Object.fromEntries(names.map((name) => [name, (...given: Any[]) => {
      try {
        return (own[name] as Any).apply(own, given);
      } catch (error) {
        if (!isSo(given[0])) throw error;
      }
    }])));

const everyName = () => true;

const areAlike = (a: Uint8Array | undefined, b: Uint8Array) => a?.toHex() === b.toHex();

export const overlookedMutants: Mutants<Answers> = {
  entry: {
    "reused: all entries are written into the same bytes": (() => {
      let own = new Uint8Array();
      return {
        write(body, position, durable) {
          const bytes = entry.write(body, position, durable);
          if (own.length < bytes.length) own = new Uint8Array(2 * bytes.length);
          own.set(bytes);
          return own.subarray(0, bytes.length);
        },
      };
    })(),
  },
  replace: {
    "empty: a file of no bytes is none": {
      open(disk, name) {
        const found = replace.open(disk, name);
        return found?.length === 0 ? undefined : found;
      },
    },
    "same: what stands there already is not written again": {
      replace(disk, name, bytes) {
        if (!areAlike(replace.open(disk, name), bytes)) replace.replace(disk, name, bytes);
      },
    },
    "tmp: its new file has the name of somebody else's": {
      replace(disk, name, bytes) {
        const unfinished = "tmp";
        if (disk.names().includes(unfinished)) disk.remove(unfinished);
        disk.append(unfinished, bytes);
        disk.sync(unfinished);
        disk.rename(unfinished, name);
        disk.syncFolder();
      },
    },
  },
  bloom: {
    "no-empty: the empty key is none": {
      has: (filter, key) => key.length > 0 && bloom.has(filter, key),
    },
  },
  merge: {
    "false: a value that is taken for false ends a row": ((runs, compare) =>
      merge(
        runs.map(function* (run) {
          for (const each of run) {
            if (!each) return;
            yield each;
          }
        }),
        compare,
      )) as Merge,
    "copies: entries are copied": (function* (runs, compare) {
      for (const each of merge(runs, compare)) {
        yield typeof each === "object" ? { ...each } : each;
      }
    }) as Merge,
    "takes: the list of rows is used up": (function* (runs, compare) {
      yield* merge((runs as Any[]).splice(0), compare);
    }) as Merge,
  },
  manifest: {
    "half-level: a level need be no whole number": {
      apply(levels, edit) {
        const added = edit.added.filter(({ level }) => Number.isInteger(level) || level < 0);
        return manifest.apply(levels, { ...edit, added });
      },
    },
    "writes-fail: a write that fails is overlooked": {
      install: (disk, what) => manifest.install(deaf(disk, ["append"], everyName), what),
    },
    "manifest-fails: a write to the manifest that fails is overlooked": {
      install: (disk, what) =>
        manifest.install(deaf(disk, ["append"], (name) => name === "manifest"), what),
    },
    "removals-fail: a removal that fails is overlooked": {
      install: (disk, what) => manifest.install(deaf(disk, ["remove"], everyName), what),
    },
  },
  roots: {
    "writes-fail: a write that fails is overlooked": {
      commit: (disk, commit) => roots.commit(deaf(disk, ["writeAt"], everyName), commit),
    },
  },
};
