/** One run of a fleet. @module */

import type { Balancer, Request } from "../../../placement/balance/balancer.ts";
import { EventQueue } from "../../../sim/queue.ts";
import { draw, exponential, type Latency } from "../../../sim/latency.ts";
import { Random } from "../../../sim/random.ts";
import type { FleetOptions, FleetServer } from "./options.ts";
import { inTurn, type Schedule, type ServerQueue, sharing } from "./queue.ts";
import { drawWork, paceOf } from "./work.ts";

/** What came of a run; of the requests that were measured, unless said otherwise. */
export interface FleetRun {
  /** From sending to answer, of those that were answered well, in ms, the shortest first. */
  readonly latenciesMs: Float64Array;
  /** What the mean latency is more than the mean work, at speed 1, in ms. */
  readonly meanWaitMs: number;
  /** How many were answered with an error. */
  readonly errors: number;
  /** How many each server had. */
  readonly perServer: readonly number[];
  /** The most requests that a server had at once. */
  readonly longest: number;
  /** The share of servers that had at least i requests, at i below 64, as requests found them. */
  readonly atLeast: readonly number[];
  /** When the last one ended, in ms. */
  readonly endedAt: number;
}

/** The latency that so large a share of requests, 0 to 1, does not exceed, in ms; NaN of none. */
export function quantile({ latenciesMs }: FleetRun, share: number): number {
  return latenciesMs[Math.max(0, Math.ceil(share * latenciesMs.length) - 1)] ?? NaN;
}

/** Longer queues are not told apart in `atLeast`: it is for the tails of queues that are stable. */
const LOOKED_AT = 64;

const ARRIVAL = 0, DUE = 1, ERROR = 2, NEWS = 3, HEARD = 4;

/** A fleet at work. */
export class Run {
  readonly #options: FleetOptions;
  readonly #events = new EventQueue();
  readonly #clients: readonly Balancer[];
  readonly #queues: readonly ServerQueue[];
  readonly #gap: Latency;
  readonly #random: Record<"arrivals" | "work" | "clients" | "keys" | "idle", Random>;
  /** How many come before those that are measured, and with those. */
  readonly #warmUp: number;
  readonly #all: number;
  readonly #sentAt: Float64Array;
  readonly #client: Int32Array;
  readonly #latencies: Float64Array;
  /** How many servers have so many requests. */
  readonly #having: number[];
  readonly #found: number[] = [];
  readonly #perServer: number[];
  #came = 0;
  #ended = 0;
  #measured = 0;
  #errors = 0;
  #workMs = 0;
  #longest = 0;

