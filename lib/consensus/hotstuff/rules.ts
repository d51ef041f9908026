/**
 * The decisions that HotStuff rests on, one by one, so that each can be made wrongly. What is safe to vote for, what is
 * locked and what is decided differ between the variants; all else is the same.
 *
 * @module
 */

import { isCertificate } from "../../security/identity/signed.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { LastReply } from "../byzantine_client/served.ts";
import { quorum, weak } from "../byzantine_quorum.ts";
import type { Block, Phase, QuorumCertificate } from "./block.ts";
import type { Saved } from "./messages.ts";

/**
 * How many certificates in a row decide: three (Yin et al. 2019); two, where a leader goes on at once; or two, where a
 * leader that does not know the certificate of the view before waits for all who are loyal (Malkhi and Nayak 2023).
 */
export type Variant = "three-chain" | "two-chain-naive" | "hotstuff-2";

/** The rules. */
export interface Rules {
  /** How many votes are a certificate. */
  readonly quorum: (replicas: number) => number;
  /** Whether so many signers, by these members, are. */
  readonly isCertified: (
    certificate: { readonly signers: readonly NodeId[]; readonly statement: unknown },
    quorum: number,
    members: readonly NodeId[],
  ) => boolean;
  /** Whether a certificate is for the block that a proposal extends, and from an earlier view than it. */
  readonly justifies: (certificate: QuorumCertificate, block: Block) => boolean;
  /** safeNode: whether to vote for a block, given whether it extends the locked one. */
  readonly isSafe: (extendsLock: boolean, justified: number, locked: number) => boolean;
  /** Whether to vote in a view, given that of the last vote. */
  readonly mayVote: (view: number, voted: number) => boolean;
  /** What is locked when this certificate, of this block, is known. */
  readonly lockOf: (certificate: QuorumCertificate, block: Block) => QuorumCertificate;
  /** The view of each block with the one below: whether the lowest is decided, when the highest is certified. */
  readonly isDecided: (views: readonly number[]) => boolean;
  /** How many certified blocks in a row it takes to decide the lowest of them. */
  readonly chainLength: number;
  /** In basic HotStuff, the phase whose certificate is locked, given all phases. */
  readonly locksIn: (phases: readonly Phase[]) => Phase;
  /** What a leader proposes on in a view, given the highest certificate that it knows, and what it has locked. */
  readonly proposesOn: (
    high: QuorumCertificate,
    lock: QuorumCertificate,
    view: number,
  ) => QuorumCertificate;
  /** Whether a leader that does not know the certificate of the view before waits for all who are loyal. */
  readonly waits: boolean;
  /** Whether what somebody says to know is learnt, given whether it was said to the leader of a view in time for its proposal. */
  readonly listens: (isInTime: boolean) => boolean;
  /** How long a view may bring nothing, given how many before it have not. */
  readonly timeoutMs: (baseMs: number, failures: number) => number;
  /** Whether a doubling of that time is taken back, given how long the view took that has decided something. */
  readonly eases: (tookMs: number, patienceMs: number) => boolean;
  /** How many replicas must say the same before a client believes them. */
  readonly believes: (replicas: number) => number;
  /** Whether a leader leaves out requests that stand in blocks below its own already. */
  readonly leavesOut: boolean;
  /** Whether a client's request is executed, given the number of its last one that was. */
  readonly isNew: (timestamp: number, last: LastReply | undefined) => boolean;
  /** Whether enough have signed a checkpoint for what led to it to be forgotten, and for its state to be believed. */
  readonly isStable: Rules["isCertified"];
  /** Whether a page of a state is the one that was asked for, given its digest and that one's. */
  readonly isPage: (digest: string, wanted: string) => boolean;
  /** Whether what each client was answered last belongs to the state. */
  readonly keepsAnswers: boolean;
  /** Whether what lies before a stable checkpoint is forgotten. */
  readonly forgets: boolean;
  /** Which of the records that a step would save are saved. */
  readonly saves: (saved: Saved) => Saved | null;
}

/** After so many views without progress the time that they get grows no more: 2¹⁰ times the first. */
const MOST_DOUBLINGS = 10;

/** What is the same in all variants. */
const common = {
  quorum,
  isCertified: isCertificate,
  justifies: ({ statement }: QuorumCertificate, { parent, view }: Block) =>
    statement.block === parent && statement.view < view,
  isSafe: (extendsLock: boolean, justified: number, locked: number) =>
    extendsLock || justified > locked,
  mayVote: (view: number, voted: number) => view > voted,
  // Without dummy blocks a parent may be of any earlier view: only consecutive views decide.
  isDecided: (views: readonly number[]) => views.every((view, i) => view === views[0]! - i),
  locksIn: (phases: readonly Phase[]) => phases.at(-2)!,
  proposesOn: (high: QuorumCertificate) => high,
  timeoutMs: (baseMs: number, failures: number) => baseMs * 2 ** Math.min(failures, MOST_DOUBLINGS),
  eases: (tookMs: number, patienceMs: number) => 4 * tookMs < patienceMs,
  believes: weak,
  listens: () => true,
  leavesOut: true,
  isNew: (timestamp: number, last: LastReply | undefined) => timestamp > (last?.timestamp ?? 0),
  isStable: isCertificate,
  isPage: (digest: string, wanted: string) => digest === wanted,
  keepsAnswers: true,
  forgets: true,
  saves: (saved: Saved) => saved,
} as const;

/** Who has a certificate for a block has one for its parent, too, which is in the block. */
const lockParent = (_: QuorumCertificate, { justify }: Block) => justify;
const lockIt = (certificate: QuorumCertificate) => certificate;

/** The right rules of each variant – of the naive one, those that are safe and may get stuck. */
export const rulesOf: Readonly<Record<Variant, Rules>> = {
  "three-chain": { ...common, lockOf: lockParent, chainLength: 3, waits: false },
  "two-chain-naive": { ...common, lockOf: lockIt, chainLength: 2, waits: false },
  "hotstuff-2": { ...common, lockOf: lockIt, chainLength: 2, waits: true },
};
