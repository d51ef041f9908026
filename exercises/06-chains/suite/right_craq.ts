/** What servers do that all answer queries: each has the whole history, and knows how far it is decided. */

import {
  apply,
  type Chain,
  type Craq,
  type CraqIo,
  type Entry,
  isQuery,
  type NodeId,
  type Request,
  type Version,
} from "../given.ts";

interface Right {
  readonly self: NodeId;
  readonly most: number;
  chain: Chain;
  readonly history: Entry[];
  known: number;
  reads: { read: number; request: Request }[];
  count: number;
}

/** All versions of a key that there ever were. */
function all({ history }: Right, key: string): Version[] {
  const store = new Map<string, string>();
  return history.flatMap(({ command, number }): Version[] => {
    if (command.key !== key) return [];
    apply(store, command);
    return [{ number, value: store.get(key)!, clean: false }];
  });
}

function kept(s: Right, key: string): Version[] {
  const versions = all(s, key).map((each) => ({ ...each, clean: each.number <= s.known }));
  const newest = versions.findLastIndex(({ clean }) => clean);
  return versions.slice(Math.max(0, newest));
}

function resultOf({ history }: Right, number: number): string | null {
  const store = new Map<string, string>();
  return history.slice(0, number).map(({ command }) => apply(store, command)).at(-1)!;
}

const tailOf = ({ chain: { chain } }: Right) => chain.at(-1)!;
const predecessorOf = ({ chain: { chain }, self }: Right) => chain[chain.indexOf(self) - 1];
const successorOf = ({ chain: { chain }, self }: Right) =>
  chain.includes(self) ? chain[chain.indexOf(self) + 1] : undefined;

export const rightCraq: Craq<Right> = {
  start: (self, most) => ({
    self,
    most,
    chain: { epoch: 0, chain: [], joining: null },
    history: [],
    known: 0,
    reads: [],
    count: 0,
  }),
  configure(s, chain, io) {
    if (chain.epoch <= s.chain.epoch) return;
    const wasTail = s.chain.epoch > 0 && tailOf(s) === s.self;
    const wasIn = s.chain.chain.includes(s.self), waiting = s.reads;
    s.chain = chain;
    s.reads = [];
    if (tailOf(s) === s.self && wasIn && !wasTail) {
      for (const { client, sequence, number } of s.history.slice(s.known)) {
        io.answer(client, { sequence, result: resultOf(s, number) });
      }
      s.known = s.history.length;
      acknowledge(s, io);
    }
    for (const { request } of waiting) serve(s, request, true, io);
  },
  ask: (s, request, io) => serve(s, request, true, io),
  upon(s, from, message, io) {
    const { chain: { epoch }, self } = s;
    if (message.epoch !== epoch) return;
    switch (message.type) {
      case "request":
        return serve(s, message.request, false, io);
      case "updates": {
        const { length } = s.history, [first] = message.entries;
        if (from !== predecessorOf(s) || (first?.number ?? 0) > length + 1) return;
        const fresh = message.entries.filter(({ number }) => number > length);
        take(s, fresh, io);
        if (self === tailOf(s) || fresh.length === 0) acknowledge(s, io);
        return;
      }
      case "acknowledge": {
        const number = Math.min(message.number, s.history.length);
        if (from !== successorOf(s) || number <= s.known) return;
        s.known = number;
        return acknowledge(s, io);
      }
      case "version": {
        if (self !== tailOf(s)) return;
        const number = all(s, message.key).at(-1)?.number ?? 0;
        return io.send(from, { type: "versionReply", epoch, read: message.read, number });
      }
      case "versionReply": {
        const waiting = s.reads.find(({ read }) => read === message.read);
        if (waiting === undefined || from !== tailOf(s)) return;
        s.reads = s.reads.filter((each) => each !== waiting);
        const { client, sequence, command } = waiting.request;
        const decided = Math.max(message.number, s.known);
        const version = all(s, command.key).findLast(({ number }) => number <= decided);
        return io.answer(client, { sequence, result: version?.value ?? null });
      }
    }
  },
  again(s, io) {
    const successor = successorOf(s), { epoch } = s.chain;
    const entries = s.history.slice(s.known, s.known + s.most);
    if (successor !== undefined && entries.length > 0) {
      io.send(successor, { type: "updates", epoch, entries });
    }
    for (const { read, request: { command: { key } } } of s.reads) {
      io.send(tailOf(s), { type: "version", epoch, read, key });
    }
  },
  versions: (s, key) => kept(s, key),
};

function acknowledge(s: Right, io: CraqIo): void {
  const to = predecessorOf(s);
  if (to === undefined) return;
  io.send(to, { type: "acknowledge", epoch: s.chain.epoch, number: s.known });
}

function take(s: Right, entries: readonly Entry[], io: CraqIo): void {
  const successor = successorOf(s), { epoch } = s.chain;
  if (entries.length === 0) return;
  s.history.push(...entries);
  if (successor !== undefined) io.send(successor, { type: "updates", epoch, entries });
  if (s.self !== tailOf(s)) return;
  s.known = s.history.length;
  for (const { client, sequence, number } of entries) {
    io.answer(client, { sequence, result: resultOf(s, number) });
  }
}

function serve(s: Right, request: Request, isFirst: boolean, io: CraqIo): void {
  const { chain: { epoch, chain }, self } = s, { client, sequence, command } = request;
  if (epoch === 0) return;
  const isMember = chain.includes(self);
  const isMine = isQuery(command) ? isMember : chain[0] === self;
  if (!isMine) {
    const to = isQuery(command) ? chain.at(-1)! : chain[0]!;
    return isFirst ? io.send(to, { type: "request", epoch, request }) : undefined;
  }
  if (isQuery(command)) {
    const newest = kept(s, command.key).at(-1);
    if (newest === undefined || newest.clean) {
      return io.answer(client, { sequence, result: newest?.value ?? null });
    }
    const read = s.count++;
    s.reads.push({ read, request });
    return io.send(tailOf(s), { type: "version", epoch, read, key: command.key });
  }
  const last = s.history.findLast((each) => each.client === client);
  if (last === undefined || last.sequence < sequence) {
    return take(s, [{ client, sequence, command, number: s.history.length + 1 }], io);
  }
  if (last.sequence === sequence && last.number <= s.known) {
    io.answer(client, { sequence, result: resultOf(s, last.number) });
  }
}
