/** Bugs of sessions. @module */

import type {
  Any,
  Guarantees,
  NodeId,
  Request,
  Served,
  SessionIo,
  Sessions,
  Vector,
} from "../../../exercises/08-convergence/given.ts";
import { sessions } from "../sessions.ts";

type Bugs = Readonly<Record<string, Partial<Sessions>>>;

/** The reference, with other guarantees than are asked for. */
const wanting = (
  change: (wants: Guarantees, type: Request["type"]) => Partial<Guarantees>,
): Partial<Sessions> => ({
  needs: (token, type, wants) => sessions.needs(token, type, { ...wants, ...change(wants, type) }),
});

/** The reference, with another `io` for each step of a copy. */
const within = (change: (io: SessionIo, s: Any) => Partial<SessionIo>): Partial<Sessions> => ({
  asked: (s, client, request, io) =>
    sessions.asked(s, client, request, { ...io, ...change(io, s) }),
  news: (s, io) => sessions.news(s, { ...io, ...change(io, s) }),
});

const answering = (change: (served: Served, io: SessionIo, client: NodeId) => Served) =>
  within((io) => ({ answer: (client, served) => io.answer(client, change(served, io, client)) }));

/** The reference, before which something is done to a request. */
const asked = (
  handle: (s: Any, client: NodeId, request: Request, io: SessionIo) => Request | null,
): Partial<Sessions> => ({
  asked(s, client, request, io) {
    const other = handle(s, client, request, io);
    if (other !== null) sessions.asked(s, client, other, io);
  },
});

const after = (request: Request, change: (after: Vector) => Vector): Request => ({
  ...request,
  after: change(request.after),
});
const covered = (vector: Vector, has: Vector) =>
  [...vector].every(([name, count]) => count <= (has.get(name) ?? 0));

let beside: Any;

