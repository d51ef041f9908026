import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { decideRetry, type Failure, type RetryRules } from "./retry.ts";

const rules: RetryRules = { attempts: 5, pauseMs: { first: 10, longest: 40 } };
const failed = { attempts: 1, deadline: 1000, idempotent: false } as const;

Deno.test("jetcd 1444, etcd 18424: a write that may have been applied is not sent again", () => {
  const unknown = { ...failed, failure: "unknown" } as const;
  assertEquals(decideRetry(rules, unknown, 0, 0), {
    type: "give up",
    why: "it may have been done",
  });
  assertEquals(decideRetry(rules, { ...unknown, idempotent: true }, 0, 0), {
    type: "retry",
    at: 0,
  });
});

Deno.test("grpc-go 2919: what surely did nothing is sent again, idempotent or not", () => {
  const refused = { ...failed, failure: "untouched" } as const;
  assertEquals(decideRetry(rules, refused, 5, 0.5), { type: "retry", at: 10 });
});

Deno.test("an answer is an answer, even if it is an error", () => {
  const answered = { ...failed, failure: "answered", idempotent: true } as const;
  assertEquals(decideRetry(rules, answered, 0, 0), { type: "give up", why: "it was answered" });
});

Deno.test("pauses double up to the longest, and are drawn from nothing to all of that", () => {
  const pauses = [1, 2, 3, 4].map((attempts) => {
    const decision = decideRetry(rules, { ...failed, failure: "untouched", attempts }, 100, 0.5);
    return decision.type === "retry" ? decision.at - 100 : undefined;
  });
  assertEquals(pauses, [5, 10, 20, 20]);
});

Deno.test("pauses stay the longest through thousands of attempts, and are never negative", () => {
  for (let attempts = 4; attempts < 3000; attempts++) {
    const facts = { attempts, failure: "untouched", idempotent: false, deadline: 1000 } as const;
    const decision = decideRetry({ ...rules, attempts: 5000 }, facts, 100, 0.5);
    assertEquals(decision, { type: "retry", at: 120 }, `attempt ${attempts}`);
  }
});

Deno.test("through all attempts there is one deadline, and a last attempt", () => {
  const attempt = fc.record({
    failure: fc.constantFrom<Failure>("untouched", "unknown", "answered"),
    tookMs: fc.nat({ max: 60 }),
    draw: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  });
  fc.assert(
    fc.property(
      fc.array(attempt, { minLength: 8, maxLength: 8 }),
      fc.nat({ max: 200 }),
      fc.boolean(),
      (
        list,
        deadline,
        idempotent,
      ) => {
        let now = 0, attempts = 0, processed = 0;
        for (const { failure, tookMs, draw } of list) {
          assert(now < deadline || attempts === 0, "no attempt begins behind the deadline");
          attempts++;
          if (failure !== "untouched") processed++;
          now += tookMs;
          const facts = { attempts, failure, idempotent, deadline };
          const decision = decideRetry(rules, facts, now, draw);
          if (decision.type === "give up") break;
          assert(decision.at >= now && decision.at - now <= 40);
          now = decision.at;
        }
        assert(attempts <= rules.attempts);
        assert(idempotent || processed <= 1, "a write that is not idempotent is processed once");
      },
    ),
    { numRuns: 1000 },
  );
});
