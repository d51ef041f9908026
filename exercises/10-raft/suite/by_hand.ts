/** A cluster run by hand: which message arrives when, and whose timers go off, is all up to whoever tries it. @module */

import { Wrong } from "hb/grade/part.ts";
import { isLacking } from "hb/grade/lacking.ts";
import { clone } from "hb/model/clone.ts";
import type { NodeId, Tagged } from "hb/model/protocol.ts";
import { keyOf } from "hb/model/timer_key.ts";
import { Random } from "hb/sim/random.ts";
import type { WholeAnswer, WholeRaft, WholeView } from "../given.ts";
import { labels } from "./labels.ts";

/** A message on its way. */
export interface Envelope {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly message: Tagged;
  /** The term that its sender showed once it had sent it. */
  readonly term: number;
  /** When it arrives, if it may. */
  readonly dueAt: number;
}

/** What becomes of a message that is due. */
export type Fate = "arrives" | "waits" | "is lost";

/** What a client has been told. */
export interface Told {
  readonly command: string;
  /** Whom it asked. */
  readonly node: NodeId;
  answer?: WholeAnswer;
  /** The greatest place that anybody had been told when it asked. */
  readonly after: number;
}

// deno-lint-ignore no-explicit-any -- what they are is the reader's affair
type Any = any;

interface Server {
  state: unknown;
  journal: unknown[];
  /** Its own time, in ms. */
  clock: number;
  readonly timers: Map<string, { readonly at: number; readonly timer: Tagged }>;
  /** What it has shown last, since it started. */
  shown: { term: number; leads: boolean; length: number; list: readonly string[] } | undefined;
  /** The greatest term in which it has said anything, and since when it is in its term whom it has heard. */
  said: number;
  heard: Set<NodeId>;
  /** How many commands it has ever applied. */
  most: number;
}

