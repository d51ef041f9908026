/** What placements promise of shares. @module */

import type { Guarantee } from "../guarantee.ts";
import { keysOf, made, type PlacementKind, sharesOf } from "./subject.ts";

/**
 * Shares of 20 nodes. Their relative variance is that of the shares of hashes, and 1/mean by
 * sampling the keys; as an estimate from 20 shares it is off by √(2/20) of itself, and by five
 * times that once in millions.
 */
export const even: Guarantee<PlacementKind> = {
  name: "keys are spread as evenly as it says",
  breach(kind) {
    const ids = Array.from({ length: 20 }, (_, i) => ({ id: `10.0.0.${i}` }));
    const keys = keysOf(20_000), mean = keys.length / ids.length;
    const shares = [...sharesOf(made(kind, ids, keys), keys).values()];
    const greatest = Math.max(...shares);
    if (greatest > mostOf(kind, mean)) return `a node has ${greatest} keys, where ${mean} are due`;
    const variance = shares.reduce((sum, share) => sum + (share / mean - 1) ** 2, 0) / ids.length;
    const most = (kind.deviation ** 2 + 1 / mean) * (1 + 5 * Math.sqrt(2 / ids.length));
    if (variance <= most) return undefined;
    return `the relative variance of shares is ${variance.toFixed(5)}, above ${most.toFixed(5)}`;
  },
};

function mostOf({ most = Infinity }: PlacementKind, due: number): number {
  return Math.ceil(most * due);
}

/** Each share is its weight's, five standard deviations apart at most. */
export const weighted: Guarantee<PlacementKind> = {
  name: "a node has its weight's share",
  breach(kind) {
    if (!kind.weights) return undefined;
    const weights = [1, 1, 2, 2, 4, 8, 0.5, 1.5];
    const members = weights.map((weight, i) => ({ id: `10.0.0.${i}`, weight }));
    const all = weights.reduce((sum, weight) => sum + weight), keys = keysOf(20_000);
    const shares = sharesOf(made(kind, members, keys), keys);
    for (const { id, weight } of members) {
      const due = keys.length * weight / all, share = shares.get(id)!;
      const most = 5 * Math.sqrt(kind.deviation ** 2 / weight + 1 / due);
      if (Math.abs(share / due - 1) > most || share > mostOf(kind, due)) {
        return `${id} has ${share} keys, not about ${due}`;
      }
    }
    return undefined;
  },
};

/**
 * Of ten nodes each, a, a1, … a9, one is the beginning of all others. Were names and numbers of
 * points joined, points 10 to 99 of a would be points 0 to 9 of the others, and whoever wins those
 * ninety has a tenth more or less.
 */
export const concatenated: Guarantee<PlacementKind> = {
  name: "names that concatenate alike have shares of their own",
  breach(kind) {
    const letters = "abcdefghijklmnopqrstuvwxyz".split("");
    const ids = letters.flatMap((letter) => [
      letter,
      ...Array.from({ length: 9 }, (_, i) => `${letter}${i + 1}`),
    ]);
    const keys = keysOf(60_000),
      shares = sharesOf(made(kind, ids.map((id) => ({ id })), keys), keys);
    const share = letters.reduce((sum, letter) => sum + shares.get(letter)!, 0) / keys.length * 10;
    if (Math.abs(share - 1) <= 0.07) return undefined;
    return `names that begin others have ${share.toFixed(3)} of their share`;
  },
};
