/** Part 5, one arrival after the other: what is shown then, and what waits. @module */

import { drawn, type Grading, shown as lent, told, Wrong } from "hb/grade/part.ts";
import { clone } from "hb/model/clone.ts";
import { encode } from "hb/model/encode.ts";
import { StepIo } from "hb/model/step_io.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { News, Reader } from "../events.ts";

/** News as a reader hears them. */
type Heard = News & { readonly from: number };

/**
 * What has been shown at a node at first, of its own and so many of each other node; and what arrives there, in
 * this order.
 */
interface Given {
  readonly nodes: number;
  readonly self: number;
  readonly own: readonly string[];
  readonly earlier?: number;
  readonly arriving: readonly Heard[];
}

/** The same is published by different readers, and again; nothing at all, too. */
const TEXTS = ["yes", "no", "", "why", "yes", "yes on no"];

/** What is not as it should be in what a reader keeps, whatever that is; nothing where its lists are lists. */
export function strangeIn(s: unknown): string | undefined {
  const { seen, waiting, shown } = Object(s) as Partial<Record<keyof Reader, unknown>>;
  const isList = (list: unknown, isItem: (each: unknown) => boolean) =>
    Array.isArray(list) && Array.from(list).every(isItem);
  const isNumber = (each: unknown) => typeof each === "number";
  if (!isList(shown, (each) => typeof each === "string")) {
    return `\`shown\` must be a list of texts: found ${told(shown)}`;
  }
  if (!isList(seen, isNumber)) return `\`seen\` must be a list of counts: found ${told(seen)}`;
  const isNews = (each: unknown) => isList((Object(each) as Partial<News>).stamp, isNumber);
  if (!isList(waiting, isNews)) return `\`waiting\` must be a list of news: found ${told(waiting)}`;
}

/** Requires that news is shown that has no causes, as it arrives: whatever else is wrong, a run can show. */
export function plainNews(delivery: Answers["delivery"], grading: Grading): void {
  const arriving = [1, 2].map((nth): Heard => (
    { type: "news", text: TEXTS[nth]!, from: 0, stamp: [nth, 0] }
  ));
  for (const count of [1, 2]) {
    const given = { nodes: 2, self: 1, own: [], arriving: arriving.slice(0, count) };
    shownRight(delivery, given, grading);
  }
}

/** How many pieces of news wait at most. */
export const MANY = 200;

/** Requires that after each arrival all is shown that may be, in a right order, and that the rest waits. */
export function arrivals(delivery: Answers["delivery"], grading: Grading): void {
  const cases = [
    ...drawn(150, "arrivals", (random, at) => given(random, at % 5 === 4 ? 40 : 4 + at % 9)),
    backwards(24),
    // Many wait; counts pass the bounds of a few bits and digits; and there are many nodes.
    backwards(MANY, { earlier: 975 }),
    backwards(16, { earlier: 65_532 }),
    backwards(12, { nodes: 200 }),
  ];
  grading.forAll(cases, (each) => shownRight(delivery, each, grading), function* (each) {
    // Without the last, and without copies: the rest can still be shown.
    const { arriving } = each;
    yield { ...each, arriving: arriving.slice(0, arriving.length >> 1) };
    yield { ...each, arriving: arriving.slice(0, -1) };
    for (const [at, news] of arriving.entries()) {
      if (arriving.indexOf(news) < at) yield { ...each, arriving: arriving.toSpliced(at, 1) };
    }
  });
}

/** How many pieces of news a reader is shown, each twice, while it is measured. */
const LONG_LIFE = 300;

