/** Nodes and keys as they may be, which the suite of section 14.7 does not have. @module */

import { type Grading, shown } from "hb/grade/part.ts";
import { type Hashing, hashing } from "hb/placement/hash/hashing.ts";
import type { Key, Member, Placement, Placing } from "../given.ts";
import { few, unlike } from "./saying.ts";

/** What is looked at: nodes, what is asked of their placement, what must come, and why. */
export interface Look {
  readonly members: readonly Member[];
  readonly asks: string;
  readonly must: string;
  readonly why: string;
  /** What comes that must not; nothing if all is well. */
  wrong(placement: Placement): string | undefined;
}

/** Requires that all that is looked at is as it must be. */
export function judgeLooks(placing: Placing, looks: Iterable<Look>, grading: Grading): void {
  for (const { members, asks, must, why, wrong } of looks) {
    const asked = `${inWords(members)}; ${asks}`;
    const came = grading.asked(
      () => wrong(placing.make(shown(members), hashing())),
      () => `asked: ${asked}\n  came`,
    );
    if (came !== undefined) unlike({ asked, came, must, why });
  }
}

/** A name as it is told: a long one in short, and what is not ASCII by its numbers. */
export function named(id: string): string {
  if (id.length > 60) return `"${id.slice(0, 8)}…${id.slice(-8)}" of ${id.length} letters`;
  return JSON.stringify(id).replace(
    /[^ -~]/gu,
    (letter) => `\\u{${letter.codePointAt(0)!.toString(16)}}`,
  );
}

function memberInWords({ id, weight, zone }: Member): string {
  const weighs = weight === undefined ? "" : ` of weight ${weight}`;
  return `${named(id)}${weighs}${zone === undefined ? "" : ` in zone "${zone}"`}`;
}

function inWords(members: readonly Member[]): string {
  return members.length === 1
    ? `the node ${memberInWords(members[0]!)}`
    : `nodes ${few(members.map(memberInWords))}`;
}

const KEYS: readonly string[] = Array.from({ length: 300 }, (_, i) => `key ${i}`);

/** Names that only some orders tell apart, or that begin others. They are not sorted. */
const NAMES = ["a", "B", "a1", "A", "10", "9", "\uff5a", "\u{1f600}", "é", "e\u0301"];

export function* looks(): Generator<Look> {
  yield* listings();
  yield* zonings();
  yield* weights();
  yield* keys();
  yield* removals();
}

/** `members` after each change. */
function* listings(): Generator<Look> {
  const listed = (members: readonly Member[]) =>
    members.map(({ id, weight = 1, zone }) => memberInWords({ id, weight, ...(zone && { zone }) }))
      .join(", ");
  const changes: readonly (readonly [string, (of: Placement) => Placement, Member[]])[] = [
    ["its members", (it) => it, [{ id: "a", zone: "x" }, { id: "b", weight: 2 }]],
    ["node c comes; its members", (it) => it.add({ id: "c", zone: "y" }), [
      { id: "a", zone: "x" },
      { id: "b", weight: 2 },
      { id: "c", zone: "y" },
    ]],
    ["a is weighed 3; its members", (it) => it.weigh("a", 3), [
      { id: "a", weight: 3, zone: "x" },
      { id: "b", weight: 2 },
    ]],
    ["b goes; its members", (it) => it.remove("b"), [{ id: "a", zone: "x" }]],
    ["b goes, and comes back; its members", (it) => it.remove("b").add({ id: "b" }), [
      { id: "a", zone: "x" },
      { id: "b" },
    ]],
  ];
  const rest = {
    why: "a placement's nodes are told by their names, as they are now (section 14.2)",
  };
  for (const [asks, change, after] of changes) {
    const must = listed(after);
    yield {
      ...rest,
      members: [{ id: "b", weight: 2 }, { id: "a", zone: "x" }],
      asks,
      must,
      wrong(placement) {
        const came = listed(change(placement).members);
        return came === must ? undefined : came;
      },
    };
  }
  const must = NAMES.toSorted().map(named).join(", ");
  yield {
    ...rest,
    members: NAMES.map((id) => ({ id })),
    asks: "its members",
    must,
    wrong({ members }) {
      const came = members.map(({ id }) => named(id)).join(", ");
      return came === must ? undefined : came;
    },
  };
}

