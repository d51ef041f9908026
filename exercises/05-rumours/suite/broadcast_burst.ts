/** Many broadcasts at once, and what many of them leave in a journal. @module */

import type { Grading } from "hb/grade/part.ts";
import { encode } from "hb/model/encode.ts";
import type { NodeId } from "hb/model/protocol.ts";
import { uniform } from "hb/sim/latency.ts";
import { Random } from "hb/sim/random.ts";
import { type Begin, type Graph, graphOf, ringWith } from "./net.ts";
import { PAPER, QUIET_MS, type Sent, Told } from "./told_run.ts";

/** Who broadcasts at once: one, as in basho/riak_core 378, or several. */
const BURSTS: readonly (readonly NodeId[])[] = [[0, 0, 0, 0, 0, 0, 0, 0], [0, 1, 2, 0, 1, 2]];
/** So many broadcasts, one after another, may mend what a burst has cut. */
const MENDING = 4;

const graphs: readonly Graph[] = [
  graphOf(3, [[0, 1], [1, 2], [0, 2]]),
  ringWith(7, 7, new Random(1, "burst")),
  ringWith(12, 12, new Random(3, "burst")),
];

/** While several broadcasts are under way each neighbour is second with one of them. */
export function burst(begin: Begin, grading: Grading): void {
  for (const graph of graphs) {
    for (const nodes of BURSTS) burstOver(graph, nodes, begin, grading);
  }
}

function burstOver(
  graph: Graph,
  nodes: readonly NodeId[],
  begin: Begin,
  grading: Grading,
): void {
  const links = graph.flat().length / 2, others = graph.length - 1;
  const words = `${graph.length} nodes with ${links} links; messages take 1 to 40 ms`;
  const run = new Told(begin, graph, words, grading, { latency: uniform(1, 40) });
  for (const node of nodes) run.broadcast(node, 0);
  run.also(`all of this at once; then ${QUIET_MS} ms go by`);
  run.run(QUIET_MS);
  run.all(nodes.length, "what is broadcast reaches all, whatever else is under way");
  const most = nodes.length * 2 * links, flood = payloadsIn(run.sent()).length;
  if (flood > most) {
    const why = "a payload goes over a link once each way at most, even before there is a tree";
    run.wrong(`${flood} payloads are sent`, `${most} at most`, why);
  }
  const cut =
    `prunes that crossed have cut branches: word of what does not come, and grafts, mend that ` +
    `(${PAPER}, section 3.6)`;
  for (let nth = 1; nth <= MENDING; nth++) {
    run.broadcast(0);
    run.all(nodes.length + nth, cut);
  }
  const sent = run.broadcast(0), payloads = payloadsIn(sent).length;
  const grafts = sent.filter(({ type }) => type === "graft").length;
  if (payloads === others && grafts === 0) return;
  run.wrong(
    `${payloads} payloads and ${grafts} grafts are sent`,
    `${others} payloads, one to each other node, and no graft`,
    `${cut}, and after ${MENDING} broadcasts there is a tree again`,
  );
}

const payloadsIn = (sent: readonly Sent[]) => sent.filter(({ type }) => type === "gossip");

const LONG = "x".repeat(1500), OWN = 200, OTHERS = 60;
/** A record may be so long on average, as JSON. */
const RECORD = 100;

/** A journal grows by a little for each broadcast that begins here, and by nothing else. */
export function savesLittle(begin: Begin, grading: Grading): void {
  const run = new Told(begin, graphOf(2, [[0, 1]]), "two nodes, joined by a link", grading);
  run.also(`node 0 is asked for ${OWN} broadcasts of ${LONG.length} characters and more`);
  for (let i = 0; i < OWN; i++) run.tell(0, `${i} ${LONG}`);
  run.run(QUIET_MS);
  run.also(`then node 1 for ${OTHERS}`);
  for (let i = 0; i < OTHERS; i++) run.tell(1, `of 1: ${i} ${LONG}`);
  run.run(QUIET_MS);
  const saved = run.world.trace.flatMap((each) =>
    each.kind === "save" && each.node === 0 ? [encode(each.record).length] : []
  );
  const length = saved.reduce((sum, each) => sum + each, 0), records = OWN + 1;
  const why = "of what is broadcast nothing need be saved but what keeps its id from coming again";
  if (saved.length > records) {
    const must = `${records} at most: one for each that begins there, and one for its start`;
    run.wrong(`node 0 saves ${saved.length} records`, must, why);
  }
  if (length <= records * RECORD) return;
  run.wrong(
    `node 0 saves ${length} characters in ${saved.length} records`,
    `${records * RECORD} at most, however long payloads are, and however many went before`,
    why,
  );
}
