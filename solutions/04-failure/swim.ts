/** Part 9: the parts put together, with one way to hold something and one way to send. */

import type {
  Any,
  News,
  NodeId,
  ProbeIo,
  ProbeMessage,
  ProbeTimer,
  Saved,
  Standing,
  Swim,
  SwimOptions,
} from "../../exercises/04-failure/given.ts";
import { type Decisions, decisions, isIn } from "./decisions.ts";

interface State {
  readonly self: NodeId;
  part: "outside" | "member" | "leaving";
  /** −1: before the first. */
  incarnation: number;
  contacts: readonly NodeId[];
  asked: number;
  joining: boolean;
  /** While it leaves: in how many periods it is gone. */
  stays: number;
  readonly known: Map<NodeId, Standing>;
  readonly probing: Any;
  readonly rounds: Any;
  readonly packets: Any;
}

/** SWIM, whose nodes decide so. */
export function swimBy(decide: Decisions): Swim {
  return {
    protocol: (options) => ({ ...handlers(decide, options), of: (s, node) => of(decide, s, node) }),
  };
}

function of(decide: Decisions, s: State, node: NodeId): Standing | undefined {
  if (node !== s.self) return s.known.get(node);
  const { part, incarnation } = s;
  if (incarnation < 0) return undefined;
  return { status: part === "member" ? "alive" : decide.leavesAs, incarnation };
}

