/** Right answers to exercise 18 that are built otherwise than the solution: the parts before the whole. */

import {
  type Any,
  type Batcher,
  type Calls,
  type Decode,
  type Frames,
  MalformedBytes,
  type Message,
  type Pool,
  type Receiving,
  type Sending,
  type Timeouts,
  type Varints,
} from "../../exercises/18-wire/given.ts";

const bad = (): never => {
  throw new MalformedBytes(0, "something else", "this");
};

/** Bits are a text. */
export const varints: Varints = {
  write(value) {
    if (BigInt.asUintN(64, value) !== value) throw new RangeError(`${value}`);
    const bits = value.toString(2), groups = Math.ceil(bits.length / 7);
    const padded = bits.padStart(7 * groups, "0");
    return Uint8Array.from({ length: groups }, (_, i) => {
      const from = 7 * (groups - 1 - i);
      return Number(`0b${padded.slice(from, from + 7)}`) + (i + 1 < groups ? 128 : 0);
    });
  },
  read(bytes, at) {
    let end = at;
    while (end < bytes.length && bytes[end]! > 127) end++;
    if (end === bytes.length) bad();
    end++;
    let value = 0n;
    for (const byte of [...bytes.slice(at, end)].reverse()) {
      value = value * 128n + BigInt(byte & 127);
    }
    if (value >= 2n ** 64n || varints.write(value).length !== end - at) bad();
    return { value, end };
  },
  zigzag: (value) => BigInt.asUintN(64, (value << 1n) ^ (value >> 63n)),
  unzigzag: (value) => (value >> 1n) ^ -(value & 1n),
};

interface Pieces {
  longest: number;
  header: number[];
  pieces: Uint8Array[];
  missing: number;
  isBroken: boolean;
}

/** What waits is a header, byte by byte, and a list of pieces. */
export const frames: Frames<Pieces> = {
  start: (longest) => ({ longest, header: [], pieces: [], missing: 0, isBroken: false }),
  push(s, chunk, io) {
    if (s.isBroken) bad();
    for (let at = 0; at < chunk.length;) {
      if (s.header.length < 4) {
        s.header.push(chunk[at++]!);
        if (s.header.length < 4) continue;
        s.missing = s.header.reduceRight((sum, byte) => sum * 256 + byte, 0);
        s.isBroken = s.missing > s.longest;
        if (s.isBroken) bad();
      }
      const piece = io.allocate(Math.min(s.missing, chunk.length - at));
      piece.set(chunk.subarray(at, at + piece.length));
      s.pieces.push(piece);
      at += piece.length;
      s.missing -= piece.length;
      if (s.missing > 0) continue;
      const body = io.allocate(s.pieces.reduce((sum, { length }) => sum + length, 0));
      let filled = 0;
      for (const each of s.pieces) {
        body.set(each, filled);
        filled += each.length;
      }
      s.header = [];
      s.pieces = [];
      io.frame(body);
    }
  },
  end: (s) => s.isBroken || s.header.length > 0 ? bad() : undefined,
};

/** Fields are found first, and read then; messages that come twice are merged when both are read. */
export const decode: Decode = (bytes, schema, deepest) => {
  const most = Math.min(deepest, 100);
  const found: { number: number; form: number; value: bigint; part: Uint8Array }[] = [];
  for (let at = 0; at < bytes.length;) {
    const tag = varints.read(bytes, at), number = tag.value / 8n, form = Number(tag.value % 8n);
    if (number === 0n || number >= 1n << 29n || ![0, 1, 2, 5].includes(form)) bad();
    at = tag.end;
    let value = 0n, length = [0, 8, 0, 0, 0, 4][form]!;
    if (form === 0 || form === 2) ({ value, end: at } = varints.read(bytes, at));
    if (form === 2) length = value > BigInt(bytes.length) ? bad() : Number(value);
    const part = bytes.slice(at, at + length);
    if (part.length < length) bad();
    at += length;
    found.push({ number: Number(number), form, value, part });
  }
  const message: Record<string, Message[string]> = {};
  for (const { number, form, value, part } of found) {
    const { name = "", type, schema: own } = schema.field(number) ?? {};
    if (form === 0 && type === "unsigned") message[name] = value;
    else if (form === 0 && type === "signed") message[name] = varints.unzigzag(value);
    else if (form === 2 && type === "bytes") message[name] = part;
    else if (form === 2 && type === "text") message[name] = textOf(part);
    else if (form === 2 && type === "message") {
      merge(message, name, most > 0 ? decode(part, own!, most - 1) : bad());
    } else if (type === "list" && (form === 0 || form === 2)) {
      const list = (message[name] ??= []) as bigint[];
      if (form === 0) list.push(value);
      for (let at = 0; at < part.length;) {
        const next = varints.read(part, at);
        list.push(next.value);
        at = next.end;
      }
    }
  }
  return message;
};

