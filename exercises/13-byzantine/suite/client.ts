import text from "./client.md" with { type: "text" };
import { drawnBy, type Grading, shown, task } from "hb/grade/part.ts";
import { type Game, playAll } from "hb/grade/played.ts";
import { told } from "hb/grade/told.ts";
import { isAlike } from "hb/grade/alike.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import { leaderOf } from "../digest.ts";
import type { Client, ClientIo, ClientRules, NodeId, Reply } from "../given.ts";
import { forgery, Sends, sends, sizesOf } from "./did.ts";

export const client = task<Answers>(text, ({ client }, grading) => {
  playAll<Event, Case>(cases(grading), ({ rules }) => gameOf(client, rules), grading);
});

/** What happens to a client; `ago` requests ago, or in the future. */
type Event =
  | { readonly type: "ask"; readonly command: string }
  | { readonly type: "overdue" }
  | {
    readonly type: "reply";
    readonly from: NodeId;
    readonly view: number;
    readonly ago: number;
    readonly result: unknown;
    readonly timestamp?: number;
  };

interface Case {
  readonly rules: ClientRules;
  readonly script: readonly Event[];
}

const inRequest = (timestamp: number, command: string) => `request ${timestamp}, "${command}",`;
const waits = (ms: number) => `waits ${ms} ms`;
const answers = (result: unknown) => `it answers ${told(result)}`;

class RightClient {
  #view = 0;
  #timestamp = 0;
  #pending: { readonly command: string; readonly replies: Map<NodeId, Reply> } | null = null;
  readonly #queue: string[] = [];

  constructor(readonly rules: ClientRules) {}

  resolve(event: Event): Event | undefined {
    if (event.type === "overdue") return this.#pending === null ? undefined : event;
    if (event.type !== "reply") return event;
    const timestamp = this.#timestamp - event.ago;
    return timestamp < 1 ? undefined : { ...event, timestamp };
  }

