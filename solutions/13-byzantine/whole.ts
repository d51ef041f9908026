/** Part 11. Chained HotStuff, whole. @module */

import {
  type Any,
  type Block,
  chiefOf,
  digestOf,
  type Entrance,
  equal,
  type NodeId,
  type QuorumCertificate,
  type Request,
  sign,
  type Signed,
  type WholeHotStuff,
  type WholeRules,
} from "../../exercises/13-byzantine/given.ts";
import { certificates } from "./certificates.ts";
import { Chain, type Ways, ways } from "./whole_chain.ts";
import { born, compact, type Saved, type State, viewOf, type WholeIo } from "./whole_state.ts";

export type Own = ReturnType<WholeHotStuff<State>>;

/** The protocol with some decisions made otherwise. */
export function wholeWith(own: Partial<Ways> = {}): (rules: WholeRules) => Own {
  return (rules) => {
    const way = { ...ways, ...own }, { cluster, replicas, viewMs } = rules;
    const chain = new Chain(rules, way), members = [...Array(replicas).keys()];
    const quorum = way.quorum(replicas);
    const leads = (view: number, io: WholeIo) => chiefOf(view, replicas) === io.self;
    const others = (io: WholeIo) => members.filter((node) => node !== io.self);

    /** A certificate has come. */
    const learn = (s: State, certificate: QuorumCertificate, from: NodeId, io: WholeIo): void => {
      if (viewOf(certificate) > viewOf(s.high)) s.high = certificate;
      chain.follow(s, certificate, from, io);
      if (viewOf(certificate) >= s.view) enter(s, viewOf(certificate) + 1, null, io);
    };
    const enter = (s: State, view: number, entrance: Entrance | null, io: WholeIo): void => {
      s.view = view;
      s.entrance = entrance;
      if (s.timing) io.cancel("view");
      s.timing = false;
      if (entrance === null) return;
      s.failures++;
      const isNews = s.wanted < view;
      s.wanted = Math.max(s.wanted, view);
      // Its leader has to hear from a quorum what is known.
      if (isNews || !s.wishes.has(io.self)) s.wishes.set(io.self, wishFor(s.wanted, io));
      sayWish(s, leads(view, io) ? others(io) : [chiefOf(view, replicas)], io);
    };
    const wishFor = (wish: number, io: WholeIo) =>
      sign(io, { kind: "wish", cluster, wish } as const);
    const sayWish = (s: State, to: readonly NodeId[], io: WholeIo) => {
      const { high, entrance } = s;
      for (const node of to) {
        io.send(node, { type: "wish", wish: wishFor(s.wanted, io), high, entrance });
      }
    };
    const want = (s: State, view: number, io: WholeIo) => {
      s.wanted = view;
      s.wishes.set(io.self, wishFor(view, io));
      sayWish(s, others(io), io);
    };
    const comeAlong = (s: State, entrance: Entrance | null, io: WholeIo) => {
      if (entrance === null || entrance.statement.wish <= s.view) return;
      const { kind, cluster: of, wish } = entrance.statement;
      if (kind !== "wish" || of !== cluster) return;
      if (certificates.isCertificate(entrance, members, quorum)) enter(s, wish, entrance, io);
    };
    const gather = (s: State, io: WholeIo) => {
      const heard = [...s.wishes].filter(([node]) => node !== io.self)
        .map(([, { statement }]) => statement.wish).sort((a, b) => b - a);
      const joined = heard[way.weak(replicas) - 1] ?? 0;
      if (joined > Math.max(s.wanted, s.view)) want(s, joined, io);
      for (const { statement } of s.wishes.values()) {
        if (statement.wish <= s.view) continue;
        const same = [...s.wishes.values()].filter((each) =>
          each.statement.wish === statement.wish
        );
        if (same.length < quorum) continue;
        const signers = same.map(({ signer }) => signer).sort((a, b) => a - b);
        return enter(s, statement.wish, { signers, statement }, io);
      }
    };

    const isRequest = ({ signer, statement }: Signed<Request>) =>
      !way.checksCommands ||
      statement.kind === "request" && statement.cluster === cluster && signer >= replicas &&
        Number.isInteger(statement.timestamp) && statement.timestamp > 0;
    const isBlock = ({ justify, parent, view, commands }: Block) =>
      chain.isGenuine(justify) && justify.statement.block === parent && viewOf(justify) < view &&
      commands.every(isRequest);
    const voteFor = (s: State, block: Block, io: WholeIo) => {
      const { view, parent, justify } = block;
      if (
        view !== s.view || way.isLeaving(s.wanted, view) || !way.mayVote(view, s.voted?.view ?? 0)
      ) return;
      const extendsLock = chain.extendsIt(s, parent, s.lock);
      if (!way.isSafe(extendsLock, viewOf(justify), viewOf(s.lock))) return;
      const id = digestOf(block), { lock, high } = s;
      chain.keep(s, block, io);
      for (const request of block.commands) await_(s, request);
      s.voted = { view, block: id };
      io.save({ type: "voted", voted: s.voted, lock, high });
      const vote = sign(io, { kind: "vote", cluster, view, block: id } as const);
      if (leads(view + 1, io)) s.votes.set(io.self, vote);
      else io.send(chiefOf(view + 1, replicas), { type: "vote", vote });
    };
    /** A request that is not executed is waited for. */
    const await_ = (s: State, request: Signed<Request>) => {
      const { signer: client, statement: { timestamp } } = request;
      const known = s.pool.get(client)?.statement.timestamp ?? 0;
      const done = s.sessions.get(client)?.timestamp ?? 0;
      if (timestamp > Math.max(known, done)) s.pool.set(client, request);
    };

    /** As leader: makes certificates of votes. */
    const certify = (s: State, io: WholeIo): boolean => {
      for (const { statement } of s.votes.values()) {
        if (statement.view <= viewOf(s.high)) continue;
        const same = [...s.votes.values()].filter((each) => equal(each.statement, statement));
        if (same.length < quorum) continue;
        const signers = same.map(({ signer }) => signer).sort((a, b) => a - b);
        learn(s, { signers, statement }, signers.find((node) => node !== io.self)!, io);
        return true;
      }
      return false;
    };
    const propose = (s: State, io: WholeIo) => {
      const { view, high } = s, { block: parent } = high.statement;
      if (
        !leads(view, io) || s.proposed >= view || way.isLeaving(s.wanted, view) || s.pool.size === 0
      ) return;
      if (!chain.isKnown(s, parent)) return;
      const isNext = viewOf(high) === view - 1;
      const heard = [...s.wishes.values()].filter(({ statement }) => statement.wish >= view);
      if (!isNext && view > 1 && !way.isTold(heard.length, quorum)) return;
      s.proposed = view;
      const block: Block = { view, parent, justify: high, commands: batchOn(s, parent) };
      chain.keep(s, block, io);
      const entrance = isNext ? null : s.entrance;
      for (const to of others(io)) io.send(to, { type: "proposal", block, entrance });
      voteFor(s, block, io);
    };
    const batchOn = (s: State, parent: string): Signed<Request>[] => {
      const below = new Map<NodeId, number>();
      for (let next = parent; way.leavesOut;) {
        const block = s.blocks.get(next);
        if (block === undefined || s.committed.includes(next)) break;
        for (const { signer, statement } of block.commands) {
          below.set(signer, Math.max(below.get(signer) ?? 0, statement.timestamp));
        }
        next = block.parent;
      }
      return [...s.pool.values()].filter(({ signer, statement }) =>
        statement.timestamp > (below.get(signer) ?? 0)
      );
    };
    /** After each step: leads on, and keeps time while something is waited for. */
    const goOn = (s: State, io: WholeIo) => {
      let isCertified = false;
      while (certify(s, io)) {
        isCertified = true;
        propose(s, io);
      }
      propose(s, io);
      if (isCertified && s.proposed < s.view && way.shows) {
        for (const to of others(io)) io.send(to, { type: "certified", certificate: s.high });
      }
      const waits = s.pool.size > 0 || s.missing.size > 0;
      if (waits && !s.timing) io.wait(way.patience(viewMs, s.failures), { type: "view" });
      if (!waits && s.timing) io.cancel("view");
      s.timing = waits;
    };

    return {
      start(io, journal) {
        const s = born(rules);
        let last = "genesis";
        for (const saved of journal as readonly Saved[]) {
          if (saved.type === "block") s.blocks.set(digestOf(saved.block), saved.block);
          else if (saved.type === "committed") last = saved.block;
          else Object.assign(s, { voted: saved.voted, lock: saved.lock, high: saved.high });
        }
        chain.replay(s, last);
        s.view = Math.max(1, s.voted?.view ?? 0, viewOf(s.high) + 1);
        s.proposed = journal.length === 0 ? 0 : s.view;
        void io;
        return s;
      },
      upon: {
        request(s, { request, from }, io) {
          if (!isRequest(request)) return;
          const { signer, statement: { timestamp } } = request, done = s.sessions.get(signer);
          if (done?.timestamp === timestamp && from === signer) {
            io.send(signer, { type: "reply", view: s.view, timestamp, result: done.result });
          }
          await_(s, request);
          goOn(s, io);
        },
        proposal(s, { from, block, entrance }, io) {
          if (from !== chiefOf(block.view, replicas) || !isBlock(block)) return;
          learn(s, block.justify, from, io);
          comeAlong(s, entrance, io);
          if (chain.isKnown(s, block.parent)) voteFor(s, block, io);
          else if (block.view === s.view) s.waiting = block;
          goOn(s, io);
        },
        vote(s, { from, vote }, io) {
          const { signer, statement } = vote;
          if (signer !== from || from >= replicas || !leads(statement.view + 1, io)) return;
          if (statement.kind !== "vote" || statement.cluster !== cluster) return;
          if (statement.view < (s.votes.get(from)?.statement.view ?? 0)) return;
          s.votes.set(from, vote);
          goOn(s, io);
        },
        wish(s, { from, wish, high, entrance }, io) {
          const { signer, statement } = wish;
          if (signer !== from || from >= replicas || statement.kind !== "wish") return;
          if (statement.cluster !== cluster || !chain.isGenuine(high)) return;
          if (viewOf(high) < viewOf(s.high)) {
            io.send(from, { type: "certified", certificate: s.high });
          }
          learn(s, high, from, io);
          comeAlong(s, entrance, io);
          if (statement.wish > (s.wishes.get(from)?.statement.wish ?? 0)) s.wishes.set(from, wish);
          gather(s, io);
          goOn(s, io);
        },
        certified(s, { from, certificate }, io) {
          if (!chain.isGenuine(certificate)) return;
          learn(s, certificate, from, io);
          goOn(s, io);
        },
        fetch(s, { from, block: id }, io) {
          const block = s.blocks.get(id);
          if (block !== undefined) io.send(from, { type: "block", block });
        },
        block(s, { from, block }, io) {
          if (!s.missing.has(digestOf(block))) return;
          chain.keep(s, block, io);
          chain.follow(s, s.high, from, io);
          const { waiting } = s;
          if (waiting !== null && chain.isKnown(s, waiting.parent)) {
            s.waiting = null;
            learn(s, waiting.justify, from, io);
            voteFor(s, waiting, io);
          }
          goOn(s, io);
        },
        reply() {},
      },
      after: {
        view(s: State, _: Any, io: WholeIo) {
          s.timing = false;
          for (const id of [...s.missing]) chain.lack(s, id, null, io);
          want(s, way.wants(s.view, s.wanted), io);
          gather(s, io);
          goOn(s, io);
        },
      },
      compact: (journal) => compact(journal as readonly Saved[]),
      view: ({ view, voted, committed, executed }) => ({ view, voted, committed, executed }),
    };
  };
}

export const whole: WholeHotStuff<State> = wholeWith();
