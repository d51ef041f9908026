/** What requests do at a server: wait for a worker in turn, or share one. @module */

import type { Pace } from "./work.ts";

/** Requests at a server, by their numbers. */
export interface ServerQueue {
  /** How many are here, waiting or being worked on. */
  readonly length: number;
  /** One comes, with so much work. */
  arrive(request: number, work: number, now: number): void;
  /** What was scheduled happens: the request that ends, or -1 if it is out of date. */
  due(token: number, now: number): number;
}

/** Has `due` called at a time, with the token. */
export type Schedule = (at: number, token: number) => void;

/** Workers take requests in the order of their coming (M/G/c when they come at random). */
export function inTurn(pace: Pace, workers: number, schedule: Schedule): ServerQueue {
  /** What each worker will have worked when it is free. */
  const free = new Float64Array(workers);
  let length = 0;
  return {
    get length() {
      return length;
    },
    arrive(request, work, now) {
      length++;
      let first = 0;
      for (let worker = 1; worker < workers; worker++) {
        if (free[worker]! < free[first]!) first = worker;
      }
      free[first] = Math.max(free[first]!, pace.workedBy(now)) + work;
      schedule(Math.max(now, pace.timeOf(free[first]!)), request);
    },
    due(request) {
      length--;
      return request;
    },
  };
}

/**
 * All that are here share the server evenly, as threads do (M/G/1 processor sharing). What each has
 * had since time 0 is one number for all, which grows by the work done over their count: a request
 * that comes when it is v, with work w, ends when it is v + w.
 */
export function sharing(pace: Pace, schedule: Schedule): ServerQueue {
  /** The latest end first, so that the next one is taken from the back. */
  const here: { readonly request: number; readonly until: number }[] = [];
  let each = 0, worked = 0, version = 0;
  const advance = (now: number) => {
    const by = pace.workedBy(now);
    if (here.length > 0) each += (by - worked) / here.length;
    worked = by;
  };
  const scheduleNext = (now: number) => {
    version++;
    const next = here.at(-1);
    if (next === undefined) return;
    const at = pace.timeOf(worked + (next.until - each) * here.length);
    schedule(Math.max(now, at), version);
  };
  return {
    get length() {
      return here.length;
    },
    arrive(request, work, now) {
      advance(now);
      const until = each + work;
      let at = here.length;
      while (at > 0 && here[at - 1]!.until <= until) at--;
      here.splice(at, 0, { request, until });
      scheduleNext(now);
    },
    due(token, now) {
      if (token !== version) return -1;
      advance(now);
      const { request } = here.pop()!;
      scheduleNext(now);
      return request;
    },
  };
}