export const mutants: Bugs = {
  "checks reads only: a write needs nothing": asked((_s, _client, request) =>
    request.type === "read" ? request : after(request, () => new Map())
  ),
  "checks writes only: a read needs nothing": asked((_s, _client, request) =>
    request.type === "write" ? request : after(request, () => new Map())
  ),
  "all four: what is not asked for is needed, too": wanting(() => ({
    readYourWrites: true,
    monotonicReads: true,
    monotonicWrites: true,
    writesFollowReads: true,
  })),
  "reads only: writes have no guarantees": wanting(() => ({
    monotonicWrites: false,
    writesFollowReads: false,
  })),
  "not its own: a session need not read its writes": wanting(() => ({ readYourWrites: false })),
  "not before: writes need not follow reads": wanting(() => ({ writesFollowReads: false })),
  "crossed: reads look at what is asked for writes": {
    needs: (token, type, wants) => sessions.needs(token, type === "read" ? "write" : "read", wants),
  },
  "mixed up: a read needs what was written for monotonic reads": wanting((wants, type) =>
    type === "read"
      ? { readYourWrites: wants.monotonicReads, monotonicReads: wants.readYourWrites }
      : {}
  ),
  "either: of two guarantees one is enough": wanting((wants, type) =>
    type === "read" && wants.readYourWrites && wants.monotonicReads ? { monotonicReads: false } : {}
  ),
  "one vector: what was read and what was written is not told apart": {
    noted: (token, type, covers) => {
      const { written } = sessions.noted(token, "write", covers);
      return { written, seen: sessions.noted(token, "read", covers).seen, type };
    },
  },
  "last: a token has what the last answer covers": {
    noted: (token, type, covers) =>
      type === "read" ? { ...token, seen: covers } : { ...token, written: covers },
  },
  "least: of what two answers cover the least counts": {
    noted(token, type, covers) {
      const after = sessions.noted(token, type, covers),
        field = type === "read" ? "seen" : "written";
      const least = new Map([...after[field]].map(([name, count]: [string, number]) => [
        name,
        Math.min(count, covers.get(name) ?? count, token[field].get(name) ?? count),
      ]));
      return { ...after, [field]: least };
    },
  },
  "sum: what answers cover is added up": {
    noted(token, type, covers) {
      const field = type === "read" ? "seen" : "written", sum = new Map(token[field]);
      for (const [name, count] of covers) sum.set(name, count + ((sum.get(name) as number) ?? 0));
      return { ...token, [field]: sum };
    },
  },
  "log: a token has all that was done": {
    noted: (token, type, covers) => ({
      ...sessions.noted(token, type, covers),
      log: [...token.log ?? [], type],
    }),
  },
  "all of it: a write covers all that the copy has": answering((served, io) =>
    served.result === null && served.covers.size === 1 ? { ...served, covers: io.covers() } : served
  ),
  "itself: a read covers only what the copy wrote": answering((served, io) =>
    served.covers.size === 1 && served.result === null
      ? served
      : { ...served, covers: new Map([...io.covers()].filter(([name]) => name === "own")) }
  ),
  "what was needed: a read covers what it needed": {
    ...asked((s, client, request) => {
      (s.needs ??= new Map()).set(client, request);
      return request;
    }),
    asked(s, client, request, io) {
      const needs = new Map<NodeId, Request>([...s.needs ?? [], [client, request]]);
      s.needs = needs;
      sessions.asked(s, client, request, {
        ...io,
        answer: (to, served) =>
          io.answer(
            to,
            needs.get(to)!.type === "read" ? { ...served, covers: needs.get(to)!.after } : served,
          ),
      });
    },
  },
  "nothing there: what counts for nothing is read as null": within((io) => ({
    read: (key) => io.read(key) || null,
  })),
  "refuses: who is not covered is refused": asked((_s, client, request, io) => {
    if (covered(request.after, io.covers())) return request;
    io.refuse(client);
    return null;
  }),
  "no end: all may wait": { start: () => sessions.start(Infinity) },
  "fifty: fifty may wait at most": { start: (mayWait) => sessions.start(Math.min(mayWait, 50)) },
  "one less: one less may wait": { start: (mayWait) => sessions.start(Math.max(0, mayWait - 1)) },
  "full: where as many wait as may nobody else is served": asked((s, client, request, io) => {
    if (s.waiting.length < s.mayWait || s.mayWait === 0) return request;
    if (s.waiting.some((each: Any) => each.client === client)) return request;
    io.refuse(client);
    return null;
  }),
  "counts itself: a client's old request counts when it asks anew": {
    asked(s, client, request, io) {
      const isFull = s.waiting.length >= s.mayWait &&
        s.waiting.some((each: Any) => each.client === client);
      if (!isFull || covered(request.after, io.covers())) {
        return sessions.asked(s, client, request, io);
      }
      sessions.gone(s, client);
      io.refuse(client);
    },
  },
  "pushes out: the first that waits is refused": {
    asked(s, client, request, io) {
      const first = s.waiting[0];
      sessions.asked(s, client, request, {
        ...io,
        refuse(who) {
          if (first === undefined || first.client === who || !s.waiting.includes(first)) {
            return io.refuse(who);
          }
          s.waiting.splice(s.waiting.indexOf(first), 1);
          s.waiting.push({ client, request });
          io.refuse(first.client);
        },
      });
    },
  },
  "both requests: what a client asked before is done, too": {
    asked(s, client, request, io) {
      const before = s.waiting.filter((each: Any) => each.client === client);
      sessions.asked(s, client, request, io);
      s.waiting.unshift(...before);
    },
  },
  "keeps its place: what a client asks anew is not looked at while it waits": asked((
    s,
    client,
    request,
  ) => s.waiting.some((each: Any) => each.client === client) ? null : request),
  "in line: nobody is served before those who came earlier": asked((s, client, request, io) => {
    if (s.waiting.length === 0 || s.waiting.every((each: Any) => each.client === client)) {
      return request;
    }
    sessions.gone(s, client);
    if (s.waiting.length >= s.mayWait) io.refuse(client);
    else s.waiting.push({ client, request });
    return null;
  }),
  "one at a time: news serves one": {
    news(s, io) {
      const others = s.waiting.filter(({ request }: Any) => covered(request.after, io.covers()))
        .slice(1);
      s.waiting = s.waiting.filter((each: Any) => !others.includes(each));
      sessions.news(s, io);
      s.waiting.push(...others);
    },
  },
  "last first: the last that came is served first": {
    news(s, io) {
      s.waiting.reverse();
      sessions.news(s, io);
      s.waiting.reverse();
    },
  },
  "never again: news serves nobody": { news: () => {} },
  "always there: who has gone is answered": { gone: () => {} },
  "client 0: it is nobody": {
    gone: (s, client) => client && sessions.gone(s, client),
  },
  "remembers all: who was answered is kept": {
    asked(s, client, request, io) {
      s.answered = [...s.answered ?? [], client];
      sessions.asked(s, client, request, io);
    },
  },
  "in place: what an answer covers is put into the token that is given": {
    noted(token, type, covers) {
      const noted = type === "read" ? token.seen : token.written;
      for (const [name, count] of covers) noted.set(name, Math.max(count, noted.get(name) ?? 0));
      return token;
    },
  },
  "150: 150 may wait at most": { start: (mayWait) => sessions.start(Math.min(mayWait, 150)) },
  "beside: who waits is kept beside the state": {
    start: (mayWait) => (beside = sessions.start(mayWait)),
    asked: (_s, client, request, io) => sessions.asked(beside, client, request, io),
    news: (_s, io) => sessions.news(beside, io),
    gone: (_s, client) => sessions.gone(beside, client),
  },
};
