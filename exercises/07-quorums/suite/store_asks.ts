/** How often a store asks again, and that it ends. @module */

import type { Grading } from "hb/grade/part.ts";
import { happens, LINK_MS, type Run, sentIn, wrong } from "./store_runs.ts";
import { AGAIN_MS, type Begin, get, set } from "./store_world.ts";

/** Who has not answered is asked again, as long as it takes, and nobody else is. */
export function asksAgain(begin: Begin, grading: Grading): void {
  for (const againMs of [AGAIN_MS, 2 * AGAIN_MS]) {
    const cutMs = 110 * againMs, nodes = 5;
    const run: Run = {
      words:
        `five nodes; node 0, cut off with node 1, is asked to write, and to read, and the others are ` +
        `there again after ${cutMs} ms; it asks again after ${againMs} ms`,
      nodes,
      againMs,
      faults: [{ kind: "partition", at: 0, forMs: cutMs, sides: [[0, 1], [2, 3, 4]] }],
      asks: [{ at: 1, node: 0, ask: set("x", "hat") }, { at: 2, node: 0, ask: get("y") }],
      forMs: cutMs + 6 * againMs,
    };
    const world = happens(begin, run, grading), sent = sentIn(world, 0, cutMs);
    const rounds = Math.ceil(cutMs / againMs);
    for (const node of [0, 1, 2, 3, 4]) {
      const count = sent.filter(({ from, to }) => from === 0 && to === node).length;
      // Two are asked for, and what node 0 answers itself counts.
      const isNear = node < 2;
      const [least, most] = isNear ? [2, 4] : [2 * (rounds - 2), 2 * (rounds + 1)];
      if (count >= least! && count <= most!) continue;
      wrong(
        world,
        run,
        `node 0 sends node ${node} ${count} messages meanwhile`,
        `${least} to ${most}`,
        "who has not answered is asked again each `againMs`, and who has is not",
        grading,
      );
    }
    const late = sentIn(world, cutMs + 2 * againMs + 4 * LINK_MS);
    if (late.length > 0) {
      const why = "when nothing is asked, nothing is sent";
      wrong(world, run, `a "${late[0]!.body.type}" at ${late[0]!.at} ms`, "nothing", why, grading);
    }
    // Who does not cancel a timer may be called once more, and no oftener.
    const timer = world.trace.find(({ kind, at }) =>
      kind === "timer" && at > cutMs + 3 * againMs + 4 * LINK_MS
    );
    if (timer === undefined) continue;
    const why =
      "when nothing is asked, nothing is waited for: what is over is not waited for again";
    wrong(world, run, `a timer at ${timer.at} ms`, "none any more", why, grading);
  }
}

/** A minority that is gone for good is asked no longer than it takes. */
export function oneDown(begin: Begin, grading: Grading): void {
  const run: Run = {
    words: "three nodes, one of which is down for good; another one is asked to write and to read",
    nodes: 3,
    faults: [{ kind: "crash", at: 0, node: 2 }],
    asks: [
      { at: 10, node: 0, ask: set("x", "hat") },
      { at: 500, node: 1, ask: get("x") },
      { at: 1000, node: 0, ask: get("x") },
    ],
    forMs: 3000,
  };
  const world = happens(begin, run, grading), late = sentIn(world, 1000 + 6 * LINK_MS);
  if (late.length === 0) return;
  const why = "when nothing is asked, nothing is sent: what is over is waited for no more";
  wrong(world, run, `a "${late[0]!.body.type}" at ${late[0]!.at} ms`, "nothing", why, grading);
}
