/** Part 10: who will answer first. */

import { cannot, type ResponseTime } from "../../exercises/14-placement/given.ts";

interface Server {
  underWay: number;
  /** What it took, in ms, at `since`; nothing while it has told nothing. */
  averageMs: number | undefined;
  since: number;
  /** How many errors count at `errorsAt`. */
  errors: number;
  errorsAt: number;
}

interface State {
  readonly decayMs: number;
  readonly servers: Map<number, Server>;
}

/** Taken for the latency of a server that has told nothing. */
const UNKNOWN_MS = 1000;

export const latency: ResponseTime<State> = {
  start: (decayMs) => ({ decayMs, servers: new Map() }),
  add({ servers }, server) {
    if (servers.has(server)) throw cannot("add a server", "it must not be there", `${server}`);
    servers.set(server, { underWay: 0, averageMs: undefined, since: 0, errors: 0, errorsAt: 0 });
  },
  remove({ servers }, server) {
    if (!servers.delete(server)) throw cannot("remove a server", "it must be there", `${server}`);
  },
  started: (s, server) => void find(s, server, "start a request").underWay++,
  answered({ servers, decayMs }, server, now, latencyMs) {
    const own = servers.get(server);
    if (own !== undefined && own.underWay > 0) {
      own.underWay--;
      learn(own, now, latencyMs, decayMs);
    }
  },
  failed({ servers, decayMs }, server, now, latencyMs) {
    const own = servers.get(server);
    if (own === undefined || own.underWay === 0) return;
    own.underWay--;
    own.errors = own.errors * fading(own.errorsAt, now, decayMs) + 1;
    own.errorsAt = now;
    const known = own.averageMs === undefined ? UNKNOWN_MS : knownMs(own, now, decayMs);
    if (latencyMs > known) learn(own, now, latencyMs, decayMs);
  },
  expected: (s, server, now) => expectedOf(find(s, server, "expect something"), now, s.decayMs),
  pick({ servers, decayMs }, now, tried) {
    const all = [...servers].sort(([a], [b]) => a - b);
    const untried = all.filter(([server]) => !tried.includes(server));
    const among = untried.length > 0 ? untried : all;
    if (among.length === 0) throw cannot("pick a server", "one must be there", "0 servers");
    let best = among[0]![0], least = Infinity;
    for (const [server, own] of among) {
      const ms = expectedOf(own, now, decayMs);
      if (ms >= least) continue;
      best = server;
      least = ms;
    }
    return best;
  },
};

function find({ servers }: State, server: number, act: string): Server {
  const own = servers.get(server);
  if (own === undefined) throw cannot(act, "the server must be there", `${server}`);
  return own;
}

/** A slower answer is believed at once, a faster one by the part that has faded: an average of both. */
function learn(own: Server, now: number, latencyMs: number, decayMs: number): void {
  const kept = fading(own.since, now, decayMs), known = knownMs(own, now, decayMs);
  own.averageMs = latencyMs > known ? latencyMs : known * kept + latencyMs * (1 - kept);
  own.since = now;
}

function expectedOf(own: Server, now: number, decayMs: number): number {
  const counts = own.underWay + own.errors * fading(own.errorsAt, now, decayMs);
  if (own.averageMs === undefined && counts > 0) return UNKNOWN_MS * (counts + 1);
  return knownMs(own, now, decayMs) * (counts + 1);
}

function knownMs({ averageMs = 0, since }: Server, now: number, decayMs: number): number {
  return averageMs * fading(since, now, decayMs);
}

/** Which part is left. */
function fading(since: number, now: number, decayMs: number): number {
  return Math.exp((since - now) / decayMs);
}
