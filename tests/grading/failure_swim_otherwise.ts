/**
 * A correct answer to the last part of exercise 04, built otherwise than the solution's: opinions are numbers,
 * suspicions end when a period begins after their time, whoever joins asks all contacts at once, and the dead are
 * tried each time that all is compared.
 *
 * @module
 */

import type {
  Any,
  News,
  NodeId,
  Standing,
  Status,
  Swim,
  SwimOptions,
} from "../../exercises/04-failure/given.ts";

const STATUSES: readonly Status[] = ["alive", "suspect", "dead", "left"];
const rankOf = ({ status, incarnation }: Standing) => 4 * incarnation + STATUSES.indexOf(status);
const isMember = (rank: number) => rank % 4 < 2;

interface Member {
  readonly self: NodeId;
  /** What is held of each node by its number, itself included; −1: nothing. */
  ranks: number[];
  /** When suspicions end. */
  ends: Record<number, number>;
  /** How often what is held of a node has still to be told. */
  left: Record<number, number>;
  /** Who is left of this round. */
  round: NodeId[];
  isIn: boolean;
  /** How many periods it goes on that has left. */
  lingers: number;
  sequence: number;
  target: NodeId | null;
  contacts: readonly NodeId[];
  waits: boolean;
}

class OtherSwim {
  constructor(readonly options: SwimOptions) {}

  /** What a node may do with what it is. */
  at(m: Member, io: Any) {
    const { options } = this;
    const members = () =>
      m.ranks.flatMap((rank, node) => node !== m.self && rank >= 0 && isMember(rank) ? [node] : []);
    const newsOf = (node: NodeId): News => ({
      member: node,
      status: STATUSES[m.ranks[node]! % 4]!,
      incarnation: Math.floor(m.ranks[node]! / 4),
    });
    const tellOf = (node: NodeId) =>
      m.left[node] = options.lambda * Math.ceil(Math.log10(members().length + 2));
    const draw = (from: NodeId[]): NodeId | undefined => from.splice(io.choose(from.length), 1)[0];
    const save = () =>
      io.save({
        incarnation: Math.floor(m.ranks[m.self]! / 4),
        isIn: m.isIn,
        contacts: m.contacts,
      });
    const everything = () => m.ranks.flatMap((rank, node) => rank < 0 ? [] : [newsOf(node)]);

    const hold = (node: NodeId, rank: number) => {
      m.ranks[node] = rank;
      delete m.ends[node];
      if (rank % 4 === 1) m.ends[node] = io.now() + options.suspicionMs;
      tellOf(node);
    };
    const hear = ({ member, status, incarnation }: News, whole: boolean) => {
      let rank = rankOf({ status, incarnation });
      const held = m.ranks[member] ?? -1;
      if (whole && status === "dead" && held >= 0 && isMember(held) && member !== m.self) rank--;
      while (m.ranks.length <= member) m.ranks.push(-1);
      if (rank <= held) {
        if (held >= 0 && !isMember(held) && isMember(rank) && member !== m.self) tellOf(member);
      } else if (member !== m.self) hold(member, rank);
      else {
        m.ranks[member] = 4 * (incarnation + 1) + (m.isIn ? 0 : 3);
        save();
        tellOf(member);
      }
    };
    const send = (to: NodeId, message: Any) => {
      const news: News[] = (m.ranks[to] ?? -1) % 4 > 0 ? [newsOf(to)] : [];
      // What has still to be told most often was told fewest times.
      const told = Object.keys(m.left).map(Number).filter((node) =>
        node !== to || news.length === 0
      )
        .sort((a, b) => m.left[b]! - m.left[a]!).slice(0, options.perPacket - news.length);
      for (const node of told) if (--m.left[node]! <= 0) delete m.left[node];
      io.send(to, { ...message, news: [...news, ...told.map(newsOf)] });
    };
    const ask = (nodes: readonly NodeId[]) => {
      for (const node of nodes) io.send(node, { type: "sync", news: everything() });
    };
    const join = () => {
      const contacts = m.contacts.filter((node) => node !== m.self);
      const known = members(), some = known.length > 0 ? [draw(known)!] : [];
      m.waits = true;
      ask(contacts.length > 0 ? contacts : some);
      io.wait(2 * options.periodMs, { type: "joined" });
    };
    const enter = (isNewborn: boolean) => {
      m.isIn = true;
      m.lingers = 0;
      const before = m.ranks[m.self]!;
      m.ranks[m.self] = before < 0 ? 0 : 4 * (Math.floor(before / 4) + 1);
      save();
      io.wait(1 + io.choose(options.periodMs), { type: "tick" });
      io.wait(options.syncMs, { type: "compare" });
      if (isNewborn) return;
      tellOf(m.self);
      join();
    };
    return { members, hear, hold, send, ask, join, enter, draw, save, tellOf, everything };
  }