/** Zones, and none, whatever they are called. */
function* zonings(): Generator<Look> {
  const zonesOf = [
    [undefined, undefined, "z", "z"],
    [undefined, "a", "z", "z"],
    ["b", undefined, "z", "z"],
    [undefined, "", "z", "z"],
    ["", "", undefined, undefined],
    [undefined, "undefined", "z", "z"],
    [undefined, "node a", "zone a", "zone a"],
  ];
  for (const zones of zonesOf) {
    const members = ["a", "b", "c", "d"].map((id, i) => {
      const zone = zones[i];
      return zone === undefined ? { id } : { id, zone };
    });
    const zoneOf = (id: string) => {
      const zone = members.find((each) => each.id === id)?.zone;
      return zone === undefined ? { alone: id } : { zone };
    };
    yield {
      members,
      asks: "three copies of a key",
      must: "they are on three nodes, in three zones",
      why: "what is in one zone fails as one, and a node without a zone fails alone (section 14.1)",
      wrong(placement) {
        for (const key of KEYS) {
          const ids = placement.replicas(key, 3);
          const found = new Set(ids.map((id) => JSON.stringify(zoneOf(id)))).size;
          if (found < 3) return `"${key}": ${ids.join(", ")}`;
        }
        return undefined;
      },
    };
  }
}

/** Weights that are very small, and great. */
function* weights(): Generator<Look> {
  yield {
    members: [{ id: "a", weight: 0.001 }],
    asks: 'where is "key"?',
    must: "a",
    why: "a node that is there can have keys, however little it weighs (section 14.2)",
    wrong(placement) {
      const came = placement.place("key");
      return came === "a" ? undefined : `${came}`;
    },
  };
  yield {
    members: [{ id: "a", weight: 0.001 }, { id: "b" }],
    asks: 'two copies of "key"',
    must: "a and b, in either order",
    why: "a node that is there can have copies, however little it weighs (section 14.2)",
    wrong(placement) {
      const came = placement.replicas("key", 2);
      return came.toSorted().join() === "a,b" ? undefined : `${came}`;
    },
  };
  yield {
    members: [{ id: "a", weight: 60 }, { id: "b", weight: 20 }],
    asks: "how many of 2000 keys are at b?",
    must: "400 to 600",
    // A quarter is 500, with a standard deviation of 19 for keys and 13 for points.
    why: "shares are in proportion to weights, however great those are (section 14.2)",
    wrong(placement) {
      const all = Array.from({ length: 2000 }, (_, i) => placement.place(`key ${i}`));
      const count = all.filter((id) => id === "b").length;
      return count >= 400 && count <= 600 ? undefined : `${count}`;
    },
  };
}

/** Keys that are bytes, in arrays that have more, or are used again. */
function* keys(): Generator<Look> {
  const members = "abcdefgh".split("").map((id) => ({ id }));
  yield {
    members,
    asks: "where is a key whose bytes are part of a longer array?",
    must: "where its text is",
    why:
      "a key is bytes, or a text, which is its UTF-8; what else is in their buffer is no part of it",
    wrong(placement) {
      for (const key of KEYS) {
        const bytes = new TextEncoder().encode(`##${key}##`).subarray(2, -2);
        const [came, must] = [placement.place(bytes), placement.place(key)];
        if (came !== must) return `the bytes of "${key}" are at ${came}, and it is at ${must}`;
        const [one, other] = [placement.replicas(bytes, 2), placement.replicas(key, 2)];
        if (`${one}` !== `${other}`) return `copies of the bytes are at ${one}, and not ${other}`;
      }
      return undefined;
    },
  };
  yield {
    members,
    asks: "where are keys whose bytes are written into one array, one after the other?",
    must: "where their texts are",
    why: "a key is its bytes as they are now",
    wrong(placement) {
      const bytes = new Uint8Array(1);
      for (const key of "abcdefghijklmnopqrstuvwxyz") {
        new TextEncoder().encodeInto(key, bytes);
        const [came, must] = [placement.place(bytes), placement.place(key)];
        if (came !== must) return `the bytes of "${key}" are at ${came}, and it is at ${must}`;
      }
      return undefined;
    },
  };
}

