/** Who says what to whom in consistent broadcast. @module */

import type { Certificate, Signed } from "../../security/identity/signed.ts";
import type { Broadcast, Payload } from "../reliable_broadcast/messages.ts";

/** What a witness signs: that it will sign nothing else of this name. */
export interface Witnessed extends Broadcast {
  /** Tells it from all else that the same nodes may sign. */
  readonly kind: "consistent broadcast";
}

/** The messages. */
export type Message =
  /** Client → sender: broadcast this. It is answered with the name of the broadcast when a quorum has witnessed it. */
  | { readonly type: "broadcast"; readonly payload: Payload }
  /** Sender → all: sign that this is what I say. */
  | Broadcast & { readonly type: "initial" }
  /** Witness → sender: signed. */
  | { readonly type: "witness"; readonly signed: Signed<Witnessed> }
  /** Sender → all: a quorum has. */
  | { readonly type: "final"; readonly certificate: Certificate<Witnessed> };
