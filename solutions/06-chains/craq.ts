/** Part 8: versions of each object, and Sent, from which it follows which of them are dirty. */

import {
  apply,
  type Chain,
  type Craq,
  type CraqIo,
  type CraqMessage,
  type Entry,
  isQuery,
  type NodeId,
  type Reply,
  type Request,
} from "../../exercises/06-chains/given.ts";

interface Made {
  readonly number: number;
  readonly value: string;
}

interface State {
  readonly self: NodeId;
  readonly most: number;
  chain: Chain;
  number: number;
  sent: (Entry & { readonly result: string | null })[];
  readonly versions: Map<string, Made[]>;
  readonly replies: Map<NodeId, Reply>;
  readonly waiting: Map<number, Request>;
  reads: number;
}

/** The decisions, one of which a bug replaces. */
export const craqRules = {
  heeds: (epoch: number, own: number): boolean => epoch === own,
  isFrom: (from: NodeId, expected: NodeId | undefined): boolean => from === expected,
  /** Whether a version is answered without asking the tail. */
  isClean: (number: number, decided: number): boolean => number <= decided,
  reads: (isMember: boolean, _isTail: boolean): boolean => isMember,
  tells: (isTail: boolean): boolean => isTail,
  /** Up to which version the tail's word lets answer. */
  answers: (named: number, decided: number): number => Math.max(named, decided),
  decidesAsTail: (): boolean => true,
  asksAnew: (): boolean => true,
  prunes: (): boolean => true,
  strikes: (number: number, _decided: number): number => number,
  passesOn: (): boolean => true,
  fits: (first: number, number: number): boolean => first <= number + 1,
  answersAtHead: (): boolean => false,
  recognises: (): boolean => true,
  tooEarly: (): boolean => false,
};

const decided = ({ number, sent }: State): number => number - sent.length;

