import { assertEquals, assertMatch, assertRejects, assertThrows } from "@std/assert";
import fc from "fast-check";
import { decodeSession, encodeSession } from "./code.ts";
import { playgroundKit } from "./kits.ts";
import { readSession } from "./read.ts";
import { type Act, newSession, type Session, type Settings, usualSettings } from "./session.ts";

const raft = await playgroundKit("raft");

const number = (min: number, max: number) => fc.integer({ min, max });
const sorted = (min: number, max: number) =>
  fc.tuple(number(min, max), number(min, max)).map(([a, b]): [number, number] =>
    a < b ? [a, b] : [b, a]
  );
/** Records with the prototype of all records. */
const plain = { noNullPrototype: true } as const;
const word = fc.stringMatching(/^[A-Za-z0-9]{1,8}$/);

const anySettings: fc.Arbitrary<Settings> = fc.record({
  values: fc.record({
    electionMs: sorted(10, 10_000),
    heartbeatMs: number(5, 9),
    preVote: fc.boolean(),
    checkQuorum: fc.boolean(),
    latencyMs: sorted(1, 1000),
    lossPercent: number(0, 90),
  }, plain),
  bug: fc.constantFrom(null, ...Object.keys(raft.bugs)),
}, plain);

const asks = (
  node: number,
  request: string,
  words: Record<string, string>,
): Act => ({
  kind: "ask",
  node,
  request,
  words,
});

function anyAct(nodes: number): fc.Arbitrary<Act> {
  const node = number(0, nodes - 1);
  const acts: fc.Arbitrary<Act>[] = [
    ...(["crash", "restart", "cut", "join"] as const).map((kind) =>
      fc.record({ kind: fc.constant(kind), node }, plain)
    ),
    node.map((node): Act => ({ kind: "command", node, command: "transfer" })),
    fc.tuple(node, word, word).map(([node, key, value]) => asks(node, "put", { key, value })),
    fc.tuple(node, word).map(([node, key]) => asks(node, "get", { key })),
    fc.record(
      { kind: fc.constant("set" as const), settings: anySettings },
      plain,
    ),
  ];
  if (nodes === 1) return fc.oneof(...acts);
  const ends = fc.tuple(node, number(1, nodes - 1)).map(([from, by]) => ({
    from,
    to: (from + by) % nodes,
  }));
  return fc.oneof(
    ...acts,
    fc.tuple(ends, fc.boolean()).map(([link, oneWay]): Act => ({
      kind: "cut link",
      ...link,
      oneWay,
    })),
    ends.map((link): Act => ({ kind: "mend link", ...link })),
  );
}

const anySession: fc.Arbitrary<Session> = number(1, 7).chain((nodes) =>
  fc.record({
    protocol: fc.constant("raft"),
    seed: fc.maxSafeNat(),
    nodes: fc.constant(nodes),
    settings: fc.oneof(fc.constant(usualSettings(raft)), anySettings),
    acts: fc.array(
      fc.record({ at: number(0, 120_000), act: anyAct(nodes) }, plain),
      {
        maxLength: 20,
        size: "max",
      },
    )
      .map((acts) => acts.sort((a, b) => a.at - b.at)),
  }, plain)
);

Deno.test("every session comes back from its text, which may stand in an address as it is", () => {
  fc.assert(fc.property(anySession, (session) => {
    const text = encodeSession(session, raft);
    assertMatch(text, /^[A-Za-z0-9.-]+$/);
    assertEquals(decodeSession(text, raft), session);
  }));
});

Deno.test("a short session has a short text", () => {
  const acts = [{ at: 700, act: asks(0, "put", { key: "x", value: "1" }) }];
  assertEquals(
    encodeSession({ ...newSession(raft, 7, 3), acts }, raft),
    "1.7.3..jgP0-x-1",
  );
});

