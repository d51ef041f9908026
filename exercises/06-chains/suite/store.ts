import text from "./store.md" with { type: "text" };
import { type Grading, task, Wrong } from "hb/grade/part.ts";
import { said } from "hb/grade/said.ts";
import { registerOn, type RegisterService } from "hb/laboratory/conformance/register.ts";
import type { Ask, Value } from "hb/replication/register/register.ts";
import type { Tagged } from "hb/model/protocol.ts";
import type { Answers } from "../answers.ts";
import type { ChainStore, Command } from "../given.ts";
import { thrifty } from "./store_bounds.ts";
import { clientsAreTold } from "./store_clients.ts";
import { comeback } from "./store_comeback.ts";
import { largeChain, smallChains } from "./store_small.ts";
import { storms } from "./store_storms.ts";
import { turnover } from "./store_turnover.ts";
import { protocolOf, resultIn } from "./store_world.ts";

const NODES = 5, FIRST = [1, 2, 3];

export const store = task<Answers>(text, ({ store }, grading) => {
  smallChains(store, grading);
  thrifty(store, grading);
  clientsAreTold(store, grading);
  comeback(store, grading);
  turnover(store, grading);
  storms(store, grading);
  conforms(store, grading);
  largeChain(store, grading);
});

/** The suite of all registers of the book, with this one. */
function conforms(store: ChainStore, grading: Grading): void {
  let count = 0;
  for (const _ of grading.seeds(6)) count++;
  const service: RegisterService = {
    name: "your store",
    nodes: NODES,
    protocol: protocolOf(store, { first: FIRST }),
    ask: (input, { client, sequence }) =>
      ({ type: "request", id: { client, sequence }, command: commandOf(input) }) as Tagged,
    answer: valueOf,
    clients: "wander",
    endures: ["crash", "partition", "pause", "clock", "slow", "late"],
    duplicates: true,
    levels: ["linearizable"],
    answersAlone: () => false,
  };
  for (const { name, breach } of registerOn(Math.max(1, count)).guarantees) {
    const came = grading.asked(() => breach(service), () => `asked: ${ASKED}\n  came`);
    if (came === undefined) continue;
    throw new Wrong(said({ asked: ASKED, came, must: name, why: "it is a register of the book" }));
  }
}

const ASKED =
  "a master, a chain of three servers and one beside it, clients who read and write, and trouble";

const commandOf = (ask: Ask): Command =>
  ask.type === "read"
    ? { type: "get", key: `${ask.key}` }
    : { type: "put", key: `${ask.key}`, value: JSON.stringify(ask.value) };

/** A write is answered with null; what was there before is of no interest. */
function valueOf(answer: unknown): Value {
  const result = resultIn(answer);
  return result === null ? null : JSON.parse(result);
}
