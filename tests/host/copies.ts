/**
 * The smallest protocol that needs all of a host: node 0 keeps a row of texts, and a text is in it when a
 * majority has saved it. Any node takes requests, and node 0 answers them wherever they came in.
 */

import { integer, list, message, orNull, type Schema, text } from "hb/codec/schema.ts";
import type { NodeId, Protocol } from "hb/model/protocol.ts";

export type Message =
  /** A client → any node: add this text, if it is not there yet. */
  | { readonly type: "add"; readonly text: string }
  /** A client → any node: what is there? */
  | { readonly type: "list" }
  /** A client → any node: here is something that breaks a handler. */
  | { readonly type: "break" }
  /** A node → node 0: a client asks for this. */
  | { readonly type: "forward"; readonly client: NodeId; readonly text: string | null }
  /** Node 0 → the others: the row from its beginning. */
  | { readonly type: "copy"; readonly row: readonly string[] }
  /** A node → node 0: so long is the row that I saved. */
  | { readonly type: "saved"; readonly length: number };

export const schema: Schema<Message> = message<Message>({
  add: [1, { text: [1, text()] }],
  list: [2, {}],
  break: [3, {}],
  forward: [4, { client: [1, integer], text: [2, orNull(text())] }],
  copy: [5, { row: [1, list(text())] }],
  saved: [6, { length: [1, integer] }],
});

export type Timer = { readonly type: "repeat" };

export interface State {
  row: string[];
  /** At node 0: how much each node has saved. */
  saved: number[];
  /** At node 0: who waits for how long a row. */
  waiting: { readonly client: NodeId; readonly length: number }[];
}

const repeatMs = 50;

export const copies: Protocol<State, Message, Timer, string> = {
  start(io, journal) {
    if (io.self === 0) io.wait(repeatMs, { type: "repeat" });
    const saved = io.peers.map((node) => node === io.self ? journal.length : 0);
    return { row: [...journal], saved, waiting: [] };
  },
  upon: {
    add: (_, { from, text }, io) => io.send(0, { type: "forward", client: from, text }),
    list: (_, { from }, io) => io.send(0, { type: "forward", client: from, text: null }),
    break() {
      throw new Error("this was asked for");
    },
    forward(s, { client, text }, io) {
      if (text !== null && !s.row.includes(text)) {
        s.row.push(text);
        io.save(text);
        s.saved[0] = s.row.length;
        for (const node of io.peers.slice(1)) io.send(node, { type: "copy", row: s.row });
      }
      s.waiting.push({ client, length: s.row.length });
    },
    copy(s, { row }, io) {
      for (const text of row.slice(s.row.length)) {
        s.row.push(text);
        io.save(text);
      }
      io.send(0, { type: "saved", length: s.row.length });
    },
    saved(s, { from, length }, io) {
      s.saved[from] = length;
      const majority = s.saved.toSorted((a, b) => b - a)[s.saved.length >> 1]!;
      const done = s.waiting.filter((request) => request.length <= majority);
      s.waiting = s.waiting.filter((request) => request.length > majority);
      for (const { client, length } of done) io.answer(client, s.row.slice(0, length));
    },
  },
  after: {
    repeat(s, _, io) {
      for (const node of io.peers.slice(1)) io.send(node, { type: "copy", row: s.row });
      io.wait(repeatMs, { type: "repeat" });
    },
  },
  compact: (journal) => [...journal],
};