  /** A fleet that is idle. */
  constructor(options: FleetOptions) {
    const { seed, servers, clients = 1, requests, perMs } = options;
    this.#options = options;
    const stream = (name: string) => new Random(seed, name);
    this.#random = {
      arrivals: stream("arrivals"),
      work: stream("work"),
      clients: stream("clients"),
      keys: stream("keys"),
      idle: stream("idle"),
    };
    this.#gap = exponential(0, 1 / perMs);
    this.#warmUp = options.warmUp ?? Math.floor(requests / 10);
    this.#all = this.#warmUp + requests;
    this.#sentAt = new Float64Array(this.#all);
    this.#client = new Int32Array(this.#all);
    this.#latencies = new Float64Array(requests);
    this.#having = [servers.length];
    this.#perServer = servers.map(() => 0);
    this.#queues = servers.map((server, at) =>
      queueOf(server, (time, token) => this.#events.push(time, DUE, at, token, 0, undefined))
    );
    this.#clients = Array.from({ length: clients }, (_, client) => {
      const balancer = options.balancer(stream(`balancer ${client}`), client);
      servers.forEach(({ weight = 1 }, server) => balancer.add(server, 0, weight));
      return balancer;
    });
  }

  /** Runs until every request has ended. */
  toEnd(): FleetRun {
    const { news } = this.#options, events = this.#events;
    this.#queues.forEach((_, server) => this.#saysIdle(server, 0));
    if (news !== undefined) events.push(0, NEWS, 0, 0, 0, undefined);
    this.#nextArrival(0);
    while (this.#ended < this.#all) {
      events.pop();
      const { kind, a, b, time } = events;
      if (kind === ARRIVAL) this.#arrive(time);
      else if (kind === DUE) this.#due(a, b, time);
      else if (kind === ERROR) this.#end(a, b, time, false);
      else if (kind === NEWS) this.#publish(time);
      else this.#hear(events.payload as Int32Array, time);
    }
    return this.#outcome();
  }

  #nextArrival(now: number): void {
    if (this.#came === this.#all) return;
    this.#events.push(now + draw(this.#gap, this.#random.arrivals), ARRIVAL, 0, 0, 0, undefined);
  }

  #arrive(now: number): void {
    const request = this.#came++, { clients, keys } = this.#random, { key } = this.#options;
    const client = this.#clients.length === 1 ? 0 : clients.below(this.#clients.length);
    const balancer = this.#clients[client]!;
    if (request >= this.#warmUp) this.#look();
    const about: Request | undefined = key && { key: key(keys) };
    const server = balancer.pick(now, about);
    balancer.started(server, now);
    this.#sentAt[request] = now;
    this.#client[request] = client;
    if (request >= this.#warmUp) this.#perServer[server]!++;
    const work = drawWork(this.#options.work, this.#random.work);
    const { errors } = this.#options.servers[server]!;
    if (errors !== undefined && now >= errors.from && now < errors.until) {
      this.#events.push(now + errors.afterMs, ERROR, server, request, 0, undefined);
    } else {
      if (request >= this.#warmUp) this.#workMs += work;
      const queue = this.#queues[server]!;
      this.#moves(queue.length, queue.length + 1);
      queue.arrive(request, work, now);
    }
    this.#nextArrival(now);
  }

  #due(server: number, token: number, now: number): void {
    const queue = this.#queues[server]!, before = queue.length;
    const request = queue.due(token, now);
    if (request < 0) return;
    this.#moves(before, before - 1);
    this.#end(server, request, now, true);
    if (before === 1) this.#saysIdle(server, now);
  }

  #end(server: number, request: number, now: number, ok: boolean): void {
    const latency = now - this.#sentAt[request]!;
    this.#clients[this.#client[request]!]![ok ? "ended" : "failed"](server, now, latency);
    this.#ended++;
    if (request < this.#warmUp) return;
    if (ok) this.#latencies[this.#measured++] = latency;
    else this.#errors++;
  }

  /** A server that had so many requests has another number of them. */
  #moves(from: number, to: number): void {
    this.#having[from]!--;
    this.#having[to] = (this.#having[to] ?? 0) + 1;
    if (this.#came > this.#warmUp && to > this.#longest) this.#longest = to;
  }

  /** Counts the servers by how many requests they have: who comes at random sees what is usual. */
  #look(): void {
    const until = Math.min(this.#having.length, LOOKED_AT);
    for (let length = 0; length < until; length++) {
      this.#found[length] = (this.#found[length] ?? 0) + this.#having[length]!;
    }
  }

  #saysIdle(server: number, now: number): void {
    const { length } = this.#clients;
    this.#clients[length === 1 ? 0 : this.#random.idle.below(length)]!.idle(server, now);
  }

  #publish(now: number): void {
    const { everyMs, lateMs = 0 } = this.#options.news!;
    const lengths = Int32Array.from(this.#queues, ({ length }) => length);
    if (lateMs === 0) this.#hear(lengths, now);
    else this.#events.push(now + lateMs, HEARD, 0, 0, 0, lengths);
    this.#events.push(now + everyMs, NEWS, 0, 0, 0, undefined);
  }

  #hear(lengths: Int32Array, now: number): void {
    for (const client of this.#clients) {
      for (let server = 0; server < lengths.length; server++) {
        client.reported(server, now, lengths[server]!);
      }
    }
  }

  #outcome(): FleetRun {
    const latenciesMs = this.#latencies.slice(0, this.#measured).sort();
    const looks = this.#all - this.#warmUp, count = this.#queues.length;
    // Those that were longer are in no count.
    let more = looks * count - this.#found.reduce((sum, each) => sum + each, 0);
    const atLeast = this.#found.map(() => 0);
    for (let length = this.#found.length - 1; length >= 0; length--) {
      atLeast[length] = (more += this.#found[length]!) / looks / count;
    }
    return {
      latenciesMs,
      meanWaitMs: (latenciesMs.reduce((sum, each) => sum + each, 0) - this.#workMs) /
        this.#measured,
      errors: this.#errors,
      perServer: this.#perServer,
      longest: this.#longest,
      atLeast,
      endedAt: this.#events.time,
    };
  }
}

function queueOf({ speed = 1, workers = 1, pauses }: FleetServer, schedule: Schedule): ServerQueue {
  const pace = paceOf(speed, pauses);
  return workers === Infinity ? sharing(pace, schedule) : inTurn(pace, workers, schedule);
}
