/** Part 4: a log of what some backup may need, and of each backup how far it is. */

import {
  apply,
  type Item,
  type NodeId,
  type Request,
  type Store,
  sumOf,
  type Transfer,
  type TransferIo,
  type TransferMessage,
  type TransferRules,
} from "../../exercises/06-chains/given.ts";

interface Backup {
  readonly attempt: number;
  /** What it is sent; null when it follows. */
  sending: { readonly items: readonly Item[]; readonly sum: number; offset: number } | null;
  /** The number of the state that it is sent, or what it has acknowledged. */
  has: number;
}

interface Session {
  readonly sequence: number;
  readonly result: string | null;
}

interface State {
  rules: TransferRules;
  store: Store;
  sessions: Map<NodeId, Session>;
  /** How many requests are in the two. */
  number: number;
  /** The last of them that some backup may need. */
  log: Request[];
  readonly backups: Map<NodeId, Backup>;
  attempts: number;
  /** How many have been answered, and what waits for that. */
  told: number;
  waiting: { readonly number: number; readonly client: NodeId; readonly result: string | null }[];
  /** What has come of the newest attempt; whole: it is the state. */
  coming: { readonly attempt: number; items: Item[]; total: number; isWhole: boolean };
}

/** The decisions, one of which a bug replaces. */
export const copyRules = {
  itemsOf: (values: readonly Item[], sessions: readonly Item[]): Item[] => [...values, ...sessions],
  /** What a copy knows of the sessions that it is sent. */
  keeps: (sessions: Map<NodeId, Session>): Map<NodeId, Session> => sessions,
  /** Whether a request leaves its result in a session. */
  remembers: (_isPrimary: boolean): boolean => true,
  /** How a request compares with the last of its client. */
  isNew: (sequence: number, last: Session | undefined): boolean =>
    last === undefined || sequence > last.sequence,
  repeats: (sequence: number, last: Session): boolean => sequence === last.sequence,
  /** Whether a request that comes again is answered at once. */
  tells: (isOpen: boolean): boolean => !isOpen,
  /** Whether a backup must have what is answered. */
  counts: (follows: boolean): boolean => follows,
  /** What is sent when all items have come: everything after this. */
  since: (sent: number, _number: number): number => sent,
  isAttempt: (attempt: number, own: number): boolean => attempt === own,
  isRight: (sum: number, right: number): boolean => sum === right,
  fits: (offset: number, count: number): boolean => offset === count,
  isReady: (follows: boolean, has: number, told: number): boolean => follows && has >= told,
  takes: (isWhole: boolean): boolean => isWhole,
  follows: (after: number, number: number): boolean => after <= number,
  renews: (attempt: number, own: number): boolean => attempt > own,
};