/** Who goes, or is weighed, is one of them only. */
function* removals(): Generator<Look> {
  const members = NAMES.map((id) => ({ id }));
  const changes: readonly (readonly [string, (of: Placement, id: string) => Placement])[] = [
    ["goes", (placement, id) => placement.remove(id)],
    ["is weighed 0.5", (placement, id) => placement.weigh(id, 0.5)],
  ];
  for (const [words, change] of changes) {
    for (const changed of ["a", "e\u0301"]) {
      yield {
        members,
        asks: `${named(changed)} ${words}, and which keys move?`,
        must: `only keys of ${named(changed)}`,
        why:
          "a move between nodes that were there before and are there after is needless (section 14.2)",
        wrong(placement) {
          const after = change(placement, changed);
          for (const key of KEYS) {
            const [from, to] = [placement.place(key), after.place(key)];
            if (from !== to && from !== changed) {
              return `"${key}" moves from ${named(from)} to ${named(`${to}`)}`;
            }
          }
          return undefined;
        },
      };
    }
  }
}

/** What must be refused besides what the suite has. */
export function judgeRefusals(placing: Placing, grading: Grading): void {
  const own: Hashing = hashing(), make = (...members: Member[]) => placing.make(members, own);
  const some = grading.asked(
    () => make({ id: "a" }, { id: "b", weight: 2 }),
    () => "asked: nodes a and b\n  came",
  );
  const calls: (readonly [string, () => unknown])[] = [];
  for (const key of [42, undefined, null, true, ["a"], { length: 1 }]) {
    const words = key === undefined ? "undefined" : JSON.stringify(key);
    calls.push([`where is the key ${words}?`, () => some.place(key as unknown as Key)]);
    calls.push([`a copy of the key ${words}`, () => some.replicas(key as unknown as Key, 1)]);
  }
  for (const count of [-1, 0.5, NaN, Infinity, 3]) {
    calls.push([`${count} copies of a key`, () => some.replicas("key", count)]);
  }
  for (const id of [42, undefined, null, ""]) {
    const member = { id } as unknown as Member, words = id === "" ? '""' : `${id}`;
    calls.push([`a placement of a node named ${words}`, () => make(member)]);
    calls.push([`a node named ${words} comes`, () => some.add(member)]);
  }
  for (const weight of [0, -1, NaN, Infinity]) {
    calls.push([`a placement of a node of weight ${weight}`, () => make({ id: "c", weight })]);
    calls.push([`a node of weight ${weight} comes`, () => some.add({ id: "c", weight })]);
    calls.push([`a is weighed ${weight}`, () => some.weigh("a", weight)]);
  }
  for (const id of ["c", "", "A", "toString"]) {
    calls.push([`"${id}" goes, which is not there`, () => some.remove(id)]);
    calls.push([`"${id}" is weighed, which is not there`, () => some.weigh(id, 2)]);
  }
  for (const [asks, call] of calls) {
    const came = grading.asked(() => saidOf(call), () => `asked: nodes a and b; ${asks}\n  came`);
    if (/^Cannot .+ because .+: given .+$/.test(came)) continue;
    unlike({
      asked: `nodes a and b; ${asks}`,
      came,
      must: "an error that says: Cannot … because …: given …, with something behind each of them",
      why: "what cannot be done is refused, and told (section 14.2)",
    });
  }
}

function saidOf(call: () => unknown): string {
  try {
    call();
    return "it is not refused";
  } catch (error) {
    return error instanceof Error ? error.message : `${error}`;
  }
}
