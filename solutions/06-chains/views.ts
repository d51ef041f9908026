/** Part 2: who is heard, who is lost, and a view that is made anew each time something has changed. */

import type { NodeId, View, Views } from "../../exercises/06-chains/given.ts";

interface State {
  readonly wanted: number;
  view: View;
  isAcknowledged: boolean;
  /** With what each server that is heard has pinged last. */
  readonly heard: Map<NodeId, number>;
  /** Members that are silent, with what they pinged last. */
  readonly silent: Map<NodeId, number>;
  /** Members that have restarted. */
  readonly lost: Set<NodeId>;
  /** Members that have been answered, since they are, with a view whose backups they were. */
  readonly told: Set<NodeId>;
}

/** The decisions, one of which a bug replaces. */
export const viewRules = {
  acknowledges: (view: View, server: NodeId, number: number, isLost: boolean): boolean =>
    server === view.primary && number === view.number && !isLost,
  mayAdvance: (isAcknowledged: boolean): boolean => isAcknowledged,
  hasRestarted: (number: number, before: number, wasTold: boolean): boolean =>
    number === 0 && (before > 0 || wasTold),
  /** Who takes the place of a primary that is gone. */
  successor: (left: readonly NodeId[], _idle: readonly NodeId[]): NodeId | undefined => left[0],
  /** What is made of a view all of whose members are gone; undefined: it is waited for them. */
  ends: (silent: number): boolean => silent === 0,
  fill: (idle: readonly NodeId[], room: number): readonly NodeId[] => idle.slice(0, room),
  returns: (): boolean => true,
  forgets: (): boolean => true,
  /** Whether nothing changes: the same servers are left, and nobody of them has lost what it had. */
  isSame: (areSame: boolean, areWell: boolean): boolean => areSame && areWell,
};

/** The view service that decides so. */
export function viewsBy(decide: typeof viewRules): Views<State> {
  return {
    start: (wanted) => ({
      wanted,
      view: { number: 0, primary: null, backups: [] },
      isAcknowledged: true,
      heard: new Map(),
      silent: new Map(),
      lost: new Set(),
      told: new Set(),
    }),
    ping(s, server, number) {
      const before = s.heard.get(server) ?? s.silent.get(server) ?? 0;
      const hasRestarted = decide.hasRestarted(number, before, s.told.has(server));
      if (hasRestarted && isMember(s.view, server)) s.lost.add(server);
      s.heard.set(server, number);
      if (decide.returns()) s.silent.delete(server);
      if (decide.acknowledges(s.view, server, number, s.lost.has(server))) s.isAcknowledged = true;
      advance(s, decide);
      if (s.view.backups.includes(server)) s.told.add(server);
      return s.view;
    },
    silent(s, server) {
      const number = s.heard.get(server);
      if (number === undefined) return;
      if (decide.forgets() || isMember(s.view, server)) s.heard.delete(server);
      if (isMember(s.view, server)) s.silent.set(server, number);
      advance(s, decide);
    },
    view: ({ view }) => view,
  };
}

const isMember = ({ primary, backups }: View, server: NodeId) =>
  server === primary || backups.includes(server);

function advance(s: State, decide: typeof viewRules): void {
  const { view, heard, silent, lost, wanted } = s;
  if (!decide.mayAdvance(s.isAcknowledged)) return;
  const members = view.primary === null ? [] : [view.primary, ...view.backups];
  const left = members.filter((server) => !silent.has(server) && !lost.has(server));
  const idle = [...heard.keys()].filter((server) => !left.includes(server)).sort((a, b) => a - b);
  let primary: NodeId | null;
  if (view.number === 0) primary = idle.shift() ?? null;
  else if (view.primary === null) return;
  else if (left.length === 0) {
    const waiting = members.filter((server) => silent.has(server) && !lost.has(server)).length;
    const other = decide.successor(left, idle);
    if (other === undefined && !decide.ends(waiting)) return;
    primary = other ?? null;
  } else primary = left.includes(view.primary) ? view.primary : decide.successor(left, idle)!;
  const stay = left.filter((server) => server !== primary);
  const isAlone = view.number === 0 || primary === null;
  const free = idle.filter((server) => server !== primary);
  const more = isAlone ? [] : decide.fill(free, Math.max(0, wanted - stay.length));
  const backups = [...stay, ...more];
  const isSame = primary === view.primary && `${backups}` === `${view.backups}`;
  if (decide.isSame(isSame, left.length === members.length)) return;
  s.view = { number: view.number + 1, primary, backups };
  s.isAcknowledged = false;
  silent.clear();
  lost.clear();
  for (const server of s.told) if (!left.includes(server)) s.told.delete(server);
}

export const views: Views<State> = viewsBy(viewRules);
