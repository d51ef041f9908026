/** Two nodes, what they have saved, and what they say to each other: for the tests of anti-entropy. */

import { encodePlain } from "../../codec/encode_plain.ts";
import type { Tagged } from "../../model/protocol.ts";
import { startingFrom } from "../../model/starting_from.ts";
import { constant } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import { antiEntropy } from "./anti_entropy.ts";
import type { Item, Message, Saved } from "./messages.ts";
import type { Settings } from "./settings.ts";

/** All ways to find what differs. */
export const ways = ["full", "versions", "merkle"] as const;
/** Who gives. */
export const directions = ["push", "pull", "push-pull"] as const;

/** Items that node 0 has written. */
export function itemsOf(count: number, valueOf = (i: number) => `value ${i}`): Item[] {
  return Array.from({ length: count }, (_, i) => ({
    key: `key ${i}`,
    value: valueOf(i),
    time: i + 1,
    node: 0,
    sequence: i + 1,
  }));
}

/** What a node has saved that has these items, and has seen all of node 0 up to the last. */
export function savedOf(items: readonly Item[], seen = items.at(-1)?.sequence ?? 0): Saved[] {
  return [{ life: 1, items, seen: new Map([[0, seen]]) }];
}

/** Two nodes with what they have saved, and what they say; nothing begins by itself. */
export function two(chosen: Partial<Settings>, saved: readonly (readonly Saved[])[]) {
  const sent: Message[] = [];
  const world = new World({
    protocol: startingFrom(antiEntropy({ intervalMs: null, ...chosen }), saved),
    nodes: 2,
    network: { latency: constant(1) },
    seed: 1,
    trace: "none",
    tap: ({ body }) => {
      if ((body as Tagged).type !== "answer") sent.push(body as Message);
    },
  });
  return { world, sent };
}

/** How many bytes these messages take. */
export const bytesOf = (sent: readonly Message[]) =>
  sent.reduce((sum, message) => sum + encodePlain(message).length, 0);

/** Whether node 0 has been repaired from node 1 within a second. */
export function repair({ world }: ReturnType<typeof two>): boolean {
  world.tell(0, { type: "repair", partner: 1 });
  return world.run(1000, ({ states }) => states[0]!.session === null) && world.now < 1000;
}
