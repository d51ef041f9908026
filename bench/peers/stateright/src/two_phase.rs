//! Two-phase commit after Gray and Lamport (2006): messages are never consumed.

use stateright::{Model, Property};
use std::collections::BTreeSet;

#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Manager {
    Working,
    Prepared,
    Committed,
    Aborted,
}

#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Decision {
    Open,
    Commit,
    Abort,
}

#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Message {
    Prepared(usize),
    Commit,
    Abort,
}

#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct State {
    managers: Vec<Manager>,
    decision: Decision,
    heard: Vec<bool>,
    sent: BTreeSet<Message>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    Commit,
    Abort,
    Hear(usize),
    Prepare(usize),
    GiveUp(usize),
    Obey(usize, Message),
}

pub struct TwoPhase {
    pub managers: usize,
}

impl Model for TwoPhase {
    type State = State;
    type Action = Action;

    fn init_states(&self) -> Vec<State> {
        vec![State {
            managers: vec![Manager::Working; self.managers],
            decision: Decision::Open,
            heard: vec![false; self.managers],
            sent: BTreeSet::new(),
        }]
    }

    fn actions(&self, state: &State, actions: &mut Vec<Action>) {
        let open = state.decision == Decision::Open;
        if open {
            actions.push(Action::Abort);
            if state.heard.iter().all(|heard| *heard) {
                actions.push(Action::Commit);
            }
        }
        for manager in 0..self.managers {
            if open && state.sent.contains(&Message::Prepared(manager)) {
                actions.push(Action::Hear(manager));
            }
            if state.managers[manager] == Manager::Working {
                actions.push(Action::Prepare(manager));
                actions.push(Action::GiveUp(manager));
            }
            for order in [Message::Commit, Message::Abort] {
                if state.sent.contains(&order) {
                    actions.push(Action::Obey(manager, order));
                }
            }
        }
    }

    fn next_state(&self, last: &State, action: Action) -> Option<State> {
        let mut next = last.clone();
        match action {
            Action::Commit => {
                next.decision = Decision::Commit;
                next.sent.insert(Message::Commit);
            }
            Action::Abort => {
                next.decision = Decision::Abort;
                next.sent.insert(Message::Abort);
            }
            Action::Hear(manager) => next.heard[manager] = true,
            Action::Prepare(manager) => {
                next.managers[manager] = Manager::Prepared;
                next.sent.insert(Message::Prepared(manager));
            }
            Action::GiveUp(manager) => next.managers[manager] = Manager::Aborted,
            Action::Obey(manager, order) => {
                next.managers[manager] = match order {
                    Message::Commit => Manager::Committed,
                    _ => Manager::Aborted,
                };
            }
        }
        Some(next)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always(
                "no manager commits while another aborts",
                |_, state: &State| {
                    !(state.managers.contains(&Manager::Committed)
                        && state.managers.contains(&Manager::Aborted))
                },
            ),
            Property::sometimes("all commit", |_, state: &State| {
                state
                    .managers
                    .iter()
                    .all(|each| *each == Manager::Committed)
            }),
            Property::sometimes("all abort", |_, state: &State| {
                state.managers.iter().all(|each| *each == Manager::Aborted)
            }),
        ]
    }
}
