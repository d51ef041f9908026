/** Part 12: a whole load balancer, by least connections. */

import {
  type Balancer,
  type Balancing,
  cannot,
  type Draws,
  type Request,
} from "../../exercises/14-placement/given.ts";

/** What a balancer knows of a server that is there. */
interface Server {
  readonly server: number;
  readonly addedAt: number;
  weight: number;
  /** How many errors count at `errorsAt`. */
  errors: number;
  errorsAt: number;
}

/** Errors fall to 1/e in this time. */
const ERROR_MS = 5000;

/** A server is new for so long; at first it has a tenth of its weight. */
const WARMING_MS = 10_000;

/** Less than this of an error is none: else who failed once would lose every tie. */
const NO_ERROR = 0.01;

export const balancing: Balancing = { begin: (draws) => leastConnections(draws) };

function leastConnections(draws: Draws): Balancer {
  const servers = new Map<number, Server>();
  /** Counts above 0, also of who has gone. */
  const underWay = new Map<number, number>();

  const find = (server: number, act: string) => {
    const own = servers.get(server);
    if (own === undefined) throw cannot(act, "the server must be there", `${server}`);
    return own;
  };
  const ready = () =>
    [...servers.values()].filter(({ weight }) => weight > 0).sort((a, b) => a.server - b.server);
  const load = (own: Server, now: number) =>
    ((underWay.get(own.server) ?? 0) + errorsOf(own, now)) / warmWeight(own, now);
  const end = (server: number) => {
    const count = underWay.get(server) ?? 0;
    if (count === 0) throw cannot("end a request", "one must be under way", `server ${server}`);
    if (count > 1) underWay.set(server, count - 1);
    else underWay.delete(server);
  };

  return {
    name: "least connections",
    get ready() {
      return ready().length;
    },
    pick(now: number, { tried = [] }: Request = {}) {
      const all = ready(), untried = all.filter(({ server }) => !tried.includes(server));
      const among = untried.length > 0 ? untried : all;
      if (among.length === 0) {
        throw cannot(
          "pick a server",
          "there must be one of a weight above 0",
          `${servers.size} servers`,
        );
      }
      const loads = among.map((own) => load(own, now)), least = Math.min(...loads);
      return drawn(among.filter((_, i) => loads[i] === least), draws).server;
    },
    add(server, now, weight = 1) {
      assertWeight(weight);
      if (servers.has(server)) throw cannot("add a server", "it must not be there", `${server}`);
      servers.set(server, { server, addedAt: now, weight, errors: 0, errorsAt: now });
    },
    remove(server) {
      find(server, "remove a server");
      servers.delete(server);
    },
    weigh(server, weight) {
      assertWeight(weight);
      find(server, "weigh a server").weight = weight;
    },
    started(server) {
      find(server, "start a request");
      underWay.set(server, (underWay.get(server) ?? 0) + 1);
    },
    ended: (server) => end(server),
    failed(server, now) {
      end(server);
      const own = servers.get(server);
      if (own === undefined) return;
      own.errors = errorsOf(own, now) + 1;
      own.errorsAt = now;
    },
    // Its own requests are never old news.
    reported: () => {},
    idle: () => {},
    inFlight: (server) => underWay.get(server) ?? 0,
    violations: () => [],
  };
}

/** One of them, each with a probability in proportion to its weight. */
function drawn(among: readonly Server[], draws: Draws): Server {
  let left = draws.unit() * among.reduce((sum, { weight }) => sum + weight, 0);
  for (const own of among) {
    left -= own.weight;
    if (left < 0) return own;
  }
  return among.at(-1)!;
}

function errorsOf({ errors, errorsAt }: Server, now: number): number {
  const left = errors * Math.exp((errorsAt - now) / ERROR_MS);
  return left < NO_ERROR ? 0 : left;
}

function warmWeight({ weight, addedAt }: Server, now: number): number {
  return weight * Math.min(1, Math.max(0.1, (now - addedAt) / WARMING_MS));
}

function assertWeight(weight: number): void {
  if (weight >= 0 && weight <= 1e9) return;
  throw cannot("weigh a server", "a weight must be a number from 0 to 10^9", `${weight}`);
}
