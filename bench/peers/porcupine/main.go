// Command porcupine checks histories with Porcupine and prints how long each check took: the peer that
// the project's own checker is measured against.
//
//	porcupine -model register|kv -turns N -enough-ms N -limit-s N FILE
//
// A file holds one operation a line, in JSON:
// {"process":0,"input":{"type":"write","value":1},"output":null,"invokedAt":0,"endedAt":5,"outcome":"ok"}.
// It prints the verdict, then the milliseconds of each turn; there are no more turns when enough time is spent.
// GOMAXPROCS says how many threads it may use: it checks the keys of a history at the same time.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"strings"
	"time"

	"github.com/anishathalye/porcupine"
)

// operation is one line of a file.
type operation struct {
	Process   int             `json:"process"`
	Input     input           `json:"input"`
	Output    json.RawMessage `json:"output"`
	InvokedAt float64         `json:"invokedAt"`
	EndedAt   *float64        `json:"endedAt"`
	Outcome   string          `json:"outcome"`
}

// input is what was asked of a register or a store.
type input struct {
	Type  string          `json:"type"`
	Key   string          `json:"key"`
	Value json.RawMessage `json:"value"`
	From  json.RawMessage `json:"from"`
	To    json.RawMessage `json:"to"`
}

// never is later than every return.
const never = math.MaxInt64

func main() {
	name := flag.String("model", "register", "register or kv")
	turns := flag.Int("turns", 5, "how often to check")
	enough := flag.Int("enough-ms", 1000, "how much time is enough for all turns")
	limit := flag.Int("limit-s", 60, "the most seconds a check may take")
	flag.Parse()
	asked := budget{
		turns: *turns, enough: time.Duration(*enough) * time.Millisecond,
		limit: time.Duration(*limit) * time.Second,
	}
	if err := run(*name, asked, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

// budget says how often to check: no more than so many turns, and none after enough time.
type budget struct {
	turns         int
	enough, limit time.Duration
}

func run(name string, asked budget, files []string) error {
	model, translate, err := modelOf(name)
	if err != nil {
		return err
	}
	for _, file := range files {
		history, err := read(file, translate)
		if err != nil {
			return err
		}
		result := porcupine.Unknown
		var spent time.Duration
		var times []string
		for turn := 0; turn < asked.turns && spent < asked.enough; turn++ {
			start := time.Now()
			result = porcupine.CheckOperationsTimeout(model, history, asked.limit)
			took := time.Since(start)
			spent += took
			times = append(times, fmt.Sprintf("%.6f", float64(took.Nanoseconds())/1e6))
		}
		fmt.Println(result, strings.Join(times, " "))
	}
	return nil
}

func read(file string, translate func(operation) (any, any)) ([]porcupine.Operation, error) {
	opened, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer opened.Close()
	var history []porcupine.Operation
	lines := bufio.NewScanner(opened)
	lines.Buffer(nil, 1<<26)
	for lines.Scan() {
		var line operation
		if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		if line.Outcome == "fail" {
			continue
		}
		// Times keep three decimals.
		end := int64(never)
		if line.EndedAt != nil {
			end = int64(*line.EndedAt * 1000)
		}
		in, out := translate(line)
		history = append(history, porcupine.Operation{
			ClientId: line.Process, Input: in, Output: out,
			Call: int64(line.InvokedAt * 1000), Return: end,
		})
	}
	return history, lines.Err()
}
