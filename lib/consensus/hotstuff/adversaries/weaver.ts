/**
 * A leader of three turns in a row that weaves two branches, so that the blocks of one are not of consecutive views: b in
 * view 1, b′ in 2 and b″ in 4, while c in 3 is certified on the other, and goes on as d in 5 and e in 6. Who takes b,
 * b′ and b″ for three in a row decides b, and then c.
 *
 * @module
 */

import type { NodeId } from "../../../model/protocol.ts";
import type { TraitorIo, Treason } from "../../../security/adversary/traitors.ts";
import { certificateOf, sign, type Signed } from "../../../security/identity/signed.ts";
import {
  type Block,
  type Entrance,
  GENESIS,
  genesisCertificate,
  idOf,
  type QuorumCertificate,
  shortDigest,
  type Vote,
  type Wish,
} from "../block.ts";
import type { Message } from "../messages.ts";

/** How many views each of its turns has; the first has one less, as there is no view 0. */
export const WEAVERS_TENURE = 3;

/** Which block each of its blocks extends, by their views; 0 is the first of all. */
const WEAVE: Readonly<Record<number, number>> = { 1: 0, 2: 1, 3: 0, 4: 2, 5: 3, 6: 5 };

/** How long it waits until all have seen its last certificate, in ms. */
const PAUSE_MS = 60;

/** What it has in mind. */
interface Mind {
  /** The blocks that it has proposed, by view. */
  readonly blocks: Map<number, Block>;
  /** The certificates for them. */
  readonly certificates: Map<number, QuorumCertificate>;
  /** The votes that are none yet. */
  readonly votes: Signed<Vote>[];
  /** Who wants to go to view 3. */
  readonly wishes: Map<NodeId, Signed<Wish>>;
}

/** The weaver, among `quorum` of whom a certificate is. */
export function weaver(
  cluster: string,
  others: readonly NodeId[],
  quorum: number,
): Treason<Message> {
  const propose = (mind: Mind, view: number, entrance: Entrance | null, io: TraitorIo<Message>) => {
    const below = mind.blocks.get(WEAVE[view]!);
    const block: Block = {
      view,
      height: (below?.height ?? 0) + 1,
      parent: below === undefined ? GENESIS : idOf(below, shortDigest),
      justify: mind.certificates.get(WEAVE[view]!) ?? genesisCertificate(cluster, "generic"),
      batch: [],
    };
    mind.blocks.set(view, block);
    for (const to of others) io.send(to, { type: "proposal", block, entrance, stable: null });
  };
  const certify = (mind: Mind, vote: Vote, io: TraitorIo<Message>) => {
    const { view, block } = vote;
    const same = mind.votes.filter(({ statement }) => statement.block === block);
    if (same.length < quorum - 1 || mind.certificates.has(view)) return;
    const certificate = certificateOf([...same, sign(io, vote)]);
    mind.certificates.set(view, certificate);
    // That of b′ nobody is shown, before b″.
    if (view === 2) return;
    for (const to of others) io.send(to, { type: "certified", certificate });
    if (WEAVE[view + 1] !== undefined) io.wait(PAUSE_MS, { type: "next", view: view + 1 } as never);
  };
  return {
    start(io) {
      const mind: Mind = {
        blocks: new Map(),
        certificates: new Map(),
        votes: [],
        wishes: new Map(),
      };
      propose(mind, 1, null, io);
      return mind;
    },
    upon: {
      vote(mind: Mind, { vote, from }, io) {
        if (vote.signer !== from || mind.votes.some((other) => isSame(other, vote))) return;
        mind.votes.push(vote);
        certify(mind, vote.statement, io);
      },
      newView(mind: Mind, { wish, from }, io) {
        if (wish.statement.wish !== WEAVERS_TENURE || mind.blocks.has(WEAVERS_TENURE)) return;
        mind.wishes.set(from, wish);
        if (mind.wishes.size < quorum - 1) return;
        const entrance = certificateOf([...mind.wishes.values(), sign(io, wish.statement)]);
        propose(mind, WEAVERS_TENURE, entrance, io);
      },
      fetch(mind: Mind, { block: wanted, from }, io) {
        const blocks = [...mind.blocks.values()].filter((block) =>
          idOf(block, shortDigest) === wanted
        );
        if (blocks.length > 0) io.send(from, { type: "blocks", blocks });
      },
      proposal() {},
      certified() {},
      blocks() {},
      offer() {},
      fetchPage() {},
      page() {},
      request() {},
      reply() {},
      ask() {},
    },
    after: {
      next: (mind: Mind, { view }: { readonly view: number }, io) => propose(mind, view, null, io),
    },
  };
}

function isSame(one: Signed<Vote>, other: Signed<Vote>): boolean {
  return one.signer === other.signer && one.statement.block === other.statement.block;
}
