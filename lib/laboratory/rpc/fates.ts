/** Every way in which a few messages can be lost, doubled or late: small worlds, run one and all. @module */

import type { Fault, OnMessage, Schedule } from "../../sim/fault.ts";

/** What may become of one message, by what one calls it. */
export const fates: Readonly<Record<string, (message: OnMessage) => Schedule>> = {
  "arrives": () => [],
  "is lost": (message) => [{ kind: "lose", ...message }],
  "comes twice": (message) => [{ kind: "duplicate", ...message, latencyMs: 15 }],
  "comes after the retry": (message) => [{ kind: "delay", ...message, latencyMs: 80 }],
};

/** The first `count` messages of both directions between two nodes. */
export function firstMessages(count: number, [a, b]: readonly [number, number]): OnMessage[] {
  return Array.from({ length: count }, (_, i) => [
    { from: a, to: b, nth: i + 1 },
    { from: b, to: a, nth: i + 1 },
  ]).flat();
}

/** One schedule for each choice of a fate for every message: as many as there are fates, to that power. */
export function everySchedule(messages: readonly OnMessage[]): Schedule[] {
  return messages.reduce<Fault[][]>(
    (schedules, message) =>
      schedules.flatMap((before) =>
        Object.values(fates).map((fate) => [...before, ...fate(message)])
      ),
    [[]],
  );
}
