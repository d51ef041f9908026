/** What chapter 2 says of answers that are wrong: the case, what was expected, and what was found. */

import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { explainRun } from "hb/grade/report.ts";
import { gradePart, type PartResult } from "hb/grade/suite.ts";
import type { Answers } from "../../exercises/02-time/answers.ts";
import { EPSILON_MS, type Execution, type Hybrid } from "../../exercises/02-time/events.ts";
import { suite } from "../../exercises/02-time/suite.ts";
import { before } from "../../solutions/02-time/before.ts";
import { commit } from "../../solutions/02-time/commit.ts";
import { delivery } from "../../solutions/02-time/delivery.ts";
import { hybrid } from "../../solutions/02-time/hybrid.ts";
import { lamport } from "../../solutions/02-time/lamport.ts";
import { marzullo } from "../../solutions/02-time/marzullo.ts";
import { siblings } from "../../solutions/02-time/siblings.ts";
import { snapshot } from "../../solutions/02-time/snapshot.ts";
import { tolerant } from "../../solutions/02-time/tolerant.ts";
import { vectors } from "../../solutions/02-time/vectors.ts";

const solution: Answers = {
  before,
  lamport,
  vectors,
  siblings,
  delivery,
  hybrid,
  marzullo,
  commit,
  tolerant,
  snapshot,
};

// deno-lint-ignore no-explicit-any -- answers of any form, which no type allows
type Any = any;

function judged(name: keyof Answers, answer: Any): PartResult {
  const part = suite.parts.find((each) => each.name === name)!;
  return gradePart(part, { ...solution, [name]: answer }, { shrinkRuns: 200 });
}

function words(name: keyof Answers, answer: Any): string {
  const result = judged(name, answer);
  assertEquals(result.standing, "wrong", name);
  return result.words!;
}

/** Each function of the solution, with the answer that has another one in its place. */
const functions = Object.entries(solution).flatMap(([name, own]) => {
  const part = name as keyof Answers;
  if (typeof own === "function") return [{ part, member: name, put: (odd: unknown) => odd }];
  return Object.keys(own).flatMap((member) => {
    if (member !== "upon") {
      return [{ part, member, put: (odd: unknown) => ({ ...own, [member]: odd }) as unknown }];
    }
    const { upon } = own as typeof snapshot;
    return Object.keys(upon).map((type) => ({
      part,
      member: type,
      put: (odd: unknown) => ({ ...own, upon: { ...upon, [type]: odd } }) as unknown,
    }));
  });
});

const endless: unknown[] = [];
endless.push(endless);

/** What a function may give that is no answer to anything. */
const oddities: readonly unknown[] = [
  ...[undefined, null, "x", NaN, [], [1], new Array(3), [undefined], {}, Symbol("x"), 1n],
  ...[Promise.resolve(1), () => 1, endless],
];

Deno.test("whatever a function gives, the suite does not throw: it says what it expected and found", () => {
  for (const { part, member, put } of functions) {
    for (const odd of oddities) {
      const said = words(part, put(() => odd));
      const told = `${part}, ${member}: ${said}`;
      assert(
        !/could not be used|Invalid array|Cannot read|the case is|not a function/.test(said),
        told,
      );
      // Of a marker that is not heard of, a run says what it led to.
      assertMatch(said, member === "marker" ? /^consistent cut/ : /expected|must be/, told);
    }
  }
});

Deno.test("whatever a function throws is told with what it was asked", () => {
  for (const { part, member, put } of functions) {
    for (const thrown of [new Error("no"), "no"]) {
      const throws = put(() => {
        throw thrown;
      });
      assertMatch(words(part, throws), /your code threw (Error: )?no/, `${part}, ${member}`);
    }
  }
});

Deno.test("who changes what a node keeps into something else is told what it must be", () => {
  const spoilt = (own: Any, key: string, value: unknown) => (s: Any, ...others: Any[]) => {
    own(s, ...others);
    s[key] = value;
  };
  for (const value of [undefined, "x", NaN, [undefined], {}]) {
    for (const key of ["seen", "waiting", "shown"]) {
      assertStringIncludes(words("delivery", spoilt(delivery, key, value)), `\`${key}\` must be`);
    }
    const { give } = snapshot.upon;
    const spoiler = spoilt(give, "record", value);
    const said = words("snapshot", { ...snapshot, upon: { ...snapshot.upon, give: spoiler } });
    assertStringIncludes(said, "`record` must be null");
    if (Array.isArray(value)) continue;
    const passed = spoilt(commit.passed, "pending", value);
    assertStringIncludes(words("commit", { ...commit, passed }), "`pending` must be a list");
  }
});

