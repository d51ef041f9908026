/** Records in a buffer: a class for each record of a schema, with a getter for each field. @module */

import type { Source } from "../pool.ts";
import type { Node, RecordNode } from "../schema/node.ts";
import { isShort, type Place, placesOf } from "./layout.ts";

const SOURCE = Symbol("source"), AT = Symbol("at");

/** A record that begins somewhere. */
class Struct {
  readonly [SOURCE]: Source;
  readonly [AT]: number;

  constructor(source: Source, at: number) {
    this[SOURCE] = source;
    this[AT] = at;
  }
}

/** What a view of a record looks into: a loan, if it lies in a pool's buffer. Whoever keeps the view retains it. */
export function sourceBehind(view: object): Source {
  if (view instanceof Struct) return view[SOURCE];
  throw new TypeError(
    "Cannot tell a source because a view of a record is required: given another thing",
  );
}

/** Makes views of a record. */
export type MakeStruct = new (source: Source, at: number) => object;

/** The class of a record, or of a message of that type; `viewOf` says how fields are read. */
export function structOf(
  node: RecordNode,
  viewOf: (node: Node) => (source: Source, at: number) => unknown,
  type?: string,
): MakeStruct {
  class View extends Struct {}
  if (type !== undefined) Object.defineProperty(View.prototype, "type", { value: type });
  for (const place of placesOf(node)) {
    Object.defineProperty(View.prototype, place.name, { get: getterOf(place, viewOf) });
  }
  return View;
}

function getterOf(
  { node, offset, inner, optional }: Place,
  viewOf: (node: Node) => (source: Source, at: number) => unknown,
): (this: Struct) => unknown {
  if (optional) {
    const read = viewOf(node);
    return function () {
      const source = this[SOURCE], at = this[AT];
      return source.data.getUint8(at + offset) === 1 ? read(source, at + inner) : undefined;
    };
  }
  // What is read most often is read without a further call.
  if (node.kind === "integer") {
    return isShort(node)
      ? function () {
        return this[SOURCE].data.getUint32(this[AT] + offset, true);
      }
      : function () {
        const { data } = this[SOURCE], at = this[AT] + offset;
        return data.getInt32(at + 4, true) * 2 ** 32 + data.getUint32(at, true);
      };
  }
  const read = viewOf(node);
  return function () {
    return read(this[SOURCE], this[AT] + offset);
  };
}
