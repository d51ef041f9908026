/** What is worth telling of a chain. @module */

import type { NodeId } from "../../../model/protocol.ts";
import type { Node } from "../chain.ts";
import { chainOf, standsIn } from "./views.ts";

/** The master decides a chain; a server hears where it stands; the tail decides an update. */
export function news(
  node: NodeId,
  before: Readonly<Node> | undefined,
  now: Readonly<Node>,
): string | undefined {
  if (before === undefined) return undefined;
  const configuration = chainOf(now), { epoch, chain, joining } = configuration;
  if (now.role === "master") {
    if (chainOf(before).epoch === epoch) return undefined;
    const joins = joining === null ? "" : `, and ${joining} joins`;
    return `The master decides epoch ${epoch}: ${chain.join(", ")}${joins}.`;
  }
  const place = standsIn(configuration, node).name;
  if (standsIn(chainOf(before), node).name !== place) {
    return `Node ${node} hears of epoch ${epoch}: ${inWords(place)}.`;
  }
  const isTail = place.endsWith("tail");
  if (!isTail || before.role === "master" || before.server.decided >= now.server.decided) {
    return undefined;
  }
  return `Node ${node}, the tail, has update ${now.server.decided}: it is decided.`;
}

function inWords(place: string): string {
  if (place === "beside") return "it is in no chain";
  if (place === "joins") return "it joins";
  return place === "middle" ? "it is in the middle" : `it is the ${place}`;
}
