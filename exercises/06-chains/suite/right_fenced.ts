/** What servers do that go from view to view. @module */

import {
  type Answer,
  apply,
  type Command,
  type Fenced,
  type FencedIo,
  type NodeId,
  type Store,
  type View,
} from "../given.ts";

interface Right {
  readonly self: NodeId;
  view: View;
  /** The state as this view began for this server, and what has come since. */
  first: { number: number; store: Store };
  since: { command: Command; client: NodeId | null }[];
  /** In this view. */
  has: Map<NodeId, number>;
  isTold: number;
  follows: boolean;
  /** Of earlier views, as primary: nobody has been told these. */
  waiting: { number: number; client: NodeId; result: string | null }[];
  said: number;
}

const now = ({ first, since }: Right) => {
  const store = new Map(first.store);
  const results = since.map(({ command }) => apply(store, command));
  return { store, results, number: first.number + since.length };
};

const isPrimary = ({ view, self }: Right) => view.primary === self;

export const rightFenced: Fenced<Right> = {
  start: (self) => ({
    self,
    view: { number: 0, primary: null, backups: [] },
    first: { number: 0, store: new Map() },
    since: [],
    has: new Map(),
    isTold: 0,
    follows: false,
    waiting: [],
    said: 0,
  }),
  enter(s, view, io) {
    if (view.number <= s.view.number) return;
    const { store, results, number } = now(s), was = isPrimary(s);
    const open = s.since.flatMap(({ client }, i) => {
      const at = s.first.number + i + 1;
      return client === null || at <= s.isTold ? [] : [{ number: at, client, result: results[i]! }];
    });
    s.waiting = was && view.primary === s.self ? [...s.waiting, ...open] : [];
    Object.assign(s, { view, first: { number, store }, since: [], follows: false });
    s.has = new Map();
    if (!isPrimary(s)) return void (s.said = view.number);
    for (const to of view.backups) io.send(to, { type: "state", view: view.number, number, store });
    settle(s, io);
  },
  ask(s, client, command, io) {
    if (!isPrimary(s)) return io.answer(client, { ok: false, primary: s.view.primary });
    const after = now(s).number;
    s.since.push({ command, client });
    for (const to of s.view.backups) {
      io.send(to, { type: "forward", view: s.view.number, after, commands: [command] });
    }
    settle(s, io);
  },
  upon(s, from, message, io) {
    const { view: { number: view, primary, backups }, self } = s;
    if (message.view !== view) return;
    if (message.type === "acknowledge") {
      if (!isPrimary(s) || !backups.includes(from)) return;
      s.has.set(from, Math.max(s.has.get(from) ?? 0, message.number));
      return settle(s, io);
    }
    if (from !== primary || !backups.includes(self)) return;
    const { number } = now(s);
    if (message.type === "state") {
      if (!s.follows || message.number > number) {
        Object.assign(s, {
          first: { number: message.number, store: new Map(message.store) },
          since: [],
          follows: true,
        });
      }
    } else if (!s.follows) return;
    else if (message.after <= number) {
      for (const command of message.commands.slice(number - message.after)) {
        s.since.push({ command, client: null });
      }
    }
    io.send(from, { type: "acknowledge", view, number: now(s).number });
  },
  again(s, io) {
    if (!isPrimary(s)) return;
    const { store, number } = now(s), { number: view, backups } = s.view;
    for (const to of backups) {
      const after = s.has.get(to);
      if (after === undefined) io.send(to, { type: "state", view, number, store });
      else if (after < number) {
        const commands = s.since.slice(after - s.first.number).map(({ command }) => command);
        io.send(to, { type: "forward", view, after, commands });
      }
    }
  },
  says: ({ said }) => said,
  store: (s) => now(s).store,
};

/** Answers what all backups have; says the number of the view when all are in it. */
function settle(s: Right, io: FencedIo): void {
  const { number, results } = now(s), { view: { backups }, first } = s;
  if (backups.every((backup) => s.has.has(backup))) s.said = s.view.number;
  const far = Math.min(number, ...backups.map((backup) => s.has.get(backup) ?? -1));
  const done = s.waiting.filter(({ number }) => number <= far);
  s.waiting = s.waiting.filter(({ number }) => number > far);
  for (let at = Math.max(s.isTold, first.number) + 1; at <= far; at++) {
    const { client } = s.since[at - first.number - 1]!;
    if (client !== null) done.push({ number: at, client, result: results[at - first.number - 1]! });
  }
  s.isTold = Math.max(s.isTold, far);
  for (const { client, result } of done) io.answer(client, { ok: true, result } satisfies Answer);
}
