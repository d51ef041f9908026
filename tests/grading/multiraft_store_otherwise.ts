/**
 * Part 10 of exercise 15, built otherwise: whoever is asked and does not lead hands the question on, a node that leads
 * asks itself without a message, and what is known of ranges is a list of all that was heard.
 *
 * @module
 */

import type {
  Any,
  Happened,
  Range,
  RunningStore,
  Store,
} from "../../exercises/15-multiraft/given.ts";

/** As many may hand a question on. */
const HOPS = 2;

export const store: Store = { protocol: (options) => new Node(options) as RunningStore };

class Node {
  readonly groups;

  constructor(readonly options: Parameters<Store["protocol"]>[0]) {
    this.groups = options.groups({
      apply: (state, command, members) => apply(state, command, members),
    });
  }

  start(io: Any, journal: readonly Any[]): Any {
    io.save({ type: "begun" });
    const own = this.groups.start(io, journal.filter(({ type }) => type === "group"));
    const boot = journal.length - journal.filter(({ type }) => type === "group").length;
    const s = { groups: own, boot, count: 0, open: [], waiting: new Map(), heard: [] };
    for (const { group, members, start, end } of this.options.ranges) {
      s.heard.push({ group, version: 1, start, end, members } as never);
      if (!members.includes(io.self) || this.groups.groups(own).includes(group)) continue;
      this.groups.begin(
        own,
        group,
        members,
        { group, version: 1, start, end, keys: {}, done: {} },
        io,
      );
    }
    return s;
  }

  upon = {
    ask: (s: Any, { from, operation }: Any, io: Any) =>
      this.open(s, from, operation, operation.key, io),
    askSplit: (s: Any, { from, at, child }: Any, io: Any) =>
      this.open(s, from, { type: "cut", at, child }, at, io),
    group: (s: Any, message: Any, io: Any) =>
      this.note(s, this.groups.receive(s.groups, message, io), io),
    question: (s: Any, message: Any, io: Any) => this.take(s, message, io),
    reply: (s: Any, { name, result, known }: Any, io: Any) => this.hear(s, name, result, known, io),
  };

  after = {
    group: (s: Any, timer: Any, io: Any) =>
      this.note(s, this.groups.after(s.groups, timer, io), io),
    turn: (s: Any, { key }: Any, io: Any) => this.ask(s, key, io),
  };

  ranges(s: Any): Range[] {
    return this.groups.groups(s.groups).map((group) => {
      const { start, end, version } = this.groups.state(s.groups, group);
      return { group, start, end, version };
    });
  }

  open(s: Any, address: number, task: Any, key: string, io: Any): void {
    const count = s.count++, name = `${io.self}.${s.boot}.${count}`;
    s.open.push({ name, count, address, task, key, tries: 0 });
    this.ask(s, name, io);
  }

  ask(s: Any, name: string, io: Any): void {
    const own = s.open.find((each: Any) => each.name === name);
    if (own === undefined) return;
    if (++own.tries > 100) {
      s.open = s.open.filter((each: Any) => each !== own);
      return;
    }
    io.wait(this.options.retryMs, { type: "turn", key: name });
    const { task, key } = own, route = newest(s.heard, key);
    const { group, version } = route, oldest = s.open[0].count, { boot } = s;
    const stamp = { name, gateway: io.self, boot, count: own.count, oldest };
    const question = { type: "question", name, stamp, task, group, version };
    const known = route.members.includes(io.self) && own.tries % 3 !== 0 ? io.self : undefined;
    const to = known ?? route.members[io.choose(route.members.length)];
    if (to === io.self) this.take(s, { ...question, from: io.self, hops: 0, asker: io.self }, io);
    else io.send(to, { ...question, hops: 0, asker: io.self });
  }

