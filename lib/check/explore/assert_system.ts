/** Refuses systems that cannot be explored. @module */

import type { Tagged } from "../../model/protocol.ts";
import type { ProtocolSystem } from "./protocol_system.ts";

/** Throws unless the parts of a system fit each other. */
export function assertSystem<S, M extends Tagged, T extends Tagged, R>(
  { name, nodes, twins = [], crashes = 0, clocks = [0], clients, asking }: ProtocolSystem<
    S,
    M,
    T,
    R
  >,
): void {
  const whole = (value: number, least: number, what: string) => {
    if (Number.isInteger(value) && value >= least) return;
    throw new RangeError(
      `Cannot explore ${name} because ` +
        `${what} must be a whole number from ${least} on: given ${value}`,
    );
  };
  whole(nodes, 1, "the number of nodes");
  const strange = twins.find((twin) => !(Number.isInteger(twin) && twin >= 0 && twin < nodes));
  if (strange !== undefined) {
    throw new RangeError(
      `Cannot explore ${name} because a twin must be one of a node from 0 to ${nodes - 1}: ` +
        `given ${strange}`,
    );
  }
  whole(crashes, 0, "the number of crashes");
  whole(clients?.retries ?? 0, 0, "the number of retries");
  if (clocks.length === 0) {
    throw new TypeError(
      `Cannot explore ${name} because clocks must show something: given no times`,
    );
  }
  if (clients?.link === "local" && asking === "at once") {
    throw new TypeError(
      `Cannot explore ${name} because ` +
        `clients that sit at their nodes must be free to ask at any time, ` +
        `since their node may be down: given "at once"`,
    );
  }
}
