/** Runs whose messages are looked at. @module */

import { type Grading, runFor, Wrong } from "hb/grade/part.ts";
import { said } from "hb/grade/said.ts";
import type { Schedule } from "hb/sim/fault.ts";
import { World } from "hb/sim/world.ts";
import type { News, NodeId, SwimMessage } from "../given.ts";
import { asProtocol, type Begin, latency, NODES, options, type SwimWorld } from "./swim_world.ts";

export interface Sent {
  readonly at: number;
  readonly from: NodeId;
  readonly to: NodeId;
  readonly body: SwimMessage;
}

export const END_MS = 16_000, CRASH_MS = 3000, LEAVE_MS = 6000;

export interface Told {
  readonly came: string;
  readonly must: string;
  readonly why: string;
}

export const newsIn = ({ body }: Sent): readonly News[] => "news" in body ? body.news : [];
export const isProbe = ({ body: { type } }: Sent) =>
  ["ping", "ack", "ping-req", "nack"].includes(type);
export const pings = (sent: readonly Sent[], from: NodeId) =>
  sent.filter((each) =>
    each.from === from && each.body.type === "ping" && each.body.relay === null
  );

export function tooLarge(sent: readonly Sent[], perPacket: number): Told | undefined {
  for (const each of sent.filter(isProbe)) {
    const more = newsIn(each).filter(({ member }) => member !== each.to).length;
    const all = newsIn(each).map(({ member }) => member);
    if (more > perPacket || new Set(all).size < all.length) {
      const came = `at ${
        inMs(each.at)
      } ms node ${each.from} sends ${each.body.type} with news of nodes ${all.join(" ")}`;
      return { came, must: `${perPacket} at most, each of another`, why: PACKET };
    }
  }
  return undefined;
}

/** A run whose messages are looked at. */
export function ran(
  begin: Begin,
  faults: Schedule,
  asked: string,
  grading: Grading,
  leaves = true,
): { readonly sent: readonly Sent[] } {
  const sent: Sent[] = [];
  const world: SwimWorld = new World({
    protocol: asProtocol(begin(options)),
    nodes: NODES,
    network: { latency },
    faults,
    seed: 1,
    trace: "none",
    tap: ({ from, to, body }) =>
      void sent.push({ at: world.now, from, to, body: body as SwimMessage }),
  });
  runFor(world, LEAVE_MS);
  if (leaves && faults.length > 0 && world.states[4] !== undefined) {
    world.tell(4, { type: "leave" });
  }
  runFor(world, END_MS - LEAVE_MS);
  unbroken(world, asked, grading);
  return { sent };
}

export function unbroken({ violation }: SwimWorld, asked: string, grading: Grading): void {
  if (violation === undefined) return;
  if (violation.error !== undefined) {
    grading.asked(() => {
      throw violation.error;
    }, () => `asked: ${asked}\n  came`);
  }
  throw new Wrong(
    said({ asked, came: violation.words, must: violation.invariant, why: "a run goes on" }),
  );
}

export const inMs = (ms: number) => Math.round(ms);

export const PERIOD =
  "a member probes one other in a period, compares all with one now and then, and answers what it is " +
  "asked: the load of a member does not grow with the group (SWIM, section 3)";
export const ROUNDS =
  "nobody waits for more than 2n − 1 periods, with n others (SWIM, section 4.3)";
export const PACKET = "there is little room in a packet (SWIM, section 4.1)";
export const LIMIT =
  "each tells a piece of news λ·⌈log₁₀(n + 1)⌉ times: that is enough for all, and then it is " +
  "over (SWIM, section 4.1)";
