/** A cluster run by hand: which message arrives when, and whose timers go off, is all up to whoever tries it. @module */

import { Wrong } from "hb/grade/part.ts";
import { isLacking } from "hb/grade/lacking.ts";
import { clone } from "hb/model/clone.ts";
import type { NodeId, Tagged } from "hb/model/protocol.ts";
import { Random } from "hb/sim/random.ts";
import type { WholeRaft, WholeView } from "../given.ts";
import { labels } from "./labels.ts";
import { type Envelope, post } from "./post_by_hand.ts";
import {
  newServer,
  nextTimer,
  type Server,
  standingOf,
  startedFrom,
  worldOf,
} from "./server_by_hand.ts";
import { type Chronicle, chronicle, quoted } from "./told_by_hand.ts";
import { type Told, watching } from "./watched_by_hand.ts";

// deno-lint-ignore no-explicit-any -- what they are is the reader's affair
type Any = any;

/** How a message travels, in ms. */
const TRAVEL_MS = 5;
/** More steps than this within one span mean that something goes round in circles. */
const MOST_STEPS = 60_000;

/** What is asked for. */
export interface ByHandOptions {
  readonly nodes: number;
  readonly snapshotEvery?: number;
  readonly seed?: number;
  /** What is tried, in words. */
  readonly words: string;
}

/** A cluster that is run by hand. */
export type ByHand = ReturnType<typeof byHand>;

