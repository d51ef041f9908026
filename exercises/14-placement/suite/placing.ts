import text from "./placing.md" with { type: "text" };
import { type Grading, task } from "hb/grade/part.ts";
import { placementSuite } from "hb/laboratory/conformance/placement/placement.ts";
import type { PlacementKind } from "hb/laboratory/conformance/placement/subject.ts";
import { guaranteeOf } from "hb/laboratory/conformance/guarantee.ts";
import { guaranteeName, type Name } from "hb/placement/bugs/guarantees.ts";
import { type Hashing, hashing } from "hb/placement/hash/hashing.ts";
import type { Answers } from "../answers.ts";
import { type Placing, todo } from "../given.ts";
import { unlike } from "./saying.ts";

export const placing = task<Answers>(text, ({ placing }, grading) => {
  const kind: PlacementKind = {
    name: "yours",
    of: (members, hashing) => placing.make(Object.freeze([...members]), hashing),
    weights: true,
    deviation: DEVIATION,
  };
  // What is not begun is said first.
  grading.asked(
    () => placing.make([{ id: "a" }], hashing()).place("key"),
    () => "asked: where a key is, with one node\n  came",
  );
  judgeNames(placing, grading);
  judgeWeights(placing, grading);
  for (const [{ name, breach: breachOf }, why] of GUARANTEES) {
    grading.busyWith(() => name);
    const breach = breachOf(kind);
    if (breach === undefined) continue;
    const lacking = /^it throws: not done yet: (.*)/.exec(breach);
    if (lacking !== null) todo(lacking[1]!);
    unlike({
      asked: name,
      came: breach,
      must: name === guaranteeName("refusals") ? REFUSAL : "no key of which it is not so",
      why,
    });
  }
});

/**
 * A ring with a hundred points has 0.1. The suite allows five standard deviations, and six of a ring's
 * are less than once in a million, also for the lightest node, whose share has a long tail.
 */
const DEVIATION = 0.12;

/** The promises of the suite of section 14.7, the quickest first, each with why it is kept. */
export const PROMISES: readonly (readonly [name: Name, why: string])[] = [
  [
    "refusals",
    "an error says what cannot be done, why, and what was given, and nothing is half done (section 14.2)",
  ],
  [
    "somewhere",
    "a placement gives a node for each key (section 14.2)",
  ],
  [
    "steady",
    "while keys move both placements are needed, so a change makes another one (section 14.1)",
  ],
  [
    "distinct",
    "two copies on one node are lost together (section 14.1)",
  ],
  [
    "zones",
    "what is in one zone fails as one (section 14.1)",
  ],
  [
    "edges",
    "the ends of the circle are where searches go wrong, for a key in a million (section 14.7)",
  ],
  [
    "goes",
    "a move between nodes that were there before and are there after is needless (section 14.2)",
  ],
  [
    "comes",
    "a move between nodes that were there before and are there after is needless (section 14.2)",
  ],
  [
    "trace",
    "the set of nodes decides, and not what has been there (section 14.2)",
  ],
  [
    "weighs",
    "a node's score or points depend on its own weight alone (section 14.4)",
  ],
  [
    "order",
    "two clients that met the nodes in other orders must find a key at one place (section 14.7)",
  ],
  [
    "even",
    "shares deviate by about a tenth, as with a hundred points (section 14.3)",
  ],
  ["weighted", "shares are in proportion to weights (section 14.2)"],
  [
    "collide",
    "hashes of few bits fall together, and what is decided then must be decided by names (section 14.7)",
  ],
  [
    "names",
    'a name and a number are hashed as two: joined as texts, "a" and 11 are "a1" and 1 (section 14.7)',
  ],
];

/** As the suite has them; it is read when this file is, so that a name which it has not stops the grader. */
const GUARANTEES = PROMISES.map(([name, why]) =>
  [guaranteeOf(placementSuite, guaranteeName(name)), why] as const
);

/** Names that are easily made alike. */
const NAMES = ["a", "a1", "a11", "1a", "A", "a ", "a0", "10.0.0.1", "10.0.0.11", "10.0.0.2"];

/** No two nodes ask for one point, nor have one hashed as if it were a key: what is asked is known exactly. */
function judgeNames(placing: Placing, grading: Grading): void {
  const owners = new Map<string, string>(), right = hashing();
  for (const id of NAMES) {
    const asked = `a placement of the node "${id}" alone`;
    const note = (what: string, isNamed = (_id: string) => true) => {
      const owner = owners.get(what) ?? id;
      owners.set(what, id);
      if (owner === id || !isNamed(owner) || !isNamed(id)) return;
      const came = `${what}, as for "${owner}"`, must = "points of its own";
      unlike({ asked, came, must, why: JOINED });
    };
    const noting: Hashing = {
      key(key) {
        // Without the names in it, it is no point: it may be the key that is placed.
        const text = typeof key === "string" ? key : new TextDecoder().decode(key);
        if (text !== KEY) note(`the hash of "${text}"`, (name) => text.includes(name));
        return right.key(key);
      },
      point(name, copy) {
        note(`the point of "${name}", ${copy}`);
        return right.point(name, copy);
      },
    };
    grading.asked(
      () => placing.make([{ id }], noting).place(KEY),
      () => `asked: ${asked}\n  came`,
    );
  }
}

const REFUSAL =
  "an error that says: Cannot … because …: given …, with something behind each of them";

/** Who is weighed is where it would be if it had come with that weight. */
function judgeWeights(placing: Placing, grading: Grading): void {
  const others = ["a", "b", "c"].map((id) => ({ id }));
  for (const weight of [0.25, 0.5, 3]) {
    const asked = `nodes a, b and c of weight 1, and c is weighed ${weight}`;
    const nodes = others.with(2, { ...others[2]!, weight } as { id: string });
    const [weighed, made] = grading.asked(
      () => {
        const placements = [
          placing.make(others, hashing()).weigh("c", weight),
          placing.make(nodes, hashing()),
        ];
        return placements.map((each) =>
          Array.from({ length: 300 }, (_, i) => each.place(`key ${i}`))
        );
      },
      () => `asked: ${asked}\n  came`,
    ) as [string[], string[]];
    const at = weighed.findIndex((id, i) => id !== made[i]);
    if (at < 0) continue;
    const must = `${made[at]}, as if c had come with weight ${weight}`;
    unlike({ asked: `${asked}; where is "key ${at}"?`, came: `${weighed[at]}`, must, why: SET });
  }
}

const SET = "the set of nodes and weights decides, and not what has been there (section 14.2)";

/** What is placed there. */
const KEY = "key";

const JOINED =
  'a name and a number are hashed as two: joined as texts, "a" and 11 are "a1" and 1 (section 14.7)';