  after(event: Event): string[] {
    const { replicas, retryMs } = this.rules, did: string[] = [];
    if (event.type === "ask") {
      this.#queue.push(event.command);
      if (this.#pending === null) this.#next(did);
    } else if (event.type === "overdue") {
      const all = Array.from({ length: replicas }, (_, node) => node);
      did.push(sends(inRequest(this.#timestamp, this.#pending!.command), all, this.rules));
      did.push(waits(retryMs));
    } else this.#reply(event, did);
    return did;
  }

  #reply(
    { from, view, timestamp, result }: Extract<Event, { type: "reply" }>,
    did: string[],
  ): void {
    const { replicas } = this.rules;
    if (this.#pending === null || timestamp !== this.#timestamp || from >= replicas) return;
    const { replies } = this.#pending;
    replies.set(from, { view, timestamp, result });
    const same = [...replies.values()].filter((reply) => isAlike(reply.result, result));
    if (same.length < sizesOf(replicas).weak) return;
    this.#view = Math.max(this.#view, Math.min(...same.map((reply) => reply.view)));
    this.#pending = null;
    did.push(answers(result));
    if (this.#queue.length === 0) did.push("it waits for nothing");
    else this.#next(did);
  }

  #next(did: string[]): void {
    const command = this.#queue.shift()!, { replicas, retryMs } = this.rules;
    this.#pending = { command, replies: new Map() };
    const to = [leaderOf(this.#view, replicas)];
    did.push(sends(inRequest(++this.#timestamp, command), to, this.rules), waits(retryMs));
  }
}

function gameOf(judged: Client, rules: ClientRules): Game<Event> {
  const { self, replicas, cluster, retryMs } = rules;
  return {
    words: `node ${self}, a client of ${replicas} replicas, which asks all after ${retryMs} ms`,
    model: () => new RightClient(rules),
    start: () => judged.start(shown(rules)),
    play(s, event, did) {
      const sent = new Sends(self, replicas);
      let timer: string | undefined;
      const io: ClientIo = {
        self,
        send(to, message) {
          const { signer, statement } = Object(message?.request);
          const { kind, timestamp, command } = Object(statement);
          const isRight = message?.type === "request" && signer === self && kind === "request" &&
            statement.cluster === cluster;
          const words = isRight ? inRequest(timestamp, command) : told(message);
          sent.send(to, forgery(message, self, new Set()) ?? words);
        },
        answer: (result) => did(answers(result)),
        wait: (ms) => void (timer = waits(ms)),
        cancel: () => void (timer = "it waits for nothing"),
      };
      if (event.type === "ask") judged.ask(s, event.command, io);
      else if (event.type === "overdue") judged.overdue(s, io);
      else {
        const { from, view, timestamp, result } = event;
        judged.reply(s, from, shown({ view, timestamp: timestamp!, result }), io);
      }
      for (const words of sent.told(true)) did(words);
      if (timer !== undefined) did(timer);
    },
    tell(event) {
      if (event.type === "ask") return `it is asked for "${event.command}"`;
      if (event.type === "overdue") return `${retryMs} ms are over`;
      const { from, view, timestamp, result } = event;
      const who = from < replicas ? `replica ${from}` : `node ${from}, which is no replica,`;
      return `${who} in view ${view} says that ${told(result)} came of request ${timestamp}`;
    },
    why: (event) =>
      event.type === "ask"
        ? "one request after the other is signed, and goes to the primary of the view that the client knows (Castro and Liskov 1999, section 4.1)"
        : event.type === "overdue"
        ? "who has no result in time asks all replicas (section 4.1)"
        : "f + 1 different replicas that say the same of the request under way are believed, and no fewer (section 4.1); the lowest of their views is not too high",
  };
}

function* cases(grading: Grading): Generator<Case> {
  for (const replicas of [4, 5, 7, 10, 31]) {
    const rules = { cluster: "c", replicas, self: replicas + 1, retryMs: 150 };
    const all = (ago: number, result: unknown, view = 0): Event[] =>
      [...Array(replicas).keys()].map((from) => ({ type: "reply", from, view, ago, result }));
    const asks: Event[] = Array.from({ length: 14 }, (_, i) => ({ type: "ask", command: `c${i}` }));
    yield { rules, script: [...asks, ...asks.flatMap(() => [...all(0, "x", 7), ...all(1, "y")])] };
    yield {
      rules,
      script: [
        asks[0]!,
        ...Array.from({ length: 12 }, (): Event => ({ type: "overdue" })),
        ...all(0, null),
      ],
    };
  }
  // Very many ask, and for long nobody answers.
  const rules = { cluster: "c", replicas: 4, self: 5, retryMs: 150 };
  const last = Array.from({ length: 4 }, (_, from): Event => ({
    type: "reply",
    from,
    view: 2,
    ago: 0,
    result: "x",
  }));
  yield {
    rules,
    script: [
      ...Array.from({ length: 150 }, (_, i): Event => ({ type: "ask", command: `c${i}` })),
      ...Array.from({ length: 150 }, () => last).flat(),
    ],
  };
  yield {
    rules,
    script: [
      { type: "ask", command: "a" },
      ...Array.from({ length: 120 }, (): Event => ({ type: "overdue" })),
      ...last,
    ],
  };
  yield* drawnBy(grading, 900, "client", aCase);
}

function aCase(random: Random): Case {
  const replicas = [4, 4, 5, 7, 10][random.below(5)]!;
  const rules = {
    cluster: random.chance(0.5) ? "c" : "pbft",
    replicas,
    self: replicas + random.below(3),
    retryMs: [150, 70, 1000][random.below(3)]!,
  };
  const results = [
    { value: 1, found: true },
    { found: true, value: 1 },
    { value: 2, found: true },
    0,
    null,
    "",
  ];
  const script: Event[] = [], first = random.below(3);
  for (let left = 5 + random.below(14 + 2 * replicas); left > 0; left--) {
    const which = random.below(10);
    if (which < 2) script.push({ type: "ask", command: "abc"[random.below(3)]! });
    else if (which < 3) script.push({ type: "overdue" });
    else {
      script.push({
        type: "reply",
        from: random.below(replicas + (random.chance(0.1) ? 2 : 0)),
        view: random.chance(0.5) ? 0 : random.below(9),
        ago: random.chance(0.85) ? 0 : random.below(3) - 1,
        result:
          results[random.chance(0.7) ? first === 0 ? random.below(2) : first + 1 : random.below(6)],
      });
    }
  }
  return { rules, script };
}
