import text from "./tree.md" with { type: "text" };
import { drawnBy, type Grading, shown, task } from "hb/grade/part.ts";
import { type Game, playAll } from "hb/grade/played.ts";
import { told } from "hb/grade/told.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Tree, TreeIo, TreeMessage, TreeRules } from "../given.ts";
import { delivers, type Event, RightTree, sends, waits, waitsNoMore } from "./right_tree.ts";
import { IDS as ALL, inIds, inNode, inTexts, shuffled } from "./rumour_words.ts";
import { keepsFew } from "./tree_memory.ts";
import { whyTree } from "./tree_why.ts";
import { messageInWords, payloadOf } from "./tree_words.ts";

interface Case {
  readonly rules: TreeRules;
  readonly script: readonly Event[];
}

export const tree = task<Answers>(text, ({ tree }, grading) => {
  playAll<Event, Case>(cases(grading), (given) => gameOf(tree, given.rules), grading);
  keepsFew(tree);
});

const IDS = ALL.slice(2);
const event = (type: Event["type"], node: number, ...ids: string[]): Event => ({ type, node, ids });

function* cases(grading: Grading): Generator<Case> {
  yield* drawnBy(grading, 700, "branches", (random, at) => {
    const nodes = [6, 6, 6, 2][at % 4]!;
    const script = Array.from({ length: 2 + at % 40 }, () => anEvent(random, nodes));
    const first = [1, 2, 3, 4].slice(0, nodes).filter(() => random.chance(0.7)).map((node) =>
      event("up", node)
    );
    return {
      rules: {
        timeoutMs: [30, 100][random.below(2)]!,
        retryMs: [10, 30][random.below(2)]!,
        most: [1, 2, 3, 100][random.below(4)]!,
      },
      script: [...first, ...script],
    };
  });
  // Many neighbours, many ids, many to be asked.
  const nodes = Array.from({ length: 70 }, (_, i) => i), rules = { timeoutMs: 90, retryMs: 20 };
  const ups = nodes.map((node) => event("up", node)), ids = nodes.slice(0, 30).map((i) => `r${i}`);
  const words = nodes.map((node) => event("ihave", node, ...ids));
  const asked = nodes.flatMap(() => [event("overdue", 0, "r0"), event("overdue", 0, "r29")]);
  yield { rules: { ...rules, most: 25 }, script: [...ups, ...words, ...asked] };
  const came = ids.map((id, node) => event("gossip", node, id));
  const script = [...ups, ...came, ...came, event("up", 80), event("ihave", 3, ...ids)];
  yield { rules: { ...rules, most: 25 }, script };
  // All are gone who had it, and then others come.
  const gone = [event("up", 1), event("ihave", 1, "a", "b"), event("down", 1), event("up", 2)];
  const come = [event("ihave", 2, "a"), event("overdue", 0, "a"), event("overdue", 0, "b")];
  yield { rules: { ...rules, most: 25 }, script: [...gone, ...come] };
}

function anEvent(random: Random, nodes: number): Event {
  const node = random.below(nodes), id = IDS[random.below(IDS.length)]!, which = random.below(24);
  if (which < 2) return event("up", node);
  if (which < 4) return event("down", node);
  if (which < 6) return event("begin", node, id);
  if (which < 11) return event("gossip", node, id);
  if (which < 14) return event("ihave", node, ...shuffled(random, IDS).slice(0, random.below(4)));
  if (which < 19) return event("overdue", node, id);
  return which < 21 ? event("graft", node, id) : event("prune", node);
}

function gameOf(tree: Tree, rules: TreeRules): Game<Event> {
  const { timeoutMs, retryMs, most } = rules;
  let pending = new Set<string>();
  return {
    words: `a node that waits ${timeoutMs} and then ${retryMs} ms, and keeps ${most}`,
    model: () => new RightTree(rules),
    start() {
      pending = new Set();
      return tree.start(shown(rules));
    },
    play(s, { type, node, ids }, did) {
      const io: TreeIo = {
        send: (to, message) => did(sends(inNode(to), messageInWords(message))),
        deliver: (id, payload) =>
          did(delivers(payload === payloadOf(id) ? id : told([id, payload]))),
        wait(id, ms) {
          pending.add(id);
          did(waits(inIds([id]), told(ms)));
        },
        cancel(id) {
          if (pending.delete(id)) did(waitsNoMore(inIds([id])));
        },
      };
      const id = ids[0]!, upon = (message: TreeMessage) => tree.upon(s, node, shown(message), io);
      switch (type) {
        case "up":
        case "down":
          return tree[type](s, node, io);
        case "begin":
          return tree.begin(s, id, payloadOf(id), io);
        case "overdue":
          pending.delete(id);
          return tree.overdue(s, id, io);
        case "gossip":
          return upon({ type, id, payload: payloadOf(id) });
        case "ihave":
          return upon({ type, ids });
        case "graft":
          return upon({ type, id });
        case "prune":
          return upon({ type });
      }
    },
    tell,
    why: whyTree,
  };
}

function tell({ type, node, ids }: Event): string {
  switch (type) {
    case "up":
      return `node ${node} becomes a neighbour`;
    case "down":
      return `node ${node} is no neighbour any more`;
    case "begin":
      return `${inTexts(ids)} is broadcast here`;
    case "overdue":
      return `the wait for ${ids[0]} is over`;
    case "gossip":
      return `node ${node} sends the payload ${inTexts(ids)}`;
    case "ihave":
      return `node ${node} sends word of ${ids.join(" ") || "nothing"}`;
    case "graft":
      return `node ${node} sends a graft for ${ids[0]}`;
    case "prune":
      return `node ${node} sends a prune`;
  }
}
