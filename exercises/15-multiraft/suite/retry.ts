import text from "./retry.md" with { type: "text" };
import { drawnBy, type Grading, shown, task } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Entries, GatewayIo, Outcome, Question, Retry, Route } from "../given.ts";
import { anOperation } from "./gateways.ts";
import { historyOf } from "./keyspace.ts";
import { forgets, type Game, playAll } from "./played.ts";
import { answered } from "./range_words.ts";
import { type Event, OUTCOMES, questionInWords, routeInWords, tell, TRIES } from "./retry_words.ts";
import { RightGateway, type Told } from "./right_gateway.ts";
import { holds, RightRoutes } from "./right_routes.ts";

interface Case {
  readonly script: readonly Event[];
}

const KEYS = ["a", "b", "f", "k", "p", "t", "x"];
const CUTS = ["d", "k", "r"];
const SELF = 3, BOOT = 2;

export const retry = task<Answers>(text, ({ retry }, grading) => {
  playAll<Event, Case>(cases(grading), () => gameOf(retry), grading);
  const routes = new RightRoutes(), io = ioOf(routes, () => {});
  forgets("a client asks something and is answered", () => retry.start(), (s, id) => {
    retry.asked(s, 7, { type: "put", key: "a", value: "v" }, io);
    const outcome = { type: "answer", answer: { ok: true, value: null } } as const;
    retry.routed(s, 1, id - 1, BOOT, outcome, [], io);
  }, grading);
});

function* cases(grading: Grading): Generator<Case> {
  yield* drawnBy(grading, 900, "gateways", (random, at) => {
    const history = historyOf(random, 2 + random.below(14), CUTS);
    const known = history.slice(-4).map((route) => located([route]));
    const script = Array.from({ length: 2 + at % 30 }, () => happening(random, history));
    return { script: [...(random.chance(0.7) ? known : []), ...script] };
  });
  const put: Event = { type: "asked", operation: { type: "put", key: "a", value: "v" } };
  const again: Event = { type: "again", nth: 0 };
  yield scanOver([range(2, "", null, 3)]);
  yield scanOver([range(1, "", "d", 2), range(3, "d", "k", 2)]);
  yield { script: [put, put, ...Array.from({ length: 102 }, () => again), put] };
}

/** While a range answers its part of a scan, it becomes another one (CockroachDB 1428). */
function scanOver(becomes: readonly Route[]): Case {
  const part: Event = {
    type: "routed",
    nth: -1,
    kind: "answer",
    isOldBoot: false,
    routes: [],
    finds: 3,
  };
  const scan: Event = {
    type: "asked",
    operation: { type: "scan", key: "a", end: null, limit: 6 },
  };
  const first = [range(1, "", "k", 1), range(2, "k", null, 1)];
  return { script: [located(first), scan, located(becomes), part, part] };
}

function range(group: number, start: string, end: string | null, version: number): Route {
  return { group, start, end, version, conf: 0, members: [0, 1, 2], leader: 1 };
}

const located = (routes: readonly Route[], nth = 0): Event => ({ type: "located", nth, routes });

function happening(random: Random, history: readonly Route[]): Event {
  const which = random.below(24), nth = random.below(40);
  const routes = Array.from({ length: random.below(3) }, () => {
    // What is newer is heard of more often.
    const at = Math.floor(history.length * Math.sqrt(random.unit())), route = history[at]!;
    return { ...route, leader: random.chance(0.7) ? route.members[random.below(3)]! : null };
  });
  if (which < 6) {
    const isScan = random.chance(0.3), drawn = anOperation(random, KEYS, `v${random.below(9)}`);
    const end = random.chance(0.4) ? null : "w";
    return {
      type: "asked",
      operation: isScan ? { type: "scan", key: "a", end, limit: 1 + random.below(6) } : drawn,
    };
  }
  if (which < 9) return { type: "again", nth };
  if (which < 11) return located(routes, nth);
  const kind = ([
    "answer",
    "answer",
    "answer",
    "answer",
    "stale",
    "stale",
    "not leader",
    "no replica",
    "busy",
  ] as const)[
    random.below(9)
  ]!;
  return {
    type: "routed",
    nth: random.chance(0.7) ? -1 : nth,
    kind,
    isOldBoot: random.below(14) === 0,
    routes: kind === "no replica" || kind === "answer" ? [] : routes,
    finds: random.below(4),
  };
}

