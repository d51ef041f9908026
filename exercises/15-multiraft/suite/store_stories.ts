/** What happens to stores of ranges, in runs that are short enough to be followed. @module */

import type { Ask } from "hb/model/clients.ts";
import type { NodeId } from "hb/model/protocol.ts";
import type { Fault } from "hb/sim/fault.ts";
import type { Operation } from "../given.ts";

/** A client, the node where it sits, and what it asks. */
type Client = readonly [node: NodeId, ...asks: Ask[]];

/** What is asked, what befalls nodes, and what must come of it. */
export interface Story {
  readonly words: string;
  readonly why: string;
  readonly clients: readonly Client[];
  readonly faults?: readonly Fault[];
  /** What its client may never hear of, as the node where it sits has crashed. */
  readonly mayFail?: readonly number[];
}

const get = (key: string, at: number): Ask => ({
  at,
  input: { type: "get", key } satisfies Operation,
});
const put = (key: string, value: string, at: number): Ask => ({
  at,
  input: { type: "put", key, value } satisfies Operation,
});
const remove = (key: string, at: number): Ask => ({
  at,
  input: { type: "delete", key } satisfies Operation,
});
/** `value` in place of `expected`; null: of nothing. */
const cas = (key: string, expected: string | null, value: string, at: number): Ask => ({
  at,
  input: { type: "cas", key, expected, value } satisfies Operation,
});
const split = (where: string, child: number, at: number): Ask => ({
  at,
  input: { type: "askSplit", at: where, child },
});

/** From these nodes nothing reaches node 4, and what it says reaches them. */
const unheard = (at: number, forMs: number): Fault => ({
  kind: "partition",
  at,
  forMs,
  sides: [[0, 1, 2], [4]],
  oneWay: true,
});

const slow = (at: number, forMs: number, byMs: number): Fault[] =>
  [0, 1, 2].map((from) => ({ kind: "slow", at, forMs, from, to: 4, byMs }));

const letters = [..."abcdefghijkl"];

/** Where ranges are split, and into which groups: each time the range that has a leader. */
const places = [..."kigecvtrpn"].map((at, i): [at: string, child: number] => [at, 7 * i]);

