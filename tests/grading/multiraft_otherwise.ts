/** Correct answers to exercise 15, built otherwise than the solution's. @module */

import type {
  Any,
  Balance,
  Beats,
  GatewayIo,
  Merge,
  Move,
  Operate,
  RangeAnswer,
  RangeState,
  Replace,
  Retry,
  Route,
  Routes,
  Seen,
  Sleep,
  Verdict,
  View,
} from "../../exercises/15-multiraft/given.ts";

/** By group, in no order. */
export const routes: Routes<Map<number, Route>> = {
  start: () => new Map(),
  learn(s, route) {
    const meets = (each: Route) =>
      each.group === route.group ||
      !(each.end !== null && each.end <= route.start) &&
        !(route.end !== null && route.end <= each.start);
    const all = [...s.values()].filter(meets);
    for (const each of all) {
      if (each.version > route.version) return;
      if (each.group === route.group && each.version === route.version && each.conf > route.conf) {
        return;
      }
    }
    for (const { group } of all) s.delete(group);
    s.set(route.group, route);
  },
  find(s, key) {
    for (const route of s.values()) {
      if (route.start <= key && (route.end === null || key < route.end)) return route;
    }
    return undefined;
  },
  forget: (s, group) => void s.delete(group),
};

const rangeOf = ({ group, start, end, version }: RangeState) => ({ group, start, end, version });

/** The table first, the machine in a table of functions, and new Maps instead of changed ones. */
export const operate: Operate = (s, { version, stamp, operation }) => {
  const refusal = (why: "stale" | "frozen"): RangeAnswer => ({ ok: false, why, range: rangeOf(s) });
  const { key } = operation, last = operation.type === "scan" ? operation.end : `${key}\0`;
  const isHere = key >= s.start &&
    (s.end === null || last !== null && last <= s.end && key < s.end);
  if (version !== s.version) return refusal("stale");
  if (s.merging) return refusal("frozen");
  if (!isHere) return refusal("stale");
  const data = new Map(s.data), there = data.get(key) ?? null;
  const kinds: { readonly [Type in typeof operation["type"]]: () => RangeAnswer } = {
    get: () => ({ ok: true, value: there }),
    put: () => (data.set(key, (operation as Any).value), { ok: true, value: null }),
    delete: () => (data.delete(key), { ok: true, value: null }),
    cas() {
      const { expected, value } = operation as Any, isThere = expected === there;
      if (isThere) data.set(key, value);
      return { ok: true, value: isThere };
    },
    scan() {
      const { end, limit } = operation as Any;
      const keys = [...data.keys()].sort().filter((each) =>
        each >= key && (end === null || each < end)
      );
      const entries = keys.slice(0, limit).map((each) => [each, data.get(each)!] as const);
      return { ok: true, value: { start: key, end, entries, more: keys.length > entries.length } };
    },
  };
  if (operation.type === "get" || operation.type === "scan" || stamp === null) {
    const answer = kinds[operation.type]();
    s.data = data;
    return answer;
  }
  const known = s.heard.get(stamp.gateway);
  const own = known === undefined || known.boot < stamp.boot ? undefined : known;
  if (own !== undefined) {
    if (own.boot > stamp.boot) return { ok: false, why: "old" };
    const before = own.answers.get(stamp.sequence);
    if (before !== undefined) return before;
    if (own.lowest > stamp.sequence) return { ok: false, why: "old" };
  }
  const answer = kinds[operation.type](), lowest = Math.max(own?.lowest ?? 0, stamp.lowest);
  const all = [...own?.answers ?? [], [stamp.sequence, answer] as const];
  s.data = data;
  s.heard = new Map(s.heard).set(stamp.gateway, {
    boot: stamp.boot,
    lowest,
    answers: new Map(all.filter(([sequence]) => sequence >= lowest)),
  });
  return answer;
};

