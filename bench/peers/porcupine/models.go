package main

import (
	"encoding/json"
	"fmt"

	"github.com/anishathalye/porcupine"
)

// registerInput holds values by their number in the order of appearance; nothing is number 0.
type registerInput struct {
	kind     string
	key      string
	from, to int
}

// registerOutput is what a read or a compare-and-set answered, if that is known.
type registerOutput struct {
	known   bool
	value   int
	changed bool
}

type kvInput struct {
	kind       string
	key, value string
}

type kvOutput struct {
	known bool
	value string
}

func modelOf(name string) (porcupine.Model, func(operation) (any, any), error) {
	switch name {
	case "register":
		return register(), registerTranslation(), nil
	case "kv":
		return keyValue(), kvTranslation, nil
	}
	return porcupine.Model{}, nil, fmt.Errorf("cannot check a model because it must be register or kv: given %q", name)
}

func register() porcupine.Model {
	return porcupine.Model{
		Partition: func(history []porcupine.Operation) [][]porcupine.Operation {
			return split(history, func(in any) string { return in.(registerInput).key })
		},
		Init: func() any { return 0 },
		Step: func(state, in, out any) (bool, any) {
			value, asked, answered := state.(int), in.(registerInput), out.(registerOutput)
			switch asked.kind {
			case "read":
				return !answered.known || answered.value == value, state
			case "write":
				return true, asked.to
			default:
				if value == asked.from {
					return !answered.known || answered.changed, asked.to
				}
				return !answered.known || !answered.changed, state
			}
		},
	}
}

func registerTranslation() func(operation) (any, any) {
	numbers := map[string]int{"null": 0, "": 0}
	number := func(value json.RawMessage) int {
		found, ok := numbers[string(value)]
		if !ok {
			found = len(numbers)
			numbers[string(value)] = found
		}
		return found
	}
	return func(line operation) (any, any) {
		in := registerInput{kind: line.Input.Type, key: line.Input.Key}
		switch in.kind {
		case "write":
			in.to = number(line.Input.Value)
		case "cas":
			in.from, in.to = number(line.Input.From), number(line.Input.To)
		}
		known := line.Outcome == "ok" && line.Output != nil
		out := registerOutput{known: known, changed: string(line.Output) == "true"}
		if in.kind == "read" {
			out.value = number(line.Output)
		}
		return in, out
	}
}

func keyValue() porcupine.Model {
	return porcupine.Model{
		Partition: func(history []porcupine.Operation) [][]porcupine.Operation {
			return split(history, func(in any) string { return in.(kvInput).key })
		},
		Init: func() any { return "" },
		Step: func(state, in, out any) (bool, any) {
			value, asked := state.(string), in.(kvInput)
			switch asked.kind {
			case "get":
				answered := out.(kvOutput)
				return !answered.known || answered.value == value, state
			case "put":
				return true, asked.value
			default:
				return true, value + asked.value
			}
		},
	}
}

func kvTranslation(line operation) (any, any) {
	in := kvInput{kind: line.Input.Type, key: line.Input.Key, value: text(line.Input.Value)}
	return in, kvOutput{known: line.Outcome == "ok" && line.Output != nil, value: text(line.Output)}
}

func text(value json.RawMessage) string {
	var found string
	_ = json.Unmarshal(value, &found)
	return found
}

func split(history []porcupine.Operation, keyOf func(any) string) [][]porcupine.Operation {
	places := map[string]int{}
	var parts [][]porcupine.Operation
	for _, each := range history {
		key := keyOf(each.Input)
		place, ok := places[key]
		if !ok {
			place = len(parts)
			places[key] = place
			parts = append(parts, nil)
		}
		parts[place] = append(parts[place], each)
	}
	return parts
}
