/** What happens to a gateway, in words. @module */

import type { Operation, Outcome, Question, Route } from "../given.ts";
import { inWords } from "./in_order.ts";
import { intervalInWords } from "./keyspace.ts";
import { answered, operationInWords } from "./range_words.ts";
import type { Asked } from "./right_gateway.ts";

/** What happens; numbers choose among what there is, and the rest is filled in when it happens. */
export type Event =
  | { readonly type: "asked"; readonly operation: Operation; readonly address?: number }
  | { readonly type: "again"; readonly nth: number; readonly id?: number }
  | {
    readonly type: "located";
    readonly nth: number;
    readonly routes: readonly Route[];
    readonly id?: number;
  }
  | {
    readonly type: "routed";
    readonly nth: number;
    readonly kind: Outcome["type"];
    readonly isOldBoot: boolean;
    readonly routes: readonly Route[];
    /** How many keys a scan finds, at most, and whether there are more. */
    readonly finds: number;
    readonly asked?: Asked;
    readonly outcome?: Outcome;
  };

export function tell(event: Event): string {
  switch (event.type) {
    case "asked":
      return `client ${event.address} asks: ${operationInWords(event.operation)}`;
    case "again":
      return `the wait for ${event.id} is over`;
    case "located":
      return `it hears, for ${event.id}, of ${all(event.routes)}`;
    case "routed": {
      const { asked, outcome, isOldBoot, routes } = event, { to, question } = asked!;
      const words = outcome!.type === "answer" ? answered(outcome!.answer) : `"${outcome!.type}"`;
      const of = `${isOldBoot ? ", which was asked in the boot before" : ""}${
        question.operation.type === "scan" ? `, ${operationInWords(question.operation)}` : ""
      }`;
      const says = routes.length === 0 ? "" : `, and tells of ${all(routes)}`;
      return `node ${to} says to ${question.id}${of}: ${words}${says}`;
    }
  }
}

const all = (routes: readonly Route[]) => routes.map(routeInWords).join("; ") || "nothing";

export function routeInWords(route: Route): string {
  const { group, version, conf, members, leader } = route;
  return `group ${group} with ${intervalInWords(route)}, version ${version}, conf ${conf}, on ${
    members.join(" ")
  }${leader === null ? "" : `, led by ${leader}`}`;
}

export function questionInWords({ id, boot, group, epoch, stamp, operation }: Question): string {
  const stamped = stamp === null ? "no stamp" : `stamp ${inWords(stamp)}`;
  return `${id} in boot ${boot}, of group ${group} in version ${epoch.version}, conf ${epoch.conf}: ${
    operationInWords(operation)
  } (${stamped})`;
}

export const TRIES =
  "a number for each that is asked, and a turn for each try; it asks by what is known of the " +
  "key, in its epoch, of its leader, of any member at every third try, and where the key is if " +
  "nothing is known; after a hundred tries it is over (section 15.3)";
const LEARNS =
  "what is said about ranges is learned; where the key's route is another one now than that by " +
  "which it was asked last, it tries again at once, and else waits for its turn: nobody better " +
  "is known (section 15.3)";
export const OUTCOMES: Readonly<Record<Outcome["type"], string>> = {
  answer:
    "what is said about ranges is learned, whatever it comes with; what is answered, ok or not, is " +
    "over, if it was asked in this boot; a scan goes on where its answer ends, not where the next " +
    "range is believed to begin, and an answer that begins elsewhere has been before (section " +
    "15.3; CockroachDB 1428)",
  stale: LEARNS,
  "not leader": LEARNS,
  "no replica":
    "what is said about ranges is learned; who was asked last has no replica: the route leads " +
    "nowhere and is forgotten; it asks again in its turn (section 15.3)",
  busy: "not now: it asks again in its turn; what is said about ranges is learned",
};
