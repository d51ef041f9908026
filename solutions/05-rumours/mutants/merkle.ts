/** Bugs of comparing trees. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/05-rumours/answers.ts";
import {
  type Any,
  isNewer,
  type Item,
  leafOf,
  type Merkle,
  type MerkleIo,
  type MerkleMessage,
  type Path,
} from "../../../exercises/05-rumours/given.ts";
import { merkle } from "../merkle.ts";

/** The reference, that says something else; null: nothing. */
const saying = (
  change: (message: MerkleMessage, s: Any) => MerkleMessage | null,
): Partial<Merkle> => {
  const io = (s: Any, own: MerkleIo): MerkleIo => ({
    ...own,
    send(to, message) {
      const other = change(message, s);
      if (other !== null) own.send(to, other);
    },
  });
  return {
    round: (s, partner, own) => merkle.round(s, partner, io(s, own)),
    upon: (s, from, message, own) => merkle.upon(s, from, message, io(s, own)),
  };
};

/** The reference, that hears something else. */
const hearing = (change: (message: MerkleMessage, s: Any) => MerkleMessage): Partial<Merkle> => ({
  upon: (s, from, message, io) => merkle.upon(s, from, change(message, s), io),
});

/** The reference, that makes the hash of some items in another way. */
const leaves = (hash: (items: readonly Item[], io: MerkleIo) => number): Partial<Merkle> => {
  const io = (own: MerkleIo): MerkleIo => ({
    ...own,
    hash(text) {
      if (!text.startsWith("[")) return own.hash(text);
      const items = (JSON.parse(text) as [string, number, string | null][])
        .map(([key, version, value]) => ({ key, version, value }));
      return hash(items, own);
    },
  });
  return {
    put: (s, item, own) => merkle.put(s, item, io(own)),
    upon: (s, from, message, own) => merkle.upon(s, from, message, io(own)),
  };
};

/** The reference, that makes the hash of inner nodes in another way. */
const inner = (hash: (text: string, io: MerkleIo) => number): Partial<Merkle> => {
  const io = (own: MerkleIo): MerkleIo => ({
    ...own,
    hash: (text) => /^\d+( \d+)+$/.test(text) ? hash(text, own) : own.hash(text),
  });
  return {
    put: (s, item, own) => merkle.put(s, item, io(own)),
    upon: (s, from, message, own) => merkle.upon(s, from, message, io(own)),
  };
};

const xor = (hashes: readonly number[]) => hashes.reduce((all, each) => (all ^ each) >>> 0, 0);
const leafAt = (s: Any, path: Path): Item[] => [...s.leaves.get(path.join("/"))?.values() ?? []];

/** The reference, where an item is taken in before the tree is changed, and then something is done. */
const then = (
  change: (s: Any, item: Item, before: Any, io: MerkleIo) => void,
): Partial<Merkle> => ({
  put(s, item, io) {
    const before = structuredClone(s);
    merkle.put(s, item, io);
    change(s, item, before, io);
  },
});

let beside: Any;