/** What a range answers. */
function outcomeOf(kind: Outcome["type"], { operation }: Question, finds: number): Outcome {
  if (kind !== "answer") return { type: kind };
  if (operation.type !== "scan") {
    if (finds === 3) return { type: kind, answer: { ok: false, why: "old" } };
    return { type: kind, answer: { ok: true, value: operation.type === "get" ? "v" : null } };
  }
  const { key: start, end, limit } = operation;
  const all = KEYS.filter((key) => holds({ start, end }, key)).slice(0, Math.max(1, 2 * finds));
  const entries = all.slice(0, limit).map((key) => [key, `of ${key}`] as const);
  const value: Entries = { start, end, entries, more: all.length > limit };
  return { type: kind, answer: { ok: true, value } };
}

/** What is waited for. */
interface Waits {
  /** The time has come. */
  over(id: number): void;
}

function ioOf(
  routes: RightRoutes,
  did: (words: string) => void,
  waits = new Set<number>(),
): GatewayIo & Waits {
  return {
    over: (id) => void waits.delete(id),
    self: SELF,
    boot: BOOT,
    find: (key) => routes.find(key),
    learn(route) {
      did(`it learns of ${routeInWords(route)}`);
      routes.learn(route);
    },
    forget(group) {
      did(`it forgets group ${group}`);
      routes.forget(group);
    },
    any: (nodes) => nodes[(7 * nodes[0]! + nodes.length + 1) % nodes.length]!,
    ask: (to, question) => did(`it asks node ${to}: ${questionInWords(question)}`),
    locate: (id, key) => did(`it asks where "${key}" is, for ${id}`),
    wait(id) {
      waits.add(id);
      did(`it waits for ${id}`);
    },
    // Where nobody waits, there is nothing to end.
    cancel: (id) => waits.delete(id) ? did(`it waits for ${id} no longer`) : undefined,
    answer: (address, answer) => did(`client ${address}: ${answered(answer)}`),
  };
}

function gameOf(retry: Retry): Game<Event> {
  const routes = new RightRoutes(), waits = new Set<number>();
  return {
    words: `a gateway on node ${SELF}, in its boot ${BOOT}`,
    model() {
      const known = new RightRoutes(), done: string[] = [];
      const io = ioOf(known, (words) => void done.push(words)), right = new RightGateway(io);
      return {
        resolve(event) {
          switch (event.type) {
            case "asked":
              return { ...event, address: 20 + right.count };
            case "again":
            case "located": {
              const ids = event.type === "again" ? right.waiting() : right.numbers();
              const id = ids[event.nth % ids.length] ?? (event.type === "again" ? undefined : 0);
              return id === undefined ? undefined : { ...event, id };
            }
            case "routed": {
              const { nth, kind, finds } = event, all = right.questions;
              const asked = nth < 0 ? all.at(-1) : all[nth % all.length];
              return asked && { ...event, asked, outcome: outcomeOf(kind, asked.question, finds) };
            }
          }
        },
        after(event) {
          done.length = 0;
          happens(right, event, io);
          return [...done];
        },
      };
    },
    start: () => retry.start(),
    play(s, event, did) {
      const io = ioOf(routes, did, waits);
      happens(
        {
          ask: (address, operation) => retry.asked(s, address, operation, io),
          again: (id) => retry.again(s, id, io),
          located: (id, routes) => retry.located(s, id, routes, io),
          routed: (...said) => retry.routed(s, ...said, io),
        },
        event,
        io,
      );
    },
    tell,
    why: (event) => event.type !== "routed" ? TRIES : OUTCOMES[event.kind],
  };
}

function happens(gateway: Told, event: Event, waits: Waits): void {
  switch (event.type) {
    case "asked":
      return gateway.ask(event.address!, shown(event.operation));
    case "again":
      waits.over(event.id!);
      return gateway.again(event.id!);
    case "located":
      return gateway.located(event.id!, shown(event.routes));
    case "routed": {
      const { to, question: { id } } = event.asked!;
      const boot = event.isOldBoot ? BOOT - 1 : BOOT;
      return gateway.routed(to, id, boot, shown(event.outcome!), shown(event.routes));
    }
  }
}
