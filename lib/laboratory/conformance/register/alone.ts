/** What a node answers that is cut off from all others. @module */

import { run, violationOf } from "../service.ts";
import type { RegisterService } from "./service.ts";

/** From when to when a node is cut off, in ms. */
const CUT = { from: 1000, to: 3000 };

/** Cuts each node off in turn; one client at it writes at once and later, another one reads. */
export function whenAlone(service: RegisterService, seed: number): string | undefined {
  const all = Array.from({ length: service.nodes }, (_, node) => node);
  const asks = (["write", "read"] as const).map((type) =>
    [20, 1000].map((ms, i) => ({
      at: CUT.from + ms,
      input: type === "read" ? { type, key: "x" } : { type, key: "x", value: i },
    }))
  );
  for (const node of all) {
    const others = all.filter((each) => each !== node);
    const sides = [[node], others] as const;
    const { world, history } = run(service, {
      workload: asks.flatMap((list) => all.map((each) => each === node ? list : [])),
      seed,
      stay: true,
      faults: [{ kind: "partition", at: CUT.from, forMs: CUT.to - CUT.from, sides }],
      forMs: CUT.to,
    });
    const wrong = violationOf(world);
    if (wrong !== undefined) return wrong;
    for (const { input: { type }, outcome } of history) {
      const answers = outcome === "ok";
      if ((service.answersAlone(node, type) ?? answers) === answers) continue;
      return `node ${node}, cut off, ${answers ? "answers" : "does not answer"} a ${type}`;
    }
  }
  return undefined;
}
