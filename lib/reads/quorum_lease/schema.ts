/** The shape of the messages of quorum leases, besides those of Multi-Paxos, as they come from a network. @module */

import { integer, list, orNull, record, type Schema, type Variants } from "../../codec/schema.ts";
import { ballotOf } from "../../consensus/multipaxos/schema.ts";
import { administered } from "../../replicated/schema.ts";
import { heard, rangesOf, type ReadParts, readRequests } from "../schema.ts";
import type { Configuration } from "./configuration.ts";
import type { Cover, LeaseMessage } from "./messages.ts";

/** Every message of quorum leases' own. */
export function leaseMessages(parts: ReadParts): Variants<LeaseMessage> {
  const ballot = ballotOf(parts.node);
  const cover: Schema<Cover> = record({ slot: [1, integer], holders: [2, list(parts.node)] });
  return {
    ...readRequests(parts),
    configure: [50, { ranges: [1, administered(parts, rangesOf(parts))] }],
    guard: [51, { number: [1, integer] }],
    guardReply: [52, { number: [1, integer], heard: [2, heard] }],
    leasePromise: [53, { heard: [1, heard], turn: [2, integer], bar: [3, integer] }],
    leasePromiseReply: [54, { heard: [1, heard], turn: [2, integer] }],
    revoke: [55, { heard: [1, heard] }],
    revokeReply: [56, { heard: [1, heard] }],
    covered: [57, { ballot: [1, ballot], votes: [2, list(cover)] }],
    silent: [58, { ballot: [1, ballot], nodes: [2, list(parts.node)] }],
  };
}

/** Who holds leases: it stands in front of the state of the machine. */
export function configurationOf(parts: ReadParts): Schema<Configuration> {
  return record({ number: [1, integer], ranges: [2, orNull(rangesOf(parts))] });
}