/** Servers that decide so. */
export function transferBy(decide: typeof copyRules): Transfer<State> {
  const settle = (s: State, io: TransferIo): void => {
    const counted = [...s.backups.values()].filter(({ sending }) =>
      decide.counts(sending === null)
    );
    const far = Math.min(s.number, ...counted.map(({ has }) => has));
    s.told = Math.max(s.told, far);
    const due = s.waiting.filter(({ number }) => number <= far);
    s.waiting = s.waiting.filter(({ number }) => number > far);
    for (const { client, result } of due) io.answer(client, { ok: true, result });
    const needed = Math.min(s.number, ...[...s.backups.values()].map(({ has }) => has));
    s.log.splice(0, Math.max(0, needed - (s.number - s.log.length)));
  };
  const piece = ({ rules: { most } }: State, to: NodeId, backup: Backup, io: TransferIo): void => {
    const { attempt: transfer, sending, has: number } = backup, { items, offset, sum } = sending!;
    const some = items.slice(offset, offset + most), total = items.length;
    io.send(to, { type: "piece", transfer, number, offset, items: some, total, sum });
  };
  const done = (s: State, { client, sequence, command }: Request): void => {
    const result = apply(s.store, command);
    const { self, primary } = s.rules;
    if (decide.remembers(self === primary)) s.sessions.set(client, { sequence, result });
    s.number++;
  };
  const after = (s: State, number: number) => s.log.slice(number - (s.number - s.log.length));
  const received = (s: State, from: NodeId, count: number, transfer: number, io: TransferIo) => {
    const backup = s.backups.get(from);
    if (backup === undefined || backup.sending === null) return;
    if (!decide.isAttempt(transfer, backup.attempt)) return;
    backup.sending.offset = count;
    if (count < backup.sending.items.length) return piece(s, from, backup, io);
    backup.sending = null;
    const { most } = s.rules;
    for (let at = decide.since(backup.has, s.number); at < s.number; at += most) {
      io.send(from, { type: "forward", after: at, requests: after(s, at).slice(0, most) });
    }
    settle(s, io);
  };
  const take = (s: State, message: TransferMessage & { type: "piece" }, io: TransferIo): void => {
    const { transfer, offset, items, total, sum, number } = message;
    if (transfer < s.coming.attempt) return;
    if (decide.renews(transfer, s.coming.attempt)) {
      s.coming = { attempt: transfer, items: [], total, isWhole: false };
    }
    const { coming } = s;
    if (!coming.isWhole && decide.fits(offset, coming.items.length)) {
      coming.items.push(...items);
      if (coming.items.length === total && !decide.isRight(sumOf(coming.items), sum)) {
        coming.items = [];
      } else if (coming.items.length === total) {
        [coming.isWhole, s.number] = [true, number];
        const [store, sessions] = stateOf(coming.items);
        [s.store, s.sessions] = [store, decide.keeps(sessions)];
        coming.items = [];
      }
    }
    const count = coming.isWhole ? total : coming.items.length;
    io.send(s.rules.primary, { type: "received", transfer, count });
  };
  return {
    start: (rules) => ({
      rules: { ...rules },
      store: new Map(),
      sessions: new Map(),
      number: 0,
      log: [],
      backups: new Map(),
      attempts: 0,
      told: 0,
      waiting: [],
      coming: { attempt: 0, items: [], total: 0, isWhole: false },
    }),
    join(s, backup, io) {
      const values = [...s.store].sort(([a], [b]) => a < b ? -1 : 1).map(([key, value]): Item => ({
        type: "value",
        key,
        value,
      }));
      const sessions = [...s.sessions].sort(([a], [b]) => a - b).map(([client, session]): Item => ({
        type: "session",
        client,
        ...session,
      }));
      const items = decide.itemsOf(values, sessions),
        sending = { items, sum: sumOf(items), offset: 0 };
      const joins = { attempt: ++s.attempts, sending, has: s.number };
      s.backups.set(backup, joins);
      piece(s, backup, joins, io);
      settle(s, io);
    },
    leave(s, backup, io) {
      s.backups.delete(backup);
      settle(s, io);
    },
    ask(s, request, io) {
      const { self, primary } = s.rules, { client, sequence } = request;
      if (self !== primary) return;
      const last = s.sessions.get(client);
      if (!decide.isNew(sequence, last)) {
        const isOpen = s.waiting.some((each) => each.client === client);
        if (decide.repeats(sequence, last!) && decide.tells(isOpen)) {
          io.answer(client, { ok: true, result: last!.result });
        }
        return;
      }
      const before = s.number;
      done(s, request);
      s.log.push({ ...request });
      s.waiting.push({ number: s.number, client, result: s.sessions.get(client)!.result });
      for (const [to, { sending }] of s.backups) {
        if (sending === null) io.send(to, { type: "forward", after: before, requests: [request] });
      }
      settle(s, io);
    },
    upon(s, from, message, io) {
      const { self, primary } = s.rules;
      const isMine = from === primary && self !== primary;
      switch (message.type) {
        case "received":
          return received(s, from, message.count, message.transfer, io);
        case "acknowledge": {
          const backup = s.backups.get(from);
          if (backup === undefined || backup.sending !== null) return;
          backup.has = Math.max(backup.has, message.number);
          return settle(s, io);
        }
        case "piece":
          return isMine ? take(s, message, io) : undefined;
        case "forward": {
          if (!isMine || !decide.takes(s.coming.isWhole)) return;
          const { after, requests } = message;
          if (decide.follows(after, s.number)) {
            for (const request of requests.slice(Math.max(0, s.number - after))) done(s, request);
          }
          io.send(primary, { type: "acknowledge", number: s.number });
        }
      }
    },
    again(s, io) {
      for (const [to, backup] of s.backups) {
        if (backup.sending !== null) piece(s, to, backup, io);
        else if (backup.has < s.number) {
          const requests = after(s, backup.has).slice(0, s.rules.most);
          io.send(to, { type: "forward", after: backup.has, requests });
        }
      }
    },
    lead(s) {
      s.rules = { ...s.rules, primary: s.rules.self };
      s.told = s.number;
    },
    ready: (s) =>
      [...s.backups].filter(([, { sending, has }]) => decide.isReady(sending === null, has, s.told))
        .map(([backup]) => backup),
    store: ({ store }) => store,
  };
}

function stateOf(items: readonly Item[]): [Store, Map<NodeId, Session>] {
  const store: Store = new Map(), sessions = new Map<NodeId, Session>();
  for (const item of items) {
    if (item.type === "value") store.set(item.key, item.value);
    else sessions.set(item.client, { sequence: item.sequence, result: item.result });
  }
  return [store, sessions];
}

export const transfer: Transfer<State> = transferBy(copyRules);
