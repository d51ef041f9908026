import text from "./receiving.md" with { type: "text" };
import { drawnBy, type Grading, task } from "hb/grade/part.ts";
import { clone } from "hb/model/clone.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Receiving } from "../given.ts";
import { nameOf, shorter, type Sizes, Tale } from "./credit_words.ts";
import { many, unlike } from "./saying.ts";
import { forgets } from "./timed.ts";

/** What happens; a stream is the one of this number of those that were begun, over and over. */
type Event =
  | { readonly type: "open" | "acknowledged" }
  | { readonly type: "came" | "consumed"; readonly stream: number; readonly bytes: number }
  | { readonly type: "close"; readonly stream: number }
  | { readonly type: "resize"; readonly bytes: number };

interface Case {
  readonly sizes: Sizes;
  readonly script: readonly (Event & { readonly bytes?: number })[];
  /** Whether more than there is credit for may come. */
  readonly isRude: boolean;
}

/** What is left, what is unread, what is owed. */
interface Account {
  left: number;
  unread: number;
  owed: number;
}

export const receiving = task<Answers>(text, ({ receiving }, grading) => {
  grading.forAll(cases(grading), (each) => judge(receiving, each, grading), shorter);
  for (const bytes of [1, 7, 50, 700]) frugal(receiving, bytes, grading);
  const io = { grant: () => {}, breach: () => {} };
  const start = () => receiving.start({ stream: 10, connection: 1000 });
  forgets("bytes come on a stream that ends", start, (s, nth) => {
    receiving.open(s, nth, io);
    receiving.came(s, nth, 5, io);
    receiving.consumed(s, nth, 2, io);
    receiving.resize(s, 10, io);
    receiving.acknowledged(s, io);
    receiving.close(s, nth, io);
  }, grading);
});

const SCALES = [1, 2, 3, 10, 100, 16_000, 65_535];

function* cases(grading: Grading): Generator<Case> {
  yield* drawnBy(grading, 1000, "credit to receive", (random, at) => {
    const scale = SCALES[random.below(SCALES.length)]!;
    const sizes = { stream: scale, connection: 1 + random.below(4 * scale) };
    const script = Array.from({ length: 1 + at % 30 }, () => anEvent(random, scale));
    return { sizes, script, isRude: random.chance(0.2) };
  });
  // Many sizes are under way.
  const sizes = Array.from(
    { length: 20 },
    (_, nth) => ({ type: "resize", bytes: 10 + nth }) as const,
  );
  const known = sizes.map(({ bytes }) => [
    { type: "acknowledged" } as const,
    { type: "came", stream: 0, bytes } as const,
    { type: "consumed", stream: 0, bytes } as const,
  ]).flat();
  yield {
    sizes: { stream: 5, connection: 1000 },
    script: [{ type: "open" }, ...sizes, ...known, { type: "came", stream: 0, bytes: 30 }],
    isRude: true,
  };
  // Nine tiny calls in ten fail before anybody reads them.
  for (const end of ["close", "consumed"] as const) {
    const calls = Array.from({ length: 90 }, (_, stream) => [
      { type: "open" } as const,
      { type: "came", stream, bytes: 5 } as const,
      end === "close"
        ? { type: "close", stream } as const
        : { type: "consumed", stream, bytes: 5 } as const,
    ]).flat();
    yield { sizes: { stream: 10, connection: 100 }, script: calls, isRude: false };
  }
}

function anEvent(random: Random, scale: number): Event {
  const stream = random.below(5), bytes = 1 + random.below(scale + 1), which = random.below(22);
  if (which < 4) return { type: "open" };
  if (which < 11) return { type: "came", stream, bytes };
  if (which < 17) return { type: "consumed", stream, bytes };
  if (which < 18) return { type: "close", stream };
  return which < 20 ? { type: "resize", bytes: random.below(3 * scale) } : { type: "acknowledged" };
}

