import { assertEquals } from "@std/assert";
import { counts, crowds } from "../model/limits_test.ts";
import { Random } from "../sim/random.ts";
import { type Admission, admit, openSession, remember, type Sessions, touch } from "./sessions.ts";

const stamp = (session: number, sequence: number, lowest = 0) => ({ session, sequence, lowest });

Deno.test("sessions: a request is new once, then repeated, and old when the client needs it no more", () => {
  const sessions: Sessions = new Map();
  openSession(sessions, 3, 10);
  assertEquals(admit(sessions, stamp(3, 1)), { type: "new" });
  remember(sessions, stamp(3, 1), "one", 4);
  assertEquals(admit(sessions, stamp(3, 1)), { type: "repeated", answer: "one" });
  remember(sessions, stamp(3, 2, 2), "two", 5);
  assertEquals(admit(sessions, stamp(3, 1)), { type: "old" });
  assertEquals(admit(sessions, stamp(3, 2)), { type: "repeated", answer: "two" });
  assertEquals(sessions.get(3)!.answers.size, 1);
});

Deno.test("sessions: requests of one client may be under way at once, in any order", () => {
  const sessions: Sessions = new Map();
  openSession(sessions, 1, 10);
  remember(sessions, stamp(1, 5), "five", 2);
  assertEquals(admit(sessions, stamp(1, 4)), { type: "new" });
  remember(sessions, stamp(1, 4), undefined, 3);
  assertEquals(admit(sessions, stamp(1, 4)), { type: "repeated", answer: undefined });
});

Deno.test("sessions: a client's word that needs less than it said before changes nothing", () => {
  const sessions: Sessions = new Map();
  openSession(sessions, 1, 10);
  remember(sessions, stamp(1, 5, 5), "five", 2);
  remember(sessions, stamp(1, 6, 3), "six", 3);
  assertEquals(sessions.get(1)!.lowest, 5);
});

Deno.test("sessions: of too many, the one that rested longest ends; the one just opened stays", () => {
  const sessions: Sessions = new Map();
  for (const index of [1, 2, 3]) openSession(sessions, index, 3);
  remember(sessions, stamp(1, 0), null, 4);
  openSession(sessions, 5, 3);
  assertEquals([...sessions.keys()], [1, 3, 5]);
  assertEquals(admit(sessions, stamp(2, 0)), { type: "expired" });
  openSession(sessions, 6, 1);
  assertEquals([...sessions.keys()], [6]);
});

/** Sessions as one would define them: a list of all that was answered, and of when each was used. */
class Twin {
  readonly used = new Map<number, number>();
  readonly #answers = new Map<string, unknown>();
  readonly #lowest = new Map<number, number>();

  constructor(readonly maxSessions: number) {}

  open(index: number): void {
    this.used.set(index, index);
    const oldest = [...this.used].sort(([, a], [, b]) => a - b)[0]!;
    if (this.used.size > this.maxSessions) this.used.delete(oldest[0]);
  }

  admit({ session, sequence }: ReturnType<typeof stamp>): Admission {
    if (!this.used.has(session)) return { type: "expired" };
    if (sequence < (this.#lowest.get(session) ?? 0)) return { type: "old" };
    const name = `${session} ${sequence}`;
    return this.#answers.has(name)
      ? { type: "repeated", answer: this.#answers.get(name) }
      : { type: "new" };
  }

  use({ session, lowest }: ReturnType<typeof stamp>, index: number): void {
    this.used.set(session, index);
    this.#lowest.set(session, Math.max(lowest, this.#lowest.get(session) ?? 0));
  }

  remember(about: ReturnType<typeof stamp>, answer: unknown, index: number): void {
    this.#answers.set(`${about.session} ${about.sequence}`, answer);
    this.use(about, index);
  }
}

Deno.test("sessions: any number of them, with requests of any number, is what a naive twin has", () => {
  const random = new Random(1, "sessions");
  const of = <T>(list: readonly T[]) => list[random.below(list.length)]!;
  for (const maxSessions of crowds) {
    for (const first of [1, 255, 65_530, 2 ** 31 - 3, 2 ** 32 - 3, 2 ** 40]) {
      const sessions: Sessions = new Map(), twin = new Twin(maxSessions);
      // Now and then indices of the log, and so names of sessions, have the same last bits or digits.
      const opened: number[] = [], sequences = [of(counts), of(counts), 0, 1, 50, 257, 2 ** 32];
      for (let index = first, steps = 0; steps < 3 * maxSessions + 20; steps++) {
        index += of([1, 1, 1, 8, 10, 64, 256, 1000, 65_536]);
        if (opened.length === 0 || random.chance(0.4)) {
          openSession(sessions, index, maxSessions);
          twin.open(index);
          opened.push(index);
          continue;
        }
        const session = of(random.chance(0.5) ? opened : opened.slice(-maxSessions));
        const sequence = of(sequences), lowest = random.chance(0.2) ? of(sequences) : 0;
        const about = stamp(session, sequence, Math.min(lowest, sequence));
        const admission = admit(sessions, about);
        assertEquals(admission, twin.admit(about));
        if (admission.type === "expired") continue;
        if (admission.type === "new" && random.chance(0.9)) {
          remember(sessions, about, { index }, index);
          twin.remember(about, { index }, index);
        } else {
          touch(sessions, about, index);
          twin.use(about, index);
        }
        assertEquals(
          sessions.get(session)!.answers.has(sequence),
          twin.admit(about).type === "repeated",
        );
      }
      assertEquals([...sessions.keys()].sort(), [...twin.used.keys()].sort());
    }
  }
});
