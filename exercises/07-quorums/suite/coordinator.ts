import text from "./coordinator.md" with { type: "text" };
import { drawnBy, type Grading, shown, task } from "hb/grade/part.ts";
import { forgets, type Game, playAll } from "hb/grade/played.ts";
import { told } from "hb/grade/told.ts";
import { clone } from "hb/model/clone.ts";
import { encode } from "hb/model/encode.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type {
  Any,
  Coordinator,
  CopyIo,
  CopyMessage,
  CopyRules,
  Key,
  NodeId,
  Request,
} from "../given.ts";
import { whyCoordinator } from "./coordinator_why.ts";
import { inContext, inCopy } from "./dotted_words.ts";
import { type Act, actorOf } from "./elsewhere.ts";
import { CLUSTERS } from "./register_cases.ts";
import { inKey, inNode } from "./register_words.ts";
import {
  answersDone,
  answersTooFew,
  answersValues,
  type Event,
  fetches,
  gives,
  hasKept,
  inValues,
  REQUESTS,
  RightCoordinator,
  tells,
  waits,
} from "./right_coordinator.ts";
import { right } from "./right_dotted.ts";

interface Case {
  readonly rules: CopyRules;
  readonly script: readonly Event[];
}

export const coordinator = task<Answers>(text, ({ coordinator }, grading) => {
  playAll<Event, Case>(cases(grading), (given) => gameOf(coordinator, given.rules), grading);
  const rules = { self: 0, actor: "a", homes: [0, 1], read: 2, write: 2, patienceMs: 50 };
  forgets(
    "a client puts, another one gets, and the other home answers both",
    () => coordinator.start(rules),
    (s, nth) => served(coordinator, s, nth),
    grading,
  );
});

function served(coordinator: Coordinator, s: unknown, nth: number): void {
  const names: Request[] = [], none = () => {};
  const io = (from: number): CopyIo => ({
    send: (to, { request }) => void (to === from && names.push(request)),
    answer: none,
    wait: none,
    cancel: none,
    dotted: right,
  });
  coordinator.put(s, 2 * nth, "k", "hat", [["a", nth - 1]], io(1));
  for (const request of names.splice(0)) coordinator.upon(s, 1, { type: "kept", request }, io(1));
  coordinator.get(s, 2 * nth + 1, "k", io(1));
  const copy = { siblings: [], seen: [] };
  for (const request of names.splice(0)) {
    for (const node of [0, 1]) {
      coordinator.upon(s, node, { type: "found", request, copy }, io(-1));
    }
  }
}

const KEYS: readonly Key[] = ["x", "x", "x", 1, "1", "", "constructor"];
const VALUES = ["hat", "", "0", "hat", null, "boots"];

const event = (type: Event["type"], more: Partial<Event> = {}): Event => ({
  type,
  key: "x",
  value: "hat",
  node: 0,
  nth: 0,
  act: { type: "writes", seen: "nothing", value: "cap" },
  seen: "nothing",
  ...more,
});

const OFTEN: Readonly<Record<Event["type"], number>> = {
  get: 4,
  put: 4,
  fetch: 2,
  keep: 3,
  own: 3,
  found: 10,
  unread: 1,
  kept: 5,
  overdue: 1,
};
const TYPES = Object.entries(OFTEN).flatMap(([type, often]) =>
  Array.from({ length: often }, () => type as Event["type"])
);

function* cases(grading: Grading): Generator<Case> {
  yield* drawnBy(grading, 800, "coordinators", (random, at) => {
    const homes = CLUSTERS[random.below(CLUSTERS.length)]!, { length } = homes;
    const self = homes[random.below(length)]!;
    return {
      rules: {
        self,
        actor: actorOf(self),
        homes,
        read: 1 + random.below(length),
        write: 1 + random.below(length),
        patienceMs: [50, 200][random.below(2)]!,
      },
      script: Array.from({ length: 2 + at % 45 }, () => anEvent(random, homes, self)),
    };
  });
  yield* manyAtOnce();
}

function anEvent(random: Random, homes: readonly NodeId[], self: NodeId): Event {
  const one = <T>(all: readonly T[]) => all[random.below(all.length)]!;
  const type = one(TYPES);
  const act: Act = {
    type: one(["writes", "writes", "deletes", "hears from here", "hears from another", "nothing"]),
    seen: one(["nothing", "there", "here"]),
    value: one(["cap", "", "hat"]),
  };
  return event(type, {
    key: one(KEYS),
    value: one(VALUES),
    node: random.chance(0.15) ? self : one(homes),
    nth: type === "fetch" || type === "keep" ? random.below(8) : one([0, 0, 0, 0, 1, 1, 2, 3]),
    act,
    seen: one(["nothing", "an answer", "an answer", "another node"]),
  });
}

