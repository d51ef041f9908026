import text from "./merkle.md" with { type: "text" };
import { drawnBy, type Grading, shown, task } from "hb/grade/part.ts";
import { type Game, playAll } from "hb/grade/played.ts";
import { told } from "hb/grade/told.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Any, Item, Merkle, MerkleMessage, MerkleRules } from "../given.ts";
import { inNode } from "./rumour_words.ts";
import { madeCases, session } from "./merkle_cases.ts";
import { type Event, hasInWords, itemInWords, NODES, RightMerkle } from "./right_merkle.ts";
import { type Costs, hashOf, most, tooMuch } from "./tree_costs.ts";

interface Case {
  readonly rules: MerkleRules;
  readonly script: readonly Event[];
}

export const merkle = task<Answers>(text, ({ merkle }, grading) => {
  playAll<Event, Case>(cases(grading), (given) => gameOf(merkle, given.rules), grading);
});

/** Whoever writes them one behind the other can take some for others. */
const KEYS = ["1", "11", "", "111", "2", "12", "21", "a", "b", "c", "d", "e", "f"];
const VALUES = ["", "1", "11", "x", "y", "null", null];

function* cases(grading: Grading): Generator<Case> {
  yield* drawnBy(grading, 450, "trees", (random, at) => {
    const [branching, depth] = [[2, 1], [2, 2], [2, 3], [4, 1], [3, 2], [16, 2]][random.below(6)]!;
    const keys = KEYS.slice(0, [2, 4, 13][random.below(3)]);
    return {
      rules: { branching: branching!, depth: depth! },
      script: Array.from({ length: 2 + at % 25 }, () => anEvent(random, keys)),
    };
  });
  yield* madeCases();
}

function anEvent(random: Random, keys: readonly string[]): Event {
  const node = random.below(NODES), partner = (node + 1 + random.below(NODES - 1)) % NODES;
  const item = {
    key: keys[random.below(keys.length)]!,
    version: [0, 1, 1, 2, 3, 11, 12][random.below(7)]!,
    value: VALUES[random.below(VALUES.length)]!,
  };
  const event = { ...session(node, partner), item };
  if (random.chance(0.6)) return { ...event, type: "put" };
  if (random.chance(0.5)) return event;
  if (random.chance(0.3)) return { ...event, also: NODES - node - partner };
  const after = random.below(4);
  return random.chance(0.5) ? { ...event, lost: after } : { ...event, written: after };
}

/** More messages than these are not waited for. */
const MANY = 400;

function gameOf(merkle: Merkle, rules: MerkleRules): Game<Event> {
  const right = { model: new RightMerkle(rules) };
  let calls = 0;
  const hash = (text: string) => {
    calls++;
    return hashOf(text);
  };
  const quiet = { send: () => {}, hash };
  return {
    words:
      `${NODES} nodes, with trees of depth ${rules.depth} and ${rules.branching} children each`,
    model: () => right.model = new RightMerkle(rules),
    start: () => Array.from({ length: NODES }, () => merkle.start(shown(rules), quiet)),
    play(s, event, did) {
      const nodes = s as Any[], { node, partner } = event, { model } = right;
      calls = 0;
      const costs = { messages: 0, hashes: 0, items: 0 };
      if (event.type === "put") merkle.put(nodes[node], shown(event.item), quiet);
      else happen(merkle, nodes, event, hash, costs, did);
      const took: Costs = { ...costs, calls };
      model.came = whoTakesPart(event).map((each) =>
        [each, itemsOf(merkle.items(nodes[each]))] as const
      );
      for (const [each, items] of model.came) did(hasInWords(each, items));
      if (event.type === "put") return limited(took, model, rules, event, did);
      if (event.lost < Infinity || event.written < Infinity || event.also !== undefined) return;
      const bound = most(model.leaves(node), model.leaves(partner), rules);
      for (const words of tooMuch(took, bound)) {
        did(bound.messages > 1 ? words : `${words}: ${SAME}`);
      }
    },
    tell,
    why: ({ type }, must, { came }) =>
      type === "put"
        ? PUT
        : must.length > 0
        ? ALIKE
        : came.some((each) => each.endsWith(SAME))
        ? ORDERLESS
        : COSTS,
  };
}

