/**
 * HotStuff (Yin, Malkhi, Reiter, Gueta and Abraham 2019): replicas of which f in 3f + 1 may be traitors agree on a
 * chain of blocks. A leader collects votes into certificates, so that each phase costs as many messages as there are
 * replicas, and a new leader needs no more than the highest certificate that n − f of them know.
 *
 * - *Basic* HotStuff has three phases for each block: prepare, pre-commit and commit.
 * - *Chained* HotStuff sees that these are alike, and has each block's phases be the first phases of those after it.
 * - HotStuff-2 (Malkhi and Nayak 2023) has two, and a leader that does not know the last certificate waits.
 *
 * @module
 */

import type { NodeId, Protocol } from "../../model/protocol.ts";
import { isSigned } from "../../security/identity/signed.ts";
import {
  afterRetry,
  type ProxySettings,
  startProxy,
  uponAsk,
  uponReply,
} from "../byzantine_client/proxy.ts";
import { answeredTo, isServed, replyOf } from "../byzantine_client/served.ts";
import { isProper } from "./checks.ts";
import { commit } from "./execute.ts";
import { takeBlocks, uponFetch } from "./fetch.ts";
import { askedIn, compact, startReplica } from "./journal.ts";
import { lead } from "./leader.ts";
import { follow } from "./learn.ts";
import type { HotStuffIo, Message, Saved, Sent, Timer } from "./messages.ts";
import { uponNewView } from "./new_view.ts";
import { afterView, keepTime } from "./pacemaker.ts";
import { type HotStuff, type Options, withDefaults } from "./settings.ts";
import type { Replica, State } from "./state.ts";
import { takePage, uponFetchPage, uponOffer } from "./transfer.ts";
import { isSettled } from "./tree.ts";
import { uponVote } from "./votes.ts";
import { takeWaiting, uponCertified, uponProposal } from "./voting.ts";

/** HotStuff with these settings; throws if they cannot be. */
export function hotStuff(options: Options): Protocol<State, Message, Timer, Saved> {
  const hotstuff = withDefaults(options);
  const proxy = proxySettings(hotstuff);
  const atReplica = <E>(step: Step<E>) => (s: State, event: E, io: HotStuffIo) => {
    if (s.role !== "replica") return;
    step(hotstuff, s, event, io);
    lead(hotstuff, s, io);
    keepTime(hotstuff, s, io);
  };
  return {
    start(io, journal) {
      if (!hotstuff.members.includes(io.self)) return startProxy(askedIn(journal));
      const s = startReplica(hotstuff, journal);
      lead(hotstuff, s, io);
      keepTime(hotstuff, s, io);
      return s;
    },
    upon: {
      proposal: atReplica(uponProposal),
      vote: atReplica(uponVote),
      certified: atReplica(uponCertified),
      newView: atReplica(uponNewView),
      fetch: atReplica(uponFetch),
      blocks: atReplica(uponBlocks),
      offer: atReplica(uponOffer),
      fetchPage: atReplica(uponFetchPage),
      page: atReplica(uponPage),
      request: atReplica(uponRequest),
      ask: (s, message, io) => {
        if (s.role === "proxy") uponAsk(proxy, s, message, io);
      },
      reply: (s, reply, io) => {
        if (s.role === "proxy") uponReply(proxy, s, reply, io);
      },
    },
    after: {
      view: atReplica((_, s, __, io) => afterView(hotstuff, s, io)),
      settle: atReplica((_, s) => void (s.settled = true)),
      retry: (s, _, io) => {
        if (s.role === "proxy") afterRetry(proxy, s, io);
      },
    },
    compact: (journal) => compact(hotstuff, journal),
  };
}

type Step<E> = (hotstuff: HotStuff, s: Replica, event: E, io: HotStuffIo) => void;

function proxySettings({ cluster, members, retransmitMs, rules }: HotStuff): ProxySettings {
  return {
    cluster,
    replicas: members,
    // As the leader changes with every few views, all are asked.
    first: () => members,
    readsAtOnce: () => false,
    believes: () => rules.believes(members.length),
    retryMs: retransmitMs,
    saves: (asked) => rules.saves(asked) !== null,
  };
}

/** Somebody wants something done: it is kept until it is, and whoever asks again is answered again. */
function uponRequest(
  hotstuff: HotStuff,
  s: Replica,
  { request }: Sent<"request">,
  io: HotStuffIo,
): void {
  if (!isSigned(request) || !isProper(hotstuff, request)) return;
  const { signer: client, statement: { timestamp } } = request;
  const last = answeredTo(s.served, request);
  if (last !== undefined) return io.send(client, replyOf(last, s.view));
  const known = s.pool.get(client)?.statement.timestamp ?? 0;
  if (!isServed(s.served, request) && timestamp > known) s.pool.set(client, request);
}

/** Blocks have come that were missing: what they were needed for goes on. */
function uponBlocks(
  hotstuff: HotStuff,
  s: Replica,
  { blocks, from }: Sent<"blocks">,
  io: HotStuffIo,
): void {
  if (takeBlocks(hotstuff, s, blocks, io)) goOn(hotstuff, s, from, io);
}

/** A page of a state has come, and perhaps it was the last. */
function uponPage(hotstuff: HotStuff, s: Replica, page: Sent<"page">, io: HotStuffIo): void {
  if (!takePage(hotstuff, s, page, io)) return;
  const { ended } = s;
  if (ended !== null && !isSettled(s, ended)) s.decided = ended.statement.block;
  goOn(hotstuff, s, page.from, io);
}

/** Does what has waited for something that was missing. */
function goOn(hotstuff: HotStuff, s: Replica, from: NodeId, io: HotStuffIo): void {
  if (s.decided !== null) commit(hotstuff, s, s.decided, from, io);
  if (hotstuff.style === "chained") follow(hotstuff, s, s.high, from, io);
  takeWaiting(hotstuff, s, from, io);
}
