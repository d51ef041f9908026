/** Part 3: a copy, and what its server knows as the primary of its view. */

import {
  apply,
  type Command,
  type Fenced,
  type FencedIo,
  type NodeId,
  type Store,
  type View,
} from "../../exercises/06-chains/given.ts";

interface Waiting {
  readonly number: number;
  readonly client: NodeId;
  readonly result: string | null;
}

interface State {
  readonly self: NodeId;
  view: View;
  store: Store;
  /** How many commands are in it. */
  number: number;
  /** As a backup: whether it has taken the state in this view. */
  follows: boolean;
  /** As primary: the last commands, which not all backups have acknowledged. */
  log: Command[];
  /** How many each backup has acknowledged in this view. */
  has: Map<NodeId, number>;
  waiting: Waiting[];
  says: number;
}

/** The decisions, one of which a bug replaces. */
export const fenceRules = {
  isNew: (number: number, own: number): boolean => number > own,
  counts: (view: number, own: number): boolean => view === own,
  isFrom: (from: NodeId, expected: readonly (NodeId | null)[]): boolean => expected.includes(from),
  keepsWaiting: (wasPrimary: boolean, isPrimary: boolean): boolean => wasPrimary && isPrimary,
  sendsState: (_wasPrimary: boolean): boolean => true,
  takesState: (follows: boolean, number: number, own: number): boolean => !follows || number > own,
  takesCommands: (follows: boolean): boolean => follows,
  follows: (after: number, own: number): boolean => after <= own,
  answersAlone: (_command: Command): boolean => false,
  serves: (isPrimary: boolean): boolean => isPrimary,
  /** How many backups must have acknowledged something. */
  needed: (backups: number): number => backups,
  carriesOver: (): boolean => false,
};

/** Servers that decide so. */
export function fencedBy(decide: typeof fenceRules): Fenced<State> {
  const settle = (s: State, io: FencedIo): void => {
    const { backups, number: view } = s.view, needed = decide.needed(backups.length);
    const numbers = backups.map((backup) => s.has.get(backup) ?? -1).sort((a, b) => b - a);
    const far = needed === 0 ? s.number : Math.min(s.number, numbers[needed - 1]!);
    if (far >= 0) s.says = view;
    const first = s.number - s.log.length;
    const everywhere = Math.min(s.number, ...backups.map((backup) => s.has.get(backup) ?? first));
    s.log.splice(0, Math.max(0, everywhere - first));
    const due = s.waiting.filter(({ number }) => number <= far);
    s.waiting = s.waiting.filter(({ number }) => number > far);
    for (const { client, result } of due) io.answer(client, { ok: true, result });
  };
  const state = (s: State, to: NodeId, io: FencedIo) => {
    const { view: { number: view }, number } = s;
    io.send(to, { type: "state", view, number, store: new Map(s.store) });
  };
  return {
    start: (self) => ({
      self,
      view: { number: 0, primary: null, backups: [] },
      store: new Map(),
      number: 0,
      follows: false,
      log: [],
      has: new Map(),
      waiting: [],
      says: 0,
    }),
    enter(s, view, io) {
      if (!decide.isNew(view.number, s.view.number)) return;
      const wasPrimary = s.view.primary === s.self, isPrimary = view.primary === s.self;
      s.view = { ...view, backups: [...view.backups] };
      s.follows = false;
      s.log = [];
      if (!decide.carriesOver()) s.has = new Map();
      if (!decide.keepsWaiting(wasPrimary, isPrimary)) s.waiting = [];
      if (!isPrimary) return void (s.says = view.number);
      if (decide.sendsState(wasPrimary)) { for (const to of view.backups) state(s, to, io); }
      settle(s, io);
    },
    ask(s, client, command, io) {
      const { number: view, primary, backups } = s.view;
      if (!decide.serves(primary === s.self)) return io.answer(client, { ok: false, primary });
      const result = apply(s.store, command), after = s.number++;
      if (decide.answersAlone(command)) io.answer(client, { ok: true, result });
      else s.waiting.push({ number: s.number, client, result });
      s.log.push({ ...command });
      for (const to of backups) io.send(to, { type: "forward", view, after, commands: [command] });
      settle(s, io);
    },
    upon(s, from, message, io) {
      const { view: { number: view, primary, backups }, self } = s;
      if (!decide.counts(message.view, view)) return;
      if (message.type === "acknowledge") {
        if (primary !== self || !decide.isFrom(from, backups)) return;
        s.has.set(from, Math.max(s.has.get(from) ?? 0, message.number));
        return settle(s, io);
      }
      if (!decide.isFrom(from, [primary]) || !backups.includes(self)) return;
      if (message.type === "state") {
        if (decide.takesState(s.follows, message.number, s.number)) {
          [s.store, s.number] = [new Map(message.store), message.number];
        }
        s.follows = true;
      } else {
        if (!decide.takesCommands(s.follows)) return;
        if (decide.follows(message.after, s.number)) {
          for (const command of message.commands.slice(Math.max(0, s.number - message.after))) {
            apply(s.store, command);
            s.number++;
          }
        }
      }
      io.send(from, { type: "acknowledge", view, number: s.number });
    },
    again(s, io) {
      if (s.view.primary !== s.self) return;
      for (const to of s.view.backups) {
        const after = s.has.get(to);
        if (after === undefined) state(s, to, io);
        else if (after < s.number) {
          const commands = s.log.slice(s.log.length - (s.number - after));
          io.send(to, { type: "forward", view: s.view.number, after, commands });
        }
      }
    },
    says: ({ says }) => says,
    store: ({ store }) => store,
  };
}

export const fenced: Fenced<State> = fencedBy(fenceRules);
