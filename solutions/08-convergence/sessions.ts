/** Part 8: two vectors at the client, and a line of those who wait at the copy. */

import type {
  NodeId,
  Request,
  SessionIo,
  Sessions,
  Vector,
} from "../../exercises/08-convergence/given.ts";

interface Token {
  /** The writes of the session. */
  readonly written: Vector;
  /** The writes that its reads may have seen. */
  readonly seen: Vector;
}

interface State {
  readonly mayWait: number;
  waiting: { readonly client: NodeId; readonly request: Request }[];
}

export const sessions: Sessions<Token, State> = {
  begin: () => ({ written: new Map(), seen: new Map() }),
  needs({ written, seen }, type, guarantees) {
    const { readYourWrites, monotonicReads, monotonicWrites, writesFollowReads } = guarantees;
    const [own, others] = type === "read"
      ? [readYourWrites, monotonicReads]
      : [monotonicWrites, writesFollowReads];
    return joined(own ? written : new Map(), others ? seen : new Map());
  },
  noted: ({ written, seen }, type, covers) =>
    type === "read"
      ? { written, seen: joined(seen, covers) }
      : { written: joined(written, covers), seen },
  start: (mayWait) => ({ mayWait, waiting: [] }),
  asked(s, client, request, io) {
    leave(s, client);
    s.waiting.push({ client, request });
    serve(s, io);
    if (s.waiting.length <= s.mayWait) return;
    leave(s, client);
    io.refuse(client);
  },
  news: serve,
  gone: leave,
};

function leave(s: State, client: NodeId): void {
  s.waiting = s.waiting.filter((each) => each.client !== client);
}

function serve(s: State, io: SessionIo): void {
  for (;;) {
    const has = io.covers(), next = s.waiting.find(({ request }) => isCovered(request.after, has));
    if (next === undefined) return;
    const { client, request } = next;
    leave(s, client);
    if (request.type === "read") io.answer(client, { result: io.read(request.key), covers: has });
    else {
      const [name, count] = io.write(request.key, request.value);
      io.answer(client, { result: null, covers: new Map([[name, count]]) });
    }
  }
}

function isCovered(after: Vector, has: Vector): boolean {
  return [...after].every(([name, count]) => count <= (has.get(name) ?? 0));
}

function joined(a: Vector, b: Vector): Vector {
  const all = new Map(a);
  for (const [name, count] of b) all.set(name, Math.max(count, all.get(name) ?? 0));
  return all;
}
