/** The decisions that consistent broadcast rests on, one by one, so that each can be made wrongly. @module */

import type { NodeId } from "../../model/protocol.ts";
import { type Certificate, isCertificate } from "../../security/identity/signed.ts";
import type { Payload } from "../reliable_broadcast/messages.ts";
import type { Witnessed } from "./messages.ts";

/** The rules. */
export interface Rules {
  /** How many witnesses are needed, with n nodes and f traitors. Any two such quorums have a loyal node in common. */
  readonly quorum: (n: number, f: number) => number;
  /** Whether an initial message is its sender's. */
  readonly isFrom: (from: NodeId, sender: NodeId) => boolean;
  /** Whether a node may sign this, given what it has signed under the same name. */
  readonly maySign: (payload: Payload, signed: Payload | undefined) => boolean;
  /** Whether so many members as a quorum has have signed. */
  readonly isProof: (
    certificate: Certificate<unknown>,
    quorum: number,
    members: readonly NodeId[],
  ) => boolean;
  /** Whether what they have signed is a broadcast, and nothing else that the same nodes sign. */
  readonly isBroadcast: (statement: Witnessed) => boolean;
  /** Whether it may be delivered, given the names that have been. */
  readonly isNew: (name: string, delivered: readonly string[]) => boolean;
}

/** As in the papers. */
export const rules: Rules = {
  quorum: (n, f) => Math.ceil((n + f + 1) / 2),
  isFrom: (from, sender) => from === sender,
  maySign: (payload, signed) => signed === undefined || signed === payload,
  isProof: isCertificate,
  isBroadcast: ({ kind }) => kind === "consistent broadcast",
  isNew: (name, delivered) => !delivered.includes(name),
};