/** Requires that nothing but `shown` grows with what has been shown. */
export function doesNotGrow(delivery: Answers["delivery"], grading: Grading): void {
  let s: Reader = { seen: [0, 0, 0], waiting: [], shown: [] };
  const io = () => new StepIo<News, never, never>({ self: 2, nodes: 3 });
  let early = 0;
  for (let at = 0; at < LONG_LIFE; at++) {
    const stamp = [(at + 2) >> 1, (at + 1) >> 1, 0];
    const news: Heard = { type: "news", text: "yes", from: at % 2, stamp };
    for (let copy = 0; copy < 2; copy++) {
      s = clone(s);
      grading.asked(
        () => delivery(s, lent(news), io()),
        () => `what happens when ${tell(news)} arrives`,
      );
    }
    const size = encode({ ...s, shown: [] }).length;
    if (at === LONG_LIFE / 10) early = size;
    grading.expect(
      // Numbers get longer, and what arrived last may still lie there.
      early === 0 || size <= early + 150,
      `nothing but \`shown\` grows with what has been shown: all else that a reader keeps took ${early} ` +
        `letters to write down when ${
          LONG_LIFE / 10
        } pieces of news had been shown, and takes ${size} ` +
        `when ${at + 1} have`,
    );
  }
}

/** News of up to five readers, who see each other's sooner or later; it arrives in any order, and twice. */
function given(random: Random, count: number): Given {
  const nodes = 2 + random.below(4), self = random.below(nodes);
  const text = () => TEXTS[random.below(TEXTS.length)]!;
  const own = Array.from({ length: random.below(3) }, text);
  const seen = Array.from({ length: nodes }, () => new Array<number>(nodes).fill(0));
  seen[self]![self] = own.length;
  const news: Heard[] = own.map((text, at) => ({
    type: "news",
    text,
    from: self,
    stamp: new Array<number>(nodes).fill(0).with(self, at + 1),
  }));
  while (news.length < count + own.length) {
    const from = (self + 1 + random.below(nodes - 1)) % nodes, mine = seen[from]!;
    const next = news.filter((each) => each.from !== from && isNext(mine, each));
    if (next.length > 0 && random.chance(0.6)) {
      mine[next[random.below(next.length)]!.from]!++;
      continue;
    }
    mine[from]!++;
    news.push({ type: "news", text: text(), from, stamp: [...mine] });
  }
  const arriving = news.filter(({ from }) => from !== self);
  for (const each of [...arriving]) if (random.chance(0.25)) arriving.push(each);
  // Few are far from their place, or all are anywhere.
  const reach = random.chance(0.5) ? arriving.length : 3;
  for (let at = arriving.length - 1; at > 0; at--) {
    const other = Math.max(0, at - random.below(reach));
    [arriving[at], arriving[other]] = [arriving[other]!, arriving[at]!];
  }
  return { nodes, self, own, arriving };
}

/** Two readers answer each other, and the last answer arrives first; others have been silent for a while. */
function backwards(count: number, { nodes = 3, earlier = 0 } = {}): Given {
  const self = nodes - 1, other = nodes - 2;
  const arriving = Array.from({ length: count }, (_, at): Heard => ({
    type: "news",
    text: TEXTS[at % TEXTS.length]!,
    from: at % 2 === 0 ? 0 : other,
    stamp: new Array<number>(nodes).fill(earlier).with(self, 0)
      .with(0, earlier + (at >> 1) + 1).with(other, earlier + ((at + 1) >> 1)),
  }));
  return { nodes, self, own: [], earlier, arriving: arriving.reverse() };
}

/** It is the next of its publisher, who had seen nothing that has not been seen here. */
function isNext(seen: readonly number[], { stamp, from }: Heard): boolean {
  return stamp.every((count, node) =>
    node === from ? count === seen[node]! + 1 : count <= seen[node]!
  );
}

const nameOf = ({ from, stamp }: Heard) => `news ${stamp[from]} of node ${from}`;
const tell = (news: Heard) => `${nameOf(news)}, "${news.text}" [${news.stamp}]`;

