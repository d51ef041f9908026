/** Scenes for recovery. @module */

import type { Random } from "hb/sim/random.ts";
import type { NodeId, Sizes } from "../given.ts";
import { shuffled, someSizes, usual } from "./draws.ts";
import type { Step } from "./steps.ts";

/** A scene, and who recovers which instance: the first of the quorum. */
export interface Case {
  readonly sizes: Sizes;
  readonly steps: readonly Step[];
  readonly of: number;
  readonly quorum: readonly NodeId[];
}

/** Short scenes of three replicas first. */
export function caseOf(random: Random, at: number): Case {
  const sizes = at < 600 ? usual(3) : at < 1600 ? usual(5) : manySizes(random);
  const { replicas, failures } = sizes;
  const node = () => random.below(replicas), asked = 1 + random.below(replicas === 1 ? 1 : 3);
  const quorumOf = (first: NodeId) => [
    first,
    ...shuffled(random, Array.from({ length: replicas }, (_, i) => i).filter((n) => n !== first))
      .slice(0, replicas - failures - 1),
  ];
  const coordinators = Array.from({ length: asked }, node);
  const steps: Step[] = [];
  // Most hear of instances in an order of their own; some things are heard early, some late.
  const asks = coordinators.map((each): Step => {
    const what = random.chance(0.6) ? ["x"] : random.chance(0.4) ? ["y"] : ["x", "y"];
    return { type: "ask", node: each, what, isBatch: at % 4 === 1 && what.length > 1 };
  });
  const other = (): Step => {
    const which = random.below(20), of = random.below(asked);
    if (which < 12) return { type: "hear", node: node(), of };
    if (which < 13) return { type: "slow", of };
    if (which < 15) return { type: "vote", node: node(), of };
    if (which < 17) return { type: "decide", of };
    if (which < 18) return { type: "learn", node: node(), of };
    const by = node();
    return { type: "recover", node: by, of, quorum: quorumOf(by) };
  };
  const length = (at % 3 === 0 ? 3 : 6) * replicas;
  let next = 0;
  for (let left = length; left > 0; left--) {
    if (next < asked && (next === 0 || random.chance(0.25))) steps.push(asks[next++]!);
    else steps.push(other());
  }
  if (random.chance(0.25)) {
    // Another one becomes a no-op, or what it may have been, and some hear of it.
    const by = node(), of = random.below(asked), quorum = quorumOf(by);
    steps.push({ type: "recover", node: by, of, quorum });
    steps.push(...quorum.map((each): Step => ({ type: "vote", node: each, of })));
    steps.push({ type: "decide", of }, { type: "learn", node: node(), of });
  }
  return { sizes, steps, of: random.below(asked), quorum: quorumOf(node()) };
}

/** Sizes with somebody else to ask. */
export function manySizes(random: Random): Sizes {
  const sizes = someSizes(random);
  return sizes.replicas === 1 ? usual(7) : sizes;
}
