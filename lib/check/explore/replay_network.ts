/** What becomes of each message of a path. @module */

import { encode } from "../../model/encode.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { ProtocolAction } from "./protocol_action.ts";
import type { Envelope } from "./protocol_system.ts";
import { fsyncMs, type OnLink, type ReplayFault } from "./replay_scenario.ts";

/** Something sent. */
interface Sent {
  readonly link: OnLink;
  /** When it left, in ms. */
  readonly leftAt: number;
  /** When it arrived, in ms, each time. */
  readonly arrivals: number[];
  /** Why it does not arrive: the network lost it, or nobody waits for it any more. */
  end?: "lost" | "late";
}

/** Who the sender and the receiver of a message are in the simulator. */
export interface Addresses {
  /** Whether clients sit at their nodes, so that nothing travels between them. */
  readonly local: boolean;
  /** The simulator's name of a node or a return address. */
  address(explorers: NodeId): NodeId;
  /** A node and its twins: all of them hear what a client asks. */
  copies(to: NodeId): readonly NodeId[];
}

/** The mail of a replay. */
export class ReplayNetwork {
  readonly #addresses: Addresses;
  /** What was sent, by sender, receiver and contents, oldest first. */
  readonly #sent = new Map<string, Sent[]>();
  /** How many messages each link has carried. */
  readonly #counts = new Map<string, number>();

  /** Nothing is sent yet. */
  constructor(addresses: Addresses) {
    this.#addresses = addresses;
  }

  /** A message arrives or is lost. */
  happens(at: number, action: ProtocolAction): void {
    if (action.kind !== "deliver" && action.kind !== "lose") return;
    const late = action.kind === "deliver" && action.nodes.length + action.clients.length === 0;
    const lost = action.kind === "lose" && action.why === "lost";
    if (!late && !lost) return this.#arrive(at, action.message);
    const sent = this.#copies(action.message).find(isUnderWay);
    if (sent !== undefined) sent.end = late ? "late" : "lost";
  }

  /** What nodes and clients send in a step. */
  leaves(at: number, { nodes, clients }: ProtocolAction): void {
    for (const { sent, saved } of nodes) {
      for (const envelope of sent) this.#leave(envelope, saved.length > 0 ? at + fsyncMs : at);
    }
    for (const { request } of clients) {
      if (request === undefined || this.#addresses.local) continue;
      for (const to of this.#addresses.copies(request.to)) this.#leave({ ...request, to }, at);
    }
  }

  /** What must befall the messages. */
  faults(): ReplayFault[] {
    return [...this.#sent.values()].flat().flatMap(faultsOf);
  }

  #leave(envelope: Envelope, leftAt: number): void {
    const from = this.#addresses.address(envelope.from);
    const to = this.#addresses.address(envelope.to);
    const nth = (this.#counts.get(`${from} ${to}`) ?? 0) + 1;
    this.#counts.set(`${from} ${to}`, nth);
    this.#copies(envelope).push({ link: { from, to, nth }, leftAt, arrivals: [] });
  }

  #arrive(at: number, message: Envelope): void {
    const copies = this.#copies(message);
    // A network that delivers again makes one copy of each message.
    const sent = copies.find(isUnderWay) ?? copies.find(({ arrivals }) => arrivals.length === 1);
    if (sent === undefined) {
      throw new Error(
        "Cannot replay because a message arrives twice at most: " +
          `given "${message.body.type}" from ${message.from} to ${message.to}`,
      );
    }
    sent.arrivals.push(at);
  }

  #copies(envelope: Envelope): Sent[] {
    const key = encode(envelope);
    const known = this.#sent.get(key) ?? [];
    this.#sent.set(key, known);
    return known;
  }
}

function isUnderWay({ arrivals, end }: Sent): boolean {
  return arrivals.length === 0 && end === undefined;
}

function faultsOf({ link, leftAt, arrivals, end }: Sent): ReplayFault[] {
  if (end === "lost") return [{ kind: "lose", ...link }];
  const kinds = ["delay", "duplicate"] as const;
  return arrivals.map((at, i) => ({ kind: kinds[i]!, ...link, latencyMs: at - leftAt }));
}
