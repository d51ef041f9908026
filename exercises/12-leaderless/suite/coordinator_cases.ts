/** What happens to coordinators. @module */

import { drawn } from "hb/grade/part.ts";
import { Random } from "hb/sim/random.ts";
import type { Asking, Attributes, Ballot, NodeId } from "../given.ts";
import { NO_BALLOT } from "../given.ts";
import type { Turn } from "./together.ts";
import { someSizes, usual, writes } from "./draws.ts";

/** What happens. */
export type Event =
  | { readonly type: "preAcceptReply"; readonly from: NodeId } & Attributes
  | { readonly type: "acceptReply"; readonly from: NodeId; readonly ballot: Ballot }
  | { readonly type: "nack"; readonly from: NodeId; readonly promised: Ballot }
  | { readonly type: "retry" };

/** A run. */
export interface Case {
  readonly asking: Asking;
  readonly script: readonly Event[];
}

/** Short ones of small clusters first. */
export function* cases(random?: Random, at = 0): Generator<Case> {
  if (random !== undefined) return yield aCase(random, 100 + at);
  yield { asking: askingOf(new Random(1, "first"), 3), script: [] };
  yield* drawn(3000, "coordinator", aCase);
}

/** Two at once. */
export interface Both {
  readonly askings: readonly [Asking, Asking];
  readonly script: readonly Turn<Event>[];
}

/** Two coordinators in clusters of five, whose events alternate as chance has it. */
export function bothOf(random: Random, at: number): Both {
  const one = aCase(random, 4 * at + 3, 5), other = aCase(random, 4 * at + 3, 5);
  const left: readonly [Event[], Event[]] = [[...one.script], [...other.script]];
  const script: Turn<Event>[] = [];
  while (left[0].length + left[1].length > 0) {
    const of = left[0].length === 0 || left[1].length > 0 && random.chance(0.5) ? 1 : 0;
    script.push({ of, event: left[of].shift()! });
  }
  return { askings: [one.asking, other.asking], script };
}

function askingOf(random: Random, replicas?: number): Asking {
  const sizes = replicas === undefined ? someSizes(random) : usual(replicas);
  const far = random.chance(0.1) ? 1000 : 0;
  const id = { replica: random.below(sizes.replicas), slot: far + 1 + random.below(3) };
  return {
    id,
    proposal: {
      value: [writes("a")],
      dependencies: Array.from(
        { length: sizes.replicas },
        (_, row) => row === id.replica ? Math.min(far, id.slot - 1) : far + random.below(2),
      ),
      sequence: 1 + random.below(random.chance(0.1) ? 200 : 3),
    },
    sizes,
    retryMs: 50,
  };
}

function aCase(random: Random, at: number, replicas?: number): Case {
  return caseFor(random, at, askingOf(random, replicas ?? (at < 600 ? 3 : undefined)));
}

function caseFor(random: Random, at: number, asking: Asking): Case {
  const { sizes: { replicas }, proposal } = asking;
  // Who knows of what: a replica replies the same whenever it is asked.
  const agree = random.below(4) / 3;
  const replies = Array.from({ length: replicas }, (): Attributes => {
    const { dependencies, sequence } = proposal;
    if (random.chance(agree)) return { dependencies, sequence };
    return {
      dependencies: dependencies.map((slot, row) =>
        row === asking.id.replica || random.chance(0.7) ? slot : slot + 1 + random.below(12)
      ),
      sequence: sequence + (random.chance(0.5) ? random.below(4) : 0),
    };
  });
  const one = (): Event => {
    const which = random.below(20), from = other(random, replicas, asking.id.replica);
    if (from === undefined || which < 2) return { type: "retry" };
    if (which < 11) return { type: "preAcceptReply", from, ...replies[from]! };
    if (which === 11 && random.chance(0.4)) {
      return { type: "nack", from, promised: { round: 1 + random.below(12), node: from } };
    }
    if (which === 12 && random.chance(0.3)) return { type: "nack", from, promised: NO_BALLOT };
    const ballot = random.chance(0.1) ? { round: 1, node: from } : NO_BALLOT;
    return { type: "acceptReply", from, ballot };
  };
  const length = 1 + random.below(at < 600 ? 6 : 4 + 2 * replicas);
  const script = Array.from({ length }, one);
  // The usual course: all reply, and all vote.
  if (at % 4 === 3) {
    const nodes = Array.from({ length: replicas }, (_, i) => i).filter((n) =>
      n !== asking.id.replica
    );
    const shift = random.below(replicas);
    const turned = [...nodes.slice(shift), ...nodes.slice(0, shift)];
    script.unshift(
      ...turned.map((from): Event => ({ type: "preAcceptReply", from, ...replies[from]! })),
    );
    script.push(...turned.map((from): Event => ({ type: "acceptReply", from, ballot: NO_BALLOT })));
  }
  return { asking, script };
}

function other(random: Random, replicas: number, self: NodeId): NodeId | undefined {
  if (replicas === 1) return undefined;
  return (self + 1 + random.below(replicas - 1)) % replicas;
}
