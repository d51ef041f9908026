/**
 * The bytes that are signed. They hold more than the statement, since a signature is good for whatever has the same
 * bytes: the purpose, so that no signature made for something else by the same key counts here, nor one of these
 * there; and the cluster, so that what was said in one proves nothing in another whose nodes have the same keys.
 *
 * The statement stands there in its canonical text (`model/encode.ts`), and not in the bytes that it came in: equal
 * statements must have the same bytes whoever puts them together, in whatever order, after whatever journey through
 * encodings; and different ones never. The text of the list of all three is canonical, too, so nothing can pass from
 * one of them into the next.
 *
 * @module
 */

import { encode } from "../../model/encode.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Bytes } from "./secret.ts";

/** What a signature is over: a statement by its canonical text, in this cluster. */
export function signedBytes(cluster: string, text: string): Bytes {
  return bytesOf("happens before: signature 1", cluster, text);
}

/** What a code is over: who says it to whom, too, as both have the same key. */
export function codedBytes(cluster: string, from: NodeId, to: NodeId, text: string): Bytes {
  return bytesOf(`happens before: code 1, ${from} to ${to}`, cluster, text);
}

function bytesOf(purpose: string, cluster: string, text: string): Bytes {
  return new TextEncoder().encode(`[${encode(purpose)},${encode(cluster)},${text}]`);
}
