/** Bugs of two roots. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/17-storage/answers.ts";
import { roots } from "../roots.ts";
import { disguised, nothing } from "./disguised.ts";

export const rootMutants: Mutants<Answers> = {
  roots: {
    "first: the root on page 0 counts if it is good": {
      choose: ([first, second]) => first !== undefined ? 0 : second !== undefined ? 1 : undefined,
    },
    "both: nothing counts unless both are good": {
      choose: (pair) => pair.includes(undefined) ? undefined : roots.choose(pair),
    },
    "text: numbers are compared as texts": {
      choose: ([a, b]) =>
        a && b ? (`${a.transaction}` > `${b.transaction}` ? 0 : 1) : roots.choose([a, b]),
    },
    "older: the older of both counts": {
      choose: (pair) => {
        const right = roots.choose(pair);
        return pair.includes(undefined) || right === undefined ? right : (1 - right) as 0 | 1;
      },
    },
    "once: pages and root are synced together": {
      commit(disk, commit) {
        roots.commit(disguised(disk, () => ({ sync: nothing })), commit);
        disk.sync(commit.file);
      },
    },
    "unsynced-root: the root is not synced": {
      commit(disk, commit) {
        let syncs = 0;
        roots.commit(
          disguised(
            disk,
            (own) => ({ sync: (name) => syncs++ === 0 ? own.sync(name) : undefined }),
          ),
          commit,
        );
      },
    },
    "one-page: every root is written to page 0": {
      commit(disk, commit) {
        const { root, pageBytes } = commit;
        roots.commit(
          disguised(disk, (own) => ({
            writeAt: (name, offset, bytes) =>
              own.writeAt(name, offset === root.transaction % 2 * pageBytes ? 0 : offset, bytes),
          })),
          commit,
        );
      },
    },
    "last-page: only the last page is written": {
      commit(disk, commit) {
        const last = [...commit.pages].slice(-1);
        roots.commit(disk, {
          ...commit,
          pages: new Map([...commit.pages].slice(0, -2).concat(last)),
        });
      },
    },
    "each: a sync for each page": {
      commit(disk, commit) {
        roots.commit(
          disguised(disk, (own) => ({
            writeAt(name, offset, bytes) {
              own.writeAt(name, offset, bytes);
              own.sync(name);
            },
          })),
          commit,
        );
      },
    },
    "no-readers: readers are not asked for": {
      reusable: (freed, _readers, durable) => roots.reusable(freed, [], durable),
    },
    "newest-reader: the newest reader decides": {
      reusable: (freed, readers, durable) =>
        roots.reusable(freed, readers.length === 0 ? [] : [Math.max(...readers)], durable),
    },
    "not-durable: what is not durable is taken for it": {
      reusable: (freed, readers) => roots.reusable(freed, readers, Infinity),
    },
    "before: pages that the reader's own transaction freed are kept": {
      reusable: (freed, readers, durable) =>
        roots.reusable(
          freed.map((each) => ({ ...each, transaction: each.transaction + 1 })),
          readers,
          durable,
        ),
    },
    "one-later: pages are given back a transaction too early": {
      reusable: (freed, readers, durable) =>
        roots.reusable(
          freed.map((each) => ({ ...each, transaction: each.transaction - 1 })),
          readers,
          durable,
        ),
    },
    "never: no page is used again": { reusable: () => [] },
  },
};
