/** Right answers to exercise 05 that are built otherwise than the solution: parts 1 to 4, and 6. */

import type {
  Interest,
  Mass,
  Pull,
  Push,
  Rumour,
  Share,
  Update,
  Vector,
  Versions,
  VersionsRules,
} from "../../exercises/05-rumours/given.ts";

/** One list of all that was ever here; the last are told first. */
export const push: Push = {
  start: (rules) => ({ ...rules, all: [] }),
  begin: (s, rumour, io) => push.upon(s, s.self, [rumour], io),
  round(s, nodes, io) {
    const hot = s.all.filter(({ times }: { times: number }) => times < s.rounds).toReversed();
    let told = 0;
    for (const node of nodes) {
      if (node === s.self || told === s.fanout || hot.length === 0) continue;
      told++;
      io.send(node, hot.map(({ id, text }: Rumour) => ({ id, text })));
    }
    if (told === 0) return;
    for (const each of hot) {
      each.times++;
      if (each.times === s.rounds) each.text = "";
    }
  },
  upon(s, _from, rumours, io) {
    for (const { id, text } of rumours.toReversed()) {
      if (s.all.some((each: Rumour) => each.id === id)) continue;
      io.deliver({ id, text });
      s.all.push({ id, text, times: 0 });
    }
  },
};

/** Two lists. */
export const pull: Pull = {
  start: ({ both, most }) => ({ both, most, has: [], had: [] }),
  begin: (s, rumour, io) => pull.upon(s, 0, { type: "rumours", rumours: [rumour] }, io),
  drop(s, id) {
    s.has = s.has.filter((each: Rumour) => each.id !== id);
    s.had.unshift(id);
  },
  round(s, partner, io) {
    if (partner === null) return;
    const has = s.has.map(({ id }: Rumour) => id).toReversed();
    io.send(partner, { type: "digest", has, had: [...s.had] });
  },
  upon(s, from, message, io) {
    const isKnown = (id: string) =>
      s.had.includes(id) || s.has.some((each: Rumour) => each.id === id);
    if (message.type === "digest") {
      const { has, had } = message;
      const rumours: Rumour[] = s.has.filter(({ id }: Rumour) =>
        !has.includes(id) && !had.includes(id)
      );
      const wants = s.both ? has.filter((id) => !isKnown(id)).toReversed() : [];
      if (rumours.length === 0 && wants.length === 0) return;
      io.send(from, { type: "answer", wants, rumours: rumours.slice(0, s.most).toReversed() });
      return;
    }
    for (const rumour of message.rumours) {
      if (isKnown(rumour.id)) continue;
      s.has.push(structuredClone(rumour));
      io.deliver(rumour);
    }
    if (message.type === "rumours") return;
    const rumours = s.has.filter(({ id }: Rumour) => message.wants.includes(id)).slice(0, s.most);
    if (rumours.length > 0) io.send(from, { type: "rumours", rumours });
  },
};

interface Told {
  id: string;
  text: string | null;
  left: number;
  named: number;
}

/** One list, from which goes what is forgotten. */
export const interest: Interest = {
  start: (rules) => ({ rules: { ...rules }, all: [] }),
  begin: (s, rumour, now, io) =>
    interest.upon(s, 0, { type: "rumours", rumours: [rumour] }, now, { ...io, send: () => {} }),
  round(s, partner, now, io) {
    const hot: Told[] = s.all.filter(({ text }: Told) => text !== null);
    if (partner === null || hot.length === 0) return;
    io.send(partner, {
      type: "rumours",
      rumours: hot.map(({ id, text }) => ({ id, text: text! })),
    });
    for (const each of s.rules.feedback ? [] : hot) cool(each, s.rules.by, now, io.coin);
  },
  upon(s, from, message, now, io) {
    const { feedback, by, k, keepMs } = s.rules;
    s.all = s.all.filter(({ text, named }: Told) => text !== null || now - named < keepMs);
    const find = (id: string): Told | undefined => s.all.find((each: Told) => each.id === id);
    if (message.type === "knew") {
      for (const each of feedback ? message.ids.map(find) : []) {
        if (each === undefined) continue;
        each.named = now;
        if (each.text !== null) cool(each, by, now, io.coin);
      }
      return;
    }
    const ids: string[] = [];
    for (const { id, text } of message.rumours) {
      const own = find(id);
      if (own === undefined) {
        s.all.unshift({ id, text, left: k, named: now });
        io.deliver({ id, text });
        continue;
      }
      own.named = now;
      ids.unshift(id);
    }
    if (feedback && ids.length > 0) io.send(from, { type: "knew", ids });
  },
};

