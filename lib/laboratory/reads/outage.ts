/**
 * What clients notice when servers die, in a wide area network: one that answers reads goes down and comes back, then
 * the leader does. At each site one client reads and one writes.
 *
 * @module
 */

import type { Clients } from "../../model/clients.ts";
import type { History } from "../../model/history.ts";
import type { NodeId, Tagged } from "../../model/protocol.ts";
import type { Roster } from "../../reads/bodega/roster.ts";
import type { Sites } from "../../reads/wide_area.ts";
import { constant, uniform } from "../../sim/latency.ts";
import { Random } from "../../sim/random.ts";
import { World } from "../../sim/world.ts";
import { latencies, mean } from "../measured.ts";
import { type AnyWay, asked, isRead, leaderOf, outcomeOf } from "./ways.ts";
import { isNear, networkOf, SET_MS, type Timing, wanStore, worldLedBy } from "./wan.ts";

/** When what happens, in ms from the begin of the measurement; whoever dies is back at the time after. */
export const EVENTS = {
  responderDies: 5000,
  responderIsBack: 20_000,
  leaderDies: 40_000,
  leaderIsBack: 55_000,
  end: 75_000,
} as const;

/** What is measured. */
export interface OutageRun {
  /** Where servers are, and which of them leads at first; who dies first is the one at the site of the client. */
  readonly sites: Sites;
  /** How they read. */
  readonly way: AnyWay;
  /** How long a bucket of the timeline is, in ms; default 500. */
  readonly bucketMs?: number;
  /** How many keys there are; default 100. */
  readonly keys?: number;
  /** Timeouts and leases that are not as in `SETTINGS`. */
  readonly times?: Timing;
  /** When it ends, in ms; what comes later does not happen. Default: the end of `EVENTS`. */
  readonly endMs?: number;
}

/** What was answered at a site within a bucket of time. */
export interface Bucket {
  /** When the bucket begins, in ms. */
  readonly at: number;
  /** The site. */
  readonly site: number;
  /** How many reads of its clients were answered. */
  readonly reads: number;
  /** How many writes. */
  readonly writes: number;
  /** The mean latency of these reads, in ms; NaN where there are none. */
  readonly readMs: number;
  /** The same of writes. */
  readonly writeMs: number;
}

/** The longest time without an answer at a site, between an event and the next. Times are in ms. */
export interface Silence {
  /** After what: "before", or an event. */
  readonly after: "before" | Exclude<keyof typeof EVENTS, "end">;
  /** The site. */
  readonly site: number;
  /** Without a read answered. */
  readonly reads: number;
  /** Without a write answered. */
  readonly writes: number;
}

/** Somebody leads, or others are left out. */
export interface RosterChange {
  /** When, in ms; it is looked at every 20 ms. */
  readonly at: number;
  /** Who leads, as most servers that are up say; null when they do not say the same. */
  readonly leader: NodeId | null;
  /** Bodega: who is left out of the roster; none in other ways. */
  readonly without: readonly NodeId[];
}

/** What came of it. */
export interface Outage {
  /** Bucket after bucket, each site in turn. */
  readonly buckets: readonly Bucket[];
  /** Event after event, each site in turn. */
  readonly silences: readonly Silence[];
  /** Who led, and who was left out. */
  readonly changes: readonly RosterChange[];
}

/** Who has no answer for so long asks another server, in ms: longer than a write takes from the farthest site. */
export const RETRY_MS = 500;
/** How often the roster is looked at, in ms. */
const LOOK_MS = 20;

/** Measures. */
export function outage(run: OutageRun): Outage {
  const { sites, bucketMs = 500, endMs = EVENTS.end } = run, { leader, client: responder } = sites;
  const crash = (node: NodeId, from: number, to: number) =>
    ({ kind: "crash", at: SET_MS + from, node, downMs: to - from }) as const;
  const world = worldLedBy(leader, (seed) =>
    new World<object, Tagged, Tagged, unknown>({
      protocol: wanStore(run),
      nodes: sites.rtt.length,
      seed,
      trace: "none",
      strict: false,
      network: networkOf(sites),
      disk: { fsync: constant(0.5) },
      faults: [
        crash(responder, EVENTS.responderDies, EVENTS.responderIsBack),
        crash(leader, EVENTS.leaderDies, EVENTS.leaderIsBack),
      ],
      clients: clientsOf(run),
    }));
  world.run(1);
  const changes = watched(world, endMs);
  const history = since(world.history, sites.rtt.length);
  return {
    buckets: bucketsOf(history, sites, bucketMs, endMs),
    silences: silencesOf(history, sites, endMs),
    changes,
  };
}

