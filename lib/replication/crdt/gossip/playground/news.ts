/** What is worth telling of a replica. @module */

import type { NodeId } from "../../../../model/protocol.ts";
import { type Basket, basket } from "../basket.ts";
import type { State } from "../state.ts";

/** A thing comes on its list or goes; it counts more clicks. */
export function news(
  node: NodeId,
  before: Readonly<State<Basket>> | undefined,
  now: Readonly<State<Basket>>,
): string | undefined {
  if (before === undefined || before.crdt === now.crdt) return undefined;
  const was = basket.value(before.crdt), is = basket.value(now.crdt);
  const come = [...is.basket].filter((thing) => !was.basket.has(thing)).sort();
  const gone = [...was.basket].filter((thing) => !is.basket.has(thing)).sort();
  const parts = [
    ...(come.length === 0 ? [] : [`has ${come.join(" and ")} on its list`]),
    ...(gone.length === 0 ? [] : [`has ${gone.join(" and ")} no more`]),
    ...(is.clicks === was.clicks ? [] : [`counts ${is.clicks}`]),
  ];
  return parts.length === 0 ? undefined : `Node ${node} ${parts.join(", and ")}.`;
}
