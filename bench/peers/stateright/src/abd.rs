//! A register held by majorities, after Attiya, Bar-Noy and Dolev (1995), with several writers.

use crate::clients::Message;
use stateright::actor::register::RegisterMsg::{Get, GetOk, Internal, Put, PutOk};
use stateright::actor::{majority, Actor, Id, Out};
use stateright::util::{HashableHashMap, HashableHashSet};
use std::borrow::Cow;

/// When a value was written, and by whom.
type Tag = (u64, Id);
type Version = (Tag, char);

#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Between {
    Query(u64),
    Latest(u64, Version),
    Store(u64, Version),
    Stored(u64),
}

#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub enum Phase {
    Idle,
    Asking {
        operation: u64,
        client: Id,
        write: Option<char>,
        heard: HashableHashMap<Id, Version>,
    },
    Storing {
        operation: u64,
        client: Id,
        read: Option<char>,
        holders: HashableHashSet<Id>,
    },
}

#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct State {
    latest: Version,
    phase: Phase,
}

pub struct Server {
    pub peers: Vec<Id>,
}

impl Server {
    fn majority(&self) -> usize {
        majority(self.peers.len() + 1)
    }

    fn ask(
        &self,
        me: Id,
        client: Id,
        operation: u64,
        write: Option<char>,
        s: &mut Cow<State>,
        o: &mut Out<Self>,
    ) {
        if s.phase != Phase::Idle {
            return;
        }
        let mut heard = HashableHashMap::default();
        heard.insert(me, s.latest);
        s.to_mut().phase = Phase::Asking {
            operation,
            client,
            write,
            heard,
        };
        o.broadcast(&self.peers, &Internal(Between::Query(operation)));
    }

    fn hear(
        &self,
        me: Id,
        from: Id,
        operation: u64,
        version: Version,
        s: &mut Cow<State>,
        o: &mut Out<Self>,
    ) {
        match &s.phase {
            Phase::Asking {
                operation: current, ..
            } if *current == operation => {}
            _ => return,
        }
        let state = s.to_mut();
        let Phase::Asking {
            client,
            write,
            heard,
            ..
        } = &mut state.phase
        else {
            return;
        };
        heard.insert(from, version);
        if heard.len() < majority(self.peers.len() + 1) {
            return;
        }
        let newest = *heard.values().max_by_key(|(tag, _)| *tag).unwrap();
        let (chosen, read) = match write {
            Some(value) => (((newest.0 .0 + 1, me), *value), None),
            None => (newest, Some(newest.1)),
        };
        let client = *client;
        if chosen.0 > state.latest.0 {
            state.latest = chosen;
        }
        let mut holders = HashableHashSet::default();
        holders.insert(me);
        state.phase = Phase::Storing {
            operation,
            client,
            read,
            holders,
        };
        o.broadcast(&self.peers, &Internal(Between::Store(operation, chosen)));
    }

    fn held(&self, from: Id, operation: u64, s: &mut Cow<State>, o: &mut Out<Self>) {
        match &s.phase {
            Phase::Storing {
                operation: current,
                holders,
                ..
            } if *current == operation && !holders.contains(&from) => {}
            _ => return,
        }
        let state = s.to_mut();
        let Phase::Storing {
            client,
            read,
            holders,
            ..
        } = &mut state.phase
        else {
            return;
        };
        holders.insert(from);
        if holders.len() < self.majority() {
            return;
        }
        o.send(
            *client,
            match read {
                Some(value) => GetOk(operation, *value),
                None => PutOk(operation),
            },
        );
        state.phase = Phase::Idle;
    }
}

impl Actor for Server {
    type Msg = Message<Between>;
    type State = State;
    type Timer = ();
    type Random = ();
    type Storage = ();

    fn on_start(&self, me: Id, _: &Option<()>, _: &mut Out<Self>) -> State {
        State {
            latest: ((0, me), char::default()),
            phase: Phase::Idle,
        }
    }

    fn on_msg(&self, me: Id, s: &mut Cow<State>, from: Id, message: Self::Msg, o: &mut Out<Self>) {
        match message {
            Put(operation, value) => self.ask(me, from, operation, Some(value), s, o),
            Get(operation) => self.ask(me, from, operation, None, s, o),
            Internal(Between::Query(operation)) => {
                o.send(from, Internal(Between::Latest(operation, s.latest)));
            }
            Internal(Between::Latest(operation, version)) => {
                self.hear(me, from, operation, version, s, o);
            }
            Internal(Between::Store(operation, version)) => {
                if version.0 > s.latest.0 {
                    s.to_mut().latest = version;
                }
                o.send(from, Internal(Between::Stored(operation)));
            }
            Internal(Between::Stored(operation)) => self.held(from, operation, s, o),
            _ => {}
        }
    }
}