export const merkleMutants: Mutants<Answers> = {
  merkle: {
    "keys only: the hash of a leaf is that of its keys": leaves((items, io) =>
      io.hash(items.map(({ key }) => key).join())
    ),
    "no versions: the hash of a leaf leaves versions out": leaves((items, io) =>
      io.hash(JSON.stringify(items.map(({ key, value }) => [key, value])))
    ),
    "no values: the hash of a leaf leaves values out": leaves((items, io) =>
      io.hash(JSON.stringify(items.map(({ key, version }) => [key, version])))
    ),
    "no keys: the hash of a leaf leaves keys out": leaves((items, io) =>
      io.hash(JSON.stringify(items.map(({ version, value }) => [version, value])))
    ),
    "cancels: hashes of values are combined by xor": leaves((items, io) =>
      xor(items.map(({ version, value }) => io.hash(JSON.stringify([version, value]))))
    ),
    "joined: keys and values are written one behind the other": leaves((items, io) =>
      io.hash(items.map(({ key, version, value }) => `${key}${version}${value}`).join(""))
    ),
    "null: what was deleted is like the text": leaves((items, io) =>
      io.hash(JSON.stringify(items.map(({ key, version, value }) => [key, version, `${value}`])))
    ),
    "counted: the hash of a leaf is how many it has": leaves((items) => items.length),
    "first item: the hash of a leaf is that of its first item": leaves((items, io) =>
      io.hash(JSON.stringify([items[0]]))
    ),
    "first child: the hash of an inner node is that of its first child": inner((text) =>
      Number(text.split(" ")[0])
    ),
    "largest child: the hash of an inner node is its largest": inner((text) =>
      Math.max(...text.split(" ").map(Number))
    ),
    "a byte: hashes of inner nodes have a few bits": inner((text, io) => io.hash(text) % 4),
    "order of coming: the hash of a leaf depends on what came first": {
      put(s, item, io) {
        merkle.put(s, item, {
          ...io,
          hash: (text) => text.startsWith("[") ? io.hash(ofLeaf(s, item, io)) : io.hash(text),
        });
      },
    },
    "not above: the hashes above a leaf stay as they were": then((s, _item, before) => {
      s.hashes.clear();
      for (const [path, hash] of before.hashes) s.hashes.set(path, hash);
    }),
    "one above: only the node above a leaf gets a new hash": then((s, _item, before) => {
      for (const path of s.hashes.keys()) {
        const length = path === "" ? 0 : path.split("/").length;
        if (length < s.rules.depth - 1) s.hashes.set(path, before.hashes.get(path) ?? 0);
      }
    }),
    "deleted: the tree does not see that something was deleted": then((s, item, before) => {
      if (item.value !== null) return;
      s.hashes.clear();
      for (const [path, hash] of before.hashes) s.hashes.set(path, hash);
    }),
    "no tombstone: what is deleted is gone": then((s, item) => {
      if (item.value !== null) return;
      for (const leaf of s.leaves.values()) leaf.delete(item.key);
    }),
    "as it comes: what comes takes the place of what is here": {
      upon(s, from, message, io) {
        if (message.type === "leaf") {
          for (const item of message.items) {
            const path = leafOf(io.hash(item.key), s.rules).join("/");
            const own = s.leaves.get(path)?.get(item.key);
            if (own !== undefined && isNewer(own, item)) s.leaves.get(path)!.delete(item.key);
          }
        }
        merkle.upon(s, from, message, io);
      },
    },
    "no tie: of two items of one version the one that was here stays": {
      put(s, item, io) {
        const path = leafOf(io.hash(item.key), s.rules).join("/");
        const own = s.leaves.get(path)?.get(item.key);
        if (own?.version !== item.version) merkle.put(s, item, io);
      },
      upon(s, from, message, io) {
        const mine = message.type === "leaf" ? leafAt(s, message.path) : [];
        if (message.type !== "leaf") return merkle.upon(s, from, message, io);
        const items = message.items.filter((item) =>
          mine.find(({ key }) => key === item.key)?.version !== item.version
        );
        merkle.upon(s, from, { ...message, items }, io);
      },
    },
    "older wins: a write of an earlier version counts": {
      put(s, item, io) {
        const path = leafOf(io.hash(item.key), s.rules).join("/");
        s.leaves.get(path)?.delete(item.key);
        merkle.put(s, item, io);
      },
    },
    "first difference: it goes down at the first difference only": hearing((message, s) => {
      if (message.type !== "compare") return message;
      const first = message.at.find(({ path, hash }) =>
        hash !== (s.hashes.get(path.join("/")) ?? 0)
      );
      return { ...message, at: first === undefined ? [] : [first] };
    }),
    "first children: it sends the hashes of eight children at most": saying((message) =>
      message.type === "compare" ? { ...message, at: message.at.slice(0, 8) } : message
    ),
    "something below: it compares only where it has something itself": hearing((message, s) =>
      message.type === "compare"
        ? { ...message, at: message.at.filter(({ path }) => s.hashes.has(path.join("/"))) }
        : message
    ),
    "goes down everywhere: it does not look at hashes": {
      upon(s, from, message, io) {
        if (message.type !== "compare") return merkle.upon(s, from, message, io);
        const isAlike = message.at.every(({ path, hash }) =>
          hash === (s.hashes.get(path.join("/")) ?? 0)
        );
        const at = message.at.map(({ path, hash }) => ({ path, hash: isAlike ? hash : -1 }));
        merkle.upon(s, from, { ...message, at }, io);
      },
    },
    "says alike: it answers that both are alike": {
      upon(s, from, message, io) {
        let sent = false;
        merkle.upon(s, from, message, {
          ...io,
          send(to, own) {
            sent = true;
            io.send(to, own);
          },
        });
        const isRoot = message.type === "compare" && message.at[0]?.path.length === 0;
        if (!sent && isRoot) io.send(from, { type: "compare", at: message.at });
      },
    },
    "tells children: a round begins with the children of the root": {
      round(s, partner, io) {
        const at = Array.from({ length: s.rules.branching }, (_, i) => ({
          path: [i],
          hash: s.hashes.get(`${i}`) ?? 0,
        }));
        io.send(partner, { type: "compare", at });
      },
    },
    "one way: who sends a leaf wants nothing": saying((message) =>
      message.type === "leaf" ? { ...message, wants: false } : message
    ),
    "no tree: it sends all that it has": {
      upon(s, from, message, io) {
        if (message.type !== "compare" || message.at[0]?.hash === (s.hashes.get("") ?? 0)) {
          return merkle.upon(s, from, message, io);
        }
        for (const path of s.leaves.keys()) {
          const at = path.split("/").map(Number);
          io.send(from, { type: "leaf", path: at, items: leafAt(s, at), wants: true });
        }
        if (s.leaves.size === 0) io.send(from, { type: "leaf", path: [0], items: [], wants: true });
      },
    },
    "all back: it sends back what the other has": {
      upon(s, from, message, io) {
        if (message.type !== "leaf" || !message.wants) return merkle.upon(s, from, message, io);
        merkle.upon(s, from, { ...message, wants: false }, io);
        io.send(from, {
          type: "leaf",
          path: message.path,
          items: leafAt(s, message.path),
          wants: false,
        });
      },
    },
    "lacks only: it sends back what the other lacks, and not what is newer": {
      upon(s, from, message, io) {
        if (message.type !== "leaf") return merkle.upon(s, from, message, io);
        const keys = new Set(message.items.map(({ key }) => key));
        merkle.upon(s, from, message, {
          ...io,
          send(to, own) {
            if (own.type !== "leaf") return io.send(to, own);
            io.send(to, { ...own, items: own.items.filter(({ key }) => !keys.has(key)) });
          },
        });
      },
    },
    "last of a page: it sends all but the last item": saying((message) =>
      message.type === "leaf" && message.items.length > 1
        ? { ...message, items: message.items.slice(0, -1) }
        : message
    ),
    "ping-pong: what is sent back is wanted back": saying((message) =>
      message.type === "leaf" && !message.wants ? { ...message, wants: true } : message
    ),
    "believes: where the other is alike at the root it notes so, for good": {
      round(s, partner, io) {
        const own = s as Any;
        own.alike ??= new Map();
        if (own.alike.get(partner) === s.hashes.get("") && own.alike.has(partner)) return;
        own.alike.set(partner, s.hashes.get(""));
        merkle.round(s, partner, io);
      },
    },
    "busy: it begins no session while one is under way": {
      round(s, partner, io) {
        const own = s as Any;
        if (own.busy === partner) return;
        own.busy = partner;
        merkle.round(s, partner, io);
      },
      upon(s, from, message, io) {
        if (message.type === "leaf" && !message.wants) (s as Any).busy = undefined;
        merkle.upon(s, from, message, io);
      },
    },
    "built anew: the tree is made again for each comparison": {
      round(s, partner, io) {
        for (const path of s.leaves.keys()) io.hash(path);
        merkle.round(s, partner, io);
      },
    },
    "all hashes: a write makes all hashes anew": {
      put(s, item, io) {
        merkle.put(s, item, io);
        for (const path of s.hashes.keys()) io.hash(path);
      },
    },
    "only writes: what comes by messages is not in the tree": {
      upon(s, from, message, io) {
        const hashes = new Map(s.hashes);
        merkle.upon(s, from, message, io);
        s.hashes.clear();
        for (const [path, hash] of hashes) s.hashes.set(path, hash);
      },
    },
    "one partner: what comes of all sessions goes to the last": {
      round(s, partner, io) {
        (s as Any).peer = partner;
        merkle.round(s, partner, io);
      },
      upon(s, from, message, io) {
        if (message.type === "compare" && message.at[0]?.path.length === 0) (s as Any).peer = from;
        merkle.upon(s, (s as Any).peer ?? from, message, io);
      },
    },
    "steps run together: leaves go by their steps with nothing between them": joined(),
    "commas: values may look like items": leaves((items, io) =>
      io.hash(
        items.map(({ key, version, value }) =>
          `${key},${version},${value === null ? "-" : `=${value}`}`
        ).join(";"),
      )
    ),
    "lines: values may look like lines": leaves((items, io) =>
      io.hash(items.map(({ key, version, value }) => `${key}|${version}|${value}`).join("\n"))
    ),
    "spaces: values may look like items, with spaces": leaves((items, io) =>
      io.hash(items.map(({ key, version, value }) => `${key} ${version} ${value}`).join(" "))
    ),
    "no version: 0 is none": {
      put: (s, item, io) => item.version && merkle.put(s, item, io),
    },
    "no key: an empty one is none": {
      put: (s, item, io) => item.key && merkle.put(s, item, io),
    },
    "fifty: of a leaf it sends fifty items": saying((message) =>
      message.type === "leaf" ? { ...message, items: message.items.slice(0, 50) } : message
    ),
    "hundred: of a leaf it sends a hundred items": saying((message) =>
      message.type === "leaf" ? { ...message, items: message.items.slice(0, 100) } : message
    ),
    "beside: the tree is kept beside the state": {
      start: (rules, io) => beside = merkle.start(rules, io),
      put: (_s, item, io) => merkle.put(beside, item, io),
      items: () => merkle.items(beside),
      round: (_s, partner, io) => merkle.round(beside, partner, io),
      upon: (_s, from, message, io) => merkle.upon(beside, from, message, io),
    },
  },
};

/** The items of a leaf as they came. */
function ofLeaf(s: Any, item: Item, io: MerkleIo): string {
  const path = leafOf(io.hash(item.key), s.rules);
  return JSON.stringify(leafAt(s, path));
}

/** The reference, where leaves are one whose steps are the same when they are run together. */
function joined(): Partial<Merkle> {
  const link = (s: Any, { key }: Item, io: MerkleIo) => {
    const path = leafOf(io.hash(key), s.rules);
    const same = [...s.leaves.keys()].find((each: string) =>
      each.replaceAll("/", "") === path.join("")
    );
    if (same !== undefined) s.leaves.set(path.join("/"), s.leaves.get(same));
  };
  return {
    put(s, item, io) {
      link(s, item, io);
      merkle.put(s, item, io);
    },
    upon(s, from, message, io) {
      for (const item of message.type === "leaf" ? message.items : []) link(s, item, io);
      merkle.upon(s, from, message, io);
    },
    items: (s) =>
      [...new Set<Map<string, Item>>(s.leaves.values())].flatMap((leaf) => [...leaf.values()]),
  };
}