Deno.test("the plainest case is told, in the words and signs in which it was asked", () => {
  const said: [keyof Answers, Any, string][] = [
    ["before", () => false, "): expected true, found false"],
    [
      "lamport",
      { ...lamport, receive: (time: number) => time + 1 },
      "what a clock that shows 0 shows when a message stamped 1 comes, the least that is more than both: " +
      "expected 2, found 1",
    ],
    [
      "vectors",
      {
        ...vectors,
        compare: (a: Any, b: Any) => vectors.compare(a, b).replace("equal", "concurrent"),
      },
      'compare [0] with [0]: expected "equal", found "concurrent"',
    ],
    [
      "vectors",
      { ...vectors, tick: (vector: Any) => vector },
      "the next step of node 0, whose vector is [0]: expected [1], found [0]",
    ],
    [
      "siblings",
      { ...siblings, combine: (versions: Any) => versions },
      'what is kept of "" [2], "" [2]: expected "" [2], found "" [2], "" [2]',
    ],
    [
      "hybrid",
      { ...hybrid, tick: (time: Hybrid) => time },
      "what a clock that shows (0, 0) shows at a step when the wall clock reads 0: " +
      "expected (0, 1), found (0, 0)",
    ],
    [
      "marzullo",
      (sources: Any) => ({ ...marzullo(sources), sources: 7 }),
      "what most of [0, 0] agree on, and how many they are: expected [0, 0], 1 source, found [0, 0], 7 sources",
    ],
    [
      "tolerant",
      () => undefined,
      "where the true time is for sure, if at most 0 of [0, 0] are wrong (undefined if more must be): " +
      "expected [0, 0], found undefined",
    ],
    [
      "snapshot",
      { ...snapshot, upon: { ...snapshot.upon, give: () => {} } },
      "what the bank has when client 2's wish to pay 1 to bank 0 comes to bank 1 of 2, after nothing: " +
      "expected 99, found 100",
    ],
  ];
  for (const [name, answer, ending] of said) {
    const found = words(name, answer);
    assert(found.endsWith(ending), `${name}: ${found}`);
  }
});

Deno.test("an event that shows too little is told with the one that happened before it", () => {
  // Right as long as clocks show less than 3.
  const tick = (time: number) => time < 2 ? time + 1 : time;
  const said = words("lamport", {
    ...lamport,
    tick: (time: number) => time > 50 ? time + 1 : tick(time),
  });
  assertStringIncludes(said, "shows at the next step: expected 3, found 2");
  const hidden = (time: number, stamp: number) =>
    time === 0 && stamp === 3 ? 5 : lamport.receive(time, stamp);
  let asked = 0;
  const receive = (time: number, stamp: number) =>
    ++asked > 576 ? hidden(time, stamp) : lamport.receive(time, stamp);
  assertMatch(
    words("lamport", { ...lamport, receive }),
    /^what event \d+ must show in \(.*\), where event \d+ happened before it and shows 3: expected 4, found 5$/,
  );
});

Deno.test("of part 1, an answer that looks at all triples of events ends soon", () => {
  let looks = 0, most = 0;
  const counted = (events: Execution, a: number, b: number) => {
    looks += events.length ** 3;
    most = Math.max(most, events.length);
    return before(events, a, b);
  };
  assertEquals(judged("before", counted).standing, "done");
  assert(looks < 2e9, `${looks}`);
  const { largest } = suite.parts.find(({ name }) => name === "before")!;
  assertEquals(largest, `executions of up to ${most} events`);
});

Deno.test("a run of part 8 names the servers, and speaks of no messages, as there are none", () => {
  const hasty = {
    ...commit,
    commit: (_s: Any, { from }: Any, io: Any) => io.answer(from, io.now() + EPSILON_MS),
  };
  const told = explainRun(judged("commit", hasty));
  assertStringIncludes(told, 'client 0 asks "a stamp of server 0"');
  assert(!told.includes("message"), told);
  // Exactly when a stamp has not passed yet.
  const again = {
    commit: (s: Any, { from }: Any, io: Any) => {
      s.pending.push({ client: from, stamp: io.now() + EPSILON_MS });
      io.wait(2 * EPSILON_MS, { type: "passed" });
    },
    passed: (s: Any, _timer: Any, io: Any) => {
      const [{ stamp }] = s.pending;
      io.wait(stamp + EPSILON_MS - io.now(), { type: "passed" });
    },
  };
  assertStringIncludes(words("commit", again), "is set again for 0 ms when it reads 110");
});

Deno.test("a snapshot that is wrong is told by what banks had, recorded and answered", () => {
  const upon = {
    ...snapshot.upon,
    transfer: (s: Any, { amount }: Any) => void (s.money += amount),
  };
  assertStringIncludes(
    words("snapshot", { ...snapshot, upon }),
    "on the way from bank 0 to bank 1 was 1, and the record that bank 1 answers says nothing",
  );
  assertStringIncludes(
    words("snapshot", { ...snapshot, upon: { ...snapshot.upon, marker: () => {} } }),
    "when bank 1 recorded, it had received 1 from bank 0; and when bank 0 recorded, its money had not " +
      "become less by that yet",
  );
});
