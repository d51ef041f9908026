/** Part 10. Who is guilty. @module */

import {
  type Block,
  type BlockId,
  type BlockVote,
  type Charge,
  type Cluster,
  digestOf,
  type Guilt,
  type Signed,
} from "../../exercises/13-byzantine/given.ts";

type Vote = Signed<BlockVote>;

/** How it is decided. */
export interface Ways {
  readonly counts: (cluster: Cluster, vote: Vote) => boolean;
  readonly isTwice: (one: BlockVote, other: BlockVote) => boolean;
  /** What a vote for this block shows to be locked; undefined: nobody can say. */
  readonly locked: (
    block: Block,
    known: ReadonlyMap<BlockId, Block>,
  ) => { readonly block: BlockId; readonly view: number } | undefined;
  readonly isAgainst: (
    later: Block,
    lock: { readonly block: BlockId; readonly view: number },
  ) => boolean;
  readonly isLater: (one: BlockVote, other: BlockVote) => boolean;
}

export const ways: Ways = {
  counts: ({ cluster, replicas }, { signer, statement }) =>
    statement.kind === "vote" && statement.cluster === cluster && signer >= 0 && signer < replicas,
  isTwice: (one, other) => one.view === other.view && one.block !== other.block,
  locked(block, known) {
    const parent = known.get(block.parent);
    return parent === undefined
      ? undefined
      : { block: parent.parent, view: parent.justify.statement.view };
  },
  isAgainst: ({ parent, justify }, { block, view }) =>
    justify.statement.view <= view && parent !== block,
  isLater: (one, other) => other.view > one.view,
};

export function guiltWith(own: Partial<Ways> = {}): Guilt {
  const way = { ...ways, ...own };
  return (cluster, blocks, votes) => {
    const known = new Map(blocks.map((block) => [digestOf(block), block]));
    const bySigner = Map.groupBy(
      votes.filter((vote) => way.counts(cluster, vote)),
      ({ signer }) => signer,
    );
    const crimeOf = (one: BlockVote, other: BlockVote): Charge["crime"] | undefined => {
      if (way.isTwice(one, other)) return "two votes";
      const earlier = known.get(one.block), later = known.get(other.block);
      if (!way.isLater(one, other) || earlier === undefined || later === undefined) {
        return undefined;
      }
      const lock = way.locked(earlier, known);
      return lock !== undefined && way.isAgainst(later, lock) ? "against the lock" : undefined;
    };
    return [...bySigner].flatMap(([culprit, said]): Charge[] => {
      for (const one of said) {
        for (const other of said) {
          const crime = crimeOf(one.statement, other.statement);
          if (crime !== undefined) return [{ culprit, crime, evidence: [one, other] }];
        }
      }
      return [];
    });
  };
}

export const guilt: Guilt = guiltWith();
