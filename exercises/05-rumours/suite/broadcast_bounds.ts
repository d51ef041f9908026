/** What a broadcast may cost, and what becomes of it when a branch breaks. @module */

import type { Grading } from "hb/grade/part.ts";
import type { NodeId } from "hb/model/protocol.ts";
import { uniform } from "hb/sim/latency.ts";
import { Random } from "hb/sim/random.ts";
import { type Begin, graphOf, ringWith } from "./net.ts";
import { PAPER, QUIET_MS, type Sent, Told } from "./told_run.ts";

const count = (sent: readonly Sent[], type: string) =>
  sent.filter((each) => each.type === type).length;

/** Requires all that is told here. */
export function thrifty(begin: Begin, grading: Grading): void {
  overATree(begin, grading);
  slowly(begin, grading);
  branchBreaks(begin, grading);
  oneSided(begin, grading);
}

function overATree(begin: Begin, grading: Grading): void {
  const nodes = 12, graph = ringWith(nodes, 12, new Random(1, "net"));
  const run = new Told(begin, graph, `${nodes} nodes with 4 neighbours each, on average`, grading);
  for (const node of [0, 0, 5, 0]) run.broadcast(node);
  run.all(4, "what is broadcast reaches all");
  for (const node of [0, 7]) {
    const sent = run.broadcast(node), payloads = count(sent, "gossip");
    const why = `eager links are a tree by then (${PAPER}, section 3.3)`;
    if (payloads !== nodes - 1) {
      const came = `${payloads} payloads are sent${atOne(sent)}`;
      run.wrong(came, `${nodes - 1}: one to each other node`, why);
    }
    const words = sent.length - payloads, lazy = 2 * (graph.flat().length / 2 - (nodes - 1));
    if (words > lazy) {
      run.wrong(
        `${words} other messages are sent`,
        `${lazy} at most: word over each link that is no branch, once each way`,
        why,
      );
    }
  }
  const before = run.sent().length;
  run.also(`for ${2 * QUIET_MS} ms nobody broadcasts`);
  run.run(2 * QUIET_MS);
  const late = run.sent().length - before;
  if (late === 0) return;
  run.wrong(`${late} messages are sent`, "none", "where nothing happens nothing is said");
}

/** What goes on at the first node that is sent a payload twice, or not, in this order. */
function atOne(sent: readonly Sent[]): string {
  const payloads = sent.filter(({ type }) => type === "gossip").map(({ to }) => to);
  const node = payloads.find((to, i) => payloads.indexOf(to) < i);
  if (node === undefined) return "";
  const own = sent.filter(({ from, to }) => from === node || to === node);
  const words = own.slice(0, MOST_TOLD).map(({ from, to, type }) =>
    `${from} → ${to} ${type === "gossip" ? "the payload" : type === "ihave" ? "word" : type}`
  );
  const more = own.length > MOST_TOLD ? ", …" : "";
  return `; node ${node} gets it more than once: ${words.join(", ")}${more}`;
}

const MOST_TOLD = 12;

/** Word comes earlier than the payload, over a branch that is slow. */
function slowly(begin: Begin, grading: Grading): void {
  const graph = graphOf(3, [[0, 1], [1, 2], [0, 2]]);
  const words = "three neighbours, 200 ms until one asks; messages take 1 to 60 ms";
  const run = new Told(begin, graph, words, grading, { latency: uniform(1, 60) });
  for (const node of [0, 0, 1, 2, 0, 1]) {
    const grafts = count(run.broadcast(node), "graft");
    if (grafts === 0) continue;
    run.wrong(
      `${grafts} grafts are sent`,
      "none: all payloads come in time",
      `word is often faster than the payload: who hears it waits first (${PAPER}, section 3.6)`,
    );
  }
  run.all(6, "what is broadcast reaches all");
}

function branchBreaks(begin: Begin, grading: Grading): void {
  const nodes = 10, up = nodes - 1;
  const why = `whoever has lost its branch hears word, and grafts (${PAPER}, section 3.6)`;
  for (const seed of [2, 3, 4]) {
    const graph = ringWith(nodes, 4, new Random(seed, "net"));
    const run = new Told(begin, graph, `${nodes} nodes in a ring, and 4 links across`, grading);
    run.broadcast(0);
    const dead = busiest(nodes, run.broadcast(0));
    run.also(`node ${dead} crashes for good, which its neighbours hear a little later`);
    run.world.inject({ kind: "crash", at: 0, node: dead });
    run.broadcast(0, 0);
    run.unnoticed(150);
    run.run(QUIET_MS);
    run.all(3, why);
    for (const node of [0, 0, 0]) run.broadcast(node);
    run.all(6, why);
    const sent = run.broadcast(0), payloads = count(sent, "gossip"), grafts = count(sent, "graft");
    if (payloads === up - 1 && grafts === 0) continue;
    run.wrong(
      `${payloads} payloads and ${grafts} grafts are sent`,
      `${up - 1} payloads, one to each other node that is up, and no graft`,
      `the tree is mended, and stays so: a graft makes a branch (${PAPER}, section 3.6)`,
    );
  }
}

/** Which other node than 0 has sent the most payloads. */
function busiest(nodes: number, sent: readonly Sent[]): NodeId {
  const payloads = (node: NodeId) =>
    sent.filter(({ from, type }) => from === node && type === "gossip").length;
  const others = Array.from({ length: nodes - 1 }, (_, i) => i + 1);
  return others.reduce((best, node) => payloads(node) > payloads(best) ? node : best);
}

/** A link that is eager at one end only: who sends over it in vain is told so. */
function oneSided(begin: Begin, grading: Grading): void {
  const nodes = 4, links = [[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]] as const;
  const run = new Told(
    begin,
    graphOf(nodes, links),
    `${nodes} nodes, all of them neighbours`,
    grading,
  );
  for (const node of [0, 0]) run.broadcast(node);
  run.also("the lower end of each link gets a graft from the other, for what it does not have");
  for (const [node, from] of links) run.hands(node, from, { type: "graft", id: "none" });
  run.broadcast(0);
  const payloads = count(run.broadcast(0), "gossip");
  if (payloads === nodes - 1) return;
  run.wrong(
    `${payloads} payloads are sent`,
    `${nodes - 1}: one to each other node`,
    `who is pruned sends only word from then on (${PAPER}, algorithm 1)`,
  );
}
