/**
 * The initiator of a session: it asks one thing at a time, and what to ask next follows from what is still to be done.
 * That shrinks by answers only; so whatever is lost, doubled or overtaken, a session that ends has done all that it
 * found, and one that is given up has done no harm: what was taken is kept, and the next session finds the rest,
 * since it compares again. No note says that something has been repaired, which could be wrong.
 *
 * @module
 */

import type { Io, NodeId, Protocol } from "../../model/protocol.ts";
import { childrenOf, hashAt, ROOT, type TreeNode } from "./merkle/tree.ts";
import { HASH_BYTES } from "./merkle/hash.ts";
import type { Differing, Message, Saved, Timer } from "./messages.ts";
import { pagesFor } from "./pages.ts";
import type { Rules } from "./rules.ts";
import type { Settings } from "./settings.ts";
import type { Session, State } from "./state.ts";
import { deltaTo, receive } from "./store.ts";
import { covers } from "./versions/summary.ts";

/** What a node has effects by. */
export type AntiEntropyIo = Io<Message, Timer, Saved>;

/** Its protocol. */
export type Own = Protocol<State, Message, Timer, Saved>;

/** The handlers of whoever begins sessions. */
export interface Initiator {
  /** Answers of partners, and clients who ask for a session. */
  readonly upon: Pick<Own["upon"], "repair" | "hashes" | "newer" | "delta" | "took">;
  /** Timers. */
  readonly after: NonNullable<Own["after"]>;
}

/** The handlers. */
export function initiator(setting: Settings, rule: Rules): Initiator {
  const machine = sessions(setting, rule);
  const { begin, ask, end, isAwaited } = machine;
  return {
    upon: {
      repair(s, { partner, from }, io) {
        const can = s.session === null && partner !== io.self && io.peers.includes(partner);
        if (!can) return io.answer(from, rule.told(false));
        begin(s, partner, from, io);
      },
      hashes(s, { ticket, nodes }, io) {
        if (!isAwaited(s, ticket)) return;
        lookedAt(s, s.session!, nodes, setting, rule);
        ask(s, io);
      },
      newer(s, { ticket, pages }, io) {
        if (!isAwaited(s, ticket)) return;
        receive(s, pages.flatMap(({ items }) => items), new Map(), setting, rule, io);
        s.session!.leaves = rule.leftOver(s.session!.leaves, pages);
        ask(s, io);
      },
      delta(s, { ticket, items, upTo, more, seen }, io) {
        if (!isAwaited(s, ticket)) return;
        receive(s, items, upTo, setting, rule, io);
        s.session!.takes = more;
        s.session!.theirs = seen;
        ask(s, io);
      },
      took(s, { ticket, seen }, io) {
        if (!isAwaited(s, ticket)) return;
        s.session!.theirs = seen;
        ask(s, io);
      },
    },
    after: {
      session(s, _, io) {
        waitForNext(io, setting);
        if (s.session === null && io.peers.length > 1) begin(s, anyOther(io), null, io);
      },
      patience(s, _, io) {
        if (s.session === null) return;
        const most = rule.retries(setting.retries);
        if (most < 0) return;
        if (s.session.tries >= most) return end(s, false, io);
        s.session.tries++;
        ask(s, io, true);
      },
    },
  };
}

/** Waits for the time of the next session, which is not the same at all nodes, so that they do not go in step. */
export function waitForNext(io: AntiEntropyIo, { intervalMs }: Settings): void {
  if (intervalMs === null) return;
  io.wait(intervalMs + io.choose(Math.max(1, Math.floor(intervalMs / 2))), { type: "session" });
}

/** How a session begins, goes on and ends. */
function sessions(setting: Settings, rule: Rules) {
  const { way } = setting;
  const begin = (s: State, partner: NodeId, client: NodeId | null, io: AntiEntropyIo) => {
    s.session = {
      partner,
      client,
      ticket: { life: s.life, count: 0 },
      tries: 0,
      looks: way === "merkle" ? [ROOT] : [],
      leaves: way === "full" ? [{ leaf: 0, after: null }] : [],
      takes: way === "versions",
      theirs: null,
    };
    ask(s, io);
  };
  /** Asks what is to be asked next, or the same once more; ends the session when there is nothing. */
  const ask = (s: State, io: AntiEntropyIo, again = false) => {
    const session = s.session!;
    if (!again) session.tries = 0;
    const request = requestOf(s, session, setting, rule);
    if (request === undefined) return end(s, true, io);
    session.ticket = { life: s.life, count: ++s.requests };
    io.send(session.partner, { ...request, ticket: session.ticket } as Message);
    io.wait(setting.patienceMs, { type: "patience" });
  };
  const end = (s: State, complete: boolean, io: AntiEntropyIo) => {
    const { client } = s.session!;
    s.session = null;
    io.cancel("patience");
    if (client !== null) io.answer(client, rule.told(complete));
  };
  const isAwaited = (s: State, ticket: Session["ticket"]) =>
    s.session !== null && rule.isReplyTo(ticket, s.session.ticket);
  return { begin, ask, end, isAwaited };
}

/** What a session asks next: first it looks, then it exchanges what it has found. Undefined when all is done. */
function requestOf(s: State, session: Session, setting: Settings, rule: Rules) {
  const { looks, leaves, takes, theirs } = session, { direction } = setting;
  if (looks.length > 0) {
    const level = looks[0]!.level, most = mostLooks(setting);
    const nodes = looks.slice(0, most).filter((node) => node.level === level);
    return { type: "look", nodes: nodes.map((node) => ({ ...node, hash: hashAt(s.tree!, node) })) };
  }
  if (leaves.length > 0) return { type: "page", pages: pagesFor(s, leaves, setting) };
  if (takes) return { type: "summary", seen: s.seen, wants: direction !== "push" };
  if (theirs !== null && direction !== "pull" && !covers(theirs, s.seen)) {
    const { items, upTo } = deltaTo(s, theirs, setting, rule);
    return { type: "give", items, upTo };
  }
  return undefined;
}

/** Of the nodes that were asked for, those that differ have children to be looked into, or are leaves. */
function lookedAt(
  s: State,
  session: Session,
  nodes: readonly Differing[],
  setting: Settings,
  rule: Rules,
): void {
  const { depth } = setting.shape, level = session.looks[0]?.level;
  const asked = session.looks.slice(0, mostLooks(setting)).filter((each) => each.level === level);
  session.looks = session.looks.slice(asked.length);
  const differing: TreeNode[] = nodes.flatMap((node) =>
    node.level === depth
      ? [node]
      : childrenOf(setting.shape, node).filter((child, place) =>
        hashAt(s.tree!, child) !== node.children[place]
      )
  );
  for (const { level, index } of rule.lookedInto(differing)) {
    if (level === depth) session.leaves.push({ leaf: index, after: null });
    else session.looks.push({ level, index });
  }
}

/** The answer has the hashes of the children of each. */
function mostLooks({ shape, messageBytes }: Settings): number {
  return Math.max(1, Math.floor(messageBytes / (shape.branching * HASH_BYTES + 16)));
}

/** Any other node, each as likely; the last stands in for the own. */
function anyOther(io: AntiEntropyIo): NodeId {
  const drawn = io.peers[io.choose(io.peers.length - 1)]!;
  return drawn === io.self ? io.peers.at(-1)! : drawn;
}
