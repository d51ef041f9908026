import text from "./sessions.md" with { type: "text" };
import { type Grading, shown, task } from "hb/grade/part.ts";
import { forgets, type Game, playAll } from "hb/grade/played.ts";
import { told } from "hb/grade/told.ts";
import { encode } from "hb/model/encode.ts";
import type { Answers } from "../answers.ts";
import type { Any, NodeId, Request, SessionIo, Sessions, Value, Vector } from "../given.ts";
import { inRoom } from "./copies.ts";
import {
  answers,
  both,
  type Event,
  inVector,
  needs,
  OWN,
  refuses,
  RightSessions,
  writes,
} from "./right_sessions.ts";
import { type Case, cases } from "./sessions_cases.ts";

export const sessions = task<Answers>(text, ({ sessions }, grading) => {
  playAll<Event, Case>(cases(grading), ({ mayWait }) => gameOf(sessions, mayWait), grading);
  areShort(sessions, grading);
  manyWait(sessions, grading);
});

interface Copy {
  readonly own: Any;
  readonly tokens: Map<NodeId, unknown>;
  readonly asks: Map<NodeId, Request["type"]>;
  readonly registers: Map<string, Value>;
  covers: Vector;
}

function gameOf(sessions: Sessions, mayWait: number): Game<Event> {
  return {
    words: `a copy, where ${mayWait} may wait`,
    model: () => new RightSessions(mayWait),
    start: (): Copy => ({
      own: sessions.start(mayWait),
      tokens: new Map(),
      asks: new Map(),
      registers: new Map(),
      covers: new Map(),
    }),
    play: (s, event, did) => play(sessions, s as Copy, event, did),
    tell,
    why: ({ type }, _must, { came, due }) => {
      const words = [...came, ...due].join();
      if (words.includes("its token")) return TOKEN;
      if (words.includes("it needs")) return TABLE;
      if (words.includes("refused")) return REFUSED;
      return type === "gone" || type === "elsewhere" ? GONE : SERVED;
    },
  };
}

const TABLE =
  "reads need what the session wrote (read your writes) and what it has read (monotonic " +
  "reads), writes need what it wrote (monotonic writes) and what it has read (writes follow reads), " +
  "as it has asked for (Terry et al. 1994, section 4)";
const TOKEN = "a token is not changed: a new one is given";
const REFUSED =
  "so many may wait, one request of each client, and whoever would be one too many is refused";
const SERVED =
  "who needs no more than the copy covers is served, and of those who wait the first that " +
  "may be; a read covers all that the copy has, and a write itself";
const GONE = "who has gone is not answered";

function play(
  sessions: Sessions,
  s: Copy,
  { type, client, asks, key, value, guarantees, covers }: Event,
  did: (words: string) => void,
): void {
  /** What comes of a token, which stays as it is. */
  const of = <T>(token: unknown, make: (token: unknown) => T): T => {
    const given = shown(token), before = encode(given), came = make(given);
    if (encode(given) !== before) did("its token is another than before");
    return came;
  };
  const noted = (who: NodeId, what: Request["type"], vector: Vector) => {
    const token = s.tokens.get(who) ?? sessions.begin();
    s.tokens.set(who, of(token, (given) => sessions.noted(given, what, new Map(vector))));
  };
  const io: SessionIo = {
    covers: () => new Map(s.covers),
    read: (of) => s.registers.get(of) ?? null,
    write(of, what) {
      did(writes(of, JSON.stringify(what) ?? told(what)));
      s.registers.set(of, what);
      const count = (s.covers.get(OWN) ?? 0) + 1;
      s.covers = both(s.covers, new Map([[OWN, count]]));
      return [OWN, count];
    },
    answer(who, served) {
      did(answers(who, told(served?.result), inVector(served?.covers)));
      noted(who, s.asks.get(who) ?? "read", served.covers);
    },
    refuse: (who) => did(refuses(who)),
  };
  if (type === "elsewhere") return noted(client, asks, covers);
  if (type === "gone") return sessions.gone(s.own, client);
  if (type === "news") {
    s.covers = new Map(covers);
    return sessions.news(s.own, io);
  }
  const token = s.tokens.get(client) ?? sessions.begin();
  s.tokens.set(client, token);
  const after = of(token, (given) => sessions.needs(given, asks, shown(guarantees)));
  did(needs(inVector(after)));
  s.asks.set(client, asks);
  const request: Request = asks === "read"
    ? { type: asks, key, after: new Map(after) }
    : { type: asks, key, value, after: new Map(after) };
  sessions.asked(s.own, client, request, io);
}

function tell({ type, client, asks, key, value, guarantees, covers }: Event): string {
  const what = asks === "read" ? `read "${key}"` : `write ${told(value)} to "${key}"`;
  switch (type) {
    case "ask": {
      const wants = Object.entries(guarantees).filter(([, is]) => is).map(([name]) => name);
      return `client ${client} asks to ${what}, with ${wants.join(", ") || "no guarantees"}`;
    }
    case "elsewhere":
      return `client ${client} is answered a ${asks} by another copy, which covers ${
        inVector(covers)
      }`;
    case "news":
      return `the copy has news, and covers ${inVector(covers)}`;
    case "gone":
      return `client ${client} has gone`;
  }
}

function areShort(sessions: Sessions, grading: Grading): void {
  let token = sessions.begin();
  for (let i = 1; i <= 200; i++) {
    token = sessions.noted(
      token,
      i % 2 === 0 ? "read" : "write",
      new Map([["A", i], ["B", 1 + i % 3]]),
    );
  }
  inRoom(
    token,
    200,
    "a session has done 200 things: a token has two numbers at most for each writer",
    grading,
  );
  let covers: Vector = new Map();
  forgets(
    "a client asks, waits, and is answered",
    () => sessions.start(4),
    (s, nth) => {
      const io: SessionIo = {
        covers: () => new Map(covers),
        read: () => null,
        write: () => ["A", nth],
        answer: () => {},
        refuse: () => {},
      };
      const after = new Map([["B", nth]]);
      sessions.asked(s, 10 + nth, { type: "write", key: `key ${nth}`, value: nth, after }, io);
      covers = after;
      sessions.news(s, io);
    },
    grading,
  );
}

/** Many wait for the same. */
function manyWait(sessions: Sessions, grading: Grading): void {
  const many = 300, s = sessions.start(many), answered: NodeId[] = [], refused: NodeId[] = [];
  let covers: Vector = new Map();
  const io: SessionIo = {
    covers: () => new Map(covers),
    read: () => null,
    write: () => [OWN, 1],
    answer: (client) => void answered.push(client),
    refuse: (client) => void refused.push(client),
  };
  const clients = Array.from({ length: many + 1 }, (_, i) => i), after = new Map([["A", 1]]);
  const words = `${many} may wait, and one more asks for what is not covered`;
  grading.asked(() => {
    for (const client of clients) sessions.asked(s, client, { type: "read", key: "x", after }, io);
    covers = after;
    sessions.news(s, io);
  }, () => words);
  grading.equal(refused, [many], `who is refused when ${words}`);
  grading.equal(answered, clients.slice(0, many), `who is answered then, when it is covered`);
}
