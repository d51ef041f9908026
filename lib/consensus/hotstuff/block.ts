/**
 * Blocks and what is said of them. A block names its parent, and carries the certificate that justifies it; the blocks
 * that a replica knows are a tree whose branches conflict (Yin et al. 2019, section 4.1).
 *
 * A certificate that carries the view of the certificate which its block extends (`justified`) makes whoever votes
 * against a lock guilty for all to see (Sheng et al. 2021, *BFT protocol forensics*, section 6: HotStuff-view).
 *
 * @module
 */

import { encode } from "../../model/encode.ts";
import { Digest } from "../../model/digest.ts";
import type { Certificate, Signed } from "../../security/identity/signed.ts";
import type { Request } from "../byzantine_client/messages.ts";

/** The name of a block: a digest of all that is in it. */
export type BlockId = string;

/** What a vote is for: `generic` in chained HotStuff, the others in the basic one. */
export type Phase = "generic" | "prepare" | "pre-commit" | "commit";

/** What a replica signs when it votes. */
export interface Vote {
  /** The service. */
  readonly cluster: string;
  /** In which view. */
  readonly view: number;
  /** In which phase of it. */
  readonly phase: Phase;
  /** For which block. */
  readonly block: BlockId;
  /** The view of the certificate that the block carries. */
  readonly justified: number;
}

/** What a replica signs that wants to go to a view. */
export interface Wish {
  /** The service. */
  readonly cluster: string;
  /** The view. */
  readonly wish: number;
}

/** A quorum has voted for a block: a quorum certificate. */
export type QuorumCertificate = Certificate<Vote>;

/** A quorum wants to go to a view. */
export type Entrance = Certificate<Wish>;

/** A node of the tree. */
export interface Block {
  /** In which view it was proposed. */
  readonly view: number;
  /** How many blocks are below it. */
  readonly height: number;
  /** The block that it extends. */
  readonly parent: BlockId;
  /** Why it may: a certificate for its parent. */
  readonly justify: QuorumCertificate;
  /** The requests in it, in their order. */
  readonly batch: readonly Signed<Request>[];
}

/** The name of the block that all begin with. */
export const GENESIS: BlockId = "genesis";

/** What stands for a certificate of the first block, which nobody has voted for. */
export function genesisCertificate(cluster: string, phase: Phase): QuorumCertificate {
  return { signers: [], statement: { cluster, view: 0, phase, block: GENESIS, justified: 0 } };
}

/** The block that all begin with. */
export function genesisBlock(cluster: string, phase: Phase): Block {
  return {
    view: 0,
    height: 0,
    parent: "",
    justify: genesisCertificate(cluster, phase),
    batch: [],
  };
}

/**
 * The digest of a simulated block: sixteen hexadecimal digits, good against chance. Where somebody may look for two
 * blocks with the same digest it must be SHA-256, which the settings take.
 */
export function shortDigest(text: string): string {
  const digest = new Digest();
  digest.add(text);
  return digest.hex();
}

/** The name of a block. */
export function idOf(block: Block, digest: (text: string) => string): BlockId {
  return block.height === 0 ? GENESIS : digest(encode(block));
}
