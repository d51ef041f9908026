/** All that belongs to consistent broadcast. @module */

import type { Kit } from "../../kit/kit.ts";
import { amongLoyal, besideTraitors } from "../../security/adversary/loyal.ts";
import type { Traitor } from "../../security/adversary/traitors.ts";
import type { Labels } from "../../model/labels.ts";
import { agreement, noCreation, noDuplication } from "../reliable_broadcast/invariants.ts";
import { type Broadcast, nameOf } from "../reliable_broadcast/messages.ts";
import { bugs, type Change } from "./bugs.ts";
import type { State } from "./consistent_broadcast.ts";
import { instances } from "./instances.ts";
import type { Message } from "./messages.ts";
import { storms } from "./storms.ts";

const told = (broadcast: Broadcast) => `${nameOf(broadcast)}:${broadcast.payload}`;

/** Broadcasts as "2.7:a": the seventh of node 2, which says a. */
const labels: Labels<State, Message> = {
  client: (process) => `client ${process}`,
  state({ log }) {
    const last = log.at(-1);
    return last && `delivers ${told(last)}`;
  },
  stateInFull: ({ log, signed }) =>
    `has delivered ${log.map(told).join(", ") || "nothing"}; has signed ` +
    ([...signed].map(([name, payload]) => `${name}:${payload}`).join(", ") || "nothing"),
  message(message) {
    switch (message.type) {
      case "broadcast":
        return message.payload;
      case "initial":
        return told(message);
      case "witness":
        return `${told(message.signed.statement)} signed ${message.signed.signer}`;
      case "final":
        return `${told(message.certificate.statement)} signed ${
          message.certificate.signers.join(", ")
        }`;
    }
  },
  request: (input) => String(input),
  answer: (output) => String(output),
  replies: ["witness"],
  legend: {
    initial: "initial: the sender says so",
    witness: "witness: I sign nothing else",
    final: "final: a quorum has signed",
  },
  colours: { broadcast: 4, initial: 0, witness: 1, final: 2, answer: 4 },
};

/** Consistent broadcast. */
export const kit: Kit<State | Traitor, Message, never, never, Change> = {
  name: "consistent-broadcast",
  words:
    "no two loyal nodes deliver different things, though the sender lies; some may deliver nothing",
  source: "Cachin, Guerraoui and Rodrigues 2011, section 3.10.4; after Reiter 1994",
  labels: besideTraitors(labels),
  invariants: amongLoyal<State>([agreement, noCreation, noDuplication]),
  bugs,
  storms,
  instances,
};
