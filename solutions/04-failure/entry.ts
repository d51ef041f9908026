/** Part 8: how a node is itself, and what it holds of all others, for ever. */

import type {
  Entry,
  EntryIo,
  EntryRules,
  News,
  NodeId,
  Standing,
  WholeMessage,
} from "../../exercises/04-failure/given.ts";
import { isGreater } from "./opinions.ts";

interface State {
  readonly rules: EntryRules;
  part: "outside" | "member" | "leaving";
  /** −1: it has never joined. */
  incarnation: number;
  contacts: NodeId[];
  /** How many contacts it has asked. */
  asked: number;
  joining: boolean;
  readonly known: Map<NodeId, Standing>;
}

export const entry: Entry<State> = {
  start(rules, saved, io) {
    const s: State = {
      rules,
      part: "outside",
      incarnation: saved?.incarnation ?? -1,
      contacts: [...saved?.contacts ?? []],
      asked: 0,
      joining: false,
      known: new Map(),
    };
    if (saved?.member) enter(s, io);
    return s;
  },
  join(s, contacts, io) {
    s.contacts = [...contacts];
    s.asked = 0;
    if (s.part !== "member") return enter(s, io);
    save(s, io);
    ask(s, io);
  },
  again: (s, io) => s.joining ? ask(s, io) : undefined,
  leave(s, io) {
    if (s.part !== "member") return;
    s.part = "leaving";
    s.joining = false;
    io.cancel();
    announce(s, io);
  },
  gone(s) {
    s.part = "outside";
  },
  upon(s, from, { type, news }, io) {
    if (s.part === "outside") return;
    for (const each of news) hear(s, softened(s, each), io);
    if (type === "sync") return io.send(from, whole(s, "state"));
    s.joining = false;
    io.cancel();
  },
  hear: (s, news, io) => s.part === "outside" ? undefined : hear(s, news, io),
  of: (s, node) => node === s.rules.self ? own(s) : s.known.get(node),
};

/** How it is itself. */
function own({ part, incarnation }: State): Standing | undefined {
  if (incarnation < 0) return undefined;
  return { status: part === "member" ? "alive" : "left", incarnation };
}

function enter(s: State, io: EntryIo): void {
  s.part = "member";
  s.incarnation++;
  announce(s, io);
  ask(s, io);
}

function announce(s: State, io: EntryIo): void {
  save(s, io);
  io.tell({ member: s.rules.self, ...own(s)! });
}

function save({ incarnation, part, contacts }: State, io: EntryIo): void {
  io.save({ incarnation, member: part === "member", contacts: [...contacts] });
}

function ask(s: State, io: EntryIo): void {
  const others = s.contacts.filter((node) => node !== s.rules.self);
  s.joining = others.length > 0;
  if (!s.joining) return;
  io.send(others[s.asked++ % others.length]!, whole(s, "sync"));
  io.wait(s.rules.retryMs);
}

function whole(s: State, type: WholeMessage["type"]): WholeMessage {
  const others = [...s.known].map(([member, standing]): News => ({ member, ...standing }));
  return { type, news: [{ member: s.rules.self, ...own(s)! }, ...others] };
}

const isIn = ({ status }: Standing) => status === "alive" || status === "suspect";

/** What is taken of another's whole view. */
function softened({ known }: State, news: News): News {
  const held = known.get(news.member);
  const isSoft = news.status === "dead" && held !== undefined && isIn(held) &&
    isGreater(news, held);
  return isSoft ? { ...news, status: "suspect" } : news;
}

function hear(s: State, news: News, io: EntryIo): void {
  const { member, status, incarnation } = news, isOwn = member === s.rules.self;
  const held = isOwn ? own(s) : s.known.get(member);
  if (held !== undefined && !isGreater(news, held)) {
    if (!isOwn && isIn(news) && !isIn(held)) io.tell({ member, ...held });
  } else if (isOwn) {
    s.incarnation = incarnation + 1;
    announce(s, io);
  } else {
    s.known.set(member, { status, incarnation });
    io.tell({ member, status, incarnation });
  }
}