/** A cluster that is run by hand. What must hold of every Raft is looked at after each step. */
export function byHand(raft: WholeRaft, { nodes, snapshotEvery, seed = 1, words }: ByHandOptions) {
  const protocol: Any = raft.protocol(snapshotEvery === undefined ? {} : { snapshotEvery });
  const random = new Random(seed, "by hand"), choose = (count: number) => random.below(count);
  const peers = Array.from({ length: nodes }, (_, node) => node);
  const servers: Server[] = peers.map(newServer);
  const standing = () => servers.map((server, node) => standingOf(node, server, raft.view));
  const told: Chronicle = chronicle(words, standing);
  const watch = watching(nodes, raft.replies(), told);
  const clients: Told[] = [];
  let now = 0;

  const name = (address: NodeId) => address < nodes ? `server ${address}` : "a client";
  const view = (node: NodeId): WholeView => raft.view(servers[node]!.state);
  const isUp = (node: NodeId) => servers[node]!.state !== undefined;
  const mail = post(isUp, told);

  function step(
    node: NodeId,
    happening: string,
    take: (io: Any) => unknown,
    heard?: { readonly from: NodeId; readonly type: string },
  ): void {
    const server = servers[node]!, sends: { to: NodeId; message: Tagged }[] = [];
    told.note(happening);
    let answers = 0;
    const io = worldOf(server, {
      self: node,
      peers,
      protocol,
      choose,
      send: (to, message) => void sends.push({ to, message }),
      answer(client, answer) {
        answers++;
        const asked = clients[client - nodes];
        if (asked === undefined) {
          told.fail("answers go to clients", `server ${node} answers ${client}`);
        }
        watch.answered(node, asked, answer);
      },
    });
    try {
      take(io);
    } catch (thrown) {
      if (isLacking(thrown) || thrown instanceof Wrong) throw thrown;
      told.fail("no handler throws", `your code threw ${thrown}`);
    }
    watch.look(node, server, view(node), { heard, sends, speaks: sends.length + answers > 0 });
    const { term } = server.shown!;
    for (const { to, message } of sends) {
      mail.send({ from: node, to, message, term, dueAt: now + TRAVEL_MS });
    }
  }

  function start(node: NodeId): void {
    const server = servers[node]!, isNew = server.journal.length === 0;
    if (protocol.compact !== undefined && !isNew && random.chance(0.5)) {
      server.journal = [...protocol.compact(clone(server.journal))];
    }
    server.shown = undefined;
    const { journal } = server;
    step(node, `server ${node} ${now === 0 && isNew ? "starts" : "restarts"}`, (io) => {
      server.state = protocol.start(io, clone(journal));
    });
  }

  function arrive({ from, to, message, term }: Envelope): void {
    const server = servers[to]!, { type } = message;
    if (server.state === undefined) return;
    const said = labels.message?.(message) ?? type;
    step(to, `server ${to} hears ${quoted(brief(said))} from ${name(from)}`, (io) => {
      if (server.shown?.term === term) server.heard.add(from);
      protocol.upon[type](server.state, { ...clone(message), from }, io);
    }, { from, type });
  }

  /** The next timer of a server goes off, however long it takes. */
  function goOff(node: NodeId): void {
    const server = servers[node]!, next = isUp(node) ? nextTimer(server) : undefined;
    if (next === undefined) return;
    server.clock = Math.max(server.clock, next.at);
    server.timers.delete(next.key);
    const { timer } = next, said = labels.timer?.(timer) ?? timer.type;
    step(
      node,
      `the timer ${quoted(said)} goes off at server ${node}`,
      (io) => protocol.after[timer.type](server.state, timer, io),
    );
  }

  /** Lets time pass, and timers go off at the servers that are `awake`; true as soon as `until` holds. */
  function pass(ms: number, until: () => boolean = () => false, awake: readonly NodeId[] = peers) {
    let left = ms;
    for (let steps = 0;; steps++) {
      if (steps > MOST_STEPS) {
        told.fail(
          "a cluster comes to rest",
          `there are more than ${MOST_STEPS} messages in ${ms} ms`,
        );
      }
      if (until()) return true;
      // One at a time, so that what is waited for is seen when it comes about.
      const envelope = mail.next(now);
      if (envelope !== undefined) {
        arrive(envelope);
        continue;
      }
      const up = awake.filter(isUp);
      let wait = left, who: NodeId | undefined;
      for (const node of up) {
        const next = nextTimer(servers[node]!), { clock } = servers[node]!;
        if (next !== undefined && next.at - clock < wait) {
          [wait, who] = [Math.max(0, next.at - clock), node];
        }
      }
      const next = mail.untilNext(now);
      if (next < wait) [wait, who] = [next, undefined];
      now += wait;
      left -= wait;
      for (const node of up) servers[node]!.clock += wait;
      if (who !== undefined) goOff(who);
      else if (left <= 0) return until();
    }
  }

  for (const node of peers) start(node);

  return {
    nodes,
    peers,
    clients,
    sequence: watch.sequence,
    view,
    fail: told.fail,
    note: told.note,
    pass,
    goOff,
    arrive,
    start,
    isUp,
    /** What is on its way. */
    get mail() {
      return mail.mail;
    },
    set mail(left: Envelope[]) {
      mail.mail = left;
    },
    /** How many messages have been sent. */
    get sent() {
      return mail.sent();
    },
    network: mail.network,
    groups: mail.groups,
    heal: mail.heal,
    watch: mail.watch,
    /** In how many terms somebody has led. */
    termsLed: watch.termsLed,
    journal: (node: NodeId) => clone(servers[node]!.journal),
    /** The server that a journal gives, its own if no other is given; beside this cluster, which hears nothing of it. */
    started: (self: NodeId, isShorter = false, journal = servers[self]!.journal) =>
      startedFrom({ self, peers, protocol }, journal, isShorter),
    /** Asks a server for a command. */
    ask(node: NodeId, command: string): Told {
      const asked: Told = { command, node, after: watch.greatest() };
      const from = nodes + clients.push(asked) - 1, message = raft.propose(command);
      step(node, `server ${node} is asked for ${quoted(command)}`, (io) => {
        protocol.upon[message.type](servers[node]!.state, { ...clone(message), from }, io);
      });
      return asked;
    },
    /** A server crashes; what it saved is durable. */
    crash(node: NodeId) {
      if (!isUp(node)) return;
      told.note(`server ${node} crashes`);
      servers[node]!.state = undefined;
      servers[node]!.timers.clear();
    },
    /** Whoever leads the greatest term of those that are up. */
    leader(among: readonly NodeId[] = peers): NodeId | undefined {
      let found: NodeId | undefined;
      for (const node of among) {
        if (!isUp(node) || !view(node).leads) continue;
        if (found === undefined || view(node).term > view(found).term) found = node;
      }
      return found;
    },
    /** Whether all of them have applied a command. */
    applied: (command: string, among: readonly NodeId[] = peers) =>
      among.every((node) => isUp(node) && view(node).applied.includes(command)),
  };
}

/** Long messages are told by their beginning. */
const brief = (text: string) => text.length > 40 ? `${text.slice(0, 38)} …` : text;
