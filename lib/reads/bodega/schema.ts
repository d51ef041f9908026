/** The shape of Bodega's messages, besides those of Multi-Paxos, as they come from a network. @module */

import { integer, list, record, type Schema, type Variants } from "../../codec/schema.ts";
import { ballotOf, slotCount } from "../../consensus/multipaxos/schema.ts";
import { administered } from "../../replicated/schema.ts";
import { heard, rangesOf, type ReadParts, readRequests } from "../schema.ts";
import type { RosterMessage } from "./messages.ts";
import type { Roster } from "./roster.ts";

/** Every message of Bodega's own. */
export function rosterMessages(parts: ReadParts): Variants<RosterMessage> {
  const ballot = ballotOf(parts.node), ranges = rangesOf(parts);
  const roster: Schema<Roster> = record({
    ballot: [1, ballot],
    ranges: [2, ranges],
    silent: [3, list(parts.node)],
  });
  const told = administered(parts, ranges);
  return {
    ...readRequests(parts),
    roster: [40, { ranges: [1, told] }],
    forwardRoster: [41, { ranges: [1, told], address: [2, administered(parts, parts.client)] }],
    cover: [42, { range: [1, parts.key] }],
    guard: [43, { roster: [1, roster], bar: [2, integer] }],
    guardReply: [44, { ballot: [1, ballot], heard: [2, heard] }],
    leasePromise: [45, { ballot: [1, ballot], heard: [2, heard], turn: [3, integer] }],
    leasePromiseReply: [46, { ballot: [1, ballot], heard: [2, heard], turn: [3, integer] }],
    revoke: [47, { ballot: [1, ballot], heard: [2, heard] }],
    revokeReply: [48, { heard: [1, heard] }],
    voted: [49, { ballot: [1, ballot], first: [2, integer], count: [3, slotCount] }],
  };
}
