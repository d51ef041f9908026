/** Correct answers to exercise 11 in other styles than the solution's. */

import { assertEquals } from "@std/assert";
import { answersIn } from "hb/grade/answers.ts";
import { gradePart } from "hb/grade/suite.ts";
import { nested } from "hb/model/nested.ts";
import { reading } from "hb/reads/reading.ts";
import type { Answers } from "../../exercises/11-reads/answers.ts";
import type { Any, WholeReads } from "../../exercises/11-reads/given.ts";
import { suite } from "../../exercises/11-reads/suite.ts";
import { reading as others } from "./reads_otherwise.ts";
import { unheard } from "./reads_unheard.ts";
import { rosters } from "./rosters_otherwise.ts";

const right = await answersIn(new URL("../../solutions/11-reads", import.meta.url).href, suite);

/** The book's reads. */
const books: WholeReads = {
  protocol: (log, options) => reading(log, options) as ReturnType<WholeReads["protocol"]>,
};

/** The reference, where what a step sends leaves in the other order, and a class has the handlers. */
const backwards: WholeReads = {
  protocol(log, options) {
    const own = right.indexed.protocol(log, { ...options, drift: 1.5 * options.drift });
    const turned = (handlers: object) =>
      Object.fromEntries(
        Object.entries(handlers).map(([type, handle]) => [
          type,
          (s: Any, event: Any, io: Any) => {
            const sends: (() => void)[] = [];
            handle(
              s,
              event,
              nested(io, { send: (...sent) => void sends.push(() => io.send(...sent)) }),
            );
            for (const send of sends.reverse()) send();
          },
        ]),
      );
    class Turned {
      upon = turned(own.upon);
      after = turned(own.after ?? {});
      start(io: Any, journal: Any) {
        return own.start(io, journal);
      }
      compact(journal: Any) {
        return own.compact?.(journal) ?? journal.slice(-1);
      }
    }
    return new Turned() as Any;
  },
};

const whole = (reads: WholeReads) => ({ indexed: reads, leased: reads, quorums: reads });

const styles: Readonly<Record<string, Partial<Answers>>> = {
  "lists of what has happened": { ...others, ...rosters },
  "the book's reads": whole(books),
  "a round is under way as long as the last one is not heard": whole(unheard),
  "the other order, and more careful": whole(backwards),
};

for (const [style, answers] of Object.entries(styles)) {
  Deno.test(`answers in another style are right: ${style}`, () => {
    for (const part of suite.parts.filter(({ name }) => name in answers)) {
      const { standing, words } = gradePart(part, { ...right, ...answers });
      assertEquals(standing, "done", `${part.name}: ${words}`);
    }
  });
}
