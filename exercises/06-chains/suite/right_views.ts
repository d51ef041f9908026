/** Which view must come of what was heard. @module */

import type { NodeId, View, Views } from "../given.ts";

interface Known {
  readonly number: number;
  readonly isSilent: boolean;
  readonly hasRestarted: boolean;
  /** Since it is a member, it has been answered with a view whose backup it was. */
  readonly isTold: boolean;
}

interface Right {
  readonly backups: number;
  view: View;
  isAcknowledged: boolean;
  /** Everybody who was heard, and is not forgotten. */
  servers: [NodeId, Known][];
}

export const rightViews: Views<Right> = {
  start: (backups) => ({
    backups,
    view: { number: 0, primary: null, backups: [] },
    isAcknowledged: true,
    servers: [],
  }),
  ping(s, server, number) {
    const before = s.servers.find(([each]) => each === server)?.[1];
    const isAnew = before !== undefined && number === 0 && (before.number > 0 || before.isTold);
    const hasRestarted = isIn(s.view, server) && (isAnew || before?.hasRestarted === true);
    s.servers = s.servers.filter(([each]) => each !== server);
    const isTold = before?.isTold ?? false;
    s.servers.push([server, { number, isSilent: false, hasRestarted, isTold }]);
    if (server === s.view.primary && number === s.view.number && !hasRestarted) {
      s.isAcknowledged = true;
    }
    advance(s);
    if (s.view.backups.includes(server)) {
      s.servers = s.servers.map(([each, known]) => [
        each,
        { ...known, isTold: known.isTold || each === server },
      ]);
    }
    return s.view;
  },
  silent(s, server) {
    s.servers = s.servers.map(([each, known]) =>
      each === server ? [each, { ...known, isSilent: true }] : [each, known]
    );
    advance(s);
  },
  view: ({ view }) => view,
};

const isIn = ({ primary, backups }: View, server: NodeId) =>
  primary === server || backups.includes(server);

function advance(s: Right): void {
  s.servers = s.servers.filter(([server, { isSilent }]) => !isSilent || isIn(s.view, server));
  if (!s.isAcknowledged || (s.view.number > 0 && s.view.primary === null)) return;
  const of = (server: NodeId) => s.servers.find(([each]) => each === server)![1];
  const members = s.view.primary === null ? [] : [s.view.primary, ...s.view.backups];
  const well = members.filter((server) => !of(server).isSilent && !of(server).hasRestarted);
  const others = s.servers.filter(([server, { isSilent }]) => !isSilent && !well.includes(server))
    .map(([server]) => server).sort((a, b) => a - b);
  let next: readonly NodeId[];
  if (s.view.number === 0) next = others.slice(0, 1);
  else if (well.length > 0) {
    next = [...well, ...others].slice(0, Math.max(1 + s.backups, well.length));
  } else if (members.some((server) => !of(server).hasRestarted)) return;
  else next = [];
  if (well.length === members.length && `${next}` === `${members}`) return;
  const [primary = null, ...backups] = next;
  s.view = { number: s.view.number + 1, primary, backups };
  s.isAcknowledged = false;
  s.servers = s.servers.flatMap(([server, known]) =>
    known.isSilent
      ? []
      : [[server, { ...known, hasRestarted: false, isTold: known.isTold && well.includes(server) }]]
  );
}
