/** What a client hears that asks for a broadcast. @module */

import { type Grading, Wrong } from "hb/grade/part.ts";
import { said } from "hb/grade/said.ts";
import { told } from "hb/grade/told.ts";
import type { Tagged } from "hb/model/protocol.ts";
import { World } from "hb/sim/world.ts";
import { deliveredAt } from "./broadcast_rules.ts";
import { type Begin, type Net, onNodes } from "./net.ts";
import { QUIET_MS } from "./told_run.ts";

/** A client asks, and is told the id. */
export function asked(begin: Begin, grading: Grading): void {
  const running = begin();
  const world: Net = new World({
    protocol: onNodes(running),
    nodes: 1,
    clients: {
      workload: [["first", "second"].map((input) => ({ input }))],
      ask: (payload) => ({ type: "broadcast", payload }) as Tagged,
      link: "local",
      timeoutMs: 200,
    },
    seed: 1,
    trace: "none",
  });
  world.run(QUIET_MS);
  const words = "asked: a node without neighbours is asked to broadcast";
  if (world.violation?.error !== undefined) {
    grading.asked(() => {
      throw world.violation!.error;
    }, () => `${words}\n  came`);
  }
  const delivered = deliveredAt(running, world.states[0]);
  for (const { input, output, outcome } of world.history) {
    const id = delivered.find(({ payload }) => payload === input)?.id;
    if (outcome === "ok" && id !== undefined && output === id) continue;
    const came = outcome === "ok" ? `it answers ${told(output)}` : "it does not answer";
    throw new Wrong(said({
      asked: `a node without neighbours is asked to broadcast "${input}"`,
      came: `${came}, and ${id === undefined ? "does not deliver it" : `delivers it as ${id}`}`,
      must: "it delivers it, and answers with its id",
      why: "whoever broadcasts is the first to have it",
    }));
  }
}