/** The stories, of simple mistakes first. */
export const stories: readonly Story[] = [
  // Halves, and halves of these.
  {
    words: "two ranges are split while their keys are written and read",
    why: "a split's halves have all keys, what they hold, and one place each; a split that would " +
      "leave one of them empty is refused (section 15.4)",
    clients: [
      [
        0,
        put("b", "1", 1500),
        put("f", "2", 1550),
        put("k", "3", 1600),
        get("k", 2500),
        get("b", 2600),
      ],
      [1, split("f", 10, 1700), split("k", 11, 1900), split("k", 12, 2100), split("t", 13, 2200)],
      [4, get("f", 2400), get("k", 2500), put("k", "4", 2700), get("k", 2800), get("x", 2900)],
    ],
  },
  // The log is applied again: the child is there already.
  {
    words:
      "a range is split, its upper half is written to, and all of its nodes crash and come back",
    why: "a log is applied again after a crash; a replica of the child that is there is further " +
      "on (TiKV 529, section 15.4)",
    clients: [
      [4, put("k", "1", 1300), put("k", "2", 1900), get("k", 3200)],
      [1, split("f", 10, 1600)],
    ],
    faults: [0, 1, 2].map((node) => ({ kind: "crash", at: 2300 + node, node, downMs: 100 })),
  },
  // A write is answered, and the answer is lost; meanwhile others write.
  {
    words:
      "nothing that members of group 1 say reaches node 4 for 700 ms, after it has asked for a write",
    why: "what is asked again under its number is not done again (section 15.3)",
    clients: [
      [4, get("b", 1300), put("b", "1", 1550)],
      [0, get("b", 1700), put("b", "2", 1800), get("b", 3000)],
    ],
    faults: [unheard(1500, 700)],
  },
  // The same, and meanwhile the range is split.
  {
    words:
      "nothing that members of group 1 say reaches node 4 for 1,100 ms, after it has asked for " +
      "a write; meanwhile the range is split",
    why: "what a parent has answered its child knows (section 15.3; YugabyteDB 32697)",
    clients: [
      [4, get("k", 1300), cas("k", null, "mine", 1550), get("k", 4200)],
      [0, split("f", 10, 1900)],
    ],
    faults: [unheard(1500, 1100)],
  },
  // Again, with whatever writes.
  {
    words:
      "nothing that members of group 1 say reaches node 4 for 700 ms, after its clients have " +
      "asked for a put, a delete and a cas",
    why: "whatever changes something is not done again when it is asked again under its number, " +
      "however many are under way (section 15.3)",
    clients: [
      [4, put("f", "0", 1300), put("b", "1", 1550)],
      [4, remove("f", 1560)],
      [4, cas("k", null, "1", 1570)],
      [0, get("b", 1700), put("b", "2", 1720), get("b", 3000)],
      [0, get("f", 1700), put("f", "2", 1720), get("f", 3000)],
      [0, get("k", 1700), remove("k", 1720), get("k", 3000)],
    ],
    faults: [unheard(1500, 700)],
  },
  // And with as many at once as nobody has counted on.
  {
    words:
      "nothing that members of group 1 say reaches node 4 for 700 ms, after it has asked for " +
      `${letters.length} writes`,
    why: "what is asked again under its number is not done again, however many are under way " +
      "(section 15.3)",
    clients: [
      [4, get("b", 1300)],
      ...letters.map((key): Client => [4, put(key, "1", 1550)]),
      ...letters.map((key): Client => [0, get(key, 1750), put(key, "2", 1770), get(key, 3000)]),
    ],
    faults: [unheard(1500, 700)],
  },
  // A question that comes when it is over.
  {
    words: "what node 4 says to members of group 1 comes twice, the second time 900 ms later",
    why: "what is over for its gateway is not done, however late it comes (section 15.3)",
    clients: [[4, get("b", 1300), put("b", "1", 1550), put("b", "2", 2000), get("b", 3000)]],
    faults: [0, 1, 2].map((to) => ({
      kind: "late",
      at: 1540,
      forMs: 100,
      from: 4,
      to,
      latencyMs: 900,
    })),
  },
  // Answers to a node as it was before it crashed.
  {
    words: "answers to node 4 are half a second late; it crashes and comes back before they come",
    why:
      "numbers are of one start: what was asked before a crash is nobody's any more (section 15.3)",
    clients: [
      [0, put("k", "1", 1300)],
      [4, get("b", 1350)],
      ...[1, 2, 3].map((): Client => [4, get("b", 1500)]),
      ...[1, 2, 3, 4].map((): Client => [4, get("k", 1950)]),
    ],
    faults: [
      ...slow(1495, 100, 500),
      { kind: "crash", at: 1700, node: 4, downMs: 60 },
      ...slow(1900, 400, 400),
    ],
    mayFail: [2, 3, 4],
  },
  // A gateway starts again, and again.
  {
    words: "node 4 crashes and comes back three times",
    why:
      "numbers are of one start, and no start is like another: what was answered in an earlier one " +
      "is no answer now (section 15.3)",
    clients: [
      [4, ...[1, 2, 3, 4].map((n) => put("b", `${n}`, 1000 + 400 * n))],
      [0, ...[1, 2, 3, 4].map((n) => get("b", 1200 + 400 * n))],
    ],
    faults: [1, 2, 3].map((n) => ({ kind: "crash", at: 1300 + 400 * n, node: 4, downMs: 50 })),
  },
  // Many ranges, with numbers of all kinds; all are there after a crash.
  {
    words:
      `two ranges become ${2 + places.length}, each is written to, and nodes 0 to 2 crash and ` +
      "come back",
    why:
      "a node that starts has all its replicas, whatever their groups are called, each with what " +
      "it has saved (section 15.4)",
    clients: [
      [1, ...places.map(([at, child]) => split(at, child, 1500))],
      [4, ...places.map(([at]) => put(at, "1", 2300)), ...places.map(([at]) => get(at, 3600))],
    ],
    faults: [0, 1, 2].map((node) => ({ kind: "crash", at: 3000 + node, node, downMs: 100 })),
  },
  // One half is known, and the other is not.
  {
    words:
      "members of group 1 do not hear each other for 120 ms, while a key is written and then the " +
      "range is split: both are done at once, and whoever wrote may hear of the lower half only",
    why:
      "where one half of a split is known the other may not be: a gateway asks whoever had the key " +
      "before (sections 15.3, 15.4)",
    clients: [
      [4, get("b", 1300), put("b", "1", 1610), get("k", 2300), get("b", 2400)],
      [3, get("b", 1320), split("f", 10, 1640)],
    ],
    faults: [[0, 1], [0, 2], [1, 2]].map(([one, other]) => ({
      kind: "partition",
      at: 1600,
      forMs: 120,
      sides: [[one!], [other!]],
    })),
    // It may be asked again when it has been done.
    mayFail: [1],
  },
  {
    words:
      "a range is split, its nodes crash and come back with the upper half and with the range as " +
      "it was at first; node 3 asks for keys of both",
    why:
      "where one half of a split is known the other may not be: a gateway asks whoever had the key " +
      "before (sections 15.3, 15.4)",
    clients: [
      [0, put("b", "1", 1300), put("k", "1", 1400), split("f", 10, 1600)],
      [3, get("k", 2110)],
      [3, get("b", 2150)],
    ],
    faults: [0, 1, 2].map((node) => ({ kind: "crash", at: 2000 + node, node, downMs: 90 })),
  },
  // Texts of all kinds.
  {
    words: "keys and values are empty, or not of the alphabet, and the last range is split",
    why:
      "any text is a key, and a value; keys are ordered as JavaScript orders texts, and the last " +
      "range has no end (sections 15.1, 15.4)",
    clients: [
      [1, split("", 11, 1500), split("m", 12, 1550), split("é", 13, 1600)],
      [1, split("\u{1f600}", 14, 1800), split("\uff5e", 15, 1900)],
      [
        4,
        ...["", "B", "z", "é", "\u{1f600}", "\uff5e"].flatMap((key) => [
          put(key, "", 2200),
          get(key, 2200),
          cas(key, "", "1", 2200),
          get(key, 2200),
        ]),
      ],
    ],
  },
  // A leader is cut off, and does not know that another was elected; each is it in one of the runs.
  ...[0, 1, 2].map((node): Story => ({
    words: `node ${node} is cut off from all others for 1,500 ms, and its clients ask`,
    why:
      "who takes itself for a leader may be none: what it says goes through the log first, and what it " +
      "has not committed may be lost (section 15.3)",
    clients: [
      [4, get("b", 1300), put("b", "new", 2300), get("f", 3800)],
      [node, get("b", 1300), get("b", 2700)],
      [node, put("f", "mine", 2600)],
    ],
    faults: [{
      kind: "partition",
      at: 1600,
      forMs: 1500,
      sides: [[node], [0, 1, 2, 3, 4].filter((each) => each !== node)],
    }],
  })),
  // A leader dies for good; each of the three is it in one of the runs.
  ...[0, 1, 2].map((node): Story => ({
    words: `node ${node} dies for good`,
    why: "whom a gateway takes for the leader may be dead: it asks others as well (section 15.3)",
    clients: [
      [4, get("b", 1300), put("b", "1", 2000), get("b", 3000)],
      [3, get("x", 1300), put("x", "1", 2000), get("b", 3200)],
    ],
    faults: [{ kind: "crash", at: 1600, node }],
  })),
];
