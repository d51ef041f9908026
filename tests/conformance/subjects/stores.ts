/** The registers of the library, as the suite of registers asks them. */

import type { LevelName } from "hb/check/levels.ts";
import { PRIMARY } from "hb/replication/register/primary.ts";
import { type Store, stores } from "hb/replication/register/stores.ts";
import { SEQUENCER } from "hb/replication/register/total_order.ts";
import type { RegisterService } from "hb/laboratory/conformance/register.ts";
import type { AnyProtocol } from "hb/laboratory/conformance/service.ts";

/** Who answers alone; the others all do, as each has a copy of its own. */
const alone: Readonly<Record<string, RegisterService["answersAlone"]>> = {
  "primary": (node) => node === PRIMARY,
  "total order": (node) => node === SEQUENCER,
  "local reads": (node, type) => node === SEQUENCER || type === "read",
  "any copy, sessions": () => undefined,
  "any copy": () => undefined,
};

/** A session waits until a copy has what it has seen, and so nobody is far ahead: see `burstOf`. */
const sessionsToo = { PRAM: "the copies' clocks run level while clients visit them in turn" };

/** A store as a service. */
export function storeService({ name, promises, protocol }: Store): RegisterService {
  return {
    name,
    nodes: 3,
    protocol: protocol as unknown as AnyProtocol,
    ask: (input) => input,
    answer: (result) => result as ReturnType<RegisterService["answer"]>,
    levels: promises as readonly LevelName[],
    ...(name === "any copy, sessions" ? { neverSeenBroken: sessionsToo } : {}),
    clients: "stay",
    endures: ["partition", "slow", "pause"],
    duplicates: false,
    answersAlone: alone[name] ?? (() => true),
  };
}

/** All of them. */
export const storeServices: readonly RegisterService[] = stores.map(storeService);

/** The store of this name, of which something else is said. */
export function pretending(
  name: string,
  what: string,
  changes: Partial<RegisterService>,
): RegisterService {
  const store = storeServices.find((each) => each.name === name)!;
  return { ...store, name: `${name}, said to ${what},`, ...changes };
}
