/** An order that has been signed by one general after the other. @module */

import type { NodeId } from "../../model/protocol.ts";
import { hasJust } from "../../security/identity/proofs.ts";
import type { Signed } from "../../security/identity/signed.ts";
import type { Order } from "../generals/general.ts";

/** What a commander signs. */
export interface Command {
  /** Which battle it is for. */
  readonly battle: number;
  /** The order. */
  readonly order: Order;
}

/** A command, signed by the commander; or such a chain, signed by whoever passes it on. The paper's v:0:j1:…:jk. */
export type Chain = Signed<Command | Chain>;

/** A chain that has been looked through. */
export interface Read extends Command {
  /** Who has signed, in the order in which they did. */
  readonly signers: readonly NodeId[];
}

/** What a chain says; undefined where what a liar has sent is none. */
export function readChain(chain: Chain): Read | undefined {
  const signers: NodeId[] = [];
  let inner: unknown = chain;
  while (isRecord(inner) && hasJust(inner, "signer", "statement")) {
    const { signer, statement } = inner as Signed<unknown>;
    signers.unshift(signer);
    inner = statement;
  }
  if (signers.length === 0 || !isRecord(inner) || !hasJust(inner, "battle", "order")) {
    return undefined;
  }
  return { ...inner as Command, signers };
}

function isRecord(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