/** One question after another. */
export const merge: Merge = {
  freeze(s, { version, into, intoVersion }) {
    if (version !== s.version) return { ok: false, why: "stale", range: rangeOf(s) };
    if (s.merging) return { ok: false, why: "frozen", range: rangeOf(s) };
    if (into === s.group) return { ok: false, why: "refused" };
    Object.assign(s, { version: version + 1, merging: { into, intoVersion } });
    return { ok: true, value: null };
  },
  absorb(s, source) {
    const { merging } = source, own = s.merging;
    if (s.absorbed.has(source.group)) return { ok: true, value: true };
    if (!merging) return { ok: false, why: "refused" };
    const isNamed = merging.into === s.group, isHeir = s.absorbed.has(merging.into);
    const isBefore = isNamed && s.version < merging.intoVersion;
    if (isBefore && own || !isNamed && !isHeir) {
      return { ok: false, why: "stale", range: rangeOf(s) };
    }
    if (isBefore) {
      s.version = merging.intoVersion + 1;
      return { ok: true, value: false };
    }
    const isAbove = s.end !== null && source.start === s.end;
    const isBelow = source.end !== null && source.end === s.start;
    if (isHeir || own || s.version > merging.intoVersion || !isAbove && !isBelow) {
      return { ok: true, value: false };
    }
    const heard = new Map(s.heard);
    for (const [gateway, other] of source.heard) {
      const mine = heard.get(gateway), boot = Math.max(mine?.boot ?? 0, other.boot);
      const both = [mine, other].filter((each) => each?.boot === boot) as typeof other[];
      const lowest = Math.max(...both.map((each) => each.lowest));
      const answers = new Map(
        both.flatMap((each) => [...each.answers]).filter(([sequence]) => sequence >= lowest),
      );
      heard.set(gateway, { boot, lowest, answers });
    }
    Object.assign(s, {
      start: isBelow ? source.start : s.start,
      end: isAbove ? source.end : s.end,
      version: 1 + Math.max(s.version, source.version),
      data: new Map([...source.data, ...s.data]),
      heard,
      absorbed: s.absorbed.union(source.absorbed).union(new Set([source.group])),
      born: s.born.union(source.born),
    });
    return { ok: true, value: true };
  },
  told: (s, stopped, isPart) =>
    isPart ? "go" : s.merging === null || stopped !== s.version ? "nothing" : "thaw",
  thaw(s, { version }) {
    if (version !== s.version) return { ok: false, why: "stale", range: rangeOf(s) };
    if (!s.merging) return { ok: false, why: "refused" };
    Object.assign(s, { version: version + 1, merging: null });
    return { ok: true, value: null };
  },
};

/** Node by node, and the last group first. */
export const beats: Beats = {
  due(replicas, io) {
    const everybody = replicas.flatMap(({ voters, outgoing, learners }) => [
      ...[...voters, ...outgoing, ...learners],
    ]);
    for (const node of new Set(everybody.reverse())) {
      const all = replicas.filter(({ leads, isAsleep, voters, outgoing, learners }) =>
        leads && !isAsleep && [...voters, ...outgoing, ...learners].includes(node)
      ).reverse().map(({ group, term, agrees, commit, round }) => ({
        round,
        commit,
        previous: agrees.get(node)!,
        term,
        group,
      }));
      if (node !== io.self && all.length > 0) io.send(node, { type: "beats", beats: all });
    }
  },
  came(from, all, replicas, io) {
    const here = new Set(replicas.map(({ group }) => group));
    const replies = all.toReversed().filter(({ group }) => here.has(group)).flatMap((beat) => {
      const { group, ...append } = beat, reply = io.receive(group, from, append);
      return reply === undefined ? [] : [{ ...reply, group }];
    });
    if (replies.length) io.send(from, { type: "beatReplies", replies });
  },
  answered(from, replies, replicas, io) {
    const leading = new Set(replicas.filter(({ leads }) => leads).map(({ group }) => group));
    replies.filter(({ group }) => leading.has(group)).forEach(({ group, ...reply }) =>
      io.settle(group, from, reply)
    );
  },
};