const refused: readonly (readonly [string, string, string])[] = [
  ["nothing", "", "version 1 or 2"],
  ["another version", "3.7.3.", "version 1 or 2"],
  ["no protocol that there is", "2.toString.7.3.", "one of raft, rpc"],
  ["Raft in the version of others", "2.raft.7.3.", "as it is written here"],
  ["a deposit at the account", "2.rpc.7.3..0D0-1", "a client sits beside"],
  ["a deposit of nothing", "2.rpc.7.3..0D1-0", "the amount must be"],
  ["too few nodes for an account", "2.rpc.7.1.", "number of nodes"],
  [
    "a promise that nobody makes",
    "2.rpc.7.3.4-a-k-0-0-0",
    "the promise must be one of",
  ],
  ["no seed", "1..3.", "digits and small letters"],
  ["a seed that is too large", "1.zzzzzzzzzzz.3.", "digits and small letters"],
  ["no nodes at all", "1.7.0.", "number of nodes"],
  ["a hundred nodes", "1.7.2s.", "number of nodes"],
  ["a node that is not there", "1.7.3..0C3", "node of an act"],
  ["a link from a node to itself", "1.7.3..0L1-1", "between two nodes"],
  ["an act after the end", "1.7.3..zzzzzC0", "time of an act"],
  ["an act of no kind", "1.7.3..0Z0", "letter that stands for one"],
  ["a key that is markup", "1.7.3..0P0-<b>-1", "the key must be"],
  ["a value that is too long", "1.7.3..0P0-x-123456789", "the value must be"],
  [
    "an inherited name as a broken rule",
    "1.7.3.46-8c-1e-a-k-0-3-toString",
    "7 numbers",
  ],
  ["a range that runs backwards", "1.7.3.8c-46-1e-a-k-0-3", "shorter time"],
  [
    "a heartbeat slower than all patience",
    "1.7.3.46-8c-9c-a-k-0-3",
    "heartbeat must be shorter",
  ],
  [
    "usual settings spelt out",
    "1.7.3.46-8c-1e-a-k-0-3",
    "as it is written here",
  ],
  ["a number with a leading zero", "1.07.3.", "digits and small letters"],
  ["the end of a text", "1.7.3..0C0.", "made of acts"],
  ["an act with more than it needs", "1.7.3..0C0-1", "as it is written here"],
  [
    "a million characters",
    "1.7.3." + ".0C0".repeat(250_000),
    "at most 12000 characters",
  ],
  [
    "more acts than a session has",
    "1.7.3." + ".0C0".repeat(401),
    "at most 400 acts",
  ],
  ["script", "javascript:alert(1)", "version 1 or 2"],
];

for (const [what, text, words] of refused) {
  Deno.test(`a text is refused in plain words that holds ${what}`, async () => {
    const { message } = await assertRejects(
      () => readSession(text),
      RangeError,
      words,
    );
    assertMatch(message, /^Cannot (read|play) the session because .+: given /);
    assertEquals(message.length < 250, true, message);
  });
}

Deno.test("no text whatever is taken but those that are written", () => {
  const pieces = fc.array(
    fc.constantFrom(..."1.7.3..0C0-PxSL_%<\u0000 é".split("")),
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        pieces.map((all) => all.join("")),
      ),
      (text) => {
        let session: Session;
        try {
          session = decodeSession(text, raft);
        } catch (error) {
          assertEquals(error instanceof RangeError, true);
          return;
        }
        assertEquals(encodeSession(session, raft), text);
      },
    ),
  );
});

Deno.test("a session that cannot be played is not written", () => {
  const acts = [{ at: 5, act: { kind: "crash", node: 0 } }, {
    at: 4,
    act: { kind: "restart", node: 0 },
  }] as const;
  assertThrows(
    () => encodeSession({ ...newSession(raft, 1), acts }, raft),
    RangeError,
    "time of an act",
  );
  assertThrows(() => encodeSession(newSession(raft, -1), raft), RangeError, "seed");
  assertThrows(
    () => encodeSession(newSession(raft, 1, 2.5), raft),
    RangeError,
    "number of nodes",
  );
});
