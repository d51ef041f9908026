/** Part 3: what is hot, and when each id was named last. */

import type {
  Interest,
  InterestIo,
  InterestRules,
  Rumour,
} from "../../exercises/05-rumours/given.ts";

interface State {
  readonly rules: InterestRules;
  /** When an id was named last. */
  readonly known: Map<string, number>;
  readonly hot: Map<string, { readonly rumour: Rumour; times: number }>;
}

export const interest: Interest<State> = {
  start: (rules) => ({ rules: { ...rules }, known: new Map(), hot: new Map() }),
  begin(s, rumour, now, io) {
    forget(s, now);
    hear(s, rumour, now, io);
  },
  round(s, partner, now, io) {
    forget(s, now);
    const { rules, hot } = s;
    if (partner === null || hot.size === 0) return;
    const rumours = [...hot.values()].map(({ rumour }) => rumour);
    io.send(partner, { type: "rumours", rumours });
    if (!rules.feedback) { for (const { id } of rumours) count(s, id, now, io); }
  },
  upon(s, from, message, now, io) {
    forget(s, now);
    if (message.type === "knew") {
      for (const id of s.rules.feedback ? message.ids : []) {
        if (s.known.has(id)) s.known.set(id, now);
        count(s, id, now, io);
      }
      return;
    }
    const old = message.rumours.map(({ id }) => id).filter((id) => s.known.has(id));
    for (const id of old) s.known.set(id, now);
    for (const rumour of message.rumours) hear(s, rumour, now, io);
    if (s.rules.feedback && old.length > 0) io.send(from, { type: "knew", ids: old });
  },
};

function forget({ rules, known, hot }: State, now: number): void {
  for (const [id, last] of known) {
    if (!hot.has(id) && now - last >= rules.keepMs) known.delete(id);
  }
}

function hear({ known, hot }: State, rumour: Rumour, now: number, io: InterestIo): void {
  if (known.has(rumour.id)) return;
  known.set(rumour.id, now);
  hot.set(rumour.id, { rumour: { ...rumour }, times: 0 });
  io.deliver(rumour);
}

/** What counts has happened once more. */
function count({ rules, known, hot }: State, id: string, now: number, io: InterestIo): void {
  const each = hot.get(id);
  if (each === undefined) return;
  each.times++;
  if (!(rules.by === "coin" ? io.coin(id) : each.times >= rules.k)) return;
  hot.delete(id);
  known.set(id, now);
}
