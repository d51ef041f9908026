/** What a replica of HotStuff remembers, and what it saves. @module */

import type {
  Block,
  BlockId,
  BlockVote,
  Entrance,
  Io,
  NodeId,
  QuorumCertificate,
  Request,
  Signed,
  WholeMessage,
  WholeRules,
  Wish,
} from "../../exercises/13-byzantine/given.ts";

export interface Voted {
  readonly view: number;
  readonly block: BlockId;
}

/** A replica. */
export interface State {
  view: number;
  /** The highest view that it has wanted. */
  wanted: number;
  /** Why it is in its view, if wishes have led there. */
  entrance: Entrance | null;
  failures: number;
  timing: boolean;
  /** The last view in which it has proposed. */
  proposed: number;
  voted: Voted | null;
  high: QuorumCertificate;
  lock: QuorumCertificate;
  readonly blocks: Map<BlockId, Block>;
  readonly missing: Set<BlockId>;
  waiting: Block | null;
  readonly committed: BlockId[];
  readonly executed: { readonly client: NodeId; readonly command: string }[];
  readonly sessions: Map<NodeId, { readonly timestamp: number; readonly result: number }>;
  readonly pool: Map<NodeId, Signed<Request>>;
  readonly votes: Map<NodeId, Signed<BlockVote>>;
  readonly wishes: Map<NodeId, Signed<Wish>>;
}

/** What is saved. */
export type Saved =
  | {
    readonly type: "voted";
    readonly voted: Voted | null;
    readonly lock: QuorumCertificate;
    readonly high: QuorumCertificate;
  }
  | { readonly type: "block"; readonly block: Block }
  | { readonly type: "committed"; readonly block: BlockId };

export type Timer = { readonly type: "view" };
export type WholeIo = Io<WholeMessage, Timer, Saved>;

/** The certificate that all begin with. */
export function genesis({ cluster }: WholeRules): QuorumCertificate {
  return { signers: [], statement: { kind: "vote", cluster, view: 0, block: "genesis" } };
}

export const viewOf = ({ statement }: QuorumCertificate): number => statement.view;

/** A replica at its birth. */
export function born(rules: WholeRules): State {
  return {
    view: 1,
    wanted: 0,
    entrance: null,
    failures: 0,
    timing: false,
    proposed: 0,
    voted: null,
    high: genesis(rules),
    lock: genesis(rules),
    blocks: new Map(),
    missing: new Set(),
    waiting: null,
    committed: [],
    executed: [],
    sessions: new Map(),
    pool: new Map(),
    votes: new Map(),
    wishes: new Map(),
  };
}

/** The shortest journal that starts the same. */
export function compact(journal: readonly Saved[]): Saved[] {
  const last = (type: Saved["type"]) => journal.filter((each) => each.type === type).slice(-1);
  return [
    ...journal.filter(({ type }) => type === "block"),
    ...last("voted"),
    ...last("committed"),
  ];
}
