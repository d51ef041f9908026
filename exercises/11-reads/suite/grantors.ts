/** What a grantor must do, from all that it has sent and heard. @module */

import type { NodeId } from "hb/model/protocol.ts";
import type { LeaseTimes } from "../given.ts";
import type { Right } from "./script.ts";

/** What a grantor is. */
export interface Setting {
  readonly times: LeaseTimes;
  readonly servers: number;
  readonly self: NodeId;
  readonly hasCrashed: boolean;
}

/** What happens at a grantor, so many ms after what happened before. */
export type Event =
  & { readonly after: number }
  & (
    | { readonly type: "due" | "revoke" | "resume" | "isFree" }
    | { readonly type: "guardReply"; readonly from: NodeId; readonly guard: number }
    | {
      readonly type: "promiseReply";
      readonly from: NodeId;
      readonly guard: number;
      readonly turn: number;
    }
    | { readonly type: "revokeReply"; readonly from: NodeId; readonly guard: number }
  );

/** What it sends, in words. */
export const sends = {
  guard: (to: NodeId, guard: number) => `sends guard ${guard} to server ${to}`,
  promise: (to: NodeId, guard: number, turn: number) =>
    `sends promise ${turn} after guard ${guard} to server ${to}`,
  revoke: (to: NodeId, guard: number) =>
    `asks server ${to} for the lease after guard ${guard} back`,
};

/** A lease that was promised: when it was sent at first, and what became of each turn. */
interface Promised {
  readonly guard: number;
  /** When its guard was answered, and turn 1 sent; nothing before that. */
  sentAt?: number;
  /** When each turn was answered; nothing as long as it was not. */
  readonly answeredAt: (number | undefined)[];
  isBack?: true;
}

/** A time as long as can be, and as careful answers may have it. */
const CAREFUL = 1.1;

/** What is right, one event after the other; nothing where a careful grantor might do something else. */
export function oracle(
  { times: { leaseMs, guardMs, drift }, servers, self, hasCrashed }: Setting,
): (event: Event) => Right | undefined {
  const grants = new Map<NodeId, Promised>();
  let now = 1000, turns = 0, isRevoking = false;

  /** When a lease is over, if times on another clock count `careful` times as long. */
  function endOf({ sentAt, answeredAt }: Promised, careful: number): number {
    if (sentAt === undefined) return -Infinity;
    const elsewhere = (ms: number) => ms * (1 + drift) / (1 - drift) * careful;
    let end = sentAt + elsewhere(guardMs + leaseMs);
    for (const [at, answered] of answeredAt.entries()) {
      if (at > 0) end += elsewhere(leaseMs);
      if (answered !== undefined) end = Math.min(end, answered + elsewhere(leaseMs));
    }
    return end;
  }
  const forgotten = (careful: number) =>
    hasCrashed
      ? 1000 + (Math.max(guardMs, leaseMs) + leaseMs) * (1 + drift) / (1 - drift) * careful
      : -Infinity;
  const lasts = (each: Promised, careful = 1) => !each.isBack && now < endOf(each, careful);
  const isClear = () => [...grants.values()].every((each) => lasts(each) === lasts(each, CAREFUL));
  const areFree = (careful: number) =>
    now >= forgotten(careful) && ![...grants.values()].some((each) => lasts(each, careful));

  function backFrom(): string[] {
    return [...grants].filter(([, each]) => lasts(each)).map(([to, { guard }]) =>
      sends.revoke(to, guard)
    );
  }

  function dueTo(to: NodeId): string {
    const each = grants.get(to);
    if (each?.sentAt !== undefined && lasts(each)) {
      if (each.answeredAt.at(-1) !== undefined) each.answeredAt.push(undefined);
      return sends.promise(to, each.guard, each.answeredAt.length);
    }
    if (each !== undefined && each.sentAt === undefined && !each.isBack) {
      return sends.guard(to, each.guard);
    }
    grants.set(to, { guard: turns, answeredAt: [] });
    return sends.guard(to, turns);
  }

  function replied(event: Extract<Event, { from: NodeId }>): string[] {
    const each = grants.get(event.from);
    if (each?.guard !== event.guard) return [];
    if (event.type === "revokeReply") each.isBack = true;
    else if (event.type === "guardReply") {
      if (isRevoking || each.sentAt !== undefined || each.isBack) return [];
      each.sentAt = now;
      each.answeredAt.push(undefined);
      return [sends.promise(event.from, event.guard, 1)];
    } else if (each.answeredAt.length === event.turn) each.answeredAt[event.turn - 1] ??= now;
    return [];
  }

  /** Whether it can come about, as nobody answers what was not sent. */
  function isPossible(event: Event): boolean {
    if (event.type === "resume") return isRevoking && areFree(CAREFUL);
    if (!("from" in event)) return true;
    const each = grants.get(event.from);
    if (each === undefined || event.guard > each.guard) return false;
    if (event.guard < each.guard) return true;
    if (event.type === "guardReply") return true;
    if (event.type === "promiseReply") {
      return !each.isBack && lasts(each) && event.turn <= each.answeredAt.length;
    }
    return isRevoking && each.sentAt !== undefined;
  }

  return (event) => {
    const before = now;
    now += event.after;
    if (!isPossible(event) || (event.type !== "isFree" && !isClear())) {
      now = before;
      return undefined;
    }
    if (event.type === "isFree") {
      const [early, late] = [areFree(1), areFree(CAREFUL)];
      const must = [early ? "is free" : "is not free"];
      return { must, ...(early === late ? {} : { or: ["is not free"] }), why: FREE };
    }
    if (event.type === "due") turns++;
    if (event.type === "revoke") isRevoking = true;
    if (event.type === "resume") {
      isRevoking = false;
      grants.clear();
    }
    if ("from" in event) return { must: replied(event), why };
    if (event.type === "resume") return { must: [], why };
    if (isRevoking) return { must: backFrom(), why };
    const others = Array.from({ length: servers }, (_, node) => node).filter((to) => to !== self);
    const must = others.map(dueTo);
    return { must, why };
  };
}

const why =
  "who may have a lease still gets the next promise, or the same again if it was not answered; everybody else a guard, " +
  "the same until it is answered, and a new one after that lease, or after it has resumed; " +
  "and who wants its leases back grants none (Hu et al. 2025, section 3.1)";
const FREE =
  "a first promise is taken within guardMs of its guard, a renewal before what it renews has ended, each lasts leaseMs " +
  "on the holder's clock, what was answered was taken before that, and after a crash all may be so late as can be " +
  "(Hu et al. 2025, section 3.1)";
