/** Bugs of filters and of merging. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/17-storage/answers.ts";
import { type Any, hashes, type Merge } from "../../../exercises/17-storage/given.ts";
import { bloom } from "../bloom.ts";
import { merge } from "../merge.ts";

const sorted: Merge = function* (runs, compare) {
  yield* runs.flatMap((run) => [...run]).sort(compare);
};

export const filterMutants: Mutants<Answers> = {
  bloom: {
    "one-rate: the rate is always one in a hundred": { size: (keys) => bloom.size(keys, 0.01) },
    "one-size: the keys are always a thousand": { size: (_keys, rate) => bloom.size(1000, rate) },
    "large: twice the bits": {
      size(keys, rate) {
        const { bits, probes } = bloom.size(keys, rate);
        return { bits: 2 * bits, probes };
      },
    },
    "one-probe: a key sets one bit": {
      size: (keys, rate) => ({ ...bloom.size(keys, rate), probes: 1 }),
    },
    "log-two: the wrong logarithm": {
      size(keys, rate) {
        const bits = Math.ceil(-keys * Math.log2(rate) / Math.LN2 ** 2);
        return { bits, probes: Math.max(1, Math.round(Math.LN2 * bits / keys)) };
      },
    },
    "same-place: all probes go to one place": {
      add(filter, key) {
        const bit = hashes(key)[0] % filter.bits;
        filter.set[bit >> 3] |= 1 << (bit & 7);
      },
      has(filter, key) {
        const bit = hashes(key)[0] % filter.bits;
        return (filter.set[bit >> 3] >> (bit & 7) & 1) === 1;
      },
    },
    "bytes: a whole byte is set for a bit": {
      add(filter, key) {
        bloom.add(filter, key);
        filter.set[(hashes(key)[0] % filter.bits) >> 3] = 255;
      },
    },
    "sixteen: places have sixteen bits": {
      size(keys, rate) {
        const { bits, probes } = bloom.size(keys, rate);
        return { bits: bits % 65_536, probes };
      },
    },
    "view: what is read is a part of the bytes": {
      read(bytes) {
        return { ...bloom.read(bytes), set: bytes.subarray(8) };
      },
    },
    "forgets: how many probes there are is not written": {
      read(bytes) {
        return { ...bloom.read(bytes), probes: 3 };
      },
    },
    "shared: all filters have one memory": (() => {
      const all = new Map<number, unknown>();
      return {
        make(size) {
          if (!all.has(size.bits)) all.set(size.bits, bloom.make(size));
          return all.get(size.bits) as Any;
        },
      };
    })(),
    "first: only the first probe is asked for": {
      has: (filter, key) => bloom.has({ ...filter, probes: 1 }, key),
    },
  },
  merge: {
    "eager: everything is read at once": sorted,
    "at-once: the first of each row is read when the merge is made": ((runs, compare) => {
      const started = runs.map((run) => [...run]);
      return merge(started, compare);
    }) as Merge,
    "unique: of entries that are alike one is given": (function* (runs, compare) {
      let last: Any;
      for (const each of merge(runs, compare)) {
        if (last === undefined || compare(last, each) !== 0) yield each;
        last = each;
      }
    }) as Merge,
    "last-first: of entries that are alike the last row comes first":
      ((runs, compare) => merge([...runs].reverse(), compare)) as Merge,
    "two: only two rows are merged": ((runs, compare) => merge(runs.slice(0, 2), compare)) as Merge,
    "shortest: it ends when a row ends": (function* (runs, compare) {
      let isOver = false;
      const ending = runs.map(function* (run) {
        yield* run;
        isOver = true;
      });
      for (const each of merge(ending, compare)) {
        if (isOver) return;
        yield each;
      }
    }) as Merge,
    "linear: all rows are looked at for each entry": (function* (runs, compare) {
      const heads = runs.map((run) => run[Symbol.iterator]()),
        next = heads.map((head) => head.next());
      try {
        while (next.some(({ done }) => !done)) {
          let best = next.findIndex(({ done }) => !done);
          for (const [at, each] of next.entries()) {
            if (!each.done && at > best && compare(each.value, next[best]!.value) < 0) best = at;
          }
          yield next[best]!.value;
          next[best] = heads[best]!.next();
        }
      } finally {
        for (const head of heads) head.return?.();
      }
    }) as Merge,
    "open: rows are not given up": ((runs, compare) =>
      merge(
        runs.map((run) => ({
          [Symbol.iterator]: () => ({ next: ((it) => () => it.next())(run[Symbol.iterator]()) }),
        })),
        compare,
      )) as Merge,
    "ahead: two entries are read ahead": ((runs, compare) =>
      merge(
        runs.map(function* (run) {
          const it = run[Symbol.iterator]();
          try {
            let [a, b] = [it.next(), it.next()];
            while (!a.done) {
              yield a.value;
              [a, b] = [b, it.next()];
            }
          } finally {
            it.return?.();
          }
        }),
        compare,
      )) as Merge,
  },
};