function shownRight(
  delivery: Answers["delivery"],
  { nodes, self, own, earlier = 0, arriving }: Given,
  grading: Grading,
): void {
  let s: Reader = {
    seen: new Array<number>(nodes).fill(earlier).with(self, own.length),
    waiting: [],
    shown: [...new Array<string>(earlier * (nodes - 1)).fill("yes"), ...own],
  };
  const here = new Map<string, Heard>(), seen = [...s.seen], heard: string[] = [];
  const arrive = (news: Heard): string => {
    heard.push(nameOf(news));
    here.set(nameOf(news), news);
    const when = `when ${tell(news)} arrives at node ${self}, which has heard ` +
      `${heard.slice(0, -1).slice(-8).join(", ") || "nothing"}`;
    const io = new StepIo<News, never, never>({ self, nodes });
    const state = clone(s);
    grading.asked(() => delivery(state, lent(news), io), () => `what happens ${when}`);
    grading.equal(io.effects, [], `nothing need be said; what the handler asks for ${when}`);
    const strange = strangeIn(state);
    if (strange !== undefined) throw new Wrong(`${strange}, ${when}`);
    const before = s.shown;
    s = state;
    const now: Heard[] = [];
    for (let next; (next = [...here.values()].find((each) => isNext(seen, each))) !== undefined;) {
      seen[next.from]!++;
      now.push(next);
    }
    // It may be very much, and takes long to write down.
    if (!before.every((text, at) => s.shown[at] === text)) {
      grading.equal(
        s.shown.slice(0, before.length),
        before,
        `what was shown before stays; ${when}`,
      );
    }
    const shown = s.shown.slice(before.length);
    const right = now.map(tell).join("; ") || "nothing";
    const from = seen.map((n, node) => n - now.filter(({ from }) => from === node).length);
    grading.expect(
      mayBeShown(shown, now, from),
      `what is shown ${when}, each after all that its publisher had seen: expected ${right}, found ` +
        `${shown.map((text) => `"${text}"`).join(", ") || "nothing"}`,
    );
    grading.equal(s.seen, seen, `\`seen\` counts what has been shown; ${when}`);
    return when;
  };
  for (const [at, news] of arriving.entries()) {
    const when = arrive(news);
    // Where very many wait, it takes long to look at them all.
    if (arriving.length < 100 || at % 12 === 0) waitsRight(s, here, when, seen, grading);
  }
  const [copy] = arriving;
  if (copy === undefined || !arriving.every(({ from, stamp }) => stamp[from]! <= seen[from]!)) {
    return;
  }
  arrive(copy);
  arrive(copy);
  // What arrived last may still lie there.
  grading.expect(
    s.waiting.length <= 1,
    `what has been shown does not wait for ever: node ${self} has been shown everything, copies have ` +
      `come, and ${s.waiting.length} are in \`waiting\``,
  );
}

/** What waits is what has arrived and may not be shown yet. */
function waitsRight(
  { waiting }: Reader,
  here: ReadonlyMap<string, Heard>,
  when: string,
  seen: readonly number[],
  grading: Grading,
): void {
  const told = new Set(waiting.map(tell));
  const right = [...here.values()].filter(({ from, stamp }) => stamp[from]! > seen[from]!).map(
    tell,
  );
  for (const news of right) {
    grading.expect(told.has(news), `${news} must be in \`waiting\`, and it is not, ${when}`);
  }
  const old = waiting.filter(({ from, stamp }) => stamp[from]! <= seen[from]!).map(tell);
  const strange = [...told].find((news) => !right.includes(news) && !old.includes(news));
  grading.expect(
    strange === undefined,
    `nobody has said ${strange}, and it is in \`waiting\`, ${when}`,
  );
}

/** Whether these texts are those of the news, each after what its publisher had seen. */
function mayBeShown(
  texts: readonly string[],
  news: readonly Heard[],
  seen: readonly number[],
): boolean {
  if (texts.length !== news.length) return false;
  const [text, ...others] = texts;
  if (text === undefined) return true;
  return news.some((each, at) =>
    each.text === text && isNext(seen, each) &&
    mayBeShown(others, news.toSpliced(at, 1), seen.with(each.from, seen[each.from]! + 1))
  );
}