/** Servers that decide so. */
export function craqBy(decide: typeof craqRules): Craq<State> {
  const at = ({ chain: { chain }, self }: State) => {
    const place = chain.indexOf(self), isMember = place >= 0;
    return {
      isMember,
      isHead: place === 0,
      isTail: isMember && place === chain.length - 1,
      predecessor: chain[place - 1],
      successor: isMember ? chain[place + 1] : undefined,
    };
  };
  const prune = (s: State): void => {
    if (!decide.prunes()) return;
    for (const [key, versions] of s.versions) {
      const newest = versions.findLastIndex(({ number }) => number <= decided(s));
      if (newest > 0) s.versions.set(key, versions.slice(newest));
    }
  };
  const acknowledge = (s: State, io: CraqIo): void => {
    const { predecessor } = at(s), { epoch } = s.chain;
    if (predecessor === undefined) return;
    io.send(predecessor, { type: "acknowledge", epoch, number: decided(s) });
  };
  const send = (s: State, entries: readonly Entry[], io: CraqIo): void => {
    const { successor } = at(s), { epoch } = s.chain;
    if (successor === undefined || entries.length === 0) return;
    const bare = entries.map(({ client, sequence, command, number }) => ({
      client,
      sequence,
      command,
      number,
    }));
    io.send(successor, { type: "updates", epoch, entries: bare });
  };
  const append = (s: State, entries: readonly Entry[], io: CraqIo): void => {
    const { isTail, isHead } = at(s);
    for (const entry of entries) {
      const { client, sequence, command, number } = entry, { key } = command;
      const versions = s.versions.get(key) ?? [], last = versions.at(-1);
      const store = new Map(last === undefined ? [] : [[key, last.value]]);
      const result = apply(store, command);
      s.versions.set(key, [...versions, { number, value: store.get(key)! }]);
      s.replies.set(client, { sequence, result });
      s.number = number;
      if (!isTail) s.sent.push({ ...entry, result });
      if (isTail || (isHead && decide.answersAtHead())) io.answer(client, { sequence, result });
    }
    send(s, entries, io);
    prune(s);
  };
  const read = (s: State, request: Request, io: CraqIo): void => {
    const { client, sequence, command: { key } } = request, newest = s.versions.get(key)?.at(-1);
    if (newest === undefined || decide.isClean(newest.number, decided(s))) {
      return io.answer(client, { sequence, result: newest?.value ?? null });
    }
    const read = s.reads++;
    s.waiting.set(read, request);
    io.send(s.chain.chain.at(-1)!, { type: "version", epoch: s.chain.epoch, read, key });
  };
  const serve = (s: State, request: Request, isFirst: boolean, io: CraqIo): void => {
    const { epoch, chain } = s.chain, { isMember, isHead, isTail } = at(s);
    if (epoch === 0) return;
    const { client, sequence, command } = request;
    if (isQuery(command) && decide.reads(isMember, isTail)) return read(s, request, io);
    if (isQuery(command) || !isHead) {
      const to = isQuery(command) ? chain.at(-1)! : chain[0]!;
      return isFirst ? io.send(to, { type: "request", epoch, request }) : undefined;
    }
    const reply = s.replies.get(client);
    if (!decide.recognises() || reply === undefined || reply.sequence < sequence) {
      return append(s, [{ client, sequence, command, number: s.number + 1 }], io);
    }
    const isOpen = s.sent.some((entry) => entry.client === client) && !decide.tooEarly();
    if (reply.sequence === sequence && !isOpen) {
      io.answer(client, { sequence, result: reply.result });
    }
  };
  const told = (s: State, message: CraqMessage & { type: "versionReply" }, io: CraqIo): void => {
    const request = s.waiting.get(message.read);
    if (request === undefined) return;
    s.waiting.delete(message.read);
    const { client, sequence, command: { key } } = request;
    const until = decide.answers(message.number, decided(s));
    const version = s.versions.get(key)?.findLast(({ number }) => number <= until);
    io.answer(client, { sequence, result: version?.value ?? null });
  };
  return {
    start: (self, most) => ({
      self,
      most,
      chain: { epoch: 0, chain: [], joining: null },
      number: 0,
      sent: [],
      versions: new Map(),
      replies: new Map(),
      waiting: new Map(),
      reads: 0,
    }),
    configure(s, chain, io) {
      if (chain.epoch <= s.chain.epoch) return;
      const was = at(s), waiting = [...s.waiting.values()];
      s.chain = { ...chain, chain: [...chain.chain] };
      if (at(s).isTail && was.isMember && !was.isTail && decide.decidesAsTail()) {
        const { sent } = s;
        s.sent = [];
        for (const { client, sequence, result } of sent) io.answer(client, { sequence, result });
        prune(s);
        acknowledge(s, io);
      }
      if (!decide.asksAnew()) return;
      s.waiting.clear();
      for (const request of waiting) serve(s, request, true, io);
    },
    ask: (s, request, io) => serve(s, request, true, io),
    upon(s, from, message, io) {
      const { epoch, chain } = s.chain, { predecessor, successor, isTail } = at(s);
      if (!decide.heeds(message.epoch, epoch)) return;
      switch (message.type) {
        case "request":
          return serve(s, message.request, false, io);
        case "updates": {
          if (!decide.isFrom(from, predecessor)) return;
          if (!decide.fits(message.entries[0]?.number ?? 0, s.number)) return;
          const fresh = message.entries.filter(({ number }) => number > s.number);
          append(s, fresh, io);
          if (isTail || fresh.length === 0) acknowledge(s, io);
          return;
        }
        case "acknowledge": {
          if (!decide.isFrom(from, successor)) return;
          const news = decide.strikes(message.number, decided(s)) - decided(s);
          if (news <= 0) return;
          s.sent.splice(0, news);
          prune(s);
          return decide.passesOn() ? acknowledge(s, io) : undefined;
        }
        case "version": {
          if (!decide.tells(isTail)) return;
          const number = s.versions.get(message.key)?.at(-1)?.number ?? 0;
          return io.send(from, { type: "versionReply", epoch, read: message.read, number });
        }
        case "versionReply":
          return decide.isFrom(from, chain.at(-1)) ? told(s, message, io) : undefined;
      }
    },
    again(s, io) {
      const { epoch, chain } = s.chain;
      send(s, s.sent.slice(0, s.most), io);
      for (const [read, { command: { key } }] of s.waiting) {
        io.send(chain.at(-1)!, { type: "version", epoch, read, key });
      }
    },
    versions: (s, key) =>
      (s.versions.get(key) ?? []).map((each) => ({ ...each, clean: each.number <= decided(s) })),
  };
}

export const craq: Craq<State> = craqBy(craqRules);
