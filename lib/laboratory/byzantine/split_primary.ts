/** A primary of PBFT that gives number 1 to two requests, and tells each replica of one of them. @module */

import { batchOf, proposes } from "../../consensus/pbft/lies.ts";
import type { Message } from "../../consensus/pbft/messages.ts";
import type { NodeId, Tagged } from "../../model/protocol.ts";
import { menu } from "../../security/adversary/menu.ts";
import type { Treason } from "../../security/adversary/traitors.ts";
import type { AnyProtocol } from "./services.ts";

/** What it tells a replica: the first request of this proxy, as soon as it has been shown it. */
export interface Told {
  /** The proxy. */
  readonly proxy: NodeId;
  /** What it asks. */
  readonly command: string;
  /** Which replicas hear of it. */
  readonly to: readonly NodeId[];
}

/** The primary of view 0, in the place of a node that runs this; afterwards it is silent. */
export function splitPrimary(honest: AnyProtocol, told: readonly Told[]): Treason<Tagged> {
  const types = Object.keys(honest.upon) as Message["type"][];
  const lies = (self: NodeId) =>
    told.flatMap(({ proxy, command, to }) =>
      to.map((replica) => proposes(self, replica, batchOf(proxy, command)))
    );
  return menu(types, lies) as unknown as Treason<Tagged>;
}
