/** Those who come and go while something is waited for, or long after it was broadcast. @module */

import type { Grading } from "hb/grade/part.ts";
import type { NodeId } from "hb/model/protocol.ts";
import { type Begin, type Graph, graphOf, rules } from "./net.ts";
import { PAPER, QUIET_MS, Told } from "./told_run.ts";

/** Requires all that is told here. */
export function comers(begin: Begin, grading: Grading): void {
  nextOne(begin, grading);
  manyToAsk(begin, grading);
  goneBefore(begin, grading);
  meanwhile(begin, grading);
  newcomer(begin, grading);
  longAway(begin, grading);
}

/** Those who have the payload die when they are to be asked: one is left. */
function nextOne(begin: Begin, grading: Grading): void {
  // 0 has branches to 1, 2 and 3, these to nobody; 4 hears word of all of them.
  const graph = graphOf(5, [[0, 1], [0, 2], [0, 3], [1, 4], [2, 4], [3, 4]]);
  const words =
    "node 4 has neighbours 1, 2 and 3, and these have 0; who waits asks after 900 ms, " +
    "and then each 100 ms";
  for (const left of [1, 2, 3]) {
    const chosen = { timeoutMs: 900, retryMs: 100, most: 10 };
    const run = new Told(begin, graph, words, grading, { chosen });
    for (const node of [1, 2, 3]) run.hands(node, 4, { type: "prune" });
    run.also("node 4 has pruned them");
    run.broadcast(0, 895);
    const dead = [1, 2, 3].filter((node) => node !== left);
    run.also(
      `895 ms later nodes ${dead.join(" and ")} crash for good, which is heard 130 ms later`,
    );
    for (const node of dead) run.world.inject({ kind: "crash", at: 0, node });
    run.unnoticed(130);
    run.also("another 400 ms go by");
    run.run(400);
    run.all(1, `who does not answer is not the only one that has it (${PAPER}, algorithm 2)`);
  }
}

function newcomer(begin: Begin, grading: Grading): void {
  const graph = graphOf(3, [[0, 1], [1, 2]]);
  const run = new Told(begin, graph, "nodes 0–1–2, that keep 3 payloads each", grading, {
    chosen: { ...rules, most: 3 },
  });
  run.also("node 2 crashes");
  run.world.inject({ kind: "crash", at: 0, node: 2 });
  for (let i = 0; i < 5; i++) run.broadcast(0, 300);
  run.also("node 2 comes back");
  run.world.restart(2);
  run.run(QUIET_MS);
  const came = run.delivered(2).toSorted().join(" ");
  if (came !== "2 3 4") {
    run.wrong(
      `it has delivered ${came || "nothing"} of 0 1 2 3 4`,
      "2 3 4, which its neighbour keeps",
      `a new neighbour is told what is kept, and can ask for it (${PAPER}, section 3.7)`,
    );
  }
  run.broadcast(2, 300);
  if (run.delivered(0).includes("5")) return;
  run.wrong("node 0 does not deliver what it broadcasts then", "it does", "it has links again");
}

const waiting = { timeoutMs: 900, retryMs: 100, most: 10 };

/** Node 0 has branches to some, these to nobody; the last node hears word of all of them. */
const fan = (middle: number): Graph =>
  graphOf(
    middle + 2,
    Array.from({ length: middle }, (_, i) => i + 1).flatMap((node) =>
      [[0, node], [node, middle + 1]] as const
    ),
  );

/** The last node has pruned those between. */
function prunedRun(begin: Begin, grading: Grading, middle: number): Told {
  const last = middle + 1, nodes = Array.from({ length: middle }, (_, i) => i + 1);
  const words =
    `node ${last} has neighbours ${nodes.join(", ")}, and these have 0; who waits asks ` +
    "after 900 ms, and then each 100 ms";
  const run = new Told(begin, fan(middle), words, grading, { chosen: waiting });
  for (const node of nodes) run.hands(node, last, { type: "prune" });
  run.also(`node ${last} has pruned them`);
  return run;
}

function crash(run: Told, nodes: readonly NodeId[]): void {
  for (const node of nodes) run.world.inject({ kind: "crash", at: 0, node });
}

/** Nobody hears that those are dead who are asked in vain. */
function manyToAsk(begin: Begin, grading: Grading): void {
  const middle = 7;
  for (let left = 1; left <= middle; left++) {
    const run = prunedRun(begin, grading, middle);
    run.broadcast(0, 895);
    run.also(`895 ms later all of these but ${left} crash for good, which is heard 900 ms later`);
    crash(run, Array.from({ length: middle }, (_, i) => i + 1).filter((node) => node !== left));
    run.unnoticed(900);
    run.also("another 400 ms go by");
    run.run(400);
    run.all(1, `it goes on until all who have it were asked (${PAPER}, algorithm 2)`);
  }
}

/** Who has something is gone, which is heard, before it is to be asked. */
function goneBefore(begin: Begin, grading: Grading): void {
  for (const left of [1, 2, 3]) {
    const run = prunedRun(begin, grading, 3), dead = [1, 2, 3].filter((node) => node !== left);
    run.broadcast(0, 400);
    run.also(`400 ms later nodes ${dead.join(" and ")} crash for good, which is heard at once`);
    crash(run, dead);
    run.run(200);
    const before = run.sent().length;
    run.run(1000);
    const late = run.sent().slice(before).find(({ to }) => dead.includes(to));
    const why = `who is gone is not asked, and has no link (${PAPER}, algorithm 3)`;
    if (late !== undefined) {
      run.wrong(
        `node ${late.from} sends a ${late.type} to node ${late.to}`,
        "nothing is sent to it",
        why,
      );
    }
    run.all(1, why);
  }
}

/** While it waits for something others come and go. */
function meanwhile(begin: Begin, grading: Grading): void {
  const links = [[0, 1], [1, 2], [2, 3]] as const, words = "nodes 0–1–2–3";
  const run = new Told(begin, graphOf(4, links), words, grading, { chosen: waiting });
  run.hands(1, 2, { type: "prune" });
  run.also("node 2 has pruned node 1; node 3 crashes");
  crash(run, [3]);
  run.run(200);
  run.broadcast(0, 300);
  run.also("300 ms later node 3 comes back");
  run.world.restart(3);
  run.run(QUIET_MS);
  run.all(1, `what is waited for is waited for, whoever comes meanwhile (${PAPER}, algorithm 2)`);
}

/** Who was away for long has what nobody else keeps any more. */
function longAway(begin: Begin, grading: Grading): void {
  const run = new Told(
    begin,
    graphOf(3, [[0, 1], [1, 2]]),
    "nodes 0–1–2, that keep 3 payloads each",
    grading,
    {
      chosen: { ...rules, most: 3 },
      cuts: [{ at: 800, forMs: 3000, ends: [1, 2] }],
    },
  );
  for (let i = 0; i < 3; i++) run.broadcast(0, 100);
  run.also("the link 1–2 breaks for 3000 ms");
  run.run(700);
  for (let i = 0; i < 60; i++) run.broadcast(0, 20);
  run.run(3000);
  const came = run.delivered(2).toSorted((a, b) => Number(a) - Number(b)).join(" ");
  if (came === "0 1 2 60 61 62") return;
  run.wrong(
    `node 2 has delivered ${came || "nothing"}`,
    "0 1 2, which it heard before, and 60 61 62, which node 1 keeps",
    `a new neighbour is told what is kept, and can ask for it (${PAPER}, section 3.7)`,
  );
}
