/** What a primary and its backups do in one view. @module */

import {
  type Answer,
  apply,
  type Command,
  type Forward,
  type ForwardIo,
  type ForwardRules,
  type NodeId,
} from "../given.ts";

interface Done {
  readonly client: NodeId;
  readonly command: Command;
  told: boolean;
}

/** All that was done here, from the beginning, and nothing else. */
interface Right {
  readonly rules: ForwardRules;
  readonly history: Done[];
  readonly has: [NodeId, number][];
}

const replay = (history: readonly Done[]) => {
  const store = new Map<string, string>();
  const results = history.map(({ command }) => apply(store, command));
  return { store, results };
};

export const rightForward: Forward<Right> = {
  start: (rules) => ({ rules, history: [], has: rules.backups.map((node) => [node, 0]) }),
  ask(s, client, command, io) {
    const { self, primary, backups } = s.rules;
    if (self !== primary) return io.answer(client, { ok: false, primary });
    const after = s.history.push({ client, command, told: false }) - 1;
    for (const to of backups) io.send(to, { type: "forward", after, commands: [command] });
    tell(s, io);
  },
  upon(s, from, message, io) {
    const { self, primary } = s.rules;
    if (message.type === "acknowledge") {
      const at = s.has.find(([node]) => node === from);
      if (self !== primary || at === undefined) return;
      at[1] = Math.max(at[1], message.number);
      return tell(s, io);
    }
    if (self === primary || from !== primary) return;
    for (const [i, command] of message.commands.entries()) {
      if (message.after + i === s.history.length) {
        s.history.push({ client: -1, command, told: true });
      }
    }
    io.send(primary, { type: "acknowledge", number: s.history.length });
  },
  again({ rules: { self, primary, most }, history, has }, io) {
    if (self !== primary) return;
    for (const [to, after] of has) {
      const commands = history.slice(after, after + most).map(({ command }) => command);
      if (commands.length > 0) io.send(to, { type: "forward", after, commands });
    }
  },
  store: ({ history }) => replay(history).store,
};

function tell({ history, has }: Right, io: ForwardIo): void {
  const everywhere = Math.min(history.length, ...has.map(([, number]) => number));
  const { results } = replay(history);
  for (const [i, done] of history.slice(0, everywhere).entries()) {
    if (done.told) continue;
    done.told = true;
    io.answer(done.client, { ok: true, result: results[i]! } satisfies Answer);
  }
}