/** Puts a message into another, behind what is there of it. */
function merge(message: Record<string, Any>, name: string, later: Any): void {
  const before = message[name];
  if (Array.isArray(later)) message[name] = [...before ?? [], ...later];
  else if (typeof later !== "object" || later instanceof Uint8Array) message[name] = later;
  else {
    message[name] = { ...before };
    for (const [name_, value] of Object.entries(later)) merge(message[name], name_, value);
  }
}

function textOf(bytes: Uint8Array): string {
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  return new TextEncoder().encode(text).toHex() === bytes.toHex() ? text : bad();
}

type Message4 = { id: number; bytes: number; until: number };

/** Each message knows until when it may wait; a flush changes that. */
export const batcher: Batcher<{ rules: Any; list: Message4[]; isIdle: boolean }> = {
  start: (rules) => ({ rules, list: [], isIdle: true }),
  add(s, { id, bytes }, now, io) {
    s.list = [...s.list, { id, bytes, until: now + s.rules.lingerMs }];
    batcher.tick(s, now, io);
  },
  flush(s, now, io) {
    s.list = s.list.map((each) => ({ ...each, until: -1 }));
    batcher.tick(s, now, io);
  },
  written(s, now, io) {
    s.isIdle = true;
    batcher.tick(s, now, io);
  },
  tick(s, now, io) {
    const sum = s.list.reduce((sum, { bytes }) => sum + bytes, 0);
    const next = Math.min(...s.list.map(({ until }) => until));
    if (!s.isIdle || s.list.length === 0) return io.wake(Infinity);
    if (sum < s.rules.bytes && next > now) return io.wake(next);
    let taken = 1, bytes = s.list[0]!.bytes;
    while (taken < s.list.length && bytes + s.list[taken]!.bytes <= s.rules.bytes) {
      bytes += s.list[taken++]!.bytes;
    }
    s.isIdle = false;
    io.write(s.list.splice(0, taken).map(({ id }) => id));
  },
};

/** Sums of what was sent and granted, byte by byte in turns, and the largest number first. */
export const sending: Sending<Any> = {
  start: ({ stream, connection }) => ({ size: stream, all: connection, of: {} }),
  open: (s, stream) => void (s.of[stream] = { sent: 0, granted: 0, wanted: 0 }),
  write(s, stream, bytes, io) {
    s.of[stream].wanted += bytes;
    send(s, io);
  },
  granted(s, stream, bytes, io) {
    const own = s.of[stream], left = stream === 0 ? s.all : own && s.size + own.granted - own.sent;
    if (left === undefined) return;
    if (bytes < 1 || left + bytes > 2147483647) {
      if (stream === 0) s.of = {};
      delete s.of[stream];
      io.breach(stream);
    } else if (stream === 0) s.all += bytes;
    else own.granted += bytes;
    send(s, io);
  },
  resized(s, bytes, io) {
    const most = Math.max(
      0,
      ...Object.values<Any>(s.of).map(({ sent, granted }) => granted - sent),
    );
    if (bytes + most > 2147483647) {
      s.of = {};
      io.breach(0);
    } else s.size = bytes;
    send(s, io);
  },
  close: (s, stream) => void delete s.of[stream],
};

function send(s: Any, io: Any): void {
  for (const [stream, own] of Object.entries<Any>(s.of).reverse()) {
    const most = Math.min(own.wanted - own.sent, s.size + own.granted - own.sent, s.all);
    for (const bytes of [most >> 1, most - (most >> 1)]) {
      if (bytes <= 0) continue;
      own.sent += bytes;
      s.all -= bytes;
      io.send(Number(stream), bytes);
    }
  }
}