/** How a message travels, in ms. */
const TRAVEL_MS = 5;
/** More steps than this within one span mean that something goes round in circles. */
const MOST_STEPS = 60_000;
/** How much of what happened is told. */
const LINES = 30;

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
  const random = new Random(seed, "by hand");
  const peers = Array.from({ length: nodes }, (_, node) => node);
  const servers: Server[] = peers.map(() => ({
    state: undefined,
    journal: [],
    clock: 0,
    timers: new Map(),
    shown: undefined,
    said: 0,
    heard: new Set(),
    most: 0,
  }));
  const clients: Told[] = [], lines: string[] = [];
  const leaders = new Map<number, NodeId>();
  const sequence: string[] = [], done = new Set<string>(), declined = new Map<string, number>();
  let mail: Envelope[] = [], now = 0, greatest = 0, sent = 0;
  let fate: (envelope: Envelope) => Fate = () => "arrives";
  let onSend: (envelope: Envelope) => void = () => {};

  const name = (address: NodeId) => address < nodes ? `server ${address}` : "a client";
  const note = (line: string) => {
    // What has been said a moment ago, and is said again, is left out.
    if (lines.slice(-8).includes(line)) return;
    lines.push(line);
  };

  /** Says that a rule is broken, and what has happened. */
  function fail(rule: string, breach: string): never {
    const last = lines.slice(-LINES);
    throw new Wrong(
      [
        `${rule} – but ${breach}. ${words}${words.endsWith(".") ? "" : "."}`,
        ...(lines.length > LINES ? ["  …"] : []),
        ...last.map((line, i) => `${`${lines.length - last.length + i + 1}`.padStart(4)}. ${line}`),
      ].join("\n"),
      undefined,
      rule,
    );
  }

  const view = (node: NodeId): WholeView => raft.view(servers[node]!.state);

  function step(node: NodeId, happening: string, take: (io: Any) => unknown): void {
    const server = servers[node]!;
    note(happening);
    let sends = 0;
    const out: { to: NodeId; message: Tagged }[] = [];
    const io = {
      self: node,
      peers: [...peers],
      now: () => server.clock,
      choose: (n: number) => random.below(n),
      send(to: NodeId, message: Tagged) {
        sends++;
        out.push({ to, message: clone(message) });
      },
      answer(client: NodeId, answer: WholeAnswer) {
        sends++;
        answered(node, client, clone(answer));
      },
      wait(ms: number, timer: Tagged) {
        const key = `${timer.type} ${keyOf(timer) ?? ""}`;
        server.timers.delete(key);
        server.timers.set(key, { at: server.clock + ms, timer: clone(timer) });
      },
      cancel: (type: string, key?: string | number) =>
        void server.timers.delete(`${type} ${key ?? ""}`),
      save(record: unknown) {
        if (protocol.compact === undefined) server.journal = [];
        server.journal.push(clone(record));
        if (protocol.compact !== undefined && server.journal.length > 400) {
          server.journal = [...protocol.compact(server.journal)];
        }
      },
    };
    try {
      take(io);
    } catch (thrown) {
      if (isLacking(thrown) || thrown instanceof Wrong) throw thrown;
      fail("no handler throws", `your code threw ${thrown}`);
    }
    look(node, sends > 0);
    const { term } = server.shown!;
    for (const { to, message } of out) {
      const envelope = { from: node, to, message, term, dueAt: now + TRAVEL_MS };
      sent++;
      onSend(envelope);
      mail.push(envelope);
    }
  }

  /** What must hold of a server after each of its steps. */
  function look(node: NodeId, speaks: boolean): void {
    const server = servers[node]!, before = server.shown;
    const { term, leads, applied } = view(node);
    const least = Math.max(before?.term ?? 0, server.said);
    if (term < least) {
      fail(
        "a server's term never goes back, not in a crash either once it has said anything in it",
        `server ${node} was in term ${least}, and is in term ${term}`,
      );
    }
    if (term !== before?.term) server.heard = new Set([node]);
    server.shown = { term, leads, length: applied.length, list: applied };
    if (speaks) server.said = term;
    if (leads) {
      const first = leaders.get(term) ?? node;
      if (first !== node) {
        fail(
          "election safety: at most one server leads in a term",
          `servers ${first} and ${node} lead term ${term}`,
        );
      }
      if (!leaders.has(term) && 2 * server.heard.size <= nodes) {
        const heard = server.heard.size - 1;
        fail(
          "a server leads only with the votes of that term of more than half of all servers",
          `server ${node} of ${nodes} leads term ${term}, in which ${
            heard === 0
              ? "nobody else has"
              : `only ${heard} other${heard === 1 ? " has" : "s have"}`
          } said anything to it`,
        );
      }
      leaders.set(term, node);
    }
    looksApplied(node, applied, before);
  }

  function looksApplied(node: NodeId, applied: readonly string[], before: Server["shown"]): void {
    const server = servers[node]!, known = before?.length ?? 0;
    if (before !== undefined && applied.length < known) {
      fail(
        "what a server has applied it does not take back",
        `server ${node} had applied ${known} commands, and now ${applied.length}`,
      );
    }
    if (before === undefined && applied.length > server.most) {
      fail(
        "a server that restarts does not know yet what is committed beyond what it had applied",
        `server ${node} had applied ${server.most} commands before its crash, and starts with ${applied.length}`,
      );
    }
    server.most = Math.max(server.most, applied.length);
    for (let at = before?.list === applied ? known : 0; at < applied.length; at++) {
      const command = applied[at]!;
      if (at < sequence.length) {
        if (sequence[at] === command) continue;
        fail(
          "state-machine safety: no two servers apply different commands at the same place",
          `server ${node} has applied ${quoted(command)} as its command ${at + 1}, others ${
            quoted(sequence[at]!)
          }`,
        );
      }
      if (done.has(command)) {
        fail("each command is applied once", `server ${node} has applied ${quoted(command)} twice`);
      }
      if (declined.has(command)) {
        fail(
          "what is declined is never done",
          `server ${declined.get(command)} had told a client that ${
            quoted(command)
          } is not done, and server ${node} has applied it`,
        );
      }
      sequence.push(command);
      done.add(command);
    }
    for (const { command, answer } of judgedLater.splice(0)) {
      if (answer.ok && sequence[answer.place - 1] !== command) {
        fail(
          "a client is told that its command is done when it is committed and applied, and its place",
          `server ${node} says that ${quoted(command)} is command ${answer.place}, and ${
            answer.place > sequence.length
              ? `only ${sequence.length} are applied anywhere`
              : `that one is ${quoted(sequence[answer.place - 1]!)}`
          }`,
        );
      }
    }
  }

  const judgedLater: { command: string; answer: WholeAnswer }[] = [];

  function answered(node: NodeId, client: NodeId, answer: WholeAnswer): void {
    const asked = clients[client - nodes];
    if (asked === undefined) fail("answers go to clients", `server ${node} answers ${client}`);
    const { command } = asked;
    if (asked.answer !== undefined) {
      fail(
        "each client is answered once",
        `server ${node} answers again who asked for ${quoted(command)}`,
      );
    }
    asked.answer = answer;
    if (answer.ok) {
      if (answer.place <= asked.after) {
        fail(
          "what is asked for after an answer stands behind it",
          `server ${node} says that ${quoted(command)} is command ${answer.place}, and command ` +
            `${asked.after} had been answered before it was asked for`,
        );
      }
      greatest = Math.max(greatest, answer.place);
      judgedLater.push({ command, answer });
    } else if (done.has(command)) {
      fail(
        "what is declined is never done",
        `server ${node} says that ${quoted(command)} is not done, and it has been applied`,
      );
    } else declined.set(command, node);
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

  function arrive(envelope: Envelope): void {
    const { from, to, message, term } = envelope, server = servers[to]!;
    if (server.state === undefined) return;
    const said = labels.message?.(message) ?? message.type;
    step(to, `server ${to} hears ${quoted(brief(said))} from ${name(from)}`, (io) => {
      if (server.shown?.term === term) server.heard.add(from);
      protocol.upon[message.type](server.state, { ...clone(message), from }, io);
    });
  }

  const due = ({ timers }: Server) => {
    let first: { at: number; timer: Tagged; key: string } | undefined;
    for (const [key, { at, timer }] of timers) {
      if (first === undefined || at < first.at) first = { at, timer, key };
    }
    return first;
  };

  /** The next timer of a server goes off, however long it takes. */
  function goOff(node: NodeId): void {
    const server = servers[node]!, next = server.state === undefined ? undefined : due(server);
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
        fail("a cluster comes to rest", `there are more than ${MOST_STEPS} messages in ${ms} ms`);
      }
      if (until()) return true;
      // One at a time, so that what is waited for is seen when it comes about.
      const at = mail.findIndex((each) => each.dueAt <= now);
      if (at >= 0 && deliverOne()) continue;
      const up = awake.filter((node) => servers[node]!.state !== undefined);
      let wait = left, who: NodeId | undefined;
      for (const node of up) {
        const next = due(servers[node]!);
        if (next !== undefined && next.at - servers[node]!.clock < wait) {
          [wait, who] = [Math.max(0, next.at - servers[node]!.clock), node];
        }
      }
      for (const { dueAt } of mail) {
        if (dueAt > now && dueAt - now < wait) [wait, who] = [dueAt - now, undefined];
      }
      now += wait;
      left -= wait;
      for (const node of up) servers[node]!.clock += wait;
      if (who !== undefined) goOff(who);
      else if (left <= 0) return until();
    }
  }

  /** Delivers the first message that may arrive by now. */
  function deliverOne(): boolean {
    for (let i = 0; i < mail.length; i++) {
      const envelope = mail[i]!;
      const becomes = servers[envelope.to]!.state === undefined ? "is lost" : fate(envelope);
      if (becomes === "waits" || (becomes === "arrives" && envelope.dueAt > now)) continue;
      mail.splice(i, 1);
      if (becomes === "arrives") {
        arrive(envelope);
        return true;
      }
      i--;
    }
    return false;
  }

  for (const node of peers) start(node);

  return {
    nodes,
    peers,
    clients,
    sequence,
    view,
    fail,
    note,
    pass,
    goOff,
    arrive,
    start,
    /** What is on its way. */
    get mail() {
      return mail;
    },
    set mail(left: Envelope[]) {
      mail = left;
    },
    /** How many messages have been sent. */
    get sent() {
      return sent;
    },
    /** In how many terms somebody has led. */
    termsLed: () => leaders.size,
    /** Whether it is up. */
    isUp: (node: NodeId) => servers[node]!.state !== undefined,
    journal: (node: NodeId) => clone(servers[node]!.journal),
    /** The server that a journal gives, its own if no other is given; beside this cluster, which hears nothing of it. */
    started(node: NodeId, isShorter = false, journal = servers[node]!.journal): unknown {
      const nothing = () => {},
        io = { self: node, peers: [...peers], now: () => 0, choose: () => 0 };
      const quiet = {
        ...io,
        send: nothing,
        answer: nothing,
        wait: nothing,
        cancel: nothing,
        save: nothing,
      };
      const records = clone(journal);
      const isCompacted = isShorter && protocol.compact !== undefined && records.length > 0;
      return clone(protocol.start(quiet, isCompacted ? protocol.compact(records) : records));
    },
    /** What becomes of messages from now on. */
    network(next: (envelope: Envelope) => Fate, words?: string) {
      fate = next;
      if (words !== undefined) note(`(${words})`);
    },
    /** Messages pass within these groups only; others are lost. */
    groups(...groups: readonly (readonly NodeId[])[]) {
      const side = new Map(groups.flatMap((group, i) => group.map((node) => [node, i] as const)));
      fate = ({ from, to }) =>
        side.has(from) && side.get(from) === side.get(to) ? "arrives" : "is lost";
      note(
        `(from now on messages pass only among ${
          groups.map((each) => `{${each.join(", ")}}`).join(" and ")
        })`,
      );
    },
    /** From now on everything arrives. */
    heal() {
      fate = () => "arrives";
      note("(from now on everything arrives)");
    },
    watch(next: (envelope: Envelope) => void) {
      onSend = next;
    },
    /** Asks a server for a command. */
    ask(node: NodeId, command: string): Told {
      const told: Told = { command, node, after: greatest };
      const from = nodes + clients.push(told) - 1;
      const message = raft.propose(command);
      step(node, `server ${node} is asked for ${quoted(command)}`, (io) => {
        protocol.upon[message.type](servers[node]!.state, { ...clone(message), from }, io);
      });
      return told;
    },
    /** A server crashes; what it saved is durable. */
    crash(node: NodeId) {
      const server = servers[node]!;
      if (server.state === undefined) return;
      note(`server ${node} crashes`);
      server.state = undefined;
      server.timers.clear();
    },
    /** Whoever leads the greatest term of those that are up. */
    leader(among: readonly NodeId[] = peers): NodeId | undefined {
      let found: NodeId | undefined;
      for (const node of among) {
        if (servers[node]!.state === undefined || !view(node).leads) continue;
        if (found === undefined || view(node).term > view(found).term) found = node;
      }
      return found;
    },
    /** Whether all of them have applied a command. */
    applied: (command: string, among: readonly NodeId[] = peers) =>
      among.every((node) =>
        servers[node]!.state !== undefined && view(node).applied.includes(command)
      ),
  };
}

/** Long messages are told by their beginning. */
const brief = (text: string) => text.length > 40 ? `${text.slice(0, 38)} …` : text;

const quoted = (text: string) => `'${text}'`;
