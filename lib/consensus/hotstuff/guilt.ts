/**
 * Who was it? Where two conflicting blocks are decided, more than f have lied, and what they have signed shows f + 1 of
 * them by name (Sheng, Wang, Nayak, Kannan and Viswanath 2021, *BFT protocol forensics*, section 6).
 *
 * Take two decided blocks of which neither extends the other, and of those certified blocks on the branch of the one that do not extend
 * the other, the one that is certified in the lowest view from that of the other on. If it was certified in a view
 * of which the other branch has a certificate, too, then whoever has signed both has voted twice in a view. If
 * it was certified later, those who had locked the other block have voted against their lock: the vote itself says
 * by which view it was justified, which was a lower one. In both cases two quorums have f + 1 in common.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import { signersOfBoth } from "../../security/identity/signed.ts";
import { type Block, type BlockId, idOf, type QuorumCertificate } from "./block.ts";
import type { Replica } from "./state.ts";
import { downFrom, viewOf } from "./tree.ts";

/** A decided block with all below it and those above it that decide it, and a certificate for the highest. */
export interface Branch {
  /** From the first after the genesis block on, or the lowest that is not forgotten; each the parent of the next. */
  readonly blocks: readonly Block[];
  /** For the last of them. */
  readonly certificate: QuorumCertificate;
  /** Which of them is decided. */
  readonly decided: BlockId;
}

/** What proves somebody guilty. */
export interface Verdict {
  /** Whether they have voted twice in a view, or against what they had locked. */
  readonly crime: "voted twice in a view" | "voted against the lock";
  /** Who, in ascending order. */
  readonly culprits: readonly NodeId[];
  /** The two certificates that show it. */
  readonly evidence: readonly [QuorumCertificate, QuorumCertificate];
}

/** The branch that a replica has decided a block on: its highest one, unless it is told which. */
export function branchOf(s: Replica, decided: BlockId = s.committed.at(-1)!): Branch {
  const path = [...downFrom(s, s.high.statement.block)].map(([, block]) => block).reverse();
  // The genesis block, or that of a checkpoint.
  const blocks = path[0]?.height === 0 ? path.slice(1) : path;
  return { blocks, certificate: s.high, decided };
}

/** A certified block. */
interface Certified {
  readonly id: BlockId;
  readonly block: Block;
  readonly certificate: QuorumCertificate;
}

/**
 * Those who have signed what nobody loyal signs, if the two decided blocks conflict; undefined if they do not. `certificates` is
 * how many in a row decide a block. Who uses this has checked the certificates themselves.
 */
export function guilty(
  one: Branch,
  other: Branch,
  certificates: number,
  digest: (text: string) => string,
): Verdict | undefined {
  const left = certifiedOf(one, digest), right = certifiedOf(other, digest);
  const [a, b] = [placeOfDecided(one, left), placeOfDecided(other, right)];
  assertReaches(left, right[b]!.block);
  assertReaches(right, left[a]!.block);
  if (extendsIt(left.slice(0, a + 1), right[b]!) || extendsIt(right.slice(0, b + 1), left[a]!)) {
    return undefined;
  }
  // The one that was decided in the lower view is what the other went past.
  return left[a]!.block.view <= right[b]!.block.view
    ? past(left.slice(a, a + certificates), right, certificates)
    : past(right.slice(b, b + certificates), left, certificates);
}

/** `decided` are a decided block and those that decide it; `branch` goes past it. */
function past(
  decided: readonly Certified[],
  branch: readonly Certified[],
  certificates: number,
): Verdict | undefined {
  const [first] = decided, last = decided.at(-1)!;
  assertDecided(decided, certificates);
  const astray = branch.find(({ certificate, id }) =>
    viewOf(certificate) >= first!.block.view && id !== first!.id
  );
  if (astray === undefined) return undefined;
  const twin = decided.find(({ certificate }) =>
    viewOf(certificate) === viewOf(astray.certificate)
  );
  if (twin !== undefined) return verdict("voted twice in a view", twin, astray);
  return verdict("voted against the lock", last, astray);
}

/** Who has forgotten the lower part of its branch cannot show where it left the other: it may be that it did not. */
function assertReaches([lowest]: readonly Certified[], { height }: Block): void {
  if (lowest!.block.height <= height) return;
  throw new RangeError(
    `Cannot judge a branch because it must reach down to the other's decided block, at height ` +
      `${height}: given one from ${lowest!.block.height} on`,
  );
}

/** What is not decided by the rule convicts nobody: its signers need not have locked anything. */
function assertDecided(decided: readonly Certified[], certificates: number): void {
  const views = decided.map(({ block }) => block.view);
  if (views.length === certificates && views.every((view, i) => view === views[0]! + i)) return;
  throw new RangeError(
    `Cannot judge a branch because ${certificates} consecutive views must decide its block: ` +
      `given ${views.join(", ")}`,
  );
}

function verdict(crime: Verdict["crime"], one: Certified, other: Certified): Verdict {
  const evidence = [one.certificate, other.certificate] as const;
  return { crime, culprits: signersOfBoth(...evidence), evidence };
}

function certifiedOf(
  { blocks, certificate }: Branch,
  digest: (text: string) => string,
): readonly Certified[] {
  return blocks.map((block, i) => ({
    id: idOf(block, digest),
    block,
    certificate: blocks[i + 1]?.justify ?? certificate,
  }));
}

function placeOfDecided({ decided }: Branch, certified: readonly Certified[]): number {
  const at = certified.findIndex(({ id }) => id === decided);
  if (at >= 0) return at;
  throw new RangeError(
    `Cannot judge a branch because its decided block must be on it: given ${decided}`,
  );
}

function extendsIt(branch: readonly Certified[], { id }: Certified): boolean {
  return branch.some((each) => each.id === id);
}
