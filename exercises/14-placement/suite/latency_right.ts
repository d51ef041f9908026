/** What is expected of servers, as it must be. @module */

/** A number that falls with time. */
interface Falling {
  readonly value: number;
  readonly at: number;
}

interface Server {
  underWay: number;
  known: Falling | undefined;
  errors: Falling;
}

/** Taken for the latency of who has told nothing. */
const UNKNOWN_MS = 1000;

/** Servers as they must be known. */
export class LatencyRight {
  readonly #servers = new Map<number, Server>();
  readonly #decayMs: number;

  constructor(decayMs: number) {
    this.#decayMs = decayMs;
  }

  /** Whether it can be done; it is, then. */
  roster(type: "add" | "remove" | "started", server: number): boolean {
    const own = this.#servers.get(server);
    if ((type === "add") === (own !== undefined)) return false;
    if (type === "add") {
      this.#servers.set(server, { underWay: 0, known: undefined, errors: { value: 0, at: 0 } });
    } else if (type === "remove") this.#servers.delete(server);
    else own!.underWay++;
    return true;
  }

  ends(server: number, now: number, latencyMs: number, isGood: boolean): true {
    const own = this.#servers.get(server);
    if (own === undefined || own.underWay === 0) return true;
    own.underWay--;
    if (!isGood) own.errors = { value: this.#left(own.errors, now) + 1, at: now };
    const left = own.known && this.#left(own.known, now);
    if (isGood || latencyMs > (left ?? UNKNOWN_MS)) {
      const kept = left === undefined ? 0 : Math.exp((own.known!.at - now) / this.#decayMs);
      const isSlower = latencyMs > (left ?? 0);
      const value = isSlower ? latencyMs : (left ?? 0) * kept + latencyMs * (1 - kept);
      own.known = { value, at: now };
    }
    return true;
  }

  expected(server: number, now: number): number | undefined {
    const own = this.#servers.get(server);
    if (own === undefined) return undefined;
    const counts = own.underWay + this.#left(own.errors, now);
    if (own.known === undefined) return counts === 0 ? 0 : UNKNOWN_MS * (counts + 1);
    return this.#left(own.known, now) * (counts + 1);
  }

  /** What is known of one that is there, piece by piece. */
  inWords(server: number, now: number): string {
    const { known, underWay, errors } = this.#servers.get(server)!;
    const number = (it: number) => Number(it.toPrecision(6));
    const left = known === undefined
      ? "nothing is known"
      : `${number(this.#left(known, now))} ms are left`;
    const set = known === undefined
      ? ""
      : ` of ${number(known.value)} ms, set ${now - known.at} ms ago`;
    return `${left}${set}, ${underWay} under way, errors count as ${
      number(this.#left(errors, now))
    }`;
  }

  /** Whom to pick, who is as good but for the last bits, and what is expected of each, in words. */
  pick(
    tried: readonly number[],
    now: number,
  ): { server: number | undefined; equals: number[]; known: string[] } {
    const all = [...this.#servers.keys()].sort((a, b) => a - b);
    const rest = all.filter((server) => !tried.includes(server));
    const among = (rest.length > 0 ? rest : all).map((server) => ({
      server,
      ms: this.expected(server, now)!,
    }));
    const least = Math.min(...among.map(({ ms }) => ms));
    const equals = among.filter(({ ms }) => ms !== least && ms <= least * (1 + 1e-9));
    return {
      server: among.find(({ ms }) => ms === least)?.server,
      equals: equals.map(({ server }) => server),
      known: among.map(({ server, ms }) => `${Number(ms.toPrecision(6))} ms of ${server}`),
    };
  }

  #left({ value, at }: Falling, now: number): number {
    return value * Math.exp((at - now) / this.#decayMs);
  }
}
