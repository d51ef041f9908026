/** Bugs of what goes well only up to some size. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/17-storage/answers.ts";
import {
  type Any,
  hashes,
  type Merge,
  type Recovery,
} from "../../../exercises/17-storage/given.ts";
import { bloom } from "../bloom.ts";
import { entry } from "../entry.ts";
import { group } from "../group.ts";
import { manifest } from "../manifest.ts";
import { picking } from "../picking.ts";
import { recovery } from "../recovery.ts";
import { replace } from "../replace.ts";
import { roots } from "../roots.ts";

/** All heads are looked at for each entry, but for those that are at an end. */
const heads: Merge = function* (runs, compare) {
  const all = runs.map((run) => run[Symbol.iterator]());
  const open = all.map((head) => ({ head, next: head.next() })).filter(({ next }) => !next.done);
  try {
    while (open.length > 0) {
      let best = 0;
      for (let at = 1; at < open.length; at++) {
        if (compare(open[at]!.next.value, open[best]!.next.value) < 0) best = at;
      }
      const { head, next } = open[best]!;
      yield next.value;
      open[best]!.next = head.next();
      if (open[best]!.next.done) open.splice(best, 1);
    }
  } finally {
    for (const head of all) head.return?.();
  }
};

const places = (placesOf: (filter: Any, key: Uint8Array) => number[]) => ({
  add(filter: Any, key: Uint8Array) {
    for (const bit of placesOf(filter, key)) filter.set[bit >> 3] |= 1 << (bit & 7);
  },
  has: (filter: Any, key: Uint8Array) =>
    placesOf(filter, key).every((bit) => (filter.set[bit >> 3] >> (bit & 7) & 1) === 1),
});

export const sizeMutants: Mutants<Answers> = {
  entry: {
    "sixteen: of a position sixteen bits are looked at": {
      read: (file, position) =>
        entry.read(file, position) ?? (position < 65_536 ? undefined : moved(file, position)),
    },
    "mebibyte: bodies of more than a MiB are no good": {
      read(file, position) {
        const found = entry.read(file, position);
        return found !== undefined && found.body.length > 2 ** 20 ? undefined : found;
      },
    },
  },
  recovery: {
    "near: proof is looked for in the next 4,096 bytes": ((file, read) => {
      const found = recovery(file, read);
      if (!("corrupt" in found)) return found;
      return recovery(file.slice(0, found.corrupt + 4096), read);
    }) as Recovery,
    "thousand: a log has a thousand entries at most": ((file, read) => {
      const found = recovery(file, read);
      return "corrupt" in found ? found : { ...found, bodies: found.bodies.slice(0, 1000) };
    }) as Recovery,
    "deep: each entry is read in a call within a call": ((file, read) => {
      const bodies: Uint8Array[] = [];
      const from = (at: number): number => {
        const found = at < file.length ? read(file, at) : undefined;
        if (found === undefined) return at;
        bodies.push(found.body);
        return from(found.end);
      };
      const end = from(0);
      for (let at = end + 1; at < file.length; at++) {
        if ((read(file, at)?.durable ?? 0) > end) return { corrupt: end };
      }
      return { bodies, end };
    }) as Recovery,
  },
  replace: {
    "short: 65,536 bytes are written": {
      replace: (disk, name, bytes) => replace.replace(disk, name, bytes.subarray(0, 65_536)),
    },
  },
  group: {
    "hundred: of a batch a hundred are told": {
      synced(s, io) {
        s.syncing.splice(100);
        group.synced(s, io);
      },
    },
  },
  bloom: {
    "ten: a key sets ten bits at most": places((filter, key) =>
      placesOf({ ...filter, probes: Math.min(filter.probes, 10) }, key)
    ),
    "four-bits: how many probes there are is written in four bits": {
      read(bytes) {
        const filter: Any = bloom.read(bytes);
        return { ...filter, probes: filter.probes & 15 };
      },
    },
    "three-bytes: how many bits there are is written in three bytes": {
      read(bytes) {
        const filter: Any = bloom.read(bytes);
        return { ...filter, bits: (filter.bits & 0xffffff) || 1 };
      },
    },
    "many: of more than 2 ** 24 keys so many count": {
      size: (keys, rate) => bloom.size(Math.min(keys, 2 ** 24), rate),
    },
    "stride: of the second hash eight bits are taken": places(({ bits, probes }, key) => {
      const [first, second] = hashes(key);
      return Array.from({ length: probes }, (_, i) => (first + i * (second % 256)) % bits);
    }),
  },
  merge: {
    "heads: all rows that are not at an end are looked at for each entry": heads,
  },
  manifest: {
    "seven: of a level with more tables the first seven are looked at": {
      apply(levels, edit) {
        try {
          return manifest.apply(levels, edit);
        } catch (error) {
          const [, name = ""] = /must not overlap: given \S+ and (\S+)/.exec(String(error)) ?? [];
          const level = edit.added.find(({ table }) => table.name === name)?.level ?? 0;
          if ((levels[level]?.length ?? 0) < 7) throw error;
          return levels;
        }
      },
    },
  },
  picking: {
    "last-level: there is always a level below": {
      inputs: (levels, level, table, most) =>
        levels[level + 1]!.length < 0
          ? { from: [], to: [], isMove: false }
          : picking.inputs(levels, level, table, most),
    },
  },
  roots: {
    "sixteen: a page has sixteen bytes": {
      commit: (disk, commit) => roots.commit(disk, { ...commit, pageBytes: 16 }),
    },
    "empty: who changes no page commits nothing": {
      commit: (disk, commit) => commit.pages.size > 0 ? roots.commit(disk, commit) : undefined,
    },
  },
};

/** An entry that says that it stands 65,536 bytes before. */
function moved(file: Uint8Array, position: number): ReturnType<typeof entry.read> {
  const before = new Uint8Array(file.length);
  before.set(file.subarray(65_536));
  const found = entry.read(before, position - 65_536);
  return found && { ...found, end: found.end + 65_536 };
}

function placesOf({ bits, probes }: Any, key: Uint8Array): number[] {
  const [first, second] = hashes(key);
  return Array.from({ length: probes }, (_, i) => (first + i * second) % bits);
}
