/** The promises of placements that section 14.7 tries, with what must be and why. @module */

import { placementSuite } from "hb/laboratory/conformance/placement/placement.ts";
import { guaranteeOf } from "hb/laboratory/conformance/guarantee.ts";
import { guaranteeName, type Name } from "hb/placement/bugs/guarantees.ts";

/** The quickest first. */
export const PROMISES: readonly (readonly [name: Name, must: string, why: string])[] = [
  [
    "refusals",
    "an error that says: Cannot … because …: given …, with something behind each of them",
    "an error says what cannot be done, why, and what was given, and nothing is half done (section 14.2)",
  ],
  [
    "somewhere",
    "each key is at a node that is there, and a text where its bytes are",
    "a placement gives a node for each key (section 14.2)",
  ],
  [
    "steady",
    "each key stays where it was in the placement from which another one was made",
    "while keys move both placements are needed, so a change makes another one (section 14.1)",
  ],
  [
    "distinct",
    "so many copies are on so many nodes, the first where `place` says",
    "two copies on one node are lost together (section 14.1)",
  ],
  [
    "zones",
    "copies are in as many zones as there are copies, or in all zones",
    "what is in one zone fails as one (section 14.1)",
  ],
  [
    "edges",
    "each key is at a node, and where it is the set of nodes decides",
    "the ends of the circle are where searches go wrong, for a key in a million (section 14.7)",
  ],
  [
    "goes",
    "only keys of the node that goes move",
    "a move between nodes that were there before and are there after is needless (section 14.2)",
  ],
  [
    "comes",
    "keys move to the node that comes, and nowhere else",
    "a move between nodes that were there before and are there after is needless (section 14.2)",
  ],
  [
    "trace",
    "each key is where it was before the node came",
    "the set of nodes decides, and not what has been there (section 14.2)",
  ],
  [
    "weighs",
    "keys move to the node that is weighed 2, and back when it is weighed 1",
    "a node's score or points depend on its own weight alone (section 14.4)",
  ],
  [
    "order",
    "a key and its copies are at the same nodes, in whatever order those came",
    "two clients that met the nodes in other orders must find a key at one place (section 14.7)",
  ],
  [
    "even",
    "all nodes have about as many keys as with a hundred points each",
    "shares deviate by about a tenth, as with a hundred points (section 14.3)",
  ],
  [
    "weighted",
    "each node has a share of the keys in proportion to its weight, about as well as with a hundred " +
    "points for weight 1",
    "shares are in proportion to weights (section 14.2)",
  ],
  [
    "collide",
    "the set of nodes decides, and no move is needless, also where many hashes are equal",
    "hashes of few bits fall together, and what is decided then must be decided by names (section 14.7)",
  ],
  [
    "names",
    "the nodes whose names begin others have their share of the keys, to within 7 %",
    'a name and a number are hashed as two: joined as texts, "a" and 11 are "a1" and 1 (section 14.7)',
  ],
];

/** As the suite has them; it is read when this file is, so that a name which it has not stops the grader. */
export const guarantees = PROMISES.map(([name, must, why]) => ({
  ...guaranteeOf(placementSuite, guaranteeName(name)),
  must,
  why,
}));