/** At each site one reads and one writes. Who asks a server that is down notices at once, as connections break. */
function clientsOf({ sites, way, keys = 100 }: OutageRun): Clients<Tagged> {
  const n = sites.rtt.length, most = EVENTS.end / 10;
  const nearest = sites.rtt.map((row) =>
    row.map((ms, site) => ({ ms, site }))
      .sort((a, b) => a.ms - b.ms).map(({ site }) => site)
  );
  const random = new Random(1, "what is asked");
  const workload = Array.from(
    { length: 2 * n },
    (_, client) =>
      Array.from({ length: most }, (_, i) => {
        const key = `k${random.below(keys)}`;
        const input = client < n ? { type: "get", key } : { type: "put", key, value: `${i}` };
        return { input, ...(i === 0 ? { at: SET_MS } : {}) };
      }),
  );
  return {
    workload,
    ask: asked,
    to({ client, attempt }, _, seen) {
      const site = client % n, up = nearest[site]!.filter((near) => seen!.states[near]);
      // The nearest first, then its leader, then the next.
      const home = up[(attempt >> 1) % up.length]!, isRead = client < n;
      const leader = leaderOf(seen!.states[home] as object);
      if (isRead && isNear({ way, sites }, home) && attempt % 2 === 0) return home;
      return leader === null || !up.includes(leader) ? home : leader;
    },
    seat: (client) => client % n,
    timeoutMs: RETRY_MS,
    retries: 1000,
    think: uniform(10, 30),
    outcome: outcomeOf,
  };
}

/** Lets it happen, and looks who leads and who is left out. */
function watched(
  world: World<object, Tagged, Tagged, unknown>,
  endMs: number,
): RosterChange[] {
  const changes: RosterChange[] = [];
  for (let at = 0; at <= endMs; at += LOOK_MS) {
    const now = rosterOf(world.states), last = changes.at(-1);
    const isSame = last?.leader === now.leader && `${last.without}` === `${now.without}`;
    if (!isSame) changes.push({ at, ...now });
    world.run(LOOK_MS);
  }
  return changes;
}

function rosterOf(states: readonly (object | undefined)[]): Omit<RosterChange, "at"> {
  const up = states.filter((state) => state !== undefined);
  const said = up.map(leaderOf), half = up.length / 2;
  const leader = said.find((one) => said.filter((other) => other === one).length > half) ?? null;
  const of = leader === null ? undefined : states[leader] as {
    readonly bodega?: { readonly roster: Roster | null };
  } | undefined;
  return { leader, without: of?.bodega?.roster?.silent ?? [] };
}

/** What was answered, in ms from the begin of the measurement; the process is the site. */
function since(history: History, sites: number): History {
  return history.filter(({ outcome }) => outcome === "ok").map((operation) => ({
    ...operation,
    process: operation.process % sites,
    invokedAt: operation.invokedAt - SET_MS,
    endedAt: operation.endedAt - SET_MS,
  }));
}

function bucketsOf(
  history: History,
  { rtt }: Sites,
  bucketMs: number,
  endMs: number,
): Bucket[] {
  const count = Math.ceil(endMs / bucketMs);
  return Array.from({ length: count }, (_, i) => i * bucketMs).flatMap((at) =>
    rtt.map((_, site): Bucket => {
      const own = history.filter(({ process, endedAt }) =>
        process === site && endedAt >= at && endedAt < at + bucketMs
      );
      const reads = latencies(own.filter(({ input }) => isRead(input)));
      const writes = latencies(own.filter(({ input }) => !isRead(input)));
      const [readMs, writeMs] = [mean(reads), mean(writes)];
      return { at, site, reads: reads.length, writes: writes.length, readMs, writeMs };
    })
  );
}

function silencesOf(history: History, { rtt }: Sites, endMs: number): Silence[] {
  const begun = Object.entries(EVENTS).filter(([, at]) => at < endMs);
  const moments = [["before", 0], ...begun, ["end", endMs]] as const;
  return moments.slice(0, -1).flatMap(([after, from], i) =>
    rtt.map((_, site): Silence => {
      const own = history.filter(({ process }) => process === site);
      const longest = (ofReads: boolean) => {
        const to = moments[i + 1]![1];
        const ends = own.filter(({ input }) => isRead(input) === ofReads)
          .map(({ endedAt }) => endedAt).filter((at) => at > from && at < to);
        const all = [from, ...ends.sort((a, b) => a - b), to];
        return Math.max(...all.slice(1).map((at, j) => at - all[j]!));
      };
      return {
        after: after as Silence["after"],
        site,
        reads: longest(true),
        writes: longest(false),
      };
    })
  );
}
