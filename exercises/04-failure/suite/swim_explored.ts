/** All orders of events of two and of three nodes, as far as a budget goes. @module */

import { explored } from "hb/grade/explored.ts";
import type { Grading } from "hb/grade/part.ts";
import { nested, wrapped } from "hb/model/nested.ts";
import { labels } from "./labels.ts";
import { rules } from "./swim_rules.ts";
import { asProtocol, type Begin, options } from "./swim_world.ts";

export function everyOrder(begin: Begin, grading: Grading): void {
  order(begin, { nodes: 2, crashes: 1, states: 2500 }, grading);
  order(begin, { nodes: 3, crashes: 0, states: 2500 }, grading);
}

function order(
  begin: Begin,
  { nodes, crashes, states }: {
    readonly nodes: number;
    readonly crashes: number;
    readonly states: number;
  },
  grading: Grading,
): void {
  const running = begin({ ...options, members: nodes, helpers: 1, lambda: 1 });
  explored({
    name: "SWIM",
    // In each step the same is drawn: 0, 1, 2 and so on, as far as there are so many.
    protocol: wrapped(asProtocol(running), (io) => {
      let drawn = 0;
      return nested(io, { choose: (n) => drawn++ % n });
    }),
    nodes,
    crashes,
    invariants: rules(running),
  }, {
    states,
    words: `all orders of events of ${nodes} nodes${
      crashes === 0 ? "" : ", one of which may crash"
    }`,
    labels,
  }, grading);
}
