import text from "./coordinator.md" with { type: "text" };
import { shown, task } from "hb/grade/part.ts";
import { forgets, type Game, playAll } from "hb/grade/played.ts";
import { told } from "hb/grade/told.ts";
import { clone } from "hb/model/clone.ts";
import { encode } from "hb/model/encode.ts";
import type { Answers } from "../answers.ts";
import type {
  Any,
  Coordinator,
  CopyIo,
  CopyMessage,
  CopyRules,
  NodeId,
  Request,
} from "../given.ts";
import { type Case, cases } from "./coordinator_cases.ts";
import { whyCoordinator } from "./coordinator_why.ts";
import { inContext, inCopy } from "./dotted_words.ts";
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
          return;
        case "ended":
          if (s.pending.has(encode(name))) did(`it still waits for request ${request! + 1}`);
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
    case "ended":
      return `request ${number} is over, and a wait for it would be by now`;
  }
}
