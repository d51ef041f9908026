/** What a responder must do, from all that it has accepted and heard. @module */

import type { NodeId } from "hb/model/protocol.ts";
import type { Right } from "./script.ts";

/** What a responder is. */
export interface Setting {
  readonly servers: number;
  readonly self: NodeId;
  readonly leads: boolean;
  /** Who answers reads of x, and of y. */
  readonly x: readonly NodeId[];
  readonly y: readonly NodeId[];
}

/** What happens at a responder. */
export type Event =
  | {
    readonly type: "read";
    readonly read: number;
    readonly key: string;
    readonly isLeased: boolean;
  }
  | {
    readonly type: "accept";
    readonly slot: number;
    readonly key: string;
    readonly ballot: number;
  }
  | {
    readonly type: "notice";
    readonly from: NodeId;
    readonly slot: number;
    readonly ballot: number;
  }
  | { readonly type: "decided"; readonly slot: number; readonly key: string }
  | { readonly type: "unleased" };

/** What it answers, in words. */
export const says = (read: number, slot: number) =>
  `answers read ${read} with ${slot === 0 ? "nothing" : `slot ${slot}`}`;

/** All acceptances and notices are kept, and what is decided is found again each time. */
export function oracle(
  { servers, self, leads }: Pick<Setting, "servers" | "self" | "leads">,
  responders: (key: string) => readonly NodeId[],
): (event: Event) => Right | undefined {
  const accepted = new Map<number, { key: string; ballot: number }>();
  const notices: Extract<Event, { type: "notice" }>[] = [];
  const decided = new Map<number, string>(), seen = new Set<number>();
  let held: { read: number; key: string; slot: number }[] = [];
  const lastOf = (key: string) =>
    Math.max(0, ...[...decided].filter(([, each]) => each === key).map(([slot]) => slot));
  return (event) => {
    const must: string[] = [];
    if (leads && (event.type === "unleased" || (event.type === "read" && !event.isLeased))) return;
    if (event.type === "read") {
      if (seen.has(event.read)) return;
      seen.add(event.read);
    } else if (event.type === "accept") {
      const before = accepted.get(event.slot), known = decided.get(event.slot);
      // A slot has one command in a ballot, and what is decided stays.
      if (before !== undefined && before.ballot >= event.ballot) return;
      if (known !== undefined && known !== event.key) return;
      accepted.set(event.slot, event);
    } else if (event.type === "notice") {
      const of = accepted.get(event.slot);
      if (decided.has(event.slot) && of !== undefined && event.ballot > of.ballot) return;
      notices.push(event);
    } else if (event.type === "decided") {
      const known = decided.get(event.slot);
      if (known !== undefined && known !== event.key) return;
      decided.set(event.slot, event.key);
    }
    for (const [slot, { key, ballot }] of accepted) {
      const who = notices.filter((each) => each.slot === slot && each.ballot === ballot);
      const all = new Set([self, ...who.map(({ from }) => from)]);
      const isCovered = responders(key).every((node) => all.has(node));
      if (isCovered && 2 * all.size > servers && !decided.has(slot)) decided.set(slot, key);
    }
    held = held.filter(({ read, key, slot }) => {
      if (!decided.has(slot)) return true;
      must.push(says(read, lastOf(key)));
      return false;
    });
    if (event.type === "read") {
      const { read, key, isLeased } = event;
      const open = [...accepted].filter(([slot, each]) => each.key === key && !decided.has(slot));
      const last = Math.max(0, ...open.map(([slot]) => slot));
      const yes = lastOf(key);
      if (!isLeased) must.push(`forwards read ${read}`);
      else if (last <= yes) must.push(says(read, yes));
      else held.push({ read, key, slot: last });
      return { must, why: isLeased ? whyHeld(key, last, yes) : WHY.read };
    } else if (event.type === "unleased") {
      must.push(...held.map(({ read }) => `forwards read ${read}`));
      held = [];
    }
    return { must, why: WHY[event.type] };
  };

  /** What there is of a key: the last slot that is open, and the last one that is decided. */
  function whyHeld(key: string, open: number, known: number): string {
    const waits = open === 0 ? `nothing with ${key} is open` : `slot ${open} is open with ${key}`;
    const last = known === 0 ? "none is decided" : `slot ${known} is the last one decided`;
    return "a read waits for the last slot with its key that is accepted and not known to be decided, unless a later one " +
      `is decided. Here ${waits}, and ${last}: ${COUNTED} (Hu et al. 2025, section 3.3)`;
  }
}

const COUNTED =
  "it knows a slot to be decided when it is told, or when a majority, with this server, and all who answer reads of its " +
  "key have accepted it in the ballot in which it has itself";
const COUNTS =
  "a slot is decided when a majority, with this server, and all who answer reads of its key have accepted it in the ballot " +
  "in which it has itself; reads that wait for that slot are answered then (Hu et al. 2025, section 3.3)";

/** Why that must be, by what has happened. */
const WHY: Readonly<Record<Event["type"], string>> = {
  read: "without leases a read is the leader's (Hu et al. 2025, section 3.3)",
  accept: COUNTS,
  notice: COUNTS,
  decided:
    "all reads that wait for this very slot are answered, with the last decided slot of their own key " +
    "(Hu et al. 2025, section 3.3)",
  unleased: "without leases others may decide without this server: reads are the leader's " +
    "(Hu et al. 2025, section 3.3)",
};
