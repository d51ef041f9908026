/** What placements promise where there is little, or nothing, or something wrong. @module */

import { type Hashing, hashing } from "../../../placement/hash/hashing.ts";
import type { Key } from "../../../placement/hash/hashing.ts";
import type { Member, Placement } from "../../../placement/placement.ts";
import type { Guarantee } from "../guarantee.ts";
import { dependsOnMore } from "./changes.ts";
import { difference, KEYS, made, MEMBERS, type PlacementKind } from "./subject.ts";

/** Nothing but names of members. */
export const somewhere: Guarantee<PlacementKind> = {
  name: "every key goes to a node, of one or of many, and so do its bytes",
  breach(kind) {
    for (const members of [MEMBERS, MEMBERS.slice(0, 2), MEMBERS.slice(0, 1)]) {
      const placement = made(kind, members), ids = members.map(({ id }) => id);
      const bytes = [new Uint8Array(), Uint8Array.of(0), Uint8Array.of(255, 255)];
      for (const key of ["", ...bytes, ...KEYS]) {
        const id = placement.place(key);
        if (!ids.includes(id)) return `"${key}" goes to ${id}, of ${ids}`;
        if (typeof key !== "string") continue;
        const other = placement.place(new TextEncoder().encode(key));
        if (other !== id) return `"${key}" goes to ${id}, its bytes to ${other}`;
      }
    }
    return undefined;
  },
};

/** The same steps, the same placement; and what is changed is another. */
export const steady: Guarantee<PlacementKind> = {
  name: "a key stays where it is, whatever is made of its placement",
  breach(kind) {
    const placement = made(kind, MEMBERS), again = made(kind, MEMBERS);
    const first = new Map(KEYS.map((key) => [key, placement.place(key)]));
    placement.remove("a").add({ id: "k" });
    if (kind.weights) placement.weigh("b", 3);
    const moved = KEYS.find((key) => placement.place(key) !== first.get(key));
    if (moved !== undefined) return `"${moved}" has moved`;
    return difference(placement, again);
  },
};

const LAST = 2 ** 32 - 1;

/** Keys that say their hash: `at 5`. */
function saying(inner: Hashing): Hashing {
  return {
    ...inner,
    key: (key) =>
      typeof key === "string" && key.startsWith("at ")
        ? { high: Number(key.slice(3)), low: 0 }
        : inner.key(key),
  };
}

/** The least hashes and the greatest, and those of the nodes' points and beside them. */
export const edges: Guarantee<PlacementKind> = {
  name: "keys with the least and the greatest hash, or a point's, go where the set says",
  breach(kind) {
    const hashes = saying(hashing());
    const points = MEMBERS.flatMap(({ id }) => [0, 1, 2].map((i) => hashes.point(id, i).high));
    const places = points.flatMap((
      point,
    ) => [Math.max(0, point - 1), point, Math.min(LAST, point + 1)]);
    const keys = [0, 1, LAST - 1, LAST, ...places].map((place) => `at ${place}`);
    const placement = kind.of(MEMBERS, hashes, keys), ids = MEMBERS.map(({ id }) => id);
    const lost = keys.find((key) => !ids.includes(placement.place(key)));
    if (lost !== undefined) return `"${lost}" goes to no node`;
    return kind.lacks?.["nothing depends on the order in which nodes came"] === undefined
      ? dependsOnMore(kind, hashes, keys)
      : undefined;
  },
};

/** Whatever cannot be done is said in words. */
export const refusals: Guarantee<PlacementKind> = {
  name: "what cannot be done is refused, with the reason",
  breach(kind) {
    const some = made(kind, MEMBERS), none = made(kind, MEMBERS.slice(0, 1)).remove("d");
    const wrong: Readonly<Record<string, () => unknown>> = {
      "a key without a node": () => none.place("key"),
      "a copy without a node": () => none.replicas("key", 1),
      "more copies than nodes": () => some.replicas("key", MEMBERS.length + 1),
      "half a copy": () => some.replicas("key", 0.5),
      "a key that is an object": () => some.place({ host: "a" } as unknown as Key),
      "a node that is there": () => some.add({ id: "a" }),
      "a node named twice": () => made(kind, [{ id: "a" }, { id: "a" }]),
      "a node without a name": () => some.add({ id: "" }),
      "a node whose name is an object": () => some.add({ id: {} } as unknown as Member),
      "no such node to remove": () => some.remove("nobody"),
      "no such node to weigh": () => some.weigh("nobody", 2),
      "a weight of 0": () => some.add({ id: "k", weight: 0 }),
      "a weight that is none": () => some.weigh("a", NaN),
      ...(kind.weights ? {} : { "a weight": () => some.weigh("a", 2) }),
    };
    for (const [what, act] of Object.entries(wrong)) {
      const said = saidOf(act);
      if (!/^Cannot .+ because .+: given .+$/.test(said)) {
        const lacks = /given ?$/.test(said) ? ", and does not show what was given" : "";
        return `${what}: it says "${said}"${lacks}`;
      }
    }
    return works(none.add({ id: "a" }));
  },
};

function works(placement: Placement): string | undefined {
  const id = placement.place("key");
  return id === "a" ? undefined : `with one node again, a key goes to ${id}`;
}

function saidOf(act: () => unknown): string {
  try {
    act();
    return "it is not refused";
  } catch (error) {
    return error instanceof Error ? error.message : `${error}`;
  }
}
