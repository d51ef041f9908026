/** Right answers to parts 9 and 10 of exercise 14 that are built otherwise than the solution. */

import type { Choices, ResponseTime } from "../../exercises/14-placement/given.ts";

const isWhole = (weight: number) => Number.isInteger(weight) && weight >= 0;

/** Servers stay in a record while something is under way there; equals are drawn anew. */
const choicesByRecord: Choices<
  Record<number, { weight: number; isThere: boolean; underWay: number }>
> = {
  start: () => ({}),
  add(s, server, weight) {
    if (s[server]?.isThere || !isWhole(weight)) throw new RangeError();
    s[server] = { weight, isThere: true, underWay: s[server]?.underWay ?? 0 };
  },
  remove(s, server) {
    if (!s[server]?.isThere) throw new RangeError();
    s[server]!.isThere = false;
    if (s[server]!.underWay === 0) delete s[server];
  },
  weigh(s, server, weight) {
    if (!s[server]?.isThere || !isWhole(weight)) throw new RangeError();
    s[server]!.weight = weight;
  },
  started(s, server) {
    if (!s[server]?.isThere) throw new RangeError();
    s[server]!.underWay++;
  },
  answered(s, server) {
    const own = s[server];
    if (!own?.underWay) throw new RangeError();
    if (--own.underWay === 0 && !own.isThere) delete s[server];
  },
  failed: (s, server) => choicesByRecord.answered(s, server),
  underWay: (s, server) => s[server]?.underWay ?? 0,
  pick(s, choices, below, tried) {
    const all = Object.keys(s).map(Number).filter((server) =>
      s[server]!.isThere && s[server]!.weight > 0
    );
    const fresh = all.filter((server) => !tried.includes(server));
    const pool = fresh.length > 0 ? fresh : all;
    if (pool.length === 0) throw new RangeError();
    const drawn = pool.length <= choices
      ? pool
      : Array.from({ length: choices }, () => pool.splice(below(pool.length), 1)[0]!);
    // Whole numbers are compared, crosswise.
    const isBetter = (a: number, b: number) =>
      s[a]!.underWay * s[b]!.weight < s[b]!.underWay * s[a]!.weight;
    const best = drawn.filter((one) => !drawn.some((other) => isBetter(other, one)));
    return best[below(best.length)]!;
  },
};

/** Requests are a list of servers; the whole list of servers is shuffled from behind. */
const choicesByList: Choices<{ servers: [number, number][]; requests: number[] }> = {
  start: () => ({ servers: [], requests: [] }),
  add({ servers }, server, weight) {
    if (!isWhole(weight) || servers.some(([other]) => other === server)) {
      throw new RangeError();
    }
    servers.push([server, weight]);
  },
  remove(s, server) {
    const rest = s.servers.filter(([other]) => other !== server);
    if (rest.length === s.servers.length) throw new RangeError();
    s.servers = rest;
  },
  weigh(s, server, weight) {
    if (!isWhole(weight) || !s.servers.some(([other]) => other === server)) {
      throw new RangeError();
    }
    s.servers = s.servers.map(([other, before]) => [other, other === server ? weight : before]);
  },
  started({ servers, requests }, server) {
    if (!servers.some(([other]) => other === server)) throw new RangeError();
    requests.push(server);
  },
  answered({ requests }, server) {
    const at = requests.indexOf(server);
    if (at < 0) throw new RangeError();
    requests.splice(at, 1);
  },
  failed: (s, server) => choicesByList.answered(s, server),
  underWay: ({ requests }, server) => requests.filter((each) => each === server).length,
  pick(s, choices, below, tried) {
    let list = s.servers.filter(([server, weight]) => weight > 0 && !tried.includes(server));
    if (list.length === 0) list = s.servers.filter(([, weight]) => weight > 0);
    if (list.length === 0) throw new RangeError();
    const count = Math.min(choices, list.length), end = list.length;
    for (let left = end; left > end - count; left--) {
      const at = below(left);
      [list[at], list[left - 1]] = [list[left - 1]!, list[at]!];
    }
    const drawn = list.slice(end - count);
    const cost = ([server, weight]: [number, number]) => choicesByList.underWay(s, server) / weight;
    const least = Math.min(...drawn.map(cost)),
      equals = drawn.filter((each) => cost(each) === least);
    return equals[below(equals.length)]![0];
  },
};

interface Known {
  server: number;
  waiting: number;
  /** A value and when it was so. */
  ms?: [value: number, at: number];
  errors: [value: number, at: number];
}

