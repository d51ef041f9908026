/** Bugs of rings. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/14-placement/answers.ts";
import type { Any, HashOf, Point, Rings } from "../../../exercises/14-placement/given.ts";
import { ring } from "../ring.ts";

/** Other bytes: the hash is asked for what is made of a name and a number. */
const hashing = (bytesOf: (id: string, nth: number) => Uint8Array): Partial<Rings> => {
  const other = (hash: HashOf): HashOf => (bytes) => {
    const view = new DataView(bytes.buffer), length = view.getUint32(0);
    const id = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(4, 4 + length));
    return hash(bytesOf(id, view.getUint32(4 + length)));
  };
  return {
    add: (before, node, hash) => ring.add(before, node, other(hash)),
    weigh: (before, id, weight, hash) => ring.weigh(before, id, weight, other(hash)),
  };
};

const text = (words: string) => new TextEncoder().encode(words);

/** Something else is made of each ring that is made. */
const remade = (change: (after: Any, before: Any) => Any): Partial<Rings> => ({
  add: (before, node, hash) => change(ring.add(before, node, hash), before),
  weigh: (before, id, weight, hash) => change(ring.weigh(before, id, weight, hash), before),
});

const pointsBy = (change: (points: readonly Point[]) => readonly Point[]): Partial<Rings> => ({
  points: (made) => change(ring.points(made)),
});

/** Weights become others, as far as they are weights. */
const weighed = (change: (weight: number, each: number) => number): Partial<Rings> => {
  const add: Rings["add"] = (before, node, hash) => {
    const { weight = 1 } = node, isRight = weight > 0 && weight < Infinity;
    return ring.add(
      before,
      isRight ? { ...node, weight: change(weight, before.each) } : node,
      hash,
    );
  };
  return {
    add,
    weigh: (before, id, weight, hash) => add(ring.remove(before, id), { id, weight }, hash),
  };
};

/** A removal takes the points of others, too. */
const removing = (isGone: (other: string, id: string) => boolean): Partial<Rings> => ({
  remove(before, id) {
    const after = ring.remove(before, id);
    return { ...after, points: after.points.filter((point: Point) => !isGone(point.id, id)) };
  },
});

const byCodePoint = (a: string, b: string) => {
  const [x, y] = [a, b].map((id) => [...id].map((letter) => letter.codePointAt(0)!));
  const at = x!.findIndex((point, i) => point !== y![i]);
  return at < 0 ? x!.length - y!.length : x![at]! - (y![at] ?? -1);
};