/** Many homes, keys, siblings, and requests at once. */
function* manyAtOnce(): Generator<Case> {
  const homes = Array.from({ length: 24 }, (_, node) => 3 * node);
  const rules = { self: 0, actor: "n0", homes, read: 12, write: 13, patienceMs: 90 };
  const keys = Array.from({ length: 25 }, (_, i): Key => i % 2 === 0 ? i : `k${i}`);
  const asked = keys.flatMap((key) => [event("put", { key }), event("get", { key })]);
  const answers = homes.slice(1).flatMap((node) =>
    keys.flatMap((_, nth) => [event("found", { node, nth }), event("kept", { node, nth })])
  );
  const own = keys.map((_, nth) => event("own", { nth }));
  const last = keys.map((_, nth) => event("found", { node: 0, nth }));
  const more = [
    event("put"),
    ...Array.from({ length: 25 }, () => event("put", { seen: "an answer" })),
  ];
  yield {
    rules,
    script: [...asked, ...own, ...answers, ...last, ...more, event("fetch", { node: 3 })],
  };
}

interface Own {
  readonly own: unknown;
  readonly names: Request[];
  readonly pending: Set<string>;
  readonly sent: Map<number, CopyMessage>;
}

function gameOf(coordinator: Coordinator, rules: CopyRules): Game<Event> {
  const { self, homes, read, write } = rules;
  return {
    words: `node ${self} of the homes ${homes.join(" ")}, with R = ${read} and W = ${write}`,
    model: () => new RightCoordinator(rules),
    start: () => ({
      own: coordinator.start(shown(rules)),
      names: [],
      pending: new Set(),
      sent: new Map(),
    }),
    play(given, event, did) {
      const s = given as Own,
        { type, key, value, node, nth, client, context, copy, request } = event;
      const io = ioOf(s, self, did);
      const name = request === undefined ? REQUESTS[nth % REQUESTS.length]! : s.names[request]!;
      const upon = (from: NodeId, message: CopyMessage) =>
        coordinator.upon(s.own, from, shown(message), io);
      switch (type) {
        case "get":
          return coordinator.get(s.own, client!, key, io);
        case "put":
          return coordinator.put(s.own, client!, key, value, shown(context!), io);
        case "fetch":
          return upon(node, { type, request: name, key });
        case "keep":
          return upon(node, { type, request: name, key, copy: copy! });
        case "own":
          return upon(self, s.sent.get(request!)!);
        case "found":
          return upon(node, { type, request: name, copy: copy! });
        case "unread":
          return upon(node, { type: "found", request: name, copy: null });
        case "kept":
          return upon(node, { type, request: name });
        case "overdue":
          if (s.pending.delete(encode(name))) coordinator.overdue(s.own, name, io);
      }
    },
    tell: (event) => tell(event, self),
    why: (event, _must, instead) => whyCoordinator(event, instead),
  };
}

function ioOf(s: Own, self: NodeId, did: (words: string) => void): CopyIo {
  const numbered = (request: Request) => {
    if (!s.names.includes(request)) s.names.push(request);
    return `request ${s.names.indexOf(request) + 1}`;
  };
  const named = (to: unknown, request: Request) =>
    to === self && s.names.includes(request) ? `${s.names.indexOf(request) + 1}` : told(request);
  return {
    dotted: right,
    send(node, message) {
      const to = inNode(node);
      switch (message?.type) {
        case "fetch": {
          const name = numbered(message.request);
          if (node === self) s.sent.set(s.names.indexOf(message.request), clone(message));
          return did(fetches(to, message.key, name));
        }
        case "keep":
          return did(gives(to, message.key, inCopy(message.copy), numbered(message.request)));
        case "found":
          return did(tells(to, inCopy(message.copy), named(node, message.request)));
        case "kept":
          return did(hasKept(to, named(node, message.request)));
        default:
          return did(`it sends ${told(message)} to ${to}`);
      }
    },
    answer(client, answer) {
      const { ok, values, context, ...more } = (answer ?? {}) as Any;
      if (Object.keys(more).length > 0) return did(`it answers ${told(answer)}`);
      if (ok === true && values !== undefined) {
        return did(answersValues(client, inValues(values), inContext(context)));
      }
      did(ok === true ? answersDone(client) : ok === false ? answersTooFew(client) : told(answer));
    },
    wait(request, ms) {
      s.pending.add(encode(request));
      did(waits(numbered(request), ms));
    },
    cancel: (request) => void s.pending.delete(encode(request)),
  };
}

function tell(event: Event, self: NodeId): string {
  const { type, key, value, nth, client, context, copy, request } = event;
  const what = inKey(key).replace("register", "key"), number = (request ?? 0) + 1;
  const node = event.node === self ? "it itself" : `node ${event.node}`;
  const foreign = `(request ${told(REQUESTS[nth % REQUESTS.length])} of ${node})`;
  switch (type) {
    case "get":
      return `client ${client} gets ${what}`;
    case "put":
      return `client ${client}, who has seen ${inContext(context)}, ${
        value === null ? "deletes" : `puts ${told(value)} under`
      } ${what}`;
    case "fetch":
      return `${node} fetches ${what} ${foreign}`;
    case "keep":
      return `${node} tells it to keep ${inCopy(copy)} of ${what} ${foreign}`;
    case "own":
      return `what it has sent to itself for request ${number} arrives`;
    case "found":
      return `${node} answers request ${number}: it knows ${inCopy(copy)}`;
    case "unread":
      return `${node} answers request ${number}: it cannot read its copy`;
    case "kept":
      return `${node} answers request ${number}: it has kept that`;
    case "overdue":
      return `the wait for request ${number} is over`;
  }
}