/** What fades is a pair, and what is left of it is worked out by one function. */
const latencyByPairs: ResponseTime<{ decayMs: number; list: Known[] }> = {
  start: (decayMs) => ({ decayMs, list: [] }),
  add({ list }, server) {
    if (list.some((each) => each.server === server)) throw new RangeError();
    list.push({ server, waiting: 0, errors: [0, 0] });
    list.sort((a, b) => a.server - b.server);
  },
  remove(s, server) {
    known(s, server);
    s.list = s.list.filter((each) => each.server !== server);
  },
  started: (s, server) => void known(s, server).waiting++,
  answered: (s, server, now, latencyMs) => end(s, server, now, latencyMs, true),
  failed: (s, server, now, latencyMs) => end(s, server, now, latencyMs, false),
  expected(s, server, now) {
    const { ms, waiting, errors } = known(s, server), counts = waiting + left(s, errors, now);
    if (ms !== undefined) return (1 + counts) * left(s, ms, now);
    return counts > 0 ? 1000 * (1 + counts) : 0;
  },
  pick(s, now, tried) {
    const fresh = s.list.filter(({ server }) => !tried.includes(server));
    const sorted = (fresh.length > 0 ? fresh : s.list).map(({ server }) => server)
      .sort((a, b) =>
        latencyByPairs.expected(s, a, now) - latencyByPairs.expected(s, b, now) || a - b
      );
    if (sorted.length === 0) throw new RangeError();
    return sorted[0]!;
  },
};

const left = ({ decayMs }: { decayMs: number }, [value, at]: [number, number], now: number) =>
  value / Math.exp((now - at) / decayMs);

function known({ list }: { list: Known[] }, server: number): Known {
  const found = list.find((each) => each.server === server);
  if (found === undefined) throw new RangeError();
  return found;
}

function end(
  s: { decayMs: number; list: Known[] },
  server: number,
  now: number,
  latencyMs: number,
  isGood: boolean,
): void {
  const own = s.list.find((each) => each.server === server);
  if (!own?.waiting) return;
  own.waiting--;
  if (!isGood) own.errors = [left(s, own.errors, now) + 1, now];
  const before = own.ms === undefined ? undefined : left(s, own.ms, now);
  if (!isGood && latencyMs <= (before ?? 1000)) return;
  if (before === undefined || latencyMs > before) own.ms = [latencyMs, now];
  else {
    const kept = Math.exp((own.ms![1] - now) / s.decayMs);
    own.ms = [latencyMs + kept * (before - latencyMs), now];
  }
}

/** It fades all that it knows whenever it is told the time. */
const latencyBySteps: ResponseTime<{ decayMs: number; servers: Record<string, number[]> }> = {
  start: (decayMs) => ({ decayMs, servers: {} }),
  // Under way, what is known (below 0: nothing), its time, errors, their time.
  add({ servers }, server) {
    if (server in servers) throw new RangeError();
    servers[server] = [0, -1, 0, 0, 0];
  },
  remove({ servers }, server) {
    if (!(server in servers)) throw new RangeError();
    delete servers[server];
  },
  started({ servers }, server) {
    if (!(server in servers)) throw new RangeError();
    servers[server]![0]!++;
  },
  answered({ servers, decayMs }, server, now, latencyMs) {
    const own = servers[server];
    if (own === undefined || own[0] === 0) return;
    own[0]!--;
    const fade = Math.exp((own[2]! - now) / decayMs), rest = Math.max(0, own[1]!) * fade;
    own[1] = Math.max(latencyMs, latencyMs > rest ? 0 : rest * fade + (1 - fade) * latencyMs);
    own[2] = now;
  },
  failed(s, server, now, latencyMs) {
    const own = s.servers[server];
    if (own === undefined || own[0] === 0) return;
    own[3] = own[3]! * Math.exp((own[4]! - now) / s.decayMs) + 1;
    own[4] = now;
    const rest = own[1]! < 0 ? 1000 : own[1]! * Math.exp((own[2]! - now) / s.decayMs);
    if (latencyMs > rest) latencyBySteps.answered(s, server, now, latencyMs);
    else own[0]!--;
  },
  expected({ servers, decayMs }, server, now) {
    const own = servers[server];
    if (own === undefined) throw new RangeError();
    const [waiting, ms, since, errors, at] = own as [number, number, number, number, number];
    const all = waiting + errors * Math.exp((at - now) / decayMs);
    if (ms < 0 && all === 0) return 0;
    return (ms < 0 ? 1000 : ms * Math.exp((since - now) / decayMs)) * (all + 1);
  },
  pick(s, now, tried) {
    const all = Object.keys(s.servers).map(Number);
    const fresh = all.filter((server) => !tried.includes(server));
    let best: number | undefined;
    for (const server of fresh.length > 0 ? fresh : all) {
      const cost = latencyBySteps.expected(s, server, now);
      if (best === undefined || cost < latencyBySteps.expected(s, best, now)) best = server;
    }
    if (best === undefined) throw new RangeError();
    return best;
  },
};

/** Two answers to each part. */
export const loads = [
  { choices: choicesByRecord as Choices, latency: latencyByPairs as ResponseTime },
  { choices: choicesByList as Choices, latency: latencyBySteps as ResponseTime },
] as const;
