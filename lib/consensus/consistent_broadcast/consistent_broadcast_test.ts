import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { scripts } from "../../security/adversary/arbitrary.ts";
import { amongLoyal } from "../../security/adversary/loyal.ts";
import { puppet } from "../../security/adversary/puppet.ts";
import { withTraitors } from "../../security/adversary/traitors.ts";
import { isCertificate, sign } from "../../security/identity/signed.ts";
import { step } from "../../model/step.ts";
import { uniform } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import { agreement, noCreation, noDuplication } from "../reliable_broadcast/invariants.ts";
import { consistentBroadcast, type State } from "./consistent_broadcast.ts";
import type { Message, Witnessed } from "./messages.ts";

const protocol = consistentBroadcast();
const at = { self: 0, nodes: 4 };

/** Node 0 after its client has asked for "a", and these have come. */
function after(...messages: readonly Message[]) {
  let { state } = step(protocol, undefined, { kind: "start", journal: [] }, at);
  const ask: Message = { type: "broadcast", payload: "a" };
  for (const [i, message] of [ask, ...messages].entries()) {
    ({ state } = step(protocol, state, { kind: "message", from: i === 0 ? 9 : 1, message }, at));
  }
  return state;
}

const statement: Witnessed = {
  kind: "consistent broadcast",
  sender: 0,
  sequence: 1,
  payload: "a",
};

function witness(self: number, of: Witnessed = statement): Message {
  return { type: "witness", signed: sign({ self }, of) };
}

Deno.test("a sender delivers when a quorum has signed, itself included, and can prove it", () => {
  assertEquals(after(witness(1)).log, []);
  const { log, proofs, clients } = after(witness(1), witness(2));
  assertEquals(log, [{ sender: 0, sequence: 1, payload: "a" }]);
  assertEquals(isCertificate(proofs[0]!, 3, [0, 1, 2, 3]), true);
  assertEquals(clients.size, 0);
});

Deno.test("a sender counts each member once, and only what it has asked for", () => {
  for (
    const useless of [
      witness(1),
      witness(5),
      witness(2, { ...statement, payload: "b" }),
      witness(2, { ...statement, sequence: 2 }),
      witness(2, { ...statement, sender: 3 }),
      witness(2, { ...statement, kind: "lunch" as Witnessed["kind"] }),
    ]
  ) {
    assertEquals(after(witness(1), useless).log, []);
  }
});

Deno.test("what comes with a certificate that is none, or not of a broadcast, is not delivered", () => {
  const final = (signers: readonly number[], of: Witnessed): Message => ({
    type: "final",
    certificate: { signers, statement: of },
  });
  const of1 = { ...statement, sender: 1 };
  assertEquals(after(final([1, 2, 3], of1)).log.length, 1);
  for (const signers of [[1, 2], [1, 2, 2], [1, 2, 7]]) {
    assertEquals(after(final(signers, of1)).log, [], `${signers}`);
  }
  const lunch = { ...of1, kind: "lunch" as Witnessed["kind"] };
  assertEquals(after(final([1, 2, 3], lunch)).log, []);
});

Deno.test("whatever a script makes of node 3, the others deliver what they have said, and never two things", () => {
  const options = { listeners: [0, 1, 2], types: ["initial", "witness", "final"] };
  fc.assert(
    fc.property(scripts(options), fc.nat(1000), (script, seed) => {
      const world = new World({
        protocol: withTraitors(protocol, { 3: puppet(protocol, script) }),
        nodes: 4,
        seed,
        trace: "none",
        network: { latency: uniform(1, 40), duplication: 0.2 },
        clients: {
          workload: ["a", "b", "c", "d"].map((input) => [{ input }]),
          ask: (payload): Message => ({ type: "broadcast", payload: payload as string }),
          link: "local",
        },
        invariants: amongLoyal<State>([agreement, noCreation, noDuplication]),
      });
      world.run(3000);
      assertEquals(world.violation, undefined);
      for (const { log } of world.states.slice(0, 3) as State[]) {
        const loyal = log.filter(({ sender }) => sender < 3).map(({ payload }) => payload);
        assertEquals(loyal.toSorted(), ["a", "b", "c"]);
      }
    }),
    { seed: 1, numRuns: 150 },
  );
});
