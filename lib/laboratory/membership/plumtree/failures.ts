/**
 * Broadcasts around the moment in which a share of the nodes crashes at once, for good: how many of the others each
 * reaches, before anybody has noticed, while HyParView takes neighbours in their places, and after (Leitão, Pereira and
 * Rodrigues 2007, *Epidemic broadcast trees*, section 5.3).
 *
 * @module
 */

import { assertKinds, numberAbove, numberFrom, wholeFrom } from "../../../model/kinds.ts";
import { anyNumber } from "../sizes.ts";
import { Random } from "../../../sim/random.ts";
import { overViews, type StageOptions } from "./stage.ts";

/** What is measured. */
export interface FailureOptions extends StageOptions {
  /** The share of nodes that crash, 0 to 1. */
  readonly share: number;
  /** How many broadcasts there are before; default 3. */
  readonly before?: number;
  /** How many after; default 6. */
  readonly after?: number;
  /** How long after one the next comes, in ms; default 1000. */
  readonly everyMs?: number;
}

/** One broadcast. */
export interface FailureRow {
  /** Which it was: −1 is the last before the crash, 1 the first after it. */
  readonly broadcast: number;
  /** When, in ms after the crash. */
  readonly atMs: number;
  /** The share of nodes that are up that have it when the next comes, 0 to 1. */
  readonly soon: number;
  /** The same in the end; of those before the crash, as it was then. */
  readonly inTheEnd: number;
  /** Payloads for each node that was up, until the next comes. */
  readonly payloads: number;
  /** Grafts for each of these. */
  readonly grafts: number;
}

/** How long it is waited in the end, in ms. */
const END_MS = 2000;

/** Measures; the nodes that broadcast are drawn. */
export function broadcastsAroundFailure(options: FailureOptions): FailureRow[] {
  const { share, before = 3, after = 6, everyMs = 1000, seed = 1 } = options;
  assertKinds("measure a failure", { share, before, after, everyMs }, {
    share: numberFrom(0, 1),
    before: anyNumber,
    after: anyNumber,
    everyMs: numberAbove(0),
  });
  const stage = overViews(options), { world } = stage, nodes = world.states.length;
  const crashed = Math.round(share * nodes);
  assertKinds("measure a failure", { crashed }, { crashed: wholeFrom(0, nodes - 1) });
  const random = new Random(seed, "failures");
  const order = Array.from({ length: nodes }, (_, node) => ({ node, key: random.unit() }))
    .sort((a, b) => a.key - b.key).map(({ node }) => node);
  const stay = order.slice(crashed);
  const rows: FailureRow[] = [];
  const send = (broadcast: number, atMs: number) => {
    stage.sent();
    stage.broadcast(stay[random.below(stay.length)]!, broadcast, everyMs);
    const { gossip = 0, graft = 0 } = stage.sent(), soon = stage.reach(broadcast).share;
    const up = broadcast < 0 ? nodes : stay.length;
    rows.push({ broadcast, atMs, soon, inTheEnd: soon, payloads: gossip / up, grafts: graft / up });
  };
  for (let i = before; i >= 1; i--) send(-i, -i * everyMs);
  for (const node of order.slice(0, nodes - stay.length)) {
    world.inject({ kind: "crash", at: 0, node });
  }
  for (let i = 1; i <= after; i++) send(i, (i - 1) * everyMs);
  world.run(END_MS);
  return rows.map((row) =>
    row.broadcast < 0 ? row : { ...row, inTheEnd: stage.reach(row.broadcast).share }
  );
}