/** It counts down, and remembers who has told it that they sleep, in a list. */
export const sleep: Sleep<Any> = {
  start: (rules) => ({ rules, left: rules.sleepAfter, told: [], since: -1, is: "following" }),
  leads: (s) => void Object.assign(s, { is: "leading", left: s.rules.sleepAfter, told: [] }),
  follows: (s) => void Object.assign(s, { is: "following", left: s.rules.sleepAfter, told: [] }),
  due(s, facts) {
    s.left--;
    const sleeps = s.left <= 0 && nothingToDo(facts);
    if (!sleeps) s.told = [];
    return sleeps;
  },
  slept(s, from, facts, now, io) {
    if (s.since >= 0 || s.left > 0 || !nothingToDo(facts)) return;
    s.told = [...s.told, from];
    if ([...facts.matches.keys()].some((node) => !s.told.includes(node))) return;
    io.stop();
    s.since = now;
  },
  heard(s, { sleeps, term, previous, commit }, { last, ...facts }, now, io) {
    const all = [[term, facts.term], [previous.index, last.index], [previous.term, last.term], [
      commit,
      last.index,
    ], [facts.commit, last.index]];
    if (sleeps && all.every(([a, b]) => a === b)) {
      if (s.since < 0) {
        s.since = now;
        io.stop();
      }
      return true;
    }
    rouse(s, now, io);
    return false;
  },
  asked(s, { leader }, now, io) {
    const slept = s.since >= 0;
    rouse(s, now, io);
    Object.assign(s, { left: s.rules.sleepAfter, told: [] });
    if (slept && s.is === "following" && leader !== null) io.wake(leader);
  },
  came: (s, _facts, now, io) => rouse(s, now, io),
  lost: (s, node, { leader }, now, io) =>
    s.is === "following" && node === leader ? rouse(s, now, io) : undefined,
};

function nothingToDo({ last, commit, applied, matches, ...facts }: Any): boolean {
  const places = [commit, applied, ...matches.values()];
  return places.every((each) => each === last.index) && facts.requests + facts.reads === 0 &&
    ![facts.isJoint, facts.handsOver, facts.hasStopped].includes(true);
}

function rouse(s: Any, now: number, io: Any): void {
  if (s.since < 0) return;
  if (s.is === "leading") io.beat();
  else io.await(now >= s.since + s.rules.leaseMs);
  Object.assign(s, { since: -1, left: s.rules.sleepAfter, told: [] });
}

/** A list of tasks with a cursor, which asks before it waits. */
export const retry: Retry<{ count: number; tasks: Any[] }> = {
  start: () => ({ count: 0, tasks: [] }),
  asked(s, address, operation, io) {
    const task = { id: s.count++, address, operation, key: operation.key, got: [], tries: 0 };
    s.tasks.push(task);
    turn(s, task, io);
  },
  again: (s, id, io) =>
    s.tasks.filter((each) => each.id === id).forEach((each) => turn(s, each, io)),
  located(s, id, all, io) {
    for (const each of all) io.learn(each);
    const task = s.tasks.find((each) => each.id === id);
    if (task && !task.by && io.find(task.key)) turn(s, task, io);
  },
  routed(s, from, id, boot, outcome, all, io) {
    for (const each of all) io.learn(each);
    const task = s.tasks.find((each) => each.id === id);
    if (!task || boot !== io.boot) return;
    const over = (answer: RangeAnswer) => {
      s.tasks = s.tasks.filter((each) => each !== task);
      io.answer(task.address, answer);
      io.cancel(id);
    };
    if (outcome.type === "answer") {
      const { answer } = outcome, { operation } = task;
      if (!answer.ok || operation.type !== "scan") return over(answer);
      const value = answer.value as Any, isWhole = value.end === operation.end;
      if (value.start !== task.key) return;
      task.got = [...task.got, ...value.entries];
      task.key = value.end;
      if (!isWhole && task.got.length < operation.limit) return turn(s, task, io);
      const { key: start, end } = operation, more = !isWhole || value.more;
      return over({ ok: true, value: { start, end, entries: task.got, more } });
    }
    if (outcome.type === "no replica" && task.by && task.whom === from) io.forget(task.by.group);
    if (outcome.type === "busy" || outcome.type === "no replica") return;
    const now = io.find(task.key),
      name = (route: Any) => route && [route.group, route.version, route.conf, route.leader].join();
    if (now && name(now) !== name(task.by)) turn(s, task, io);
  },
};

function turn(s: { tasks: Any[] }, task: Any, io: GatewayIo): void {
  if (task.tries++ === 100) {
    s.tasks = s.tasks.filter((each) => each !== task);
    return;
  }
  const { id, operation, key } = task, { self, boot } = io, route = task.by = io.find(key);
  if (route === undefined) io.locate(id, key);
  else {
    const { group, conf, version } = route, isThird = task.tries % 3 === 0;
    task.whom = isThird ? io.any(route.members) : route.leader ?? io.any(route.members);
    const onlyReads = ["get", "scan"].includes(operation.type);
    const ends = [operation.end ?? "\uffff", route.end ?? "\uffff"].sort();
    const end = ends[0] === "\uffff" ? null : ends[0];
    io.ask(task.whom, {
      id,
      boot,
      group,
      epoch: { version, conf },
      stamp: onlyReads ? null : { gateway: self, boot, sequence: id, lowest: s.tasks[0].id },
      operation: operation.type === "scan"
        ? { ...operation, key, end, limit: operation.limit - task.got.length }
        : operation,
    });
  }
  io.wait(id);
}

