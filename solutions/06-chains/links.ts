/** What parts 5, 6 and 7 have in common: servers of a chain, each of which keeps what its successor may lack. */

import {
  type Any,
  apply,
  type Chain,
  type ChainIo,
  type ChainMessage,
  type Entry,
  type Grow,
  isQuery,
  type NodeId,
  type Reply,
  type Request,
  type Store,
} from "../../exercises/06-chains/given.ts";
import { type Place, placeIn } from "./place.ts";
import type { LinkRules } from "./link_rules.ts";

/** A server. */
export interface State {
  readonly self: NodeId;
  readonly most: number;
  chain: Chain;
  place: Place;
  store: Store;
  replies: Map<NodeId, Reply>;
  /** How many updates are in the two. */
  number: number;
  /** The last of them, which its successor is not known to have decided, or to have, if it joins. */
  sent: (Entry & { readonly result: string | null })[];
  /** It has been sent the state, or was in the first chain. */
  hasState: boolean;
  isWhole: boolean;
  /** Queries that wait for the masters, by their rounds. */
  readonly queries: Map<number, Request>;
  rounds: number;
}

/** Servers that decide so. */
export function linksBy(decide: LinkRules): Grow<State> {
  const known = (s: State): number => s.number - s.sent.length;
  const acknowledge = (s: State, io: ChainIo): void => {
    const { isTail, joins, predecessor } = s.place, { epoch } = s.chain;
    if (predecessor === null) return;
    const number = isTail || joins ? s.number : known(s);
    io.send(predecessor, { type: "acknowledge", epoch, number });
  };
  const updates = (s: State, to: NodeId, entries: readonly Entry[], io: ChainIo): void =>
    io.send(to, {
      type: "updates",
      epoch: s.chain.epoch,
      entries: entries.map(bare),
      last: s.number,
    });
  const resume = (s: State, io: ChainIo): void => {
    const { predecessor } = s.place, has = s.hasState ? s.number : null;
    io.send(predecessor!, { type: "resume", epoch: s.chain.epoch, has });
  };
  const append = (s: State, entries: readonly Entry[], io: ChainIo): void => {
    const { isTail, successor } = s.place;
    for (const entry of entries) {
      const { client, sequence, command } = entry, result = apply(s.store, command);
      s.replies.set(client, { sequence, result });
      s.number++;
      if (successor !== null && (!isTail || decide.keepsForJoining())) {
        s.sent.push({ ...entry, result });
      }
      if (isTail || decide.answersAtHead(s.place)) io.answer(client, { sequence, result });
    }
    if (successor !== null) updates(s, successor, entries, io);
  };
  const update = (s: State, request: Request, io: ChainIo): void => {
    const { client, sequence } = request, reply = s.replies.get(client);
    if (reply !== undefined && decide.recognises(sequence, reply.sequence)) {
      const isOpen = !s.place.isTail && s.sent.some((entry) => entry.client === client);
      if (decide.repeats(sequence, reply.sequence, isOpen)) {
        io.answer(client, { sequence, result: reply.result });
      }
      return;
    }
    append(s, [{ ...request, number: s.number + 1 }], io);
  };
  const serve = (s: State, request: Request, isFirst: boolean, io: ChainIo): void => {
    const { epoch, chain } = s.chain, { isHead, isTail } = s.place, { command } = request;
    if (epoch === 0) return;
    const asksFor = isQuery(command);
    if (!decide.serves(asksFor ? isTail : isHead)) {
      const to = asksFor ? chain.at(-1)! : chain[0]!;
      if (decide.passesOn(isFirst)) io.send(to, { type: "request", epoch, request });
      return;
    }
    if (!s.isWhole) return;
    if (!asksFor) return update(s, request, io);
    if (!decide.confirms(asksFor)) return answer(s, request, io);
    s.queries.set(++s.rounds, request);
    io.confirm(s.rounds);
  };
  const uponUpdates = (s: State, { entries, last }: Any, from: NodeId, io: ChainIo): void => {
    const { predecessor, isTail, joins } = s.place;
    if (!decide.isFrom(from, predecessor) || (!s.hasState && !decide.takesEarly())) return;
    if (!decide.fits(entries[0]?.number ?? s.number + 1, s.number)) return;
    const fresh = entries.filter(({ number }: Entry) => !decide.skips() || number > s.number);
    if (fresh.length > 0) append(s, fresh, io);
    if (decide.isWhole(s.number, last)) s.isWhole = true;
    if (decide.tells(isTail, joins, fresh.length)) acknowledge(s, io);
  };
  const uponResume = (s: State, has: number | null, from: NodeId, io: ChainIo): void => {
    const { successor, isMember } = s.place, { most, store, number, replies } = s;
    if (!decide.isFrom(from, successor) || !isMember || !decide.answersResume(s.isWhole)) return;
    const { epoch } = s.chain;
    if (!decide.sendsOn(has, known(s))) {
      const told = decide.repliesFor(replies);
      return io.send(from, { type: "state", epoch, number, store: new Map(store), replies: told });
    }
    const lacks = s.sent.filter((entry) => entry.number > has!);
    for (let at = 0; at === 0 || at < lacks.length; at += most) {
      updates(s, from, lacks.slice(at, at + most), io);
    }
  };
  return {
    start: (self, most) => ({
      self,
      most,
      chain: { epoch: 0, chain: [], joining: null },
      place: placeIn({ epoch: 0, chain: [], joining: null }, self),
      ...nothing(),
      hasState: false,
      isWhole: false,
      queries: new Map(),
      rounds: 0,
    }),
    configure(s, chain, io) {
      if (!decide.isNew(chain.epoch, s.chain.epoch)) return;
      const was = s.place, isFirst = s.chain.epoch === 0, now = placeIn(chain, s.self);
      s.chain = { ...chain, chain: [...chain.chain] };
      s.place = now;
      if (decide.drops()) s.queries.clear();
      if (isFirst && now.isMember) s.hasState = s.isWhole = true;
      if (now.joins && !was.joins && decide.forgets()) {
        Object.assign(s, { ...nothing(), hasState: false, isWhole: false });
      }
      const resumes = !isFirst && decide.resumes(now, was);
      if (resumes && decide.waits(now, was)) s.isWhole = false;
      if (!now.isMember && !now.joins) s.isWhole = false;
      const becomesTail = now.isTail && was.isMember && !was.isTail && decide.decidesAsTail();
      if (becomesTail) {
        for (const { client, sequence, result } of s.sent) io.answer(client, { sequence, result });
      }
      const isFresh = now.successor !== was.successor && decide.startsAnew(was);
      if (now.successor === null || isFresh) s.sent = [];
      if (becomesTail) acknowledge(s, io);
      if (resumes) resume(s, io);
    },
    confirmed(s, round, io) {
      for (const [asked, request] of s.queries) {
        if (asked > round) continue;
        s.queries.delete(asked);
        answer(s, request, io);
      }
    },
    ask: (s, request, io) => serve(s, request, true, io),
    upon(s, from, message, io) {
      if (!decide.heeds(message.epoch, s.chain.epoch)) return;
      const { predecessor, successor, joins, isMember, isTail } = s.place;
      switch (message.type) {
        case "request":
          return serve(s, message.request, false, io);
        case "updates":
          return uponUpdates(s, message, from, io);
        case "acknowledge": {
          if (!decide.isFrom(from, successor)) return;
          const had = decide.strikes(message.number, known(s)) - known(s);
          if (had <= 0) return;
          s.sent.splice(0, had);
          if (isMember && !isTail) acknowledge(s, io);
          return;
        }
        case "resume":
          return uponResume(s, message.has, from, io);
        case "state":
          if (!decide.isFrom(from, predecessor) || !decide.hears(joins, s.isWhole)) return;
          takeState(s, message, decide);
          return acknowledge(s, io);
      }
    },
    again(s, io) {
      const { successor, predecessor, isMember } = s.place;
      if (successor !== null && isMember && s.sent.length > 0) {
        updates(s, successor, s.sent.slice(0, s.most), io);
      }
      if (predecessor !== null && !s.isWhole) resume(s, io);
    },
    whole: ({ isWhole }) => isWhole,
    store: ({ store }) => store,
  };
}

type Of<K extends ChainMessage["type"]> = Extract<ChainMessage, { type: K }>;

function takeState(
  s: State,
  { number, store, replies }: Of<"state">,
  decide: LinkRules,
): void {
  if (decide.takesState(s.hasState, number, s.number)) {
    Object.assign(s, { store: new Map(store), replies: new Map(replies), number, sent: [] });
  }
  s.hasState = s.isWhole = true;
}

function answer({ store }: State, { client, sequence, command }: Request, io: ChainIo): void {
  io.answer(client, { sequence, result: apply(store, command) });
}

const nothing = (): Pick<State, "store" | "replies" | "number" | "sent"> => ({
  store: new Map(),
  replies: new Map(),
  number: 0,
  sent: [],
});

const bare = ({ client, sequence, command, number }: Entry): Entry => ({
  client,
  sequence,
  command,
  number,
});
