/** Bugs of pools. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/18-wire/answers.ts";
import type { Any, Pool, PoolIo } from "../../../exercises/18-wire/given.ts";
import { pool } from "../pool.ts";
import { stepsOf } from "./steps.ts";

type Step = "ask" | "dialled" | "failed" | "release" | "lost" | "spoke" | "tick";

const steps = stepsOf<Pool, PoolIo, Step>(pool, [
  "ask",
  "dialled",
  "failed",
  "release",
  "lost",
  "spoke",
  "tick",
]);

export const poolMutants: Mutants<Answers> = {
  pool: {
    "clean: a connection is clean unless somebody says otherwise": steps((step, s, io) =>
      step({
        ...io,
        lend(request, connection) {
          s.connections.get(connection).isClean = true;
          io.lend(request, connection);
        },
      })
    ),
    "first-answer: it stays clean when something else is sent": { sends: () => {} },
    "keeps: a dirty connection goes back": {
      release(s, request, now, io) {
        pool.answered(s, request);
        pool.release(s, request, now, io);
      },
    },
    "closes: a connection is used once": {
      release(s, request, now, io) {
        pool.sends(s, request);
        pool.release(s, request, now, io);
      },
    },
    "herd: after the pause one dial is made for each request that waits": steps(
      (step, s, io, now) => {
        const { failures } = s;
        if (now >= s.dialAt) s.failures = 0;
        step(io);
        s.failures = Math.max(s.failures, failures);
      },
    ),
    "hurried: there is no pause": {
      failed(s, connection, now, io) {
        s.rules = { ...s.rules, pauseMs: { first: 0, longest: 0 } };
        pool.failed(s, connection, now, io);
      },
    },
    "even: the pause does not get longer": {
      failed(s, connection, now, io) {
        s.failures = 0;
        pool.failed(s, connection, now, io);
      },
    },
    "endless: the pause has no limit": {
      failed(s, connection, now, io) {
        s.rules = { ...s.rules, pauseMs: { ...s.rules.pauseMs, longest: Infinity } };
        pool.failed(s, connection, now, io);
      },
    },
    "grudge: a dial that succeeds does not end the pause": {
      dialled(s, connection, now, io) {
        const { failures } = s;
        pool.dialled(s, connection, now, io);
        s.failures = failures;
      },
    },
    "poisoned: once a dial has failed, nothing is dialled": steps((step, s, io) => {
      if (s.failures > 0) s.dialAt = Infinity;
      step(io);
    }),
    "gives-up: when a dial fails, whoever waits is refused": {
      failed(s, connection, now, io) {
        for (const request of s.waiting.keys()) io.refuse(request);
        s.waiting.clear();
        pool.failed(s, connection, now, io);
      },
    },
    "again: each request dials, also while enough dials are under way": {
      ask(s, request, deadline, now, io) {
        const dialling = s.dialling.size;
        pool.ask(s, request, deadline, now, io);
        const room = s.dialling.size + s.connections.size < s.rules.connections;
        if (s.waiting.has(request) && s.dialling.size === dialling && room && s.failures === 0) {
          s.dialling.add(io.dial());
        }
      },
    },
    "early: it dials as many as it may, for whoever will come": {
      ask(s, request, deadline, now, io) {
        pool.ask(s, request, deadline, now, io);
        if (
          s.waiting.size > 0 && s.failures === 0 &&
          s.dialling.size + s.connections.size < s.rules.connections
        ) {
          s.dialling.add(io.dial());
        }
      },
    },
    "eight: eight dials are under way at most": steps((step, s, io) => {
      const { connections } = s.rules, most = Math.min(connections, s.connections.size + 8);
      s.rules = { ...s.rules, connections: most };
      step(io);
      s.rules = { ...s.rules, connections };
    }),
    "lent-only: those that are dialled do not count": steps((step, s, io) => {
      const { connections } = s.rules;
      s.rules = { ...s.rules, connections: connections + s.dialling.size };
      step(io);
      s.rules = { ...s.rules, connections };
    }),
    "youngest: whoever has come last is first": {
      ask(s, request, deadline, now, io) {
        const before = [...s.waiting];
        s.waiting.clear();
        s.waiting.set(request, deadline);
        for (const [each, until] of before) s.waiting.set(each, until);
        pool.tick(s, now, io);
      },
    },
    "oldest: the connection that has been idle longest is lent": steps((step, s, io) => {
      for (const each of s.connections.values()) each.since *= -1;
      const { idleMs } = s.rules;
      s.rules = { ...s.rules, idleMs: Infinity };
      step(io);
      for (const each of s.connections.values()) each.since = Math.abs(each.since);
      s.rules = { ...s.rules, idleMs };
    }),
    "patient: nobody is refused at the deadline": {
      ask: (s, request, deadline, now, io) =>
        pool.ask(s, request, deadline > now ? Infinity : deadline, now, io),
    },
    "hopeful: whoever comes too late waits": {
      ask: (s, request, deadline, now, io) =>
        pool.ask(s, request, Math.max(deadline, now + 1), now, io),
    },
    "one-closed: of those that were idle for too long one is closed each time": steps(
      (step, s, io, now) => {
        const isOld = ([, { holder, since }]: Any) =>
          holder === undefined && now >= since + s.rules.idleMs;
        const [, ...others] = [...s.connections].filter(isOld);
        for (const [connection] of others) s.connections.delete(connection);
        step({ ...io, wake: (at) => io.wake(others.length > 0 ? now : at) });
        for (const [connection, each] of others) s.connections.set(connection, each);
      },
    ),
    "one-refused: of those that are too late one is refused each time": steps(
      (step, s, io, now) => {
        const [, ...others] = [...s.waiting].filter(([, deadline]: Any) => deadline <= now);
        for (const [request] of others) s.waiting.set(request, now + 1);
        step({ ...io, wake: (at) => io.wake(others.length > 0 ? now : at) });
        for (const [request, deadline] of others) {
          if (s.waiting.has(request)) s.waiting.set(request, deadline);
        }
      },
    ),
    "asleep: it is not woken": steps((step, _, io) => step({ ...io, wake() {} })),
    "hoards: idle connections are kept": {
      start: (rules) => pool.start({ ...rules, idleMs: Infinity }),
    },
    "deaf: what comes on an idle connection is overlooked": {
      spoke: (s, _, now, io) => pool.tick(s, now, io),
    },
    "touchy: a connection on which something comes is closed, also if it is held": {
      spoke(s, connection, now, io) {
        const holder = s.connections.get(connection)?.holder;
        if (holder === undefined) return pool.spoke(s, connection, now, io);
        io.close(connection);
        pool.lost(s, connection, now, io);
      },
    },
    "ghosts: a connection that is lost still counts": {
      lost(s, connection, now, io) {
        pool.lost(s, connection, now, io);
        s.rules = { ...s.rules, connections: s.rules.connections - 1 };
      },
    },
    "second-hand: whoever released a connection still speaks for it": {
      answered(s, request) {
        (s.names ??= new Map()).set(request, s.held.get(request) ?? s.names.get(request));
        for (const [holder, connection] of s.held) {
          if (connection === s.names.get(request)) pool.answered(s, holder);
        }
      },
      release(s, request, now, io) {
        const connection = s.held.get(request) ?? s.names?.get(request);
        let holder = request;
        for (const [each, held] of s.held) if (held === connection) holder = each;
        (s.names ??= new Map()).set(request, connection);
        pool.release(s, s.waiting.has(request) ? request : holder, now, io);
      },
    },
    "waits-on: whoever gives up still waits": {
      release: (s, request, now, io) =>
        s.waiting.has(request) ? pool.tick(s, now, io) : pool.release(s, request, now, io),
    },
    "early-word: an answer that was read before the loan makes the connection clean": {
      answered(s, request) {
        if (s.waiting.has(request)) (s.early ??= new Set()).add(request);
        pool.answered(s, request);
      },
      release(s, request, now, io) {
        if (s.early?.delete(request)) pool.answered(s, request);
        pool.release(s, request, now, io);
      },
    },
    "held-on: a request whose connection is lost is remembered": {
      lost(s, connection, now, io) {
        const holder = s.connections.get(connection)?.holder;
        if (holder !== undefined) (s.orphans ??= []).push(holder);
        pool.lost(s, connection, now, io);
      },
    },
    "remembers: requests that are over are kept": {
      answered(s, request) {
        (s.done ??= []).push(request);
        pool.answered(s, request);
      },
    },
  },
};
