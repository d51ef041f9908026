import text from "./versions.md" with { type: "text" };
import { drawnBy, type Grading, shown, task } from "hb/grade/part.ts";
import { forgets, type Game, playAll } from "hb/grade/played.ts";
import { told } from "hb/grade/told.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type {
  Update,
  Vector,
  Versions,
  VersionsIo,
  VersionsMessage,
  VersionsRules,
} from "../given.ts";
import {
  answers,
  applies,
  digests,
  type Event,
  gives,
  RightVersions,
  updatesInWords,
  vectorInWords,
} from "./right_versions.ts";
import { inNode } from "./rumour_words.ts";
import { whyVersions } from "./versions_why.ts";

interface Case {
  readonly rules: VersionsRules;
  readonly script: readonly Event[];
}

export const versions = task<Answers>(text, ({ versions }, grading) => {
  playAll<Event, Case>(cases(grading), (given) => gameOf(versions, given.rules), grading);
  const io: VersionsIo = { send: () => {}, apply: () => {} };
  forgets(
    "this node writes an update, and the only other member says that it has it",
    () => versions.start({ self: 0, members: [0, 1], budget: 100 }, []),
    (s, nth) => {
      versions.write(s, `update ${nth}`, io);
      versions.upon(s, 1, { type: "digest", has: [[0, nth]] }, io);
    },
    grading,
  );
});

const event = (type: Event["type"], more: Partial<Event> = {}): Event => ({
  type,
  node: 1,
  value: "v",
  ahead: [],
  news: [],
  ...more,
});

function* cases(grading: Grading): Generator<Case> {
  yield* drawnBy(grading, 400, "versions", (random, at) => {
    const members = [[0, 1], [0, 1, 2], [3, 1, 2, 0], [5, 0]][random.below(4)]!;
    const self = members[random.below(members.length)]!;
    return {
      rules: {
        self,
        members,
        budget: [1, 5, 10, 10, 20, 1000][random.below(6)]!,
      },
      script: Array.from({ length: 2 + at % 40 }, () => anEvent(random, members, self)),
    };
  });
  // Many of many: more than a few fit, and some are behind by much.
  const origins = Array.from({ length: 40 }, (_, i) => i);
  const news = origins.flatMap((origin) =>
    Array.from({ length: 30 }, (_, i) => [origin, 1 + i] as const)
  );
  const behind = (by: number): Vector => origins.map((origin) => [origin, -by] as const);
  for (const budget of [300, 100_000]) {
    const rules = { self: 50, members: [50, 51, 52], budget };
    const lags = [1, 5, 29].map((by) => event("digest", { node: 51, ahead: behind(by) }));
    const script = [
      event("updates", { news: news.toReversed() }),
      ...lags,
      event("digest"),
      event("crash"),
      event("digest"),
    ];
    yield { rules, script: [...script, event("write"), event("round")] };
  }
}

function anEvent(random: Random, members: readonly number[], self: number): Event {
  const others = members.filter((node) => node !== self);
  const which = random.below(15), node = others[random.below(others.length)]!;
  const value = "w".repeat(random.below(random.chance(0.2) ? 26 : 8));
  const origins = [...members, 4].filter(() => random.chance(0.8));
  const exact = random.chance(0.25);
  const ahead = (exact ? [...members, 4] : origins).map((origin) =>
    [origin, exact ? 0 : random.below(6) - 3] as const
  );
  const news = Array.from(
    { length: random.below(5) },
    () => [members[random.below(members.length)]!, random.below(5) - 1] as const,
  );
  const more = { node, value, ahead, news, zeros: random.chance(0.5) };
  if (which < 3) return event("write", more);
  if (which < 5) return event("round", random.chance(0.1) ? { ...more, node: null } : more);
  if (which < 8) return event("digest", more);
  if (which < 11) return event("answer", more);
  return event(which < 14 ? "updates" : "crash", more);
}

function gameOf(versions: Versions, rules: VersionsRules): Game<Event> {
  const right = { model: new RightVersions(rules) };
  return {
    words: `node ${rules.self} of ${rules.members.join(" ")}, with a budget of ${rules.budget}`,
    model: () => right.model = new RightVersions(rules),
    start: () => ({ own: versions.start(shown(rules), []) }),
    play(s, event, did) {
      const node = s as { own: unknown }, { type, value, has, updates } = event;
      const io: VersionsIo = {
        send: (to, message) => did(inWords(to, message)),
        apply: (update) => did(applies(updatesIn([update]))),
      };
      const upon = (message: VersionsMessage) =>
        versions.upon(node.own, event.node!, shown(message), io);
      switch (type) {
        case "crash":
          node.own = versions.start(shown(rules), shown(right.model.applied));
          return;
        case "write":
          return versions.write(node.own, value, io);
        case "round":
          return versions.round(node.own, event.node, io);
        case "digest":
          return upon({ type, has: has! });
        case "answer":
          return upon({ type, updates: updates!, has: has! });
        case "updates":
          return upon({ type, updates: updates! });
      }
    },
    tell,
    why: ({ type, has }, _must, instead) => whyVersions(type, has, instead, rules.budget),
  };
}

function inWords(to: unknown, message: VersionsMessage): string {
  switch (message?.type) {
    case "digest":
      return digests(inNode(to), vectorIn(message.has));
    case "answer":
      return answers(inNode(to), updatesIn(message.updates), vectorIn(message.has));
    case "updates":
      return gives(inNode(to), updatesIn(message.updates));
    default:
      return `it sends ${told(message)} to ${inNode(to)}`;
  }
}

const vectorIn = (has: unknown) =>
  Array.isArray(has) && has.every((each) => Array.isArray(each) && each.length === 2)
    ? vectorInWords(has as unknown as Vector)
    : told(has);

const updatesIn = (updates: unknown) =>
  Array.isArray(updates) && updates.every((each) => typeof each === "object" && each !== null)
    ? updatesInWords(updates as Update[])
    : told(updates);

function tell({ type, node, value, has, updates }: Event): string {
  switch (type) {
    case "crash":
      return "it crashes, and starts again with what it saved";
    case "write":
      return `"${value}" is written here`;
    case "round":
      return `a round ${node === null ? "has no partner" : `with node ${node}`}`;
    case "digest":
      return `node ${node} says that it has ${toldVector(has!)}`;
    case "answer":
      return `node ${node} answers with ${inOrder(updates!)}, and has ${toldVector(has!)}`;
    case "updates":
      return `node ${node} gives ${inOrder(updates!)}`;
  }
}

/** As it stands. */
const toldVector = (has: Vector) =>
  has.map(([origin, number]) => `${origin}:${number}`).join(" ") || "nothing";

/** As they stand. */
const inOrder = (updates: readonly Update[]) =>
  updates.map((each) => updatesInWords([each])).join(", ") || "no updates";
