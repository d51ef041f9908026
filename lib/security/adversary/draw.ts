/** Liars by chance, for storms. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { Deceit, Script, ScriptOptions, Target } from "./deceit.ts";

/** A script by chance; `below(n)` draws a number from 0 to n − 1. */
export function drawnScript(below: (n: number) => number, options: ScriptOptions): Script {
  const { listeners, maxDeceits = 4 } = options;
  const deceits = Array.from({ length: below(maxDeceits + 1) }, () => drawnDeceit(below, options));
  const hears = below(2) === 0 ? "all" : "own";
  if (below(2) === 0) return { faces: [listeners], hears, deceits };
  const some = () => listeners.filter(() => below(2) === 0);
  const left = some(), others = listeners.filter((node) => !left.includes(node));
  return {
    faces: [left, below(2) === 0 ? others : [...new Set([...others, ...some()])]],
    hears,
    deceits,
  };
}

function drawnDeceit(
  below: (n: number) => number,
  { listeners, types, maxDelayMs = 200 }: ScriptOptions,
): Deceit {
  const to: NodeId[] = listeners.filter(() => below(2) === 0);
  const of: Target = {
    type: types[below(types.length)]!,
    to: to.length === 0 ? listeners : to,
    from: below(8),
    times: 1 + below(12),
  };
  switch (below(4)) {
    case 0:
      return { kind: "silence", of };
    case 1:
      return { kind: "delay", of, byMs: 1 + below(maxDelayMs) };
    case 2:
      return { kind: "replay", of, back: below(8) };
    default:
      return { kind: "alter", of, place: below(40), how: below(8) };
  }
}
