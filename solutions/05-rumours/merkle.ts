/** Part 5: hashes by path, and items by leaf. */

import {
  isNewer,
  type Item,
  leafOf,
  type Merkle,
  type MerkleIo,
  type MerkleRules,
  type Path,
} from "../../exercises/05-rumours/given.ts";

interface State {
  readonly rules: MerkleRules;
  /** Of whatever has something below it; 0 is the hash of nothing. */
  readonly hashes: Map<string, number>;
  /** By the path of the leaf, then by key. */
  readonly leaves: Map<string, Map<string, Item>>;
}

export const merkle: Merkle<State> = {
  start: (rules) => ({ rules: { ...rules }, hashes: new Map(), leaves: new Map() }),
  put: take,
  items: ({ leaves }) => [...leaves.values()].flatMap((leaf) => [...leaf.values()]),
  round(s, partner, io) {
    io.send(partner, { type: "compare", at: [{ path: [], hash: hashAt(s, []) }] });
  },
  upon(s, from, message, io) {
    if (message.type === "compare") {
      const differ = message.at.filter(({ path, hash }) => hash !== hashAt(s, path));
      const inner = differ.filter(({ path }) => path.length < s.rules.depth);
      const at = inner.flatMap(({ path }) => children(s, path));
      if (at.length > 0) io.send(from, { type: "compare", at });
      for (const { path } of differ) {
        if (path.length < s.rules.depth) continue;
        io.send(from, { type: "leaf", path, items: [...leafAt(s, path).values()], wants: true });
      }
      return;
    }
    const { path, wants } = message,
      theirs = new Map(message.items.map((item) => [item.key, item]));
    for (const item of message.items) take(s, item, io);
    if (!wants) return;
    const items = [...leafAt(s, path).values()].filter((item) => {
      const other = theirs.get(item.key);
      return other === undefined || isNewer(item, other);
    });
    if (items.length > 0) io.send(from, { type: "leaf", path, items, wants: false });
  },
};

const hashAt = ({ hashes }: State, path: Path): number => hashes.get(path.join("/")) ?? 0;

const leafAt = ({ leaves }: State, path: Path): Map<string, Item> =>
  leaves.get(path.join("/")) ?? new Map();

function children(s: State, path: Path): { path: Path; hash: number }[] {
  return Array.from({ length: s.rules.branching }, (_, i) => {
    const child = [...path, i];
    return { path: child, hash: hashAt(s, child) };
  });
}

function take(s: State, item: Item, io: MerkleIo): void {
  const path = leafOf(io.hash(item.key), s.rules), leaf = leafAt(s, path);
  const own = leaf.get(item.key);
  if (own !== undefined && !isNewer(item, own)) return;
  leaf.set(item.key, { key: item.key, version: item.version, value: item.value });
  s.leaves.set(path.join("/"), leaf);
  const items = [...leaf.values()].sort((a, b) => a.key < b.key ? -1 : 1);
  const text = JSON.stringify(items.map(({ key, version, value }) => [key, version, value]));
  s.hashes.set(path.join("/"), io.hash(text));
  for (let at = path.length - 1; at >= 0; at--) {
    const above = path.slice(0, at);
    const hashes = children(s, above).map(({ hash }) => hash);
    s.hashes.set(above.join("/"), io.hash(hashes.join(" ")));
  }
}
