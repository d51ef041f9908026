import { assert, assertEquals, assertMatch, assertRejects, assertThrows } from "@std/assert";
import type { AnyPlaygroundKit } from "../../kit/playground.ts";
import type { Setting } from "../../kit/playground/settings.ts";
import { kits } from "../kits.ts";
import { storyOf } from "../../model/story/story.ts";
import { decodeSession, encodeSession } from "./code.ts";
import { COMMON_LETTERS } from "./code_act.ts";
import { Film } from "./film.ts";
import { playgroundKit, protocols } from "./kits.ts";
import { Reporter } from "./news.ts";
import { play } from "./play.ts";
import { Playground } from "./playground.ts";
import { type Act, newSession, usualSettings } from "./session.ts";

for (const name of protocols) {
  const kit = await playgroundKit(name);
  Deno.test(`${name}: nothing that it brings is in the way of the text of a session`, () => {
    assertEquals(name, kit.kit.name);
    assertMatch(name, /^[a-z0-9-]+$/);
    const own = [
      ...Object.values(kit.requests),
      ...Object.values(kit.commands),
    ];
    const letters = [...COMMON_LETTERS, ...own.map(({ letter }) => letter)];
    assertEquals(new Set(letters).size, letters.length);
    for (const letter of letters) assertMatch(letter, /^[A-Z]$/);
    for (const { pattern, usual } of Object.values(kit.fields)) {
      assertMatch(usual, new RegExp(`^(?:${pattern})$`));
      for (const mark of ["-", ".", "&", "#", ""]) {
        assert(
          !new RegExp(`^(?:${pattern})$`).test(mark),
          `${name}: "${mark}"`,
        );
      }
    }
    for (const [bug, { code }] of Object.entries(kit.bugs)) {
      assert(Object.hasOwn(kit.kit.bugs, bug), `${name}: ${bug}`);
      assertMatch(code, /^[a-z][a-z0-9-]*$/);
    }
  });

  Deno.test(`${name}: a session of it comes back from its text, whatever is done and set`, () => {
    const asked = [1, 2, 3, 4, 5].find((node) => kit.asksAt?.(node) ?? true)!;
    const asks = Object.entries(kit.requests).map(([request, { fields }]): Act => {
      const words = fields.map((field) => [field, kit.fields[field]!.usual] as const);
      return { kind: "ask", node: asked, request, words: Object.fromEntries(words) };
    });
    const tells = Object.keys(kit.commands)
      .map((command): Act => ({ kind: "command", node: 1, command }));
    const usual = usualSettings(kit);
    const set = Object.entries<Setting>(kit.settings).map((
      [name, setting],
    ): Act => ({
      kind: "set",
      settings: {
        ...usual,
        values: { ...usual.values, [name]: another(setting) },
      },
    }));
    const acts = [...asks, ...tells, ...set].map((act, i) => ({
      at: 10 * i,
      act,
    }));
    const session = { ...newSession(kit, 3), acts };
    assertEquals(decodeSession(encodeSession(session, kit), kit), session);
    assertEquals(play(session, 500, kit).digest, play(session, 500, kit).digest);
  });

  Deno.test(`${name}: whatever is seen of a run has words`, () => {
    const { trace, states } = play(newSession(kit, 3), 1000, kit);
    for (const state of states) {
      const look = kit.look(state!, 0);
      assert(
        [look.name, look.badge, look.facts].every((words) => words !== ""),
        look.name,
      );
      for (const { text } of kit.columns) {
        assertEquals(typeof text(state!, 0), "string");
      }
    }
    const reporter = new Reporter(kit);
    reporter.take(storyOf(trace));
    for (const { words } of reporter.news) assertMatch(words, /^[A-Z].*\.$/);
  });
}

/** Another value than the usual one. */
function another(setting: Setting) {
  switch (setting.kind) {
    case "number":
      return setting.usual + 1;
    case "range":
      return [setting.usual[0], setting.usual[1] + 1] as const;
    case "switch":
      return !setting.usual;
    case "choice":
      return setting.options.find((option) => option !== setting.usual)!;
  }
}

for (const played of ["raft", "paxos", "multipaxos"]) {
  Deno.test(`${played} is played with the invariants and the bugs of its kit`, async () => {
    const { name, invariants, bugs } = (await playgroundKit(played)).kit;
    const kit = kits.get(name)!;
    assertEquals(invariants.map((each) => each.name), kit.invariants.map((each) => each.name));
    assertEquals(bugs, kit.bugs);
  });
}

const raft = await playgroundKit("raft");
const rpc = await playgroundKit("rpc");
const deposit = (node: number, amount: string): Act => ({
  kind: "ask",
  node,
  request: "deposit",
  words: { amount },
});

/** How the nodes of a session look at a time: their names, captions and badges. */
function looksAt({ look }: AnyPlaygroundKit, playground: Playground, at: number): string[] {
  const film = new Film(playground.session.nodes, storyOf(playground.trace));
  film.take(playground.pendingTimers);
  return film.at(at).nodes.map(({ node, isUp, state }) => {
    const { name, caption, badge } = look(state!, node);
    return isUp ? `${name}, ${caption || "–"}, ${badge}` : "down";
  });
}