function handlers(decide: Decisions, options: SwimOptions) {
  const members = (s: State) =>
    [...s.known].flatMap(([node, standing]) => isIn(standing) ? [node] : []);
  const choose = (io: Any) => (n: number) => io.choose(n);
  const save = ({ incarnation, part, contacts }: State, io: Any) =>
    io.save({ incarnation, member: part === "member", contacts });
  const tell = (s: State, node: NodeId) =>
    decide.packets.add(s.packets, { member: node, ...of(decide, s, node)! });

  /** News that goes to somebody: first what is held of it, if it should know. */
  const newsFor = (s: State, to: NodeId): News[] => {
    const held = s.known.get(to), isTold = held !== undefined && decide.tells(held);
    const room = options.perPacket - Number(isTold);
    const more = decide.packets.take(s.packets, room, members(s).length + 1);
    return isTold
      ? [{ member: to, ...held }, ...more.filter(({ member }) => member !== to)]
      : [...more];
  };
  const whole = (s: State): News[] => [
    { member: s.self, ...of(decide, s, s.self)! },
    ...[...s.known].map(([member, standing]): News => ({ member, ...standing })),
  ];
  /** From now on this is held. */
  const take = (s: State, { member, status, incarnation }: News, io: Any): void => {
    const before = s.known.get(member), standing: Standing = { status, incarnation };
    if (before?.status === "suspect" && decide.stopsTimer) io.cancel("suspicion", member);
    if (decide.keeps(standing)) s.known.set(member, standing);
    else s.known.delete(member);
    if (isIn(standing)) decide.rounds.joined(s.rounds, member, choose(io));
    else decide.rounds.left(s.rounds, member);
    if (status === "suspect") {
      const ms = decide.suspicionMs(options, members(s).length + 1);
      io.wait(ms, { type: "suspicion", key: member, incarnation });
    }
    decide.packets.add(s.packets, { member, status, incarnation });
  };
  const hear = (s: State, news: News, io: Any): void => {
    const held = of(decide, s, news.member), isOwn = news.member === s.self;
    if (held === undefined ? !decide.takesUnknown(news) : !decide.isGreater(news, held)) {
      if (held !== undefined && !isOwn && decide.echoes(news, held)) tell(s, news.member);
    } else if (!isOwn) take(s, news, io);
    else {
      s.incarnation = decide.refutesIn(news.incarnation, s.incarnation);
      save(s, io);
      tell(s, s.self);
    }
  };
  const probeIo = (s: State, io: Any): ProbeIo => ({
    send: (to, message) => io.send(to, { ...message, news: newsFor(s, to) }),
    wait: (ms, timer) => io.wait(ms, timerOf(timer)),
    cancel: (timer) => io.cancel(timerOf(timer).type, timerOf(timer).key),
    draw(most, target) {
      const rest = members(s).filter((node) => node !== target);
      const drawn: NodeId[] = [];
      while (drawn.length < most && rest.length > 0) {
        drawn.push(...rest.splice(io.choose(rest.length), 1));
      }
      return drawn;
    },
    failed(target) {
      const held = s.known.get(target);
      if (held?.status === "alive") {
        hear(s, { member: target, ...held, status: decide.verdict }, io);
      }
    },
  });
  const compare = (s: State, to: NodeId | undefined, io: Any) => {
    if (to !== undefined) io.send(to, { type: "sync", news: whole(s) });
  };
  const one = (nodes: readonly NodeId[], io: Any): NodeId | undefined =>
    nodes.length === 0 ? undefined : nodes[io.choose(nodes.length)];
  const ask = (s: State, io: Any): void => {
    if (!s.joining) return;
    const contacts = s.contacts.filter((node) => node !== s.self);
    const { length } = contacts;
    compare(s, length > 0 ? contacts[s.asked++ % length] : one(members(s), io), io);
    io.wait(options.periodMs, { type: "again" });
  };
  const enter = (s: State, isFirst: boolean, io: Any): void => {
    s.part = "member";
    s.incarnation++;
    save(s, io);
    io.wait(1 + io.choose(options.periodMs), { type: "period" });
    io.wait(1 + io.choose(options.syncMs), { type: "sync" });
    if (isFirst) return;
    tell(s, s.self);
    s.joining = true;
    ask(s, io);
  };
  const here =
    (handler: (s: State, event: Any, io: Any) => void) => (s: State, event: Any, io: Any) =>
      s.part === "outside" ? undefined : handler(s, event, io);
  const probe = here((s, { from, news, ...message }, io) => {
    for (const each of news as News[]) hear(s, each, io);
    decide.probing.upon(s.probing, from, message as ProbeMessage, probeIo(s, io));
  });
  const exchange = here((s, { type, from, news }, io) => {
    for (const each of news as News[]) {
      hear(s, decide.softened(each, s.known.get(each.member)), io);
    }
    if (type === "sync") io.send(from, { type: "state", news: whole(s) });
    else s.joining = false;
  });

  return {
    start(io: Any, journal: readonly Saved[]): State {
      const last = journal.at(-1), saved = last && decide.remembers(last);
      const isFirst = io.self < options.members;
      const others = io.peers.filter((node: NodeId) =>
        isFirst && node < options.members && node !== io.self
      );
      const s: State = {
        self: io.self,
        part: "outside",
        incarnation: saved?.incarnation ?? -1,
        contacts: saved?.contacts ?? [],
        asked: 0,
        joining: false,
        stays: 0,
        known: new Map(others.map((node: NodeId) => [node, { status: "alive", incarnation: 0 }])),
        probing: decide.probing.start({ ...options, nackMs: 0 }),
        rounds: decide.rounds.start(others, choose(io)),
        packets: decide.packets.start({ lambda: options.lambda }),
      };
      if (saved?.member ?? isFirst) enter(s, saved === undefined, io);
      return s;
    },
    upon: {
      ping: probe,
      ack: probe,
      "ping-req": probe,
      nack: probe,
      sync: exchange,
      state: exchange,
      join(s: State, { contacts }: Any, io: Any) {
        s.contacts = [...contacts];
        s.asked = 0;
        if (s.part !== "member") return enter(s, false, io);
        save(s, io);
        s.joining = true;
        ask(s, io);
      },
      leave(s: State, _: Any, io: Any) {
        if (s.part !== "member") return;
        s.part = "leaving";
        s.joining = false;
        s.stays = decide.limit(options, members(s).length + 1);
        save(s, io);
        tell(s, s.self);
      },
    },
    after: {
      period: here((s, _, io) => {
        const isGone = s.part === "leaving" && s.stays-- === 0;
        const target = isGone ? null : decide.rounds.next(s.rounds, choose(io));
        decide.probing.period(s.probing, target, probeIo(s, io));
        if (isGone) s.part = "outside";
        else io.wait(options.periodMs, { type: "period" });
      }),
      timeout: here((s, timer, io) => decide.probing.after(s.probing, timer, probeIo(s, io))),
      // Nobody doubts itself here, so nobody need say that it hears nothing.
      nothing() {},
      suspicion: here((s, { key, incarnation }, io) => {
        const held = s.known.get(key);
        if (held === undefined || !decide.mayDie(held, incarnation)) return;
        take(s, { member: key, status: "dead", incarnation: held.incarnation }, io);
      }),
      sync: here((s, _, io) => {
        const all = members(s), dead = [...s.known].filter(([, { status }]) => status === "dead");
        compare(s, one(all, io), io);
        if (decide.reconnects(dead.length, all.length + 1, choose(io))) {
          compare(s, one(dead.map(([node]) => node), io), io);
        }
        io.wait(options.syncMs, { type: "sync" });
      }),
      again: here((s, _, io) => ask(s, io)),
    },
  };
}

function timerOf(timer: ProbeTimer): Any {
  if (timer.type === "timeout") return timer;
  const { node, sequence } = timer.relay;
  return { ...timer, key: `${node}/${sequence}` };
}

export const swim: Swim = swimBy(decisions);
