/** What a holder must do, from all that it has heard. @module */

import type { NodeId } from "hb/model/protocol.ts";
import type { LeaseTimes } from "../given.ts";
import { many, type Right } from "./script.ts";

/** How many servers there are. */
export const SERVERS = 6;

/** What a holder is. */
export interface Setting {
  readonly self: NodeId;
  readonly times: LeaseTimes;
}

/** What happens at a holder, so many ms after what happened before. */
export type Event =
  & { readonly after: number }
  & (
    | {
      readonly type: "guard";
      readonly from: NodeId;
      readonly guard: number;
      readonly ballot: number;
    }
    | {
      readonly type: "promise";
      readonly from: NodeId;
      readonly guard: number;
      readonly turn: number;
    }
    | { readonly type: "revoke"; readonly from: NodeId; readonly guard: number }
    | { readonly type: "held"; readonly ballot: number }
  );

/** What it answers, in words. */
export const replies = {
  guard: (to: NodeId, guard: number) => `answers guard ${guard} of server ${to}`,
  promise: (to: NodeId, guard: number, turn: number) =>
    `takes promise ${turn} after guard ${guard} of server ${to}`,
  revoke: (to: NodeId, guard: number) =>
    `gives back the lease after guard ${guard} of server ${to}`,
};

/** Of each grantor every guard, with all that came after it. */
export function oracle(
  self: NodeId,
  { leaseMs, guardMs }: LeaseTimes,
): (event: Event) => Right | undefined {
  interface Guard {
    readonly from: NodeId;
    readonly guard: number;
    readonly ballot: number;
    readonly at: number;
    readonly taken: number[];
  }
  const guards: Guard[] = [], revoked = new Set<string>(), named = new Map<string, number>();
  const others = many(SERVERS, (node) => node).filter((node) => node !== self);
  let now = 1000;
  const latest = (node: NodeId) =>
    guards.filter(({ from }) => from === node).toSorted((a, b) => b.guard - a.guard)[0];
  const isGone = ({ from, guard }: Guard) => revoked.has(`${from}/${guard}`);
  const endOf = ({ taken }: Guard) => taken.length === 0 ? -Infinity : taken.at(-1)! + leaseMs;
  return (event) => {
    if (event.type === "guard") {
      const key = `${event.from}/${event.guard}`;
      if ((named.get(key) ?? event.ballot) !== event.ballot) return;
      named.set(key, event.ballot);
    }
    now += event.after;
    if (event.type === "held") {
      const lasting = others.map(latest).filter((each) =>
        each !== undefined && each.ballot === event.ballot && !isGone(each) && now < endOf(each)
      );
      return { must: [`holds ${lasting.length + 1}`], why: HELD };
    }
    const { from, guard } = event, known = latest(from);
    if (event.type === "guard") {
      if (known === undefined || guard > known.guard) {
        guards.push({ from, guard, ballot: event.ballot, at: now, taken: [] });
      }
      return { must: [replies.guard(from, guard)], why: GUARD };
    }
    if (event.type === "revoke") {
      // A grantor that wants a lease back has given up those before.
      for (let each = 0; each <= guard; each++) revoked.add(`${from}/${each}`);
      return { must: [replies.revoke(from, guard)], why: REVOKE };
    }
    const { turn } = event, yes = [replies.promise(from, guard, turn)];
    const because = (must: readonly string[], words: string) => ({
      must,
      why: `${words} (Hu et al. 2025, section 3.1)`,
    });
    if (known === undefined) return because([], "no guard of that grantor was heard");
    if (known.guard !== guard) {
      return because([], `a promise counts after the last guard only, which is ${known.guard}`);
    }
    if (isGone(known)) {
      return because([], "the grantor has taken that guard back: no promise after it is taken");
    }
    const last = known.taken.length, lasts = now < endOf(known);
    if (turn === last && lasts) return because(yes, "who has taken a promise says so each time");
    if (turn !== last + 1) {
      const taken = last === 0 ? "none" : `turn ${last}`;
      return because([], `the last one taken is ${taken}, so that this is not the next`);
    }
    if (turn === 1 ? now - known.at > guardMs : !lasts) {
      return because(
        [],
        turn === 1
          ? `the guard was heard ${
            now - known.at
          } ms ago, and the first promise is taken for ${guardMs} ms`
          : `the lease ended ${now - endOf(known)} ms ago, and a renewal brings none back`,
      );
    }
    known.taken.push(now);
    return because(
      yes,
      turn === 1
        ? `the guard was heard ${
          now - known.at
        } ms ago, and the first promise is taken for ${guardMs} ms`
        : "it is the next one, and the lease has not ended",
    );
  };
}

const GUARD =
  "each guard is answered, also one that is old, or comes again, or was taken back before it came; only one that is " +
  "higher than any before changes what the holder has (Hu et al. 2025, section 3.1)";
const REVOKE =
  "each revocation is answered, and ends what the holder has of that guard and of older ones " +
  "(Hu et al. 2025, section 3.1)";
const HELD =
  "the server counts for itself, and each grantor whose last guard is of that ballot, and was not taken back, " +
  "and whose lease has not ended: it has until just before the end (Hu et al. 2025, section 3.1)";
