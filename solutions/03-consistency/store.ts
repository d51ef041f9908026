/** Part 6: writes in one order, reads at home. @module */

import type { Handlers } from "../../exercises/03-consistency/replica.ts";

export const store: Handlers = {
  read(s, { key, from }, io) {
    io.answer(from, s.memory.get(key) ?? null);
  },
  write(_s, { key, value, from }, io) {
    io.send(0, { type: "submit", key, value, client: from });
  },
  submit(s, { key, value, client, from: writer }, io) {
    const place = ++s.last;
    for (const peer of io.peers) {
      io.send(peer, { type: "ordered", place, key, value, client, writer });
    }
  },
  ordered(s, event, io) {
    s.early.set(event.place, event);
    for (let next = s.early.get(s.applied + 1); next; next = s.early.get(s.applied + 1)) {
      s.early.delete(next.place);
      s.applied = next.place;
      s.memory.set(next.key, next.value);
      if (next.writer === io.self) io.answer(next.client, null);
    }
  },
};
