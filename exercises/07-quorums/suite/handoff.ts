import text from "./handoff.md" with { type: "text" };
import { drawn, type Grading, shown, task } from "hb/grade/part.ts";
import { type Game, playAll } from "hb/grade/played.ts";
import { many } from "hb/grade/said.ts";
import { told } from "hb/grade/told.ts";
import { encode } from "hb/model/encode.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Handoff, HintIo, HintMessage, HintRules, NodeId, Place } from "../given.ts";
import { inContext, inCopy } from "./dotted_words.ts";
import { type Case, cases } from "./handoff_cases.ts";
import { whyHandoff } from "./handoff_why.ts";
import { inNode } from "./register_words.ts";
import { REQUESTS } from "./right_coordinator.ts";
import { right } from "./right_dotted.ts";
import {
  agrees,
  asksToPurge,
  type Event,
  inKeyOf,
  keptIt,
  knowsOf,
  offers,
  purges,
  RightHandoff,
  took,
} from "./right_handoff.ts";

export const handoff = task<Answers>(text, ({ handoff }, grading) => {
  places(handoff, grading);
  playAll<Event, Case>(cases(grading), (given) => gameOf(handoff, given.rules), grading);
});

interface Listed {
  readonly list: readonly NodeId[];
  readonly n: number;
  readonly down: readonly NodeId[];
}

function places({ places }: Handoff, grading: Grading): void {
  grading.againstReference(
    ({ list, n, down }: Listed) => inPlaces(places(list, n, down)),
    ({ list, n, down }) => inPlaces(rightPlaces(list, n, down)),
    drawn(250, "lists", aList),
    ({ list, n, down }) =>
      `who keeps a copy where the list is ${list.join(" ")}, ${n} are homes, and ${
        down.join(" ") || "none"
      } are down (DeCandia et al. 2007, section 4.6)`,
  );
}

function aList(random: Random, at: number): Listed {
  const list: NodeId[] = [];
  const length = 1 + random.below(at < 240 ? 7 : 40);
  while (list.length < length) {
    const node = random.below(60);
    if (!list.includes(node)) list.push(node);
  }
  const chance = random.unit();
  const down = [...list, 61].filter(() => random.chance(chance));
  return { list, n: 1 + random.below(length), down: down.reverse() };
}

function rightPlaces(list: readonly NodeId[], n: number, down: readonly NodeId[]): Place[] {
  const up = list.filter((node, i) => i >= n && !down.includes(node)), found: Place[] = [];
  let next = 0;
  for (const home of list.slice(0, n)) {
    if (!down.includes(home)) found.push({ node: home, home: null });
    else if (next < up.length) found.push({ node: up[next++]!, home });
  }
  return found;
}

const inPlaces = (places: unknown) =>
  Array.isArray(places)
    ? places.map((each) => {
      const { node, home } = (each ?? {}) as Place;
      return home === null ? inNode(node) : `${inNode(node)} for ${inNode(home)}`;
    }).sort()
    : places;

interface Own {
  own: unknown;
  readonly journal: unknown[];
}

function gameOf(handoff: Handoff, rules: HintRules): Game<Event> {
  const { self, homes, nodes, most } = rules;
  return {
    words: `node ${self} of ${nodes.join(" ")}, where ${
      homes.join(" ")
    } are homes, that keeps ${most} for others`,
    model: () => new RightHandoff(rules),
    start(did) {
      const s: Own = { own: undefined, journal: [] };
      s.own = handoff.start(shown(rules), [], ioOf(s, did));
      return s;
    },
    play(given, event, did) {
      const s = given as Own, io = ioOf(s, did), before = s.journal.length;
      happens(handoff, s, rules, event, io, did);
      const saved = s.journal.slice(before), room = event.room ?? 0;
      if (saved.length > (event.saves ?? 0)) {
        did(`it saves ${many(saved.length, "record")}, where ${event.saves || "none"} will do`);
      }
      const long = saved.map((each) => encode(each).length).find((length) => length > room);
      if (long !== undefined) did(`it saves a record of ${long} characters, where ${room} will do`);
    },
    tell,
    why: (event, _must, instead) => whyHandoff(event, instead),
  };
}

function happens(
  handoff: Handoff,
  s: Own,
  rules: HintRules,
  event: Event,
  io: HintIo,
  did: (words: string) => void,
): void {
  const { type, key, node, home, nth, copy, seen } = event;
  const upon = (message: HintMessage) => handoff.upon(s.own, node, shown(message), io);
  switch (type) {
    case "keep":
      return upon({ type, request: REQUESTS[nth % REQUESTS.length]!, key, copy: copy!, home });
    case "handoff":
      return upon({ type, key, copy: copy! });
    case "taken":
    case "mayPurge":
    case "purgeable":
    case "purge":
      return upon({ type, key, seen: seen! });
    case "round":
      return handoff.round(s.own, io);
    case "sweep":
      return handoff.sweep(s.own, key, io);
    case "look": {
      const copy = handoff.copyOf(s.own, key);
      return did(knowsOf(key, copy === null ? "nothing" : inCopy(copy)));
    }
    case "crash":
      s.own = handoff.start(shown(rules), shown(s.journal), io);
  }
}

function ioOf(s: Own, did: (words: string) => void): HintIo {
  return {
    dotted: right,
    save: (record) => void s.journal.push(record),
    send(node, message) {
      const to = inNode(node);
      switch (message?.type) {
        case "kept":
          return did(keptIt(to, told(message.request)));
        case "handoff":
          return did(offers(to, message.key, inCopy(message.copy)));
        case "taken":
          return did(took(to, message.key, inContext(message.seen)));
        case "mayPurge":
          return did(asksToPurge(to, message.key, inContext(message.seen)));
        case "purgeable":
          return did(agrees(to, message.key, inContext(message.seen)));
        case "purge":
          return did(purges(to, message.key, inContext(message.seen)));
        default:
          return did(`it sends ${told(message)} to ${to}`);
      }
    },
  };
}

function tell({ type, key, node, home, nth, copy, seen }: Event): string {
  const what = inKeyOf(key), said = inContext(seen);
  switch (type) {
    case "keep":
      return `node ${node} tells it to keep ${inCopy(copy)} of ${what}${
        home === null ? "" : ` for node ${home}`
      } (request ${told(REQUESTS[nth % REQUESTS.length])} of node ${node})`;
    case "handoff":
      return `node ${node} offers it ${inCopy(copy)} of ${what}`;
    case "taken":
      return `node ${node} says that it has seen ${said} of ${what}`;
    case "round":
      return "it is time to hand on what is kept for others";
    case "sweep":
      return `it is time to ask whether ${what} may be forgotten`;
    case "mayPurge":
      return `node ${node} asks whether ${what}, with ${said}, may be forgotten`;
    case "purgeable":
      return `node ${node} says that ${what}, with ${said}, may be forgotten`;
    case "purge":
      return `node ${node} tells it to forget ${what}, with ${said}`;
    case "look":
      return `it is looked at what is known of ${what}`;
    case "crash":
      return "it crashes, and starts again with what it saved";
  }
}