function judge(receiving: Receiving, { sizes, script, isRude }: Case, grading: Grading): void {
  const tale = new Tale("the receiver of a connection", sizes), begun: number[] = [];
  const fresh = (left: number): Account => ({ left, unread: 0, owed: 0 });
  const accounts = new Map([[0, fresh(sizes.connection)]]), told: number[] = [];
  let initial = sizes.stream,
    isOver = false,
    breached: number | undefined,
    must: number | undefined;
  const whole = accounts.get(0)!;
  const io = {
    grant(stream: number, bytes: number) {
      const found = accounts.get(stream),
        so = `it grants ${many(bytes, "byte")} to ${nameOf(stream)}`;
      if (must === 0) tale.fails(so, "a breach of the connection", BREACH);
      if (found === undefined) tale.fails(so, "nothing is granted to it, as it is not open", OWED);
      if (!(Number.isInteger(bytes) && bytes >= 1 && bytes <= found!.owed)) {
        tale.fails(
          so,
          found!.owed === 0
            ? "nothing, as nothing is owed"
            : `${found!.owed} at most, which are owed`,
          OWED,
        );
      }
      found!.owed -= bytes;
      found!.left += bytes;
    },
    breach(stream: number) {
      breached ??= stream;
    },
  };
  let s = grading.asked(() => receiving.start(sizes), () => "asked: to start\n  came");
  const ask = (words: string, call: () => void) => {
    tale.add(words);
    breached = undefined;
    grading.asked(() => {
      s = clone(s);
      call();
    }, () => `asked: ${tale.asked()}\n  came`);
    if (breached !== must) {
      const said = [breached, must].map((it) =>
        it === undefined ? "no breach" : `a breach of ${nameOf(it)}`
      );
      tale.fails(said[0]!, said[1]!, BREACH);
    }
    if (must === 0) isOver = true;
    must = undefined;
    for (const [stream, { left, owed, unread }] of isOver ? [] : accounts) {
      if (owed === 0 || owed < left) continue;
      const came = `${nameOf(stream)} owes ${
        many(owed, "byte")
      }, and the other side has ${left} left of it (${unread} are not consumed)`;
      tale.fails(came, "what is owed is granted", DUE);
    }
  };
  const end = (stream: number) => {
    const { unread } = accounts.get(stream)!;
    accounts.delete(stream);
    whole.unread -= unread;
    whole.owed += unread;
  };
  for (const event of script) {
    if (isOver) return;
    const stream = "stream" in event ? begun[event.stream % Math.max(1, begun.length)] : 0;
    if (stream === undefined) continue;
    const found = accounts.get(stream);
    if (event.type === "open") {
      begun.push(begun.length + 1);
      accounts.set(begun.length, fresh(initial));
      ask(`stream ${begun.length} begins`, () => receiving.open(s, begun.length, io));
    } else if (event.type === "came") {
      const most = Math.min(whole.left, found?.left ?? Infinity);
      const bytes = isRude ? event.bytes : Math.min(event.bytes, most);
      if (bytes < 1) continue;
      if (bytes > whole.left) must = 0;
      else {
        whole.left -= bytes;
        if (found === undefined) whole.owed += bytes;
        else {
          whole.unread += bytes;
          found.left -= bytes;
          found.unread += bytes;
          if (found.left < 0) must = stream;
          if (must === stream) end(stream);
        }
      }
      const over = found === undefined ? ", which is over," : "";
      ask(
        `stream ${stream}${over} brings ${many(bytes, "byte")}`,
        () => receiving.came(s, stream, bytes, io),
      );
    } else if (event.type === "consumed" && found !== undefined) {
      const bytes = Math.min(event.bytes, found.unread);
      if (bytes === 0) continue;
      for (const each of [found, whole]) {
        each.unread -= bytes;
        each.owed += bytes;
      }
      ask(
        `of stream ${stream}, ${many(bytes, "byte")} consumed`,
        () => receiving.consumed(s, stream, bytes, io),
      );
    } else if (event.type === "close" && found !== undefined) {
      end(stream);
      ask(`stream ${stream} is over`, () => receiving.close(s, stream, io));
    } else if (event.type === "resize") {
      told.push(event.bytes);
      ask(
        `the other side is told another size for streams: ${event.bytes}`,
        () => receiving.resize(s, event.bytes, io),
      );
    } else if (event.type === "acknowledged" && told.length > 0) {
      const bytes = told.shift()!;
      for (const [stream, each] of accounts) if (stream > 0) each.left += bytes - initial;
      initial = bytes;
      ask(`it has acknowledged a size of ${bytes}`, () => receiving.acknowledged(s, io));
    }
  }
}

/** What is consumed as it comes costs few grants. */
function frugal(receiving: Receiving, bytes: number, grading: Grading): void {
  const size = 1000, rounds = Math.ceil(30 * size / bytes), grants = [0, 0];
  const io = { grant: (stream: number) => void grants[stream]!++, breach: () => {} };
  const asked =
    `${rounds} times ${many(bytes, "byte")} come on a stream, and are consumed at once; both ` +
    `windows have ${size} bytes`;
  grading.asked(() => {
    const s = receiving.start({ stream: size, connection: size });
    receiving.open(s, 1, io);
    for (let nth = 0; nth < rounds; nth++) {
      receiving.came(s, 1, bytes, io);
      receiving.consumed(s, 1, bytes, io);
    }
  }, () => `asked: ${asked}\n  came`);
  const most = 4 * rounds * bytes / size + 4;
  for (const [stream, count] of grants.entries()) {
    if (count <= most) continue;
    const came = `${count} grants to ${nameOf(stream)}`, must = `${Math.floor(most)} at most`;
    unlike({ asked, came, must, why: FRUGAL });
  }
}

const FRUGAL = "a grant is a frame: while the other side has plenty, they can wait (section 18.8)";
const OWED =
  "what is granted was consumed, or came on a stream that is over, and is granted once (section 18.8)";
const DUE =
  "a grant is due at the latest when as much is owed as the other side has left: who waits for more, or " +
  "forgets what nobody reads, stops a connection for ever (linkerd 1013, grpclib 67, h2 183)";
const BREACH =
  "only as much may come as there is credit for: in all, or else the connection is over; and on a stream, " +
  "or else that is (RFC 9113, section 6.9.1)";