Deno.test("rpc: a deposit is seen on its way, counted down, executed and told", () => {
  const playground = new Playground(newSession(rpc, 7), rpc);
  playground.advance(100);
  playground.act(deposit(1, "10"));
  playground.advance(110);
  assertEquals(looksAt(rpc, playground, 110), [
    "account, account, 0",
    "waiting, deposits 10, call 1",
    "client, –, call 0",
  ]);
  const film = new Film(3, storyOf(playground.trace));
  film.take(playground.pendingTimers);
  const { nodes, flights } = film.at(110);
  assert(nodes[1]!.patience! > 0.5 && nodes[1]!.patience! < 1);
  assertEquals(flights.map(({ body }) => rpc.message(body).tone), ["warm"]);
  playground.advance(300);
  assertEquals(looksAt(rpc, playground, 300), [
    "account, account, 10",
    "client, –, call 1",
    "client, –, call 0",
  ]);
  const state = playground.states[0]!;
  assertEquals([rpc.cells!.last(state), rpc.cells!.cell(state, 1)?.text], [
    1,
    "+10",
  ]);
  const reporter = new Reporter(rpc);
  reporter.take(storyOf(playground.trace));
  assertEquals(reporter.news.map(({ words }) => words), [
    "The account executes call 1 of node 1: +10.",
    "Client at node 1, deposit 10: 10 in all.",
  ]);
});

/** A deposit is acknowledged, and then the account crashes and comes back. */
function crashed(promise: string): Playground {
  const usual = usualSettings(rpc);
  const settings = { ...usual, values: { ...usual.values, promise } };
  const playground = new Playground(newSession(rpc, 7, 3, settings), rpc);
  playground.act(deposit(1, "10"));
  playground.advance(200);
  playground.act({ kind: "crash", node: 0 });
  playground.advance(300);
  playground.act({ kind: "restart", node: 0 });
  playground.advance(400);
  return playground;
}

Deno.test("rpc: an account that crashes forgets what it confirmed, unless that is promised", () => {
  assertEquals(
    crashed("exactly once").violation?.invariant,
    "acknowledged stays",
  );
  const kept = crashed("exactly once, crashes included");
  assertEquals(kept.violation, undefined);
  assertEquals(looksAt(rpc, kept, 250)[0], "down");
  assertEquals(looksAt(rpc, kept, 400)[0], "account, account, 10");
});

Deno.test("rpc: where calls are executed at least once, duplicates break what others promise", () => {
  const usual = usualSettings(rpc);
  const violation = (promise: string) => {
    const values = { ...usual.values, promise, duplicatePercent: 90 };
    const acts = [1, 2].map((node) => ({ at: 0, act: deposit(node, "5") }));
    const session = { ...newSession(rpc, 7, 3, { ...usual, values }), acts };
    return play(session, 1000, rpc).violation;
  };
  assertEquals(violation("at least once")?.invariant, "at most once");
  assertEquals(violation("exactly once"), undefined);
});

Deno.test("paxos: a proposal is seen in both phases, and everybody learns the value", async () => {
  const kit = await playgroundKit("paxos");
  const playground = new Playground(newSession(kit, 7, 3), kit);
  playground.act({ kind: "ask", node: 1, request: "propose", words: { value: "x" } });
  playground.advance(300);
  assertEquals(looksAt(kit, playground, 5)[1], "phase 1, phase 1 of 1.1, ≥ –");
  assertEquals(looksAt(kit, playground, 300), Array(3).fill("done, learnt x, ≥ 1.1"));
  assertEquals(kit.cells!.cell(playground.states[0]!, 1)?.text, "x");
  const reporter = new Reporter(kit);
  reporter.take(storyOf(playground.trace));
  const told = reporter.news.map(({ words }) => words);
  assertEquals(told.slice(0, 2), [
    "Node 1 asks for promises in ballot 1.1.",
    "Node 1 asks for votes for x in ballot 1.1.",
  ]);
  assert(told.includes("Client at node 1, propose x: x is decided."));
  assertEquals(told.filter((words) => words.endsWith("has learnt x.")).length, 3);
});

Deno.test("multipaxos: a leader is seen, and what it has decided in its slots", async () => {
  const kit = await playgroundKit("multipaxos");
  const playground = new Playground(newSession(kit, 7, 3), kit);
  playground.advance(600);
  const looks = looksAt(kit, playground, 600);
  const leader = looks.findIndex((look) => look.startsWith("leader"));
  assertEquals(looks[leader], `leader, leader, ≥ 1.${leader}`);
  playground.act({ kind: "ask", node: leader, request: "put", words: { key: "k", value: "1" } });
  playground.advance(800);
  const cell = kit.cells!.cell(playground.states[leader]!, 1)!;
  assertEquals([cell.head, cell.text, cell.isFirm], [`1.${leader}`, "k=1", true]);
  playground.act({ kind: "command", node: (leader + 1) % 3, command: "transfer" });
  playground.advance(1200);
  assert(looksAt(kit, playground, 1200)[(leader + 1) % 3]!.startsWith("leader"));
});

Deno.test("a protocol that nobody has brought is refused, and the known ones are named", async () => {
  await assertRejects(
    () => playgroundKit("toString"),
    RangeError,
    "must be one of raft, rpc, paxos, multipaxos, epaxos, pbft, hotstuff, multiraft, swim, gossip, plumtree",
  );
});

Deno.test("a session is played with its own protocol only", () => {
  assertThrows(
    () => play(newSession(rpc, 7), 10, raft),
    RangeError,
    "must be one of raft: given rpc",
  );
});