  protocol() {
    const { options } = this;
    const on =
      (handler: (m: Member, event: Any, can: ReturnType<OtherSwim["at"]>, io: Any) => void) =>
      (m: Member, event: Any, io: Any) => {
        if (!m.isIn && m.lingers === 0) return;
        const can = this.at(m, io), whole = event.type === "sync" || event.type === "state";
        for (const news of event.news ?? []) can.hear(news, whole);
        handler(m, event, can, io);
      };
    return {
      start: (io: Any, journal: readonly Any[]): Member => {
        const saved = journal.at(-1), isFirst = io.self < options.members;
        const m: Member = {
          self: io.self,
          ranks: io.peers.map((node: NodeId) =>
            isFirst && node < options.members && node !== io.self ? 0 : -1
          ),
          ends: {},
          left: {},
          round: [],
          isIn: false,
          lingers: 0,
          sequence: 0,
          target: null,
          contacts: saved?.contacts ?? [],
          waits: false,
        };
        if (saved !== undefined) m.ranks[io.self] = 4 * saved.incarnation + 3;
        if (saved?.isIn ?? isFirst) this.at(m, io).enter(saved === undefined);
        return m;
      },
      upon: {
        ping: on((_, { from, sequence, relay }, can) =>
          can.send(from, { type: "ack", sequence, relay })
        ),
        ack: on((m, { sequence, relay }, can) => {
          if (relay !== null) {
            can.send(relay.node, { type: "ack", sequence: relay.sequence, relay: null });
          } else if (sequence === m.sequence) m.target = null;
        }),
        "ping-req": on((_, { from, sequence, target }, can) =>
          can.send(target, { type: "ping", sequence, relay: { node: from, sequence } })
        ),
        nack: on(() => {}),
        sync: on((_, { from }, can, io) =>
          io.send(from, { type: "state", news: can.everything() })
        ),
        state: on((m) => void (m.waits = false)),
        join: (m: Member, { contacts }: Any, io: Any) => {
          const can = this.at(m, io);
          m.contacts = [...contacts];
          if (!m.isIn) return can.enter(false);
          can.save();
          can.join();
        },
        leave: (m: Member, _: Any, io: Any) => {
          if (!m.isIn) return;
          const can = this.at(m, io);
          m.isIn = false;
          m.waits = false;
          m.ranks[m.self] = 4 * Math.floor(m.ranks[m.self]! / 4) + 3;
          can.save();
          m.lingers = can.tellOf(m.self) + 1;
        },
      },
      after: {
        tick: on((m, _, can, io) => {
          if (m.target !== null && m.ranks[m.target]! % 4 === 0) {
            can.hold(m.target, m.ranks[m.target]! + 1);
          }
          for (const [node, end] of Object.entries(m.ends)) {
            if (end <= io.now()) can.hold(Number(node), m.ranks[Number(node)]! + 1);
          }
          m.target = null;
          if (!m.isIn && --m.lingers === 0) return;
          io.wait(options.periodMs, { type: "tick" });
          const all = can.members();
          m.round = m.round.filter((node) => all.includes(node));
          if (m.round.length === 0) m.round = all;
          if (m.round.length === 0) return;
          m.target = can.draw(m.round)!;
          m.sequence++;
          can.send(m.target, { type: "ping", sequence: m.sequence, relay: null });
          io.wait(options.timeoutMs, { type: "late" });
        }),
        late: on((m, _, can) => {
          if (m.target === null) return;
          const others = can.members().filter((node) => node !== m.target);
          for (let i = 0; i < options.helpers && others.length > 0; i++) {
            const { sequence, target } = m;
            can.send(can.draw(others)!, { type: "ping-req", sequence, target });
          }
        }),
        compare: on((m, _, can, io) => {
          io.wait(options.syncMs, { type: "compare" });
          const members = can.members();
          const dead = m.ranks.flatMap((rank, node) => rank >= 0 && rank % 4 === 2 ? [node] : []);
          if (members.length > 0) can.ask([can.draw(members)!]);
          if (dead.length > 0) can.ask([can.draw(dead)!]);
        }),
        joined: on((m, _, can) => m.waits ? can.join() : undefined),
      },
      of: (m: Member, node: NodeId): Standing | undefined => {
        const rank = m.ranks[node] ?? -1;
        return rank < 0
          ? undefined
          : { status: STATUSES[rank % 4]!, incarnation: Math.floor(rank / 4) };
      },
    };
  }
}

/** It. */
export const swim: Swim = { protocol: (options) => new OtherSwim(options).protocol() };
