import text from "./group.md" with { type: "text" };
import { drawnBy, type Grading, task, Wrong } from "hb/grade/part.ts";
import { withoutParts } from "hb/grade/without_parts.ts";
import { clone } from "hb/model/clone.ts";
import { encode } from "hb/model/encode.ts";
import type { TraceEvent } from "hb/model/trace.ts";
import type { Answers } from "../answers.ts";
import type { Group } from "../given.ts";
import { asking, listed, said } from "./saying.ts";

type Event = "put" | "synced" | "failed";

/** What is done upon an event: a sync, puts that are told, puts that are refused. */
interface Done {
  readonly syncs: number;
  readonly told: readonly number[];
  readonly refused: readonly number[];
}

export const group = task<Answers>(text, ({ group }, grading) => {
  let found: ReturnType<typeof play>;
  const check = (script: readonly Event[]) => {
    const played = play(group, script, grading);
    if (played === undefined) return;
    found = played;
    throw new Wrong(played.words);
  };
  try {
    grading.forAll(scripts(grading), check, withoutParts<Event>);
  } catch (thrown) {
    if (found === undefined || !(thrown instanceof Wrong) || thrown.message !== found.words) {
      throw thrown;
    }
    grading.wentWrong(found.words, { ...found, seed: 1 });
  }
  forgets(group, grading);
});

function* scripts(grading: Grading): Generator<readonly Event[]> {
  yield* drawnBy(
    grading,
    400,
    "groups",
    (random, at) =>
      Array.from({ length: 1 + at % 14 }, (): Event => {
        const which = random.below(20);
        return which < 11 ? "put" : which < 19 ? "synced" : "failed";
      }),
  );
  const crowd = Array.from({ length: 300 }, (): Event => "put");
  for (const end of ["synced", "failed"] as const) {
    yield ["put", ...crowd, "synced", end];
    yield ["put", ...crowd, end, "put", "put"];
  }
  yield Array.from({ length: 200 }, (_, i): Event => i % 2 === 0 ? "put" : "synced");
}

/** Events that cannot happen are left out: a sync ends only if one is under way. */
function play(group: Group, script: readonly Event[], grading: Grading) {
  const right = new Right(), lines: string[] = [], trace: TraceEvent[] = [];
  const numbers = numbersOf(script.length);
  let s: unknown, hasStarted = false, put = 0, puts = 0, at = 0;
  for (const event of script) {
    if (event !== "put" && !right.isSyncing) continue;
    if (event === "put") put = numbers[puts++]!;
    lines.push(
      event === "put"
        ? `put ${put} comes`
        : `the sync ${event === "synced" ? "ends well" : "fails"}`,
    );
    trace.push({ kind: "timer", at: at += 20, node: 0, timer: { type: lines.at(-1)! } });
    const asked = `these things happen to a log:\n${listed(lines)}`;
    let syncs = 0;
    const told: number[] = [], refused: number[] = [];
    const io = {
      sync: () => void syncs++,
      tell: (put: number) => void told.push(put),
      refuse: (put: number) => void refused.push(put),
    };
    const done = right.after(event, put), must = inWords(done);
    asking(grading, () => ({ asked, must, why: WHY[event] }), () => {
      if (!hasStarted) s = group.start();
      hasStarted = true;
      // What is remembered is data, and nothing is remembered elsewhere.
      s = clone(s);
      if (event === "put") group.put(s, put, io);
      else group[event](s, io);
    });
    const did = inWords({ syncs, told, refused });
    if (isSame({ syncs, told, refused }, done)) continue;
    const words = said({ asked, came: did, must, why: WHY[event] });
    trace.push({ kind: "violation", at: at += 20, invariant: "group", words: did, nodes: [0] });
    return { words, at, trace, breach: did, must, rule: WHY[event] };
  }
  return undefined;
}

/** Numbers of puts, in no order: each is another one, and no more is known of them. */
function numbersOf(count: number): number[] {
  const size = count + (count % 5 === 2 ? 9 : 8);
  return Array.from({ length: count }, (_, i) => (5 * i + 7) % size);
}

const WHY: Readonly<Record<Event, string>> = {
  put:
    "a put that comes when no sync is under way begins one, one that comes meanwhile waits for " +
    "the next, and after a sync " +
    "has failed every put is refused (section 17.5)",
  synced:
    "a sync covers the puts that were there when it began, all of them and no others; those that " +
    "came since share the next, " +
    "which begins at once (section 17.5)",
  failed: "after a sync that failed nothing that was not told is sure, and no later sync proves " +
    "anything (section 17.3, the " +
    "seventh way; Rebello and others 2020)",
};

/** Each put with the number of the sync that covers it. */
class Right {
  readonly #open: { readonly put: number; readonly sync: number }[] = [];
  #begun = 0;
  #ended = 0;
  #hasFailed = false;

  get isSyncing(): boolean {
    return this.#begun > this.#ended;
  }

  after(event: Event, put: number): Done {
    if (event === "put") {
      if (this.#hasFailed) return { syncs: 0, told: [], refused: [put] };
      this.#open.push({ put, sync: this.#begun + 1 });
      if (this.isSyncing) return { syncs: 0, told: [], refused: [] };
      this.#begun++;
      return { syncs: 1, told: [], refused: [] };
    }
    this.#ended++;
    const covered = this.#open.filter(({ sync }) => sync <= this.#ended).map(({ put }) => put);
    if (event === "failed") {
      this.#hasFailed = true;
      return { syncs: 0, told: [], refused: this.#open.splice(0).map(({ put }) => put) };
    }
    this.#open.splice(0, covered.length);
    const next = this.#open.length > 0 ? 1 : 0;
    this.#begun += next;
    return { syncs: next, told: covered, refused: [] };
  }
}

const inOrder = (puts: readonly number[]) => [...puts].sort((a, b) => a - b);

/** In which order puts are refused is no matter. */
function isSame(a: Done, b: Done): boolean {
  return a.syncs === b.syncs && a.told.join() === b.told.join() &&
    inOrder(a.refused).join() === inOrder(b.refused).join();
}

function inWords({ syncs, told, refused }: Done): string {
  const puts = (list: readonly number[]) =>
    list.length > 12
      ? `${list.length} puts, first ${list.slice(0, 6).join(", ")}, and last ${list.at(-1)}`
      : `put ${list.join(", ")}`;
  const parts = [
    told.length === 0 ? [] : `tells ${puts(told)}`,
    refused.length === 0 ? [] : `refuses ${puts(inOrder(refused))}`,
    syncs === 0 ? [] : syncs === 1 ? "begins a sync" : `begins ${syncs} syncs`,
  ].flat();
  return parts.length === 0 ? "nothing" : `it ${parts.join(", and ")}`;
}

function forgets(group: Group, grading: Grading): void {
  const io = { sync: () => {}, tell: () => {}, refuse: () => {} };
  const s = grading.asked(() => group.start(), () => "asked: to start");
  const sizes: number[] = [];
  for (let nth = 1; nth <= 300; nth++) {
    grading.asked(() => {
      group.put(s, nth, io);
      group.synced(s, io);
    }, () => `asked: ${nth} puts, each of which is synced`);
    sizes.push(encode(s).length);
  }
  grading.expect(
    sizes.at(-1)! <= sizes[19]! + 60,
    `what is over must not be remembered: after 20 puts that were told the memory is ${
      sizes[19]
    } characters long, ` +
      `after 300 it is ${sizes.at(-1)}`,
  );
}
