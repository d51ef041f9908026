/**
 * Traitors that know HotStuff. Each is an honest replica in the hands of somebody who decides what of it is seen by
 * whom; what they could do besides is tried by chance (`security/adversary/draw.ts`).
 *
 * @module
 */

import { nested, wrapped } from "../../model/nested.ts";
import type { NodeId, Protocol } from "../../model/protocol.ts";
import type { Script } from "../../security/adversary/deceit.ts";
import { puppet } from "../../security/adversary/puppet.ts";
import type { Treason } from "../../security/adversary/traitors.ts";
import { GENESIS } from "./block.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { Rules } from "./rules.ts";
import type { State } from "./state.ts";
import { viewOf } from "./tree.ts";

/** The types of messages between replicas. */
export const REPLICA_TYPES: readonly string[] = [
  "proposal",
  "vote",
  "certified",
  "newView",
  "blocks",
  "offer",
  "page",
  "reply",
];

/** Who there is besides a traitor: the other replicas, and the proxies. */
export interface Surroundings {
  /** The other replicas. */
  readonly others: readonly NodeId[];
  /** The proxies. */
  readonly proxies: readonly NodeId[];
}

/** A leader that says nothing, though it votes. */
export function silentLeader({ others, proxies }: Surroundings): Script {
  return {
    faces: [[...others, ...proxies]],
    deceits: [
      { kind: "silence", of: { type: "proposal" } },
      { kind: "silence", of: { type: "certified" } },
    ],
  };
}

/** A replica that votes for nothing, though it proposes. */
export function withholder({ others, proxies }: Surroundings): Script {
  return {
    faces: [[...others, ...proxies]],
    deceits: [{ kind: "silence", of: { type: "vote" } }],
  };
}

/** Two copies of one replica, each of which speaks to some of the others: a leader that proposes two blocks in a view. */
export function equivocator({ others, proxies }: Surroundings, middle: number): Script {
  const left = others.slice(0, middle), right = others.slice(middle);
  return { faces: [[...left, ...proxies], right], hears: "all", deceits: [] };
}

/**
 * A leader whose proposals reach one replica only, `victim`, and so does the certificate in them: what the victim locks
 * nobody else has heard of (the *hidden lock*, Malkhi and Nayak 2023, section 1).
 */
export function hider({ others, proxies }: Surroundings, victim: NodeId, from: number): Script {
  const unseen = others.filter((node) => node !== victim);
  return {
    faces: [[...others, ...proxies]],
    deceits: [
      { kind: "silence", of: { type: "proposal", to: unseen, from } },
      { kind: "silence", of: { type: "certified", to: unseen } },
      { kind: "silence", of: { type: "newView" } },
    ],
  };
}

/** What a meddler says in the place of a message. */
export type Meddling = (
  to: NodeId,
  message: Message,
  self: NodeId,
) => readonly (readonly [NodeId, Message])[];

/** A replica each of whose messages is replaced by others. */
export function meddler(
  protocol: Protocol<State, Message, Timer, Saved>,
  { others, proxies }: Surroundings,
  says: Meddling,
): Treason<Message> {
  const meddling = wrapped(protocol, (io) =>
    nested(io, {
      send(to, message) {
        for (const [node, instead] of says(to, message, io.self)) io.send(node, instead);
      },
    }));
  return puppet(meddling, { faces: [[...others, ...proxies]], deceits: [] });
}

/** Shows, beside each of its votes, a certificate for a block that there is not, which it alone has signed, again and again. */
export function forger(
  protocol: Protocol<State, Message, Timer, Saved>,
  around: Surroundings,
  quorum: number,
): Treason<Message> {
  return meddler(protocol, around, (to, message, self) => {
    if (message.type !== "vote") return [[to, message]];
    const statement = { ...message.vote.statement, block: "forged" };
    const certificate = { signers: Array<NodeId>(quorum).fill(self), statement };
    return [
      [to, message],
      ...around.others.map((node) => [node, { type: "certified", certificate }] as const),
    ];
  });
}

/** From this height on something below is decided. */
const GRAFTED_HEIGHT = 5;

/** As leader, proposes a block on the first of all, with the certificate of another, when some are decided. */
export function grafter(
  protocol: Protocol<State, Message, Timer, Saved>,
  around: Surroundings,
): Treason<Message> {
  return meddler(protocol, around, (to, message) => {
    const isMeant = message.type === "proposal" && message.block.height >= GRAFTED_HEIGHT;
    if (!isMeant) return [[to, message]];
    const block = { ...message.block, parent: GENESIS, height: 1 };
    return [[to, { ...message, block }]];
  });
}

/**
 * What a leader does that goes back from the certificate of `view`, in the views from `since` on: it runs the protocol by
 * these rules, which are those of nobody loyal.
 */
export function backwardRules(view: number, since: number): Partial<Rules> {
  return {
    lockOf: ({ signers, statement }) => ({ signers, statement: { ...statement, view: 0 } }),
    // None of the phases of basic HotStuff.
    locksIn: () => "generic",
    isSafe: () => true,
    // It has locked nothing, so that this is the first block of all.
    proposesOn: (high, lock, now) => viewOf(high) === view && now >= since ? lock : high,
  };
}

/**
 * A leader of two turns in a row. In the first it shows its last certificate, that of `view`, to one replica only; in the
 * second it proposes on the first block of all, as if it knew of nothing.
 */
export function reviver(
  backward: Protocol<State, Message, Timer, Saved>,
  { others, proxies }: Surroundings,
  victim: NodeId,
  view: number,
): Treason<Message> {
  const unseen = others.filter((node) => node !== victim);
  return puppet(backward, {
    faces: [[...others, ...proxies]],
    deceits: [
      { kind: "silence", of: { type: "newView" } },
      { kind: "silence", of: { type: "certified" } },
      // The proposal of the view after it is the (view + 1)-th that each of the unseen would be sent.
      {
        kind: "silence",
        of: { type: "proposal", to: unseen, from: unseen.length * view, times: unseen.length },
      },
    ],
  });
}

/** The same in basic HotStuff, where the last of `phases` certificates of view 1 is shown to one replica only. */
export function basicReviver(
  backward: Protocol<State, Message, Timer, Saved>,
  { others, proxies }: Surroundings,
  victim: NodeId,
  phases: number,
): Treason<Message> {
  const unseen = others.filter((node) => node !== victim), times = unseen.length;
  const from = times * (phases - 1);
  return puppet(backward, {
    faces: [[...others, ...proxies]],
    deceits: [
      { kind: "silence", of: { type: "newView" } },
      { kind: "silence", of: { type: "certified", to: unseen, from, times } },
    ],
  });
}