/** What is next is seen from the members, and not from a list of steps. */
export const replace: Replace<Any> = {
  start: ({ conf, version, leader, voters, learners, caughtUp }, from, to, stepMs, now) => ({
    ...{ conf, version, from, to, stepMs, now },
    voters: [...voters].sort(),
    learners: [...learners].sort(),
    // The phases that are left, the next one last.
    left: [
      "swap",
      ...(learners.includes(to) ? [] : ["learn"]),
      ...(leader === from ? ["lead"] : []),
    ],
    next: [...voters].sort((a, b) => a - b).find((node) =>
      node !== from && caughtUp.includes(node)
    ),
  }),
  next(s, seen, now): Verdict {
    const alike = (a: readonly number[], b: readonly number[]) =>
      [...a].sort().join() === [...b].sort().join();
    const goals: Readonly<Record<string, (seen: Seen) => boolean>> = {
      lead: ({ leader, conf }) => leader === s.next && conf === s.conf,
      learn: ({ voters, learners }) =>
        alike(voters, s.voters) && alike(learners, [...s.learners, s.to]),
      swap: ({ voters, learners }) =>
        alike(voters, [...s.voters.filter((node: number) => node !== s.from), s.to]) &&
        alike(learners, s.learners.filter((node: number) => node !== s.to)),
    };
    while (seen?.version === s.version && goals[s.left.at(-1)]!(seen!)) {
      s.left.pop();
      s.now = now;
      s.conf = seen!.conf;
      if (s.left.length === 0) return { type: "done" };
    }
    const phase = s.left.at(-1), { conf, version, to } = s, epoch = { conf, version };
    if (now > s.now + s.stepMs) return { type: "over", why: "late" };
    if (!seen || seen.conf !== conf || seen.version !== version) {
      return { type: "over", why: "changed" };
    }
    if (phase === "lead") return { type: "send", epoch, order: { type: "transfer", to: s.next } };
    if (phase === "learn") {
      return {
        type: "send",
        epoch,
        order: { type: "members", changes: [{ type: "addLearner", node: to }] },
      };
    }
    if (!seen.caughtUp.includes(to)) return { type: "wait" };
    const changes = [{ type: "remove", node: s.from }, { type: "addVoter", node: to }] as const;
    return { type: "send", epoch, order: { type: "members", changes } };
  },
};

/** The best of all moves, by how much better it makes things; and the last of those. */
export const balance: Balance = (view) => bestOf(view, (a, b) => b.gain - a.gain);
/** The one that makes things better by the least. */
export const timid: Balance = (view) => bestOf(view, (a, b) => a.gain - b.gain);

type Weighed = Move & { readonly zones: number; readonly gain: number };

function bestOf({ nodes, ranges, most, slack }: View, order: (a: Weighed, b: Weighed) => number) {
  const of = (node: number) => nodes.find((each) => each.node === node)!;
  const moves = ranges.flatMap(({ group, voters, leader, isBusy }): Weighed[] => {
    if (isBusy || !voters.every((node) => of(node)?.isWell)) return [];
    if (of(leader).sending >= most.sending) return [];
    return voters.flatMap((from) =>
      nodes.filter(({ node, isWell, receiving }) =>
        isWell && receiving < most.receiving && !voters.includes(node)
      ).map((to) => {
        const others = voters.filter((node) => node !== from);
        const inZone = (zone: string) => others.filter((node) => of(node).zone === zone).length;
        const gain = of(from).replicas / of(from).capacity - (to.replicas + 1) / to.capacity;
        return { group, from, to: to.node, zones: inZone(of(from).zone) - inZone(to.zone), gain };
      })
    );
  });
  const mended = moves.filter(({ zones }) => zones > 0);
  const even = moves.filter(({ zones, gain }) => zones === 0 && gain > slack);
  const [best] = (mended.length > 0 ? mended : even).reverse().sort(order);
  return best && { group: best.group, from: best.from, to: best.to };
}