  take(s: Any, question: Any, io: Any): void {
    const { group, name, stamp, task, version, hops, asker } = question;
    if (!this.groups.groups(s.groups).includes(group)) return;
    if (this.groups.leads(s.groups, group)) {
      const ticket = s.count++;
      s.waiting.set(ticket, { name, asker });
      const command = { stamp, task, version };
      return this.note(s, this.groups.propose(s.groups, group, command, ticket, io), io);
    }
    const leader = this.groups.leader(s.groups, group);
    if (leader === null || leader === io.self || hops === HOPS) return;
    io.send(leader, { ...question, hops: hops + 1 });
  }

  note(s: Any, happened: Happened[], io: Any): void {
    for (const each of happened) {
      if (each.type === "applied") {
        const { child } = each.result, all = this.groups.groups(s.groups);
        if (child === null || all.includes(child.group)) continue;
        const members = this.groups.members(s.groups, each.group);
        this.note(s, this.groups.begin(s.groups, child.group, members, child, io), io);
        continue;
      }
      const there = s.waiting.get(each.ticket);
      s.waiting.delete(each.ticket);
      if (each.type === "lost" || there === undefined) continue;
      const { name, asker } = there, { result: { answer: result } } = each;
      const known = this.ranges(s).map((range) => ({
        ...range,
        members: this.groups.members(s.groups, range.group),
      }));
      if (asker === io.self) this.hear(s, name, result, known, io);
      else io.send(asker, { type: "reply", name, result, known });
    }
  }

  hear(s: Any, name: string, result: Any, known: Any[], io: Any): void {
    for (const each of known) {
      const same = s.heard.findIndex(({ group }: Any) => group === each.group);
      if (same < 0) s.heard.push(each);
      else if (s.heard[same].version < each.version) s.heard[same] = each;
    }
    const own = s.open.find((each: Any) => each.name === name);
    if (own === undefined) return;
    if (result === "elsewhere") return this.ask(s, name, io);
    s.open = s.open.filter((each: Any) => each !== own);
    io.cancel("turn", name);
    io.answer(own.address, result);
  }
}

function newest(heard: readonly Any[], key: string): Any {
  return heard.filter(({ start, end }) => start <= key && (end === null || key < end))
    .sort((a, b) => b.version - a.version)[0];
}

/** Requests are remembered by gateway, as long as that one may ask them again. */
function apply(state: Any, { stamp, task, version }: Any, _members: readonly number[]): Any {
  const none = (answer: unknown) => ({ answer, child: null });
  const { gateway, boot, count, oldest } = stamp;
  const key = task.type === "cut" ? task.at : task.key;
  if (version !== state.version || key < state.start || state.end !== null && key >= state.end) {
    return none("elsewhere");
  }
  let own = state.done[gateway];
  if (own === undefined || own.boot < boot) own = { boot, oldest: 0, answers: {} };
  if (own.boot > boot || count < own.oldest) return none("elsewhere");
  if (count in own.answers) return none(own.answers[count]);
  own.oldest = Math.max(own.oldest, oldest);
  for (const each of Object.keys(own.answers)) {
    if (Number(each) < own.oldest) delete own.answers[each];
  }
  state.done[gateway] = own;
  if (task.type === "cut") {
    const { at, child: group } = task;
    if (at === state.start) return none(own.answers[count] = { ok: false });
    own.answers[count] = { ok: true };
    state.version++;
    const child = { ...structuredClone(state), group, start: at };
    state.end = at;
    const drop = (from: Any, isGone: (key: string) => boolean) => {
      for (const each of Object.keys(from.keys)) if (isGone(each)) delete from.keys[each];
    };
    drop(state, (each) => each >= at);
    drop(child, (each) => each < at);
    return { answer: own.answers[count], child };
  }
  const there = state.keys[key] ?? null, isThere = there === (task.expected ?? null);
  if (task.type === "put" || task.type === "cas" && isThere) state.keys[key] = task.value;
  if (task.type === "delete") delete state.keys[key];
  const value = task.type === "get" ? there : task.type === "cas" ? isThere : null;
  return none(own.answers[count] = { ok: true, value });
}
