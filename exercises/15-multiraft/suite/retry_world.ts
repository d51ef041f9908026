/** What a gateway is told, what it can do, and what becomes of that. @module */

import { shown } from "hb/grade/part.ts";
import type { Entries, GatewayIo, GroupId, NodeId, Outcome, Question, Retry } from "../given.ts";
import type { Game } from "hb/grade/played.ts";
import { answered } from "./range_words.ts";
import { type Event, OUTCOMES, questionInWords, routeInWords, tell, TRIES } from "./retry_words.ts";
import { RightGateway, type Told } from "./right_gateway.ts";
import { holds, overlap, RightRoutes } from "./right_routes.ts";

export const KEYS = ["", "a", "b", "f", "k", "p", "t", "x"];
/** Where ranges begin and end. */
export const CUTS = ["d", "k", "r"];

/** Which gateway it is. */
export interface Gateway {
  readonly self: NodeId;
  readonly boot: number;
}

/** For what a gateway waits. What matters is what has become of it when a step is over. */
class Waits {
  #now = new Set<number>();
  #before = new Set<number>();
  #anew = new Set<number>();

  has(id: number): boolean {
    return this.#now.has(id);
  }

  wait(id: number): void {
    this.#now.add(id);
    this.#anew.add(id);
  }

  cancel(id: number): void {
    this.#now.delete(id);
    this.#anew.delete(id);
  }

  /** The time has come. */
  over(id: number): void {
    this.#now.delete(id);
    this.#before.delete(id);
  }

  /** A step is over. */
  ends(): string[] {
    const ended = [...this.#before].filter((id) => !this.#now.has(id));
    const words = [
      ...[...this.#anew].map((id) => `it waits for ${id}`),
      ...ended.map((id) => `it waits for ${id} no longer`),
    ];
    this.#before = new Set(this.#now);
    this.#anew.clear();
    return words;
  }
}

export function ioOf(
  { self, boot }: Gateway,
  routes: RightRoutes,
  waits: Waits | undefined,
  did: (words: string) => void,
): GatewayIo {
  return {
    self,
    boot,
    find: (key) => routes.find(key),
    learn(route) {
      did(`it learns of ${routeInWords(route)}`);
      routes.learn(route);
    },
    forget(group) {
      // Where nothing is known, there is nothing to forget.
      if (routeOf(routes, group) !== undefined) did(`it forgets group ${group}`);
      routes.forget(group);
    },
    any: (nodes) => nodes[(7 * nodes[0]! + nodes.length + 1) % nodes.length]!,
    ask: (to, question) => did(`it asks node ${to}: ${questionInWords(question)}`),
    locate: (id, key) => did(`it asks where "${key}" is, for ${id}`),
    wait: (id) => waits?.wait(id),
    cancel: (id) => waits?.cancel(id),
    answer: (address, answer) => did(`client ${address}: ${answered(answer)}`),
  };
}

const routeOf = (routes: RightRoutes, group: GroupId) =>
  ["", ...CUTS].map((key) => routes.find(key)).find((each) => each?.group === group);

export function gameOf(retry: Retry, gateway: Gateway): Game<Event> {
  const routes = new RightRoutes(), waits = new Waits();
  let isGivenUp = false;
  return {
    words: `a gateway on node ${gateway.self}, in its boot ${gateway.boot}`,
    model() {
      const known = new RightRoutes(), rightWaits = new Waits(), done: string[] = [];
      const io = ioOf(gateway, known, rightWaits, (words) => void done.push(words));
      const right = new RightGateway(io);
      return {
        resolve: (event) => resolved(event, right, known),
        after(event) {
          const before = right.givenUp.length;
          done.length = 0;
          happens(right, event, gateway, rightWaits);
          isGivenUp = right.givenUp.length > before;
          // Who waits in vain for what is given up does no harm, and may end it.
          for (const id of right.givenUp) if (!waits.has(id)) rightWaits.cancel(id);
          return [...done, ...rightWaits.ends()];
        },
      };
    },
    start: () => retry.start(),
    play(s, event, did) {
      const io = ioOf(gateway, routes, waits, did);
      const told: Told = {
        ask: (address, operation) => retry.asked(s, address, operation, io),
        again: (id) => retry.again(s, id, io),
        located: (id, routes) => retry.located(s, id, routes, io),
        routed: (...said) => retry.routed(s, ...said, io),
      };
      happens(told, event, gateway, waits);
      waits.ends().forEach(did);
    },
    tell,
    why: (event) => event.type !== "routed" || isGivenUp ? TRIES : OUTCOMES[event.kind],
  };
}

function resolved(event: Event, right: RightGateway, known: RightRoutes): Event | undefined {
  switch (event.type) {
    case "asked":
      return { ...event, address: 3 * right.count };
    case "again":
    case "located": {
      const ids = event.type === "again" ? right.waiting() : right.numbers();
      const id = ids[event.nth % ids.length] ?? (event.type === "again" ? undefined : 0);
      return id === undefined ? undefined : { ...event, id };
    }
    case "routed": {
      const { nth, kind, finds } = event, all = right.questions;
      const asked = nth < 0 ? all.at(-1) : all[nth % all.length];
      if (asked === undefined) return undefined;
      const last = kind === "no replica" ? right.lastRoute(asked.question.id) : undefined;
      // Whether it learns before it forgets must not matter.
      const gone = last === undefined ? [] : [last, routeOf(known, last.group) ?? last];
      const routes = event.routes.filter((route) =>
        gone.every((each) => each.group !== route.group && !overlap(each, route))
      );
      return { ...event, routes, asked, outcome: outcomeOf(kind, asked.question, finds) };
    }
  }
}

/** What a range answers. */
function outcomeOf(kind: Outcome["type"], { operation }: Question, finds: number): Outcome {
  if (kind !== "answer") return { type: kind };
  if (finds === 4) return { type: kind, answer: { ok: false, why: "refused" } };
  if (operation.type !== "scan") {
    if (finds === 3) return { type: kind, answer: { ok: false, why: "old" } };
    const value = { get: ["v", "", null][finds]!, cas: finds > 0, put: null, delete: null };
    return { type: kind, answer: { ok: true, value: value[operation.type] } };
  }
  const { key: start, end, limit } = operation;
  const all = KEYS.filter((key) => holds({ start, end }, key)).slice(0, [0, 1, 4, 6][finds]);
  const entries = all.slice(0, limit).map((key) => [key, `of ${key}`] as const);
  const value: Entries = { start, end, entries, more: all.length > limit };
  return { type: kind, answer: { ok: true, value } };
}

function happens(gateway: Told, event: Event, { boot }: Gateway, waits: Waits): void {
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
      const said = event.isOldBoot ? boot - 1 : boot;
      return gateway.routed(to, id, said, shown(event.outcome!), shown(event.routes));
    }
  }
}
