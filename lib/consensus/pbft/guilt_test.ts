import { assertEquals } from "@std/assert";
import { listMachine } from "../../replicated/state_machine/list.ts";
import { certificateOf, sign } from "../../security/identity/signed.ts";
import { World } from "../../sim/world.ts";
import { charges } from "./guilt.ts";
import { batchOf, commits as commitsTo, prepares, proposes } from "./lies.ts";
import type { Message } from "./messages.ts";
import { pbft } from "./pbft.ts";
import { type Statement, statementsIn } from "./said.ts";
import type { Options } from "./settings.ts";
import type { Replica } from "./state.ts";
import { type Lie, menu } from "../../security/adversary/menu.ts";
import { withTraitors } from "../../security/adversary/traitors.ts";

const options: Options = { machine: listMachine as Options["machine"], replicas: 4 };
const byCodes: Options = { ...options, authentication: "codes" };
const honest = pbft(options);
const vote = <K extends "prePrepare" | "prepare" | "commit">(
  kind: K,
  view: number,
  digest: string,
) => ({ kind, cluster: "pbft", view, sequence: 1, digest });
const commits = (view: number, digest: string, ...signers: number[]) =>
  certificateOf(signers.map((self) => sign({ self }, vote("commit", view, digest))));
const convicted = (...evidence: unknown[]) =>
  charges(options, statementsIn(evidence)).map(({ culprit, crime }) => `${culprit} ${crime}`);

Deno.test("two decisions in one view convict all who signed both, which are f + 1", () => {
  assertEquals(convicted(commits(0, "a", 0, 1, 2), commits(0, "b", 0, 2, 3)), [
    "0 equivocation",
    "2 equivocation",
  ]);
  assertEquals(convicted(commits(0, "a", 0, 1, 2), commits(0, "a", 1, 2, 3)), []);
});

Deno.test("a primary that proposes one batch and commits another is convicted", () => {
  const proposal = sign({ self: 0 }, vote("prePrepare", 0, "a"));
  assertEquals(convicted(proposal, commits(0, "b", 0, 1, 2)), ["0 equivocation"]);
});

const change = (self: number, view: number, prepared: readonly unknown[] = []) =>
  sign(
    { self },
    { kind: "viewChange", cluster: "pbft", view, stable: null, prepared } as unknown as Statement,
  );
const proof = (view: number, digest: string, ...backups: number[]) => ({
  prePrepare: sign({ self: view % 4 }, vote("prePrepare", view, digest)),
  prepares: certificateOf(backups.map((self) => sign({ self }, vote("prepare", view, digest)))),
});

Deno.test("who has committed and says nothing of it when the view changes is convicted of amnesia", () => {
  const decided = commits(0, "a", 0, 1, 2), told = proof(0, "a", 1, 2);
  assertEquals(convicted(decided, change(1, 1), change(2, 1, [told])), ["1 amnesia"]);
  // A later proof shows that it has gone on, and a replica that has not committed knows of nothing.
  assertEquals(convicted(decided, change(1, 2, [proof(1, "b", 2, 3)]), change(3, 1)), []);
});

Deno.test("votes that too few have cast are no proof: whoever shows them pretends", () => {
  assertEquals(convicted(change(3, 1, [proof(0, "a", 1)])), ["3 pretence"]);
  assertEquals(convicted(sign({ self: 2 }, vote("prePrepare", 0, "a"))), ["2 pretence"]);
});

Deno.test("with codes, a primary that begins its view with what nobody has claimed is convicted", () => {
  const claims = (self: number) =>
    sign({ self }, {
      ...change(self, 1).statement,
      claimed: { prepared: [], accepted: [] },
    } as unknown as Statement);
  const begun = sign({ self: 1 }, {
    kind: "newView",
    cluster: "pbft",
    view: 1,
    viewChanges: [0, 1, 2].map(claims),
    prePrepares: [sign({ self: 1 }, vote("prePrepare", 1, "a"))],
  } as unknown as Statement);
  assertEquals(
    charges(byCodes, [begun]).map(({ culprit, crime }) => `${culprit} ${crime}`),
    ["1 pretence"],
  );
});

/** View 1 begins with this at number 1, and these view changes. */
const beginning = (digest: string | null, ...viewChanges: ReturnType<typeof change>[]) =>
  sign({ self: 1 }, {
    kind: "newView",
    cluster: "pbft",
    view: 1,
    viewChanges,
    prePrepares: digest === null ? [] : [sign({ self: 1 }, vote("prePrepare", 1, digest))],
  } as unknown as Statement);

Deno.test("a view that begins twice: the two beginnings convict its primary, and a loyal voter never", () => {
  const told = proof(0, "a", 1, 2);
  const one = beginning("a", change(0, 1, [told]), change(1, 1), change(2, 1));
  const other = beginning(null, change(1, 1), change(2, 1), change(3, 1));
  assertEquals(convicted(one, other), ["1 equivocation"]);
  // Replica 3 has been shown the second beginning, and voted by it.
  const voted = sign({ self: 3 }, vote("prepare", 1, "b"));
  assertEquals(convicted(one, voted), []);
});

Deno.test("who disagree by two beginnings of a view convict f + 1, as each beginning shows its amnesiacs", () => {
  const told = proof(0, "a", 1, 2), committed = commits(0, "a", 0, 1, 2);
  const one = beginning("a", change(0, 1, [told]), change(1, 1, [told]), change(3, 1));
  const other = beginning(null, change(1, 1), change(2, 1), change(3, 1));
  assertEquals(convicted(committed, other, commits(1, "b", 1, 2, 3)), ["1 amnesia", "2 amnesia"]);
  assertEquals(convicted(committed, one, other, commits(1, "b", 1, 2, 3)), [
    "1 equivocation",
    "2 amnesia",
  ]);
});

Deno.test("two liars of four make the others disagree, and what these hold convicts both, and their client", () => {
  const a = batchOf(4, "a"), b = batchOf(4, "b"), types = Object.keys(honest.upon) as never[];
  const lies = (self: number) =>
    ([[1, a], [2, b]] as const).flatMap(([to, batch]): Lie<Message>[] => [
      ...(self === 0 ? [proposes(self, to, batch)] : [prepares(self, to, batch)]),
      commitsTo(self, to, batch),
    ]);
  const world = new World({
    protocol: withTraitors(honest, {
      0: menu<Message>(types, lies),
      3: menu<Message>(types, lies),
      4: menu<Message>(types, () => []),
    }),
    nodes: 5,
    seed: 1,
  });
  world.run(40);
  const loyal = world.states.slice(1, 3) as Replica[];
  assertEquals(loyal.map(({ machine }) => machine), [["a"], ["b"]]);
  assertEquals(
    charges(options, statementsIn(loyal)).map(({ culprit, crime }) => `${culprit} ${crime}`),
    ["0 equivocation", "3 equivocation", "4 equivocation"],
  );
});