const whoTakesPart = ({ type, node, partner, also }: Event): number[] =>
  type === "put" ? [node] : [node, partner, ...also === undefined ? [] : [also]];

/** What it gives for items, if they are any. */
function itemsOf(given: unknown): Item[] {
  if (!Array.isArray(given)) return [{ key: told(given), version: 0, value: null }];
  return given.map((each) => ({ key: each?.key, version: each?.version, value: each?.value }));
}

/** A write may call `io.hash` so often. */
function limited(
  { calls }: Costs,
  model: RightMerkle,
  { depth }: MerkleRules,
  { node, item }: Event,
  did: (words: string) => void,
): void {
  const leaf = [...model.leaves(node).values()].find((each) => each.has(item.key));
  // A new key is one more in whatever leaf.
  const largest = Math.max(0, ...[...model.leaves(node).values()].map(({ size }) => size));
  const bound = depth + 3 + (leaf?.size ?? largest + 1);
  if (calls > bound) did(`it takes ${calls} calls of io.hash, where ${bound} are enough`);
}

/** A session: all that is sent comes, one after another, unless it is lost. */
function happen(
  merkle: Merkle,
  nodes: Any[],
  event: Event,
  hash: (text: string) => number,
  costs: { messages: number; hashes: number; items: number },
  did: (words: string) => void,
): void {
  const { node, partner, item, lost, written, also } = event, both = whoTakesPart(event);
  const under: { from: number; to: number; message: MerkleMessage }[] = [];
  const io = (from: number, other?: number) => ({
    hash,
    send(to: number, message: MerkleMessage) {
      if (!both.includes(to) || to === from || other !== undefined && to !== other) {
        const instead = other === undefined ? "" : `, in its session with node ${other}`;
        return did(`node ${from} sends ${told(message)} to ${inNode(to)}${instead}`);
      }
      costs.messages++;
      if (message?.type === "compare") costs.hashes += message.at.length;
      else if (message?.type === "leaf") costs.items += message.items.length;
      else did(`node ${from} sends ${told(message)}`);
      under.push({ from, to, message: shown(message) });
    },
  });
  merkle.round(nodes[node], partner, io(node, partner));
  if (also !== undefined) merkle.round(nodes[also], node, io(also, node));
  let at = 0;
  for (; under.length > 0 && at < MANY && at < lost; at++) {
    if (at === written) merkle.put(nodes[node], shown(item), io(node));
    const { from, to, message } = under.shift()!;
    merkle.upon(nodes[to], from, message, io(to, from));
  }
  if (written < Infinity && at <= written) merkle.put(nodes[node], shown(item), io(node));
  if (at === MANY) did(`it goes on after ${MANY} messages`);
}

function tell({ type, node, partner, item, lost, written, also }: Event): string {
  if (type === "put") return `node ${node} writes ${itemInWords(item)}`;
  if (also !== undefined) {
    return `node ${node} has a round with node ${partner}, and node ${also} at once one with node ${node}`;
  }
  const but = lost < Infinity
    ? `; only ${lost} messages come through`
    : written < Infinity
    ? `; after ${written} messages node ${node} writes ${itemInWords(item)}`
    : "";
  return `node ${node} has a round with node ${partner}${but}`;
}

const SAME = "both have the same items, and so the same hash at the root";
const PUT = "of two items with one key the newer stays, and only the hashes on the way from the " +
  "root to its leaf are made anew (DeCandia et al. 2007, section 4.7)";
const ALIKE =
  "when two nodes have compared their trees, both have the newest of what either had; a " +
  "hash stands for all of the items below it, with key, version and value (Merkle 1987; DeCandia et " +
  "al. 2007, section 4.7)";
const ORDERLESS =
  "two trees with the same items have the same hash, in whatever order items came: of a leaf, too " +
  "(DeCandia et al. 2007, section 4.7)";
const COSTS =
  "only where hashes differ more is said, once for each node of the tree, and only what " +
  "differs is sent back; no hash is made again for what has not changed (DeCandia et al. 2007, " +
  "section 4.7)";
