/** Faults that befall single messages, found by link and number. @module */

import type { NodeId } from "../model/protocol.ts";
import type { Fault, Schedule } from "./fault.ts";
import { linkKey } from "./send_queues.ts";

/** What a schedule has in store for one message. */
export interface MessageFate {
  /** It never arrives. */
  lost: boolean;
  /** It takes this long, in ms, whatever the network drew. */
  latencyMs?: number;
  /** A copy arrives after this long, in ms. */
  copyMs?: number;
}

/** Counts the messages of each link and knows what the schedule says about them. */
export class MessageFaults {
  /** False when nobody needs the numbers of messages. */
  readonly counting: boolean;
  readonly #counts = new Map<number, number>();
  readonly #fates = new Map<string, MessageFate>();

  /** `numbered`: whether messages are counted even if the schedule names none. */
  constructor(schedule: Schedule, numbered: boolean) {
    for (const fault of schedule) this.#plan(fault);
    this.counting = numbered || this.#fates.size > 0;
  }

  /** The number, from 1, of the message that now leaves `from` for `to`. */
  next(from: NodeId, to: NodeId): number {
    const key = linkKey(from, to);
    const nth = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, nth);
    return nth;
  }

  /** What the schedule says about a message; most often nothing. */
  fate(from: NodeId, to: NodeId, nth: number): MessageFate | undefined {
    return this.#fates.size === 0 ? undefined : this.#fates.get(`${from} ${to} ${nth}`);
  }

  /** Nothing more is in store. */
  heal(): void {
    this.#fates.clear();
  }

  #plan(fault: Fault): void {
    if (!("nth" in fault)) return;
    const key = `${fault.from} ${fault.to} ${fault.nth}`;
    const fate = this.#fates.get(key) ?? { lost: false };
    this.#fates.set(key, fate);
    if (fault.kind === "lose") fate.lost = true;
    if (fault.kind === "delay") fate.latencyMs = fault.latencyMs;
    if (fault.kind === "duplicate") fate.copyMs = fault.latencyMs;
  }
}
