/** Part 2: one map of all that were ever here. */

import type { Pull, PullIo, PullRules, Rumour } from "../../exercises/05-rumours/given.ts";

interface State {
  readonly rules: PullRules;
  /** As they came; null: it was dropped. */
  readonly here: Map<string, Rumour | null>;
}

export const pull: Pull<State> = {
  start: (rules) => ({ rules: { ...rules }, here: new Map() }),
  begin: hear,
  drop({ here }, id) {
    if (here.has(id)) here.set(id, null);
  },
  round({ here }, partner, io) {
    if (partner === null) return;
    const ids = [...here.keys()];
    const [has, had] = [true, false].map((is) =>
      ids.filter((id) => (here.get(id) !== null) === is)
    );
    io.send(partner, { type: "digest", has: has!, had: had! });
  },
  upon(s, from, message, io) {
    switch (message.type) {
      case "digest": {
        const known = new Set([...message.has, ...message.had]);
        const rumours = some(s, (id) => !known.has(id));
        const wants = s.rules.both ? message.has.filter((id) => !s.here.has(id)) : [];
        if (rumours.length + wants.length > 0) io.send(from, { type: "answer", rumours, wants });
        return;
      }
      case "answer": {
        for (const rumour of message.rumours) hear(s, rumour, io);
        const wanted = new Set(message.wants), rumours = some(s, (id) => wanted.has(id));
        if (rumours.length > 0) io.send(from, { type: "rumours", rumours });
        return;
      }
      case "rumours":
        for (const rumour of message.rumours) hear(s, rumour, io);
    }
  },
};

/** Those that are here and wanted, as many as a message has room for. */
function some({ rules, here }: State, isWanted: (id: string) => boolean): Rumour[] {
  return [...here.values()].filter((each) => each !== null && isWanted(each.id))
    .slice(0, rules.most) as Rumour[];
}

function hear({ here }: State, rumour: Rumour, io: PullIo): void {
  if (here.has(rumour.id)) return;
  here.set(rumour.id, { ...rumour });
  io.deliver(rumour);
}