export const ringMutants: Mutants<Answers> = {
  ring: {
    "joined: a name and a number are joined as text": hashing((id, nth) => text(`${id}${nth}`)),
    "number-first: a number and a name are joined as text": hashing((id, nth) =>
      text(`${nth}${id}`)
    ),
    "byte: the number of a point is one byte": hashing((id, nth) => {
      const name = text(id);
      return Uint8Array.from([name.length, ...name, nth]);
    }),
    "narrow: of each letter one byte is hashed": hashing((id, nth) =>
      text(`${[...id].map((letter) => letter.charCodeAt(0) & 255).join()} ${nth}`)
    ),
    "short: of a name sixteen letters are hashed": hashing((id, nth) =>
      text(`${id.slice(0, 16)} ${nth}`)
    ),
    "lower: names are hashed in small letters": hashing((id, nth) =>
      text(`${id.toLowerCase()} ${nth}`)
    ),
    "normal: names are put into a normal form": hashing((id, nth) =>
      text(`${id.normalize()} ${nth}`)
    ),
    "two-bytes: the number of a point has two bytes": hashing((id, nth) =>
      text(`${id} ${nth & 0xffff}`)
    ),
    "buffer: of a name 256 letters are hashed": hashing((id, nth) =>
      text(`${id.slice(0, 256)} ${nth}`)
    ),
    "tail: of a name the last 256 letters are hashed": hashing((id, nth) =>
      text(`${id.slice(-256)} ${nth}`)
    ),
    "plane: of each letter two bytes are hashed": hashing((id, nth) =>
      text(`${[...id].map((letter) => letter.codePointAt(0)! & 0xffff).join()} ${nth}`)
    ),
    "trimmed: names are hashed without blanks around them": hashing((id, nth) =>
      text(`${id.trim()} ${nth}`)
    ),
    "same: all points of a node have one hash": hashing((id) => text(id)),
    "overwrites: of points at one position the last one stays": remade((after) => ({
      ...after,
      points: [
        ...new Map((after.points as Point[]).map((point) => [point.position, point])).values(),
      ],
    })),
    "arrival: points at one position are in the order in which they came": remade(
      (after, before) => {
        const old = new Map((before.points as Point[]).map((point, i) => [point, i]));
        const rank = (point: Point) => old.get(point) ?? Infinity;
        return {
          ...after,
          points: (after.points as Point[]).toSorted((a, b) =>
            a.position - b.position || (rank(a) === rank(b) ? 0 : rank(a) - rank(b))
          ),
        };
      },
    ),
    "locale: names are compared as in a dictionary": pointsBy((points) =>
      points.toSorted((a, b) => a.position - b.position || a.id.localeCompare(b.id, "en"))
    ),
    "code-points: names are compared by their code points": pointsBy((points) =>
      points.toSorted((a, b) => a.position - b.position || byCodePoint(a.id, b.id))
    ),
    "as-text: positions are sorted as texts": pointsBy((points) =>
      points.toSorted((a, b) => `${a.position}` < `${b.position}` ? -1 : 1)
    ),
    "signed: positions are sorted with a sign": pointsBy((points) =>
      points.toSorted((a, b) => (a.position | 0) - (b.position | 0))
    ),
    "reversed: of equal positions the greater name comes first": pointsBy((points) =>
      points.toSorted((a, b) => a.position - b.position || (a.id > b.id ? -1 : 1))
    ),
    "floor: a node of small weight has no point": {
      add: (before, node, hash) =>
        (node.weight ?? 1) * before.each < 0.5
          ? { ...before, ids: new Set(before.ids).add(node.id) }
          : ring.add(before, node, hash),
    },
    "even: weights are of no importance": {
      add: (before, { id }, hash) => ring.add(before, { id }, hash),
    },
    "capped: a node has a thousand points at most": weighed((weight, each) =>
      Math.min(weight, 1000 / each)
    ),
    "light: a node weighs a hundred at most": weighed((weight) => Math.min(weight, 100)),
    "two-digits: weights are rounded to two digits": weighed((weight) =>
      Math.max(1e-9, Math.round(weight * 100) / 100)
    ),
    "four-digits: weights are rounded to four digits": weighed((weight) =>
      Math.max(1e-9, Math.round(weight * 1e4) / 1e4)
    ),
    "least-weight: a weight below a thousandth is none": {
      add(before, node, hash) {
        return ring.add(before, (node.weight ?? 1) < 1e-3 ? { ...node, weight: 0 } : node, hash);
      },
    },
    "prefix: a removal takes all whose names begin so": removing((other, id) =>
      other.startsWith(id)
    ),
    "suffix: a removal takes all whose names end so": removing((other, id) => other.endsWith(id)),
    "any-case: a removal takes capital and small letters": removing((other, id) =>
      other.toLowerCase() === id.toLowerCase()
    ),
    "one-form: a removal takes all that have one normal form": removing((other, id) =>
      other.normalize() === id.normalize()
    ),
    "rehash: a change hashes all points": {
      add(before, node, hash) {
        for (const { id } of before.points) hash(text(`again ${id}`));
        return ring.add(before, node, hash);
      },
    },
    "share: a node that comes takes points from the others": remade((after, before) => {
      const most = Math.max(1, Math.round(before.each * 3 / Math.max(3, after.ids.size)));
      const left = new Map<string, number>();
      return {
        ...after,
        points: (after.points as Point[]).filter(({ id }) => {
          left.set(id, (left.get(id) ?? 0) + 1);
          return left.get(id)! <= most || after.ids.size <= 3;
        }),
      };
    }),
    "in-place: the ring itself is changed": {
      add: (before, node, hash) => Object.assign(before, ring.add(before, node, hash)),
    },
    "in-place-removal: a removal changes the ring itself": {
      remove: (before, id) => Object.assign(before, ring.remove(before, id)),
    },
    "both: a removal takes all points at its positions": {
      remove(before, id) {
        const gone = new Set(
          before.points.filter((point: Point) => point.id === id).map((point: Point) =>
            point.position
          ),
        );
        const after = ring.remove(before, id);
        return { ...after, points: after.points.filter(({ position }) => !gone.has(position)) };
      },
    },
    "kept-weight: a weight counts only for who comes": { weigh: (before) => before },
    "only-up: a weight that falls leaves the points": {
      weigh(before, id, weight, hash) {
        const after = ring.weigh(before, id, weight, hash);
        return after.points.length < before.points.length ? before : after;
      },
    },
    "twice: a node that is there is added again": {
      add: (before, node, hash) =>
        ring.add(before.ids.has(node.id) ? ring.remove(before, node.id) : before, node, hash),
    },
    "silent: to remove who is not there does nothing": {
      remove: (before, id) => before.ids.has(id) ? ring.remove(before, id) : before,
    },
    "appears: who is not there is added by a weight": {
      weigh: (before, id, weight, hash) =>
        before.ids.has(id)
          ? ring.weigh(before, id, weight, hash)
          : ring.add(before, { id, weight }, hash),
    },
    "weightless: weight 0 is taken for 1": {
      add: (before, node, hash) => ring.add(before, { ...node, weight: node.weight || 1 }, hash),
    },
  },
};
