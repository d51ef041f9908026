/** What a host runs, and by what boundary, if it signs. @module */

import type { Protocol, Tagged } from "../../model/protocol.ts";
import type { HostOptions } from "../options.ts";
import { Boundary, type BoundaryOptions } from "./boundary.ts";
import { provenJournal } from "./proven_journal.ts";
import { notaryFor } from "./signing.ts";

/** A protocol whose records are whatever is in the journal, and the boundary of a host that signs. */
export interface Begun<S, M extends Tagged, T extends Tagged> {
  /** What the node runs. */
  readonly protocol: Protocol<S, M, T, unknown>;
  /** Not there if the host does not sign. */
  readonly boundary: Boundary | undefined;
}

/** Throws `RangeError` for a host that is to sign and cannot; `state` is that of its node, once it has one. */
export function beginSigning<S, M extends Tagged, T extends Tagged, R>(
  { protocol, self, cluster, signing, transport }: HostOptions<S, M, T, R>,
  { state, ...more }: Omit<BoundaryOptions, "notary"> & { readonly state: () => unknown },
): Begun<S, M, T> {
  if (signing === undefined) {
    return { protocol: protocol as unknown as Protocol<S, M, T, unknown>, boundary: undefined };
  }
  if (transport === undefined) {
    throw new RangeError(
      "Cannot host a node that signs because its links must show who is there, as those with TLS do: " +
        "given TCP as it is",
    );
  }
  const notary = signing.notary ?? notaryFor(self, cluster, signing, state);
  return {
    protocol: provenJournal(protocol, notary) as unknown as Protocol<S, M, T, unknown>,
    boundary: new Boundary({ notary, ...more }),
  };
}