/** Grants sooner: when a third of a window is owed, and part by part. */
export const receiving: Receiving<Any> = {
  start: ({ stream, connection }) => ({
    size: stream,
    sizes: [],
    of: new Map([[0, { size: connection, unread: 0, owed: 0 }]]),
  }),
  open: (s, stream) => void s.of.set(stream, { size: s.size, unread: 0, owed: 0 }),
  came(s, stream, bytes, io) {
    const all = s.of.get(0), own = s.of.get(stream);
    if (bytes > all.size - all.unread - all.owed) return io.breach(0);
    all.unread += bytes;
    if (own !== undefined && bytes <= own.size - own.unread - own.owed) {
      own.unread += bytes;
      return grant(s, io);
    }
    if (own !== undefined) receiving.close(s, stream, io);
    if (own !== undefined) io.breach(stream);
    all.unread -= bytes;
    all.owed += bytes;
    grant(s, io);
  },
  consumed(s, stream, bytes, io) {
    for (const each of [0, stream]) {
      s.of.get(each).unread -= bytes;
      s.of.get(each).owed += bytes;
    }
    grant(s, io);
  },
  close(s, stream, io) {
    const { unread } = s.of.get(stream) ?? { unread: 0 };
    s.of.delete(stream);
    s.of.get(0).unread -= unread;
    s.of.get(0).owed += unread;
    grant(s, io);
  },
  resize: (s, bytes) => void s.sizes.push(bytes),
  acknowledged(s, io) {
    s.size = s.sizes.shift();
    for (const [stream, each] of s.of) if (stream > 0) each.size = s.size;
    grant(s, io);
  },
};

function grant(s: Any, io: Any): void {
  for (const [stream, each] of s.of) {
    const left = each.size - each.unread - each.owed;
    if (each.owed === 0 || each.owed < left && each.owed < each.size / 3) continue;
    io.grant(stream, each.owed);
    each.owed = 0;
  }
}

/** Lists; whatever is due is looked for anew. */
export const pool: Pool<Any> = {
  start: (rules) => ({ rules, queue: [], dials: [], conns: [], failed: 0, notBefore: 0 }),
  ask(s, request, deadline, now, io) {
    s.queue.push({ request, deadline });
    pool.tick(s, now, io);
  },
  dialled(s, id, now, io) {
    s.dials = s.dials.filter((each: number) => each !== id);
    s.conns.push({ id, idleAt: now, user: 0, dirty: false });
    s.failed = s.notBefore = 0;
    pool.tick(s, now, io);
  },
  failed(s, id, now, io) {
    s.dials = s.dials.filter((each: number) => each !== id);
    const { first, longest } = s.rules.pauseMs;
    let pause = first;
    for (let nth = 0; nth < s.failed && pause < longest; nth++) pause *= 2;
    s.failed++;
    s.notBefore = now + Math.min(pause, longest);
    pool.tick(s, now, io);
  },
  sends: (s, request) =>
    s.conns.forEach((each: Any) => each.user === request && (each.dirty = true)),
  answered: (s, request) =>
    s.conns.forEach((each: Any) => each.user === request && (each.dirty = false)),
  release(s, request, now, io) {
    s.queue = s.queue.filter((each: Any) => each.request !== request);
    for (const each of s.conns.filter((each: Any) => each.user === request)) {
      Object.assign(each, { user: 0, idleAt: now });
      if (each.dirty) pool.spoke(s, each.id, now, io);
    }
    pool.tick(s, now, io);
  },
  lost(s, id, now, io) {
    s.conns = s.conns.filter((each: Any) => each.id !== id);
    pool.tick(s, now, io);
  },
  spoke(s, id, now, io) {
    if (s.conns.some((each: Any) => each.id === id && each.user === 0)) {
      io.close(id);
      pool.lost(s, id, now, io);
    } else pool.tick(s, now, io);
  },
  tick(s, now, io) {
    const late = s.queue.filter(({ deadline }: Any) => deadline <= now);
    s.queue = s.queue.filter(({ deadline }: Any) => deadline > now);
    for (const { request } of late) io.refuse(request);
    const isIdle = ({ user }: Any) => user === 0;
    for (const { id, idleAt } of s.conns.filter(isIdle)) {
      if (idleAt + s.rules.idleMs > now) continue;
      io.close(id);
      s.conns = s.conns.filter((each: Any) => each.id !== id);
    }
    for (const each of s.conns.filter(isIdle).sort((a: Any, b: Any) => b.idleAt - a.idleAt)) {
      const next = s.queue.shift();
      if (next === undefined) break;
      Object.assign(each, { user: next.request, dirty: true });
      io.lend(next.request, each.id);
    }
    const missing = Math.min(
      (s.failed > 0 ? Math.min(1, s.queue.length) : s.queue.length) - s.dials.length,
      s.rules.connections - s.dials.length - s.conns.length,
    );
    if (now >= s.notBefore) { for (let nth = 0; nth < missing; nth++) s.dials.push(io.dial()); }
    io.wake(Math.min(
      missing > 0 && now < s.notBefore ? s.notBefore : Infinity,
      ...s.queue.map(({ deadline }: Any) => deadline),
      ...s.conns.filter(isIdle).map(({ idleAt }: Any) => idleAt + s.rules.idleMs),
    ));
  },
};

