/** Part 1: what is hot with the rounds that are left, and the ids of all. */

import type { Push, PushIo, PushRules, Rumour } from "../../exercises/05-rumours/given.ts";

interface State {
  readonly rules: PushRules;
  /** All that were ever here. */
  readonly known: Set<string>;
  readonly hot: Map<string, { readonly rumour: Rumour; left: number }>;
}

export const push: Push<State> = {
  start: (rules) => ({ rules: { ...rules }, known: new Set(), hot: new Map() }),
  begin: hear,
  round({ rules, hot }, nodes, io) {
    const partners = nodes.filter((node) => node !== rules.self).slice(0, rules.fanout);
    if (partners.length === 0 || hot.size === 0) return;
    const rumours = [...hot.values()].map(({ rumour }) => rumour);
    for (const node of partners) io.send(node, rumours);
    for (const [id, each] of hot) {
      each.left--;
      if (each.left === 0) hot.delete(id);
    }
  },
  upon(s, _from, rumours, io) {
    for (const rumour of rumours) hear(s, rumour, io);
  },
};

function hear({ rules, known, hot }: State, rumour: Rumour, io: PushIo): void {
  if (known.has(rumour.id)) return;
  known.add(rumour.id);
  hot.set(rumour.id, { rumour: { ...rumour }, left: rules.rounds });
  io.deliver(rumour);
}
