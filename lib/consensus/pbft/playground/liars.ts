/** The liars that a reader may choose. @module */

import type { NodeId } from "../../../model/protocol.ts";
import type { Treason } from "../../../security/adversary/traitors.ts";
import type { Lies } from "../../playground/liars.ts";
import { forgetsInNewView, liesInViewChange, restless } from "../adversaries/changes.ts";
import type { Honest } from "../adversaries/honest.ts";
import { asksItself, equivocates, fallsSilent } from "../adversaries/primaries.ts";
import { liesToClients, sendsWrongPages, signsWrongStates } from "../adversaries/replicas.ts";
import type { Message } from "../messages.ts";
import { pbft } from "../pbft.ts";
import { type Options, shortDigest } from "../settings.ts";

/** What it is called that nobody lies. */
export const NOBODY = "nobody";

/** Who it is, and how it lies when it runs the honest protocol inside. */
type Way = readonly [NodeId, (honest: Honest, options: Options) => Treason<Message>];

/** After how many numbers a primary falls silent. */
const AFTER = 2;

/** One hears of the new batch, one of the old one, and the others of both. */
function hears(to: NodeId): "new" | "old" | "both" {
  return to === 1 ? "new" : to === 2 ? "old" : "both";
}

// Links name them by their place.
const all: Readonly<Record<string, Way>> = {
  "node 0, a primary with two tales": [0, (honest) => equivocates(honest, shortDigest, hears)],
  "node 0, a primary that falls silent": [0, (honest) => fallsSilent(honest, AFTER)],
  "node 0, a primary that asks itself": [
    0,
    (honest) => asksItself(honest, shortDigest, { type: "put", key: "x", value: "mine" }),
  ],
  "node 0, silent, then hides what was prepared": [
    0,
    (honest) => liesInViewChange(honest, shortDigest, AFTER, "hides"),
  ],
  "node 0, silent, then invents a proof": [
    0,
    (honest) => liesInViewChange(honest, shortDigest, AFTER, "invents"),
  ],
  "node 0, silent, then swaps the votes": [
    0,
    (honest) => liesInViewChange(honest, shortDigest, AFTER, "swaps"),
  ],
  "node 1, forgets when its view begins": [1, (honest) => forgetsInNewView(honest, shortDigest)],
  "node 3, lies to clients": [3, (honest) => liesToClients(honest, "")],
  "node 3, signs wrong states": [
    3,
    (honest, { checkpointEvery = 1 }) => signsWrongStates(honest, checkpointEvery),
  ],
  "node 3, sends wrong pages": [
    3,
    (honest) => sendsWrongPages(honest, new Map([["x", "a lie"]])),
  ],
  "node 3, wants another primary all the time": [3, restless],
};

/** What they are called. */
export const ways: readonly string[] = Object.keys(all);

/** Each of them in a cluster that is set like this. */
export function liesOf(options: Options): Lies<Message> {
  const honest = pbft(options);
  return Object.fromEntries(
    Object.entries(all).map(([name, [node, treason]]) => [
      name,
      { node, treason: treason(honest, options) },
    ]),
  );
}
