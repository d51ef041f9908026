/** What a notary is made of. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { Codes } from "../../security/identity/codes.ts";
import type { SignatureScheme } from "../../security/identity/scheme.ts";
import type { ProofStore } from "./proof_store.ts";

/** What a notary is made of. */
export interface NotaryOptions {
  /** The node whose notary it is. */
  readonly self: NodeId;
  /** What is signed is good in this cluster only. */
  readonly cluster: string;
  /** Makes signatures and checks them. */
  readonly scheme: SignatureScheme;
  /** Makes codes and checks them. */
  readonly codes: Codes;
  /** What it was shown. */
  readonly store: Pick<ProofStore, "get" | "put">;
}
