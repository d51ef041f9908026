/** Bugs of jumps. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/14-placement/answers.ts";
import type { Jumps } from "../../../exercises/14-placement/given.ts";
import { jump } from "../jump.ts";

/** Jumps by another rule, from one bucket to the next. */
const jumping = (
  next: (bucket: number, number: number, buckets: number) => number,
  isOver: (next: number, buckets: number) => boolean = (next, buckets) => next >= buckets,
): Partial<Jumps> => {
  const bucket: Jumps["bucket"] = (draw, buckets) => {
    if (!Number.isSafeInteger(buckets) || buckets < 1) return jump.bucket(draw, buckets);
    let at = 0;
    for (let to = next(at, draw(), buckets); !isOver(to, buckets); to = next(at, draw(), buckets)) {
      // A rule that stays would stay for ever.
      if (to <= at) return at;
      at = to;
    }
    return at;
  };
  return { bucket };
};

const placing = (place: Jumps["place"]): Partial<Jumps> => ({
  place: (ids, draw) => ids.length === 0 ? jump.place(ids, draw) : place(ids, draw),
});

export const jumpMutants: Mutants<Answers> = {
  jump: {
    "modulo: the first number by the buckets": {
      bucket: (draw, buckets) =>
        buckets >= 1 && Number.isInteger(buckets)
          ? Math.floor((1 - draw()) * buckets)
          : jump.bucket(draw, buckets),
    },
    "from-b: it jumps from b and not from b + 1": jumping((b, r) => Math.floor(Math.max(1, b) / r)),
    "up: a jump is rounded up": jumping((b, r) => Math.ceil((b + 1) / r)),
    "nearest: a jump is rounded": jumping((b, r) => Math.round((b + 1) / r)),
    "bits: whole parts have 32 bits": jumping((b, r) => (b + 1) / r | 0),
    "unsigned: whole parts have 32 bits without a sign": jumping((b, r) => (b + 1) / r >>> 0),
    "single: numbers are kept in single precision": jumping((b, r) =>
      Math.floor((b + 1) / Math.fround(r))
    ),
    "one-more: the bucket behind the last one is one, too": jumping(
      (b, r) => Math.floor((b + 1) / r),
      (next, buckets) => next > buckets,
    ),
    "one-less: the last bucket is none": jumping(
      (b, r) => Math.floor((b + 1) / r),
      (next, buckets) => next >= buckets - 1,
    ),
    "far: a key that would jump too far goes to the last bucket": {
      bucket(draw, buckets) {
        const bucket = jump.bucket(draw, buckets);
        return bucket === 0 ? 0 : buckets - 1;
      },
    },
    "tired: it jumps ten times at most": {
      bucket(draw, buckets) {
        let left = 10;
        return jump.bucket(() => left-- > 0 ? draw() : 1e-300, buckets);
      },
    },
    "slow: a number is drawn for each bucket": {
      bucket(draw, buckets) {
        jump.bucket(() => 1e-300, buckets);
        const numbers = Array.from({ length: Math.min(buckets, 1000) }, draw);
        return jump.bucket(() => numbers.shift() ?? draw(), buckets);
      },
    },
    "again: a jump is drawn again if it is too far": {
      bucket(draw, buckets) {
        jump.bucket(draw, buckets);
        let bucket = 0;
        for (let next = 0; next < buckets; next = Math.floor((bucket + 1) / draw())) bucket = next;
        return bucket;
      },
    },
    "none: without a bucket it is bucket 0": {
      bucket: (draw, buckets) => buckets === 0 ? 0 : jump.bucket(draw, buckets),
    },
    "half: buckets are rounded": {
      bucket: (draw, buckets) => jump.bucket(draw, Math.round(buckets) || buckets),
    },
    "arrival: nodes are numbered as they are listed": placing((ids, draw) =>
      ids[jump.bucket(draw, ids.length)]!
    ),
    "locale: names are sorted as in a dictionary": placing((ids, draw) =>
      ids.toSorted((a, b) => a.localeCompare(b, "en"))[jump.bucket(draw, ids.length)]!
    ),
    "numeric: numbers in names are sorted as numbers": placing((ids, draw) =>
      ids.toSorted((a, b) =>
        a.localeCompare(b, "en", { numeric: true })
      )[jump.bucket(draw, ids.length)]!
    ),
    "code-points: names are sorted by their code points": placing((ids, draw) =>
      ids.toSorted((a, b) => a.codePointAt(0)! - b.codePointAt(0)! || (a < b ? -1 : 1))[
        jump.bucket(draw, ids.length)
      ]!
    ),
    "capitals: names are sorted in small letters": placing((ids, draw) => {
      const small = (id: string) => id.toLowerCase();
      const sorted = ids.toSorted((a, b) => small(a) < small(b) ? -1 : small(a) > small(b) ? 1 : 0);
      return sorted[jump.bucket(draw, ids.length)]!;
    }),
    "few-nodes: only 256 nodes are looked at": placing((ids, draw) =>
      ids.toSorted()[jump.bucket(draw, Math.min(256, ids.length))]!
    ),
    "byte: the number of a node is one byte": placing((ids, draw) =>
      ids.toSorted()[jump.bucket(draw, ids.length) & 255]!
    ),
    "thousand: it jumps a thousand times at most": {
      bucket(draw, buckets) {
        let left = 1000;
        return jump.bucket(() => left-- > 0 ? draw() : 1e-300, buckets);
      },
    },
    "sorts: the list itself is sorted": placing((ids, draw) => {
      (ids as string[]).sort();
      return jump.place(ids, draw);
    }),
    "nobody: without a node it is no name": {
      place: (ids, draw) => ids.length === 0 ? "" : jump.place(ids, draw),
    },
  },
};