const UNITS = [
  ["n", 1n],
  ["u", 1000n],
  ["m", 1_000_000n],
  ["S", 10n ** 9n],
  ["M", 60n * 10n ** 9n],
  [
    "H",
    3600n * 10n ** 9n,
  ],
] as const;

/** By whole numbers of nanoseconds. */
export const timeouts: Timeouts = {
  write(ms) {
    const all = BigInt(Math.max(0, Math.min(ms, 3.6e14))) * 1_000_000n;
    const [unit, each] = UNITS.find(([, each]) => `${all / each}`.length <= 8) ?? ["", 0n];
    return unit === "" ? "99999999H" : `${all / each}${unit}`;
  },
  read(text) {
    const unit = UNITS.find(([unit]) => unit === text.at(-1))?.[1], digits = text.slice(0, -1);
    const isGood = [...digits].every((each) => each >= "0" && each <= "9");
    if (unit === undefined || !isGood || digits.length < 1 || digits.length > 8) bad();
    return Number(BigInt(digits) * unit!) / 1e6;
  },
};

/** One list of calls, each with what it asks for. */
export const calls: Calls<Any> = {
  start: (rules) => ({ rules, list: [] }),
  asked(s, id, ms, now, io) {
    s.list.push({ id, until: now + ms, isBegun: false, asks: [] });
    calls.tick(s, now, io);
  },
  cancelled(s, id, now, io) {
    finish(s, id, io, true);
    calls.tick(s, now, io);
  },
  done(s, id, now, io) {
    if (finish(s, id, io, false)) io.reply(id, "done");
    calls.tick(s, now, io);
  },
  calls(s, id, child, now, io) {
    const call = s.list.find((each: Any) => each.id === id && each.isBegun);
    if (call === undefined) return;
    const left = Math.min(call.until - now, child.timeoutMs);
    if (left <= 0) return io.tell(child.id, "late");
    call.asks.push({ ...child, until: now + left, times: 1, at: 0 });
    io.ask(child.id, left);
    calls.tick(s, now, io);
  },
  answered(s, id, now, io) {
    if (remove(s, id)) io.tell(id, "answered");
    calls.tick(s, now, io);
  },
  failed(s, id, failure, now, io) {
    const ask = s.list.flatMap(({ asks }: Any) => asks).find((each: Any) => each.id === id);
    if (ask === undefined) return;
    const pause = Math.min(s.rules.pauseMs.longest, s.rules.pauseMs.first * 2 ** (ask.times - 1));
    const isHarmless = failure === "untouched" || failure === "unknown" && ask.idempotent;
    if (isHarmless && ask.times < s.rules.attempts && now + pause < ask.until) ask.at = now + pause;
    else if (remove(s, id)) io.tell(id, "failed");
    calls.tick(s, now, io);
  },
  tick(s, now, io) {
    for (const { id, until } of [...s.list]) {
      if (until <= now && finish(s, id, io, true)) io.reply(id, "late");
    }
    for (const ask of s.list.flatMap(({ asks }: Any) => asks)) {
      if (ask.until <= now && remove(s, ask.id)) {
        io.tell(ask.id, "late");
        io.cancel(ask.id);
      } else if (ask.at > 0 && ask.at <= now) {
        Object.assign(ask, { at: 0, times: ask.times + 1 });
        io.ask(ask.id, ask.until - now);
      }
    }
    for (const call of s.list) {
      if (call.isBegun || s.list.filter((each: Any) => each.isBegun).length >= s.rules.workers) {
        continue;
      }
      call.isBegun = true;
      io.begin(call.id);
    }
    const times = s.list.flatMap(({ until, asks }: Any) => [
      until,
      ...asks.flatMap((ask: Any) => ask.at > 0 ? [ask.until, ask.at] : [ask.until]),
    ]);
    io.wake(Math.min(...times));
  },
};

function finish(s: Any, id: number, io: Any, isStopped: boolean): boolean {
  const call = s.list.find((each: Any) => each.id === id && (isStopped || each.isBegun));
  if (call === undefined) return false;
  s.list = s.list.filter((each: Any) => each !== call);
  for (const ask of call.asks) if (ask.at === 0) io.cancel(ask.id);
  if (isStopped && call.isBegun) io.stop(id);
  return true;
}

function remove(s: Any, id: number): boolean {
  return s.list.some((call: Any) => {
    const before = call.asks.length;
    call.asks = call.asks.filter((each: Any) => each.id !== id);
    return call.asks.length < before;
  });
}
