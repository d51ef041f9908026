import text from "./timeouts.md" with { type: "text" };
import { drawnBy, type Grading, task } from "hb/grade/part.ts";
import type { Answers } from "../answers.ts";
import { MalformedBytes, type Timeouts } from "../given.ts";
import { outcome, REFUSED, unlike } from "./saying.ts";

type Case = { readonly write: number | "Infinity" } | { readonly read: string };

export const timeouts = task<Answers>(text, ({ timeouts }, grading) => {
  grading.forAll(cases(grading), (each) => judge(timeouts, each, grading));
});

/** How many nanoseconds a unit is. */
const UNITS = {
  n: 1n,
  u: 10n ** 3n,
  m: 10n ** 6n,
  S: 10n ** 9n,
  M: 60n * 10n ** 9n,
  H: 3600n * 10n ** 9n,
};
type Unit = keyof typeof UNITS;
const MOST = 99_999_999n;

function* cases(grading: Grading): Generator<Case> {
  for (const ms of [0, -1, -500, 1, 2, 9, 10, 57, 99, 100, 101, 999, 1000, 59_999]) {
    yield { write: ms };
  }
  for (const unit of Object.values(UNITS)) {
    const longest = Number(MOST * unit / 10n ** 6n);
    for (const ms of [longest - 1, longest, longest + 1, longest + 999, longest + 60_001]) {
      yield { write: ms };
    }
  }
  yield { write: "Infinity" };
  yield { write: Number.MAX_SAFE_INTEGER };
  for (const unit of Object.keys(UNITS)) {
    for (const digits of ["0", "1", "00000007", "99999999", "12345678"]) {
      yield { read: digits + unit };
    }
    for (
      const digits of ["", "-1", "+1", "1.5", " 1", "1 ", "1e3", "123456789", "٣", "0x1", "1S"]
    ) {
      yield { read: digits + unit };
    }
  }
  for (
    const text of [
      "",
      "1",
      "12",
      "1s",
      "1h",
      "1ms",
      "S",
      "1S\n",
      "x\n1S",
      "1S\nx",
      "1S,2S",
      "1S ",
      "1N",
      "Infinity",
    ]
  ) {
    yield { read: text };
  }
  yield* drawnBy(grading, 200, "timeouts", (random): Case => ({
    write: Math.floor(2 ** (random.unit() * 52)),
  }));
}

/** So many nanoseconds; nothing if it is not in the form. */
function nanoseconds(text: unknown): bigint | undefined {
  const unit = String(text).slice(-1), digits = String(text).slice(0, -1);
  if (!Object.hasOwn(UNITS, unit) || digits.length < 1 || digits.length > 8) return undefined;
  return [...digits].every((digit) => "0123456789".includes(digit))
    ? BigInt(digits) * UNITS[unit as Unit]
    : undefined;
}

function rightText(ms: number): string {
  const all = ms === Infinity ? undefined : BigInt(Math.max(0, ms)) * 10n ** 6n;
  for (const [unit, each] of Object.entries(UNITS)) {
    if (all !== undefined && all / each <= MOST) return `${all / each}${unit}`;
  }
  return `${MOST}H`;
}

function judge(timeouts: Timeouts, given: Case, grading: Grading): void {
  if ("write" in given) {
    const ms = Number(given.write), asked = `write(${ms})`;
    const came = grading.asked(() => timeouts.write(ms), () => `asked: ${asked}\n  came`);
    const must = rightText(ms), isNothing = nanoseconds(came) === 0n && nanoseconds(must) === 0n;
    if (came !== must && !(isNothing && came.length === 2)) {
      unlike({ asked, came: JSON.stringify(came), must: JSON.stringify(must), why: FINEST });
    }
    return;
  }
  const asked = `read(${JSON.stringify(given.read)})`, all = nanoseconds(given.read);
  const came = outcome(() => timeouts.read(given.read), MalformedBytes, grading, asked);
  const must = all === undefined ? REFUSED : Number(all) / 1e6;
  const isAlike = typeof must === "number" && typeof came === "number" &&
    Math.abs(came - must) <= must * 1e-9;
  if (came === must || isAlike) return;
  const told = (it: number | string) => typeof it === "number" ? `${it} ms` : it;
  unlike({ asked, came: told(came), must: told(must), why: typeof must === "number" ? ANY : FORM });
}

const FINEST =
  "eight digits at most, in the finest unit in which they are enough, rounded down, so that no node on the " +
  "way adds any time; 99999999H is the longest (gRPC, PROTOCOL-HTTP2.md)";
const ANY =
  "each of these is a time, and none is too long: in nanoseconds, 99999999H has more than 64 bits";
const FORM =
  "one to eight digits and one of n, u, m, S, M, H, and nothing else (gRPC, PROTOCOL-HTTP2.md)";
