/** Part 1: what is open stands in a list, and how far each backup is in a map. */

import {
  apply,
  type Command,
  type Forward,
  type ForwardIo,
  type ForwardRules,
  type NodeId,
  type Store,
} from "../../exercises/06-chains/given.ts";

interface Open {
  readonly client: NodeId;
  readonly command: Command;
  readonly result: string | null;
}

interface State {
  readonly rules: ForwardRules;
  readonly store: Store;
  /** How many have been done. */
  done: number;
  /** The last of them, which not all backups have acknowledged. */
  open: Open[];
  /** How many each backup has acknowledged. */
  readonly has: Map<NodeId, number>;
}

export const forward: Forward<State> = {
  start: (rules) => ({
    rules: { ...rules, backups: [...rules.backups] },
    store: new Map(),
    done: 0,
    open: [],
    has: new Map(rules.backups.map((backup) => [backup, 0])),
  }),
  ask(s, client, command, io) {
    const { self, primary, backups } = s.rules;
    if (self !== primary) return io.answer(client, { ok: false, primary });
    s.open.push({ client, command: { ...command }, result: apply(s.store, command) });
    const after = s.done++;
    for (const backup of backups) io.send(backup, { type: "forward", after, commands: [command] });
    answer(s, io);
  },
  upon(s, from, message, io) {
    const { self, primary } = s.rules;
    if (message.type === "acknowledge") {
      if (self !== primary || !s.has.has(from)) return;
      s.has.set(from, Math.max(s.has.get(from)!, message.number));
      return answer(s, io);
    }
    if (self === primary || from !== primary) return;
    const { after, commands } = message;
    if (after <= s.done) {
      for (const command of commands.slice(s.done - after)) {
        apply(s.store, command);
        s.done++;
      }
    }
    io.send(primary, { type: "acknowledge", number: s.done });
  },
  again(s, io) {
    const { self, primary, most } = s.rules;
    if (self !== primary) return;
    const first = s.done - s.open.length;
    for (const [backup, after] of s.has) {
      const commands = s.open.slice(after - first).slice(0, most).map(({ command }) => command);
      if (commands.length > 0) io.send(backup, { type: "forward", after, commands });
    }
  },
  store: ({ store }) => store,
};

/** Answers what all backups have, and forgets it. */
function answer(s: State, io: ForwardIo): void {
  const first = s.done - s.open.length;
  const everywhere = Math.min(s.done, ...s.has.values());
  for (const { client, result } of s.open.splice(0, Math.max(0, everywhere - first))) {
    io.answer(client, { ok: true, result });
  }
}