function cool(each: Told, by: string, now: number, coin: (id: string) => boolean): void {
  each.left--;
  if (by === "coin" ? !coin(each.id) : each.left > 0) return;
  each.text = null;
  each.named = now;
}

interface Log {
  readonly rules: VersionsRules;
  /** All that is kept, as it was applied. */
  log: Update[];
  /** How many of each origin are kept no more. */
  gone: Record<string, number>;
  said: Record<string, Vector>;
}

/** One log of everything, and what others said as they said it. */
export const versions: Versions<Log> = {
  start: (rules, saved) => ({
    rules: structuredClone(rules),
    log: structuredClone([...saved]),
    gone: {},
    said: {},
  }),
  write(s, value, io) {
    const { self } = s.rules, number = reachOf(s, self) + 1;
    versions.upon(s, self, { type: "updates", updates: [{ origin: self, number, value }] }, io);
  },
  round(s, partner, io) {
    if (partner !== null) io.send(partner, { type: "digest", has: vectorOf(s) });
  },
  upon(s, from, message, io) {
    if (message.type !== "updates") s.said[from] = message.has;
    const rest = message.type === "digest" ? [] : [...message.updates];
    for (let at = 0; at >= 0;) {
      at = rest.findIndex(({ origin, number }) => number === reachOf(s, origin) + 1);
      const [update] = at < 0 ? [] : rest.splice(at, 1);
      if (update === undefined) break;
      s.log.push({ ...update });
      io.apply(update);
    }
    const others = s.rules.members.filter((node) => node !== s.rules.self);
    const isKept = (each: Update) =>
      others.some((node) => says(s.said[node] ?? [], each.origin) < each.number);
    for (const { origin, number } of s.log.filter((each) => !isKept(each))) s.gone[origin] = number;
    s.log = s.log.filter(isKept);
    if (message.type === "updates") return;
    const updates = chosen(s, message.has), has = vectorOf(s);
    if (message.type === "answer") {
      if (updates.length > 0) io.send(from, { type: "updates", updates });
      return;
    }
    const origins = [...has, ...message.has].map(([origin]) => origin);
    if (origins.every((origin) => says(has, origin) === says(message.has, origin))) return;
    io.send(from, { type: "answer", updates, has: has.toReversed() });
  },
};

const says = (has: Vector, origin: number) => has.find(([each]) => each === origin)?.[1] ?? 0;
const reachOf = ({ log, gone }: Log, origin: number): number =>
  log.findLast((each) => each.origin === origin)?.number ?? gone[origin] ?? 0;
const vectorOf = (s: Log): Vector => {
  const origins = [...s.log.map(({ origin }) => origin), ...Object.keys(s.gone).map(Number)];
  return [...new Set(origins)].map((origin) => [origin, reachOf(s, origin)]);
};

function chosen(s: Log, has: Vector): Update[] {
  const lacks = vectorOf(s).map(([origin, reach]) => ({ origin, lag: reach - says(has, origin) }))
    .filter(({ lag }) => lag > 0).sort((a, b) => a.origin - b.origin).sort((a, b) => b.lag - a.lag);
  const updates: Update[] = [];
  let used = 0;
  for (const { origin, lag } of lacks) {
    const all = s.log.filter((each) => each.origin === origin).slice(-lag);
    if (all.length < lag) continue;
    for (const update of all) {
      if (updates.length > 0 && used + update.value.length > s.rules.budget) break;
      updates.push(update);
      used += update.value.length;
    }
  }
  return updates;
}

/** What it holds is a share, too. */
export const mass: Mass = {
  start: (value, weight) => ({ value, weight, own: { epoch: 0, sum: value, weight } }),
  round(s, partners, io) {
    const { epoch, sum, weight } = s.own as Share, part = 1 / (partners.length + 1);
    s.own = { epoch, sum: sum * part, weight: weight * part };
    for (const node of partners.toReversed()) io.send(node, { ...s.own });
  },
  upon: (s, _from, share) => mass.returned(s, share),
  returned(s, share) {
    while (s.own.epoch < share.epoch) mass.renew(s);
    if (s.own.epoch > share.epoch) return;
    s.own.sum += share.sum;
    s.own.weight += share.weight;
  },
  changed(s, value) {
    s.own.sum = s.own.sum - s.value + value;
    s.value = value;
  },
  renew: (s) => void (s.own = { epoch: s.own.epoch + 1, sum: s.value, weight: s.weight }),
  estimate: ({ own }) => own.weight > 0 ? own.sum / own.weight : null,
};
