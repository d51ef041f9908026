/** Arrays whose elements are computed when they are read. @module */

/** An array whose elements are computed when they are read, so that a reader depends only on those. */
export function lazyArray<T>(length: number, read: (index: number) => T): T[] {
  return new Proxy<T[]>(new Array(length).fill(undefined), {
    get(target, key) {
      const index = typeof key === "string" ? Number(key) : NaN;
      return Number.isInteger(index) && index >= 0 && index < length
        ? read(index)
        : Reflect.get(target, key);
    },
  });
}
