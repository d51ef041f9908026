//! A register that single-decree Paxos (Lamport 2001) writes once.

use crate::clients::Message;
use stateright::actor::register::RegisterMsg::{Get, GetOk, Internal, Put, PutOk};
use stateright::actor::{majority, Actor, Id, Out};
use stateright::util::{HashableHashMap, HashableHashSet};
use std::borrow::Cow;

type Ballot = (u32, Id);

/// The operation, the client that waits for it, and the value.
type Proposal = (u64, Id, char);
type Accepted = Option<(Ballot, Proposal)>;

#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Between {
    Prepare(Ballot),
    Promise(Ballot, Accepted),
    Accept(Ballot, Proposal),
    Accepted(Ballot),
    Decided(Ballot, Proposal),
}

#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct State {
    ballot: Ballot,
    accepted: Accepted,
    decided: bool,
    proposal: Option<Proposal>,
    promises: HashableHashMap<Id, Accepted>,
    acceptors: HashableHashSet<Id>,
}

pub struct Server {
    pub peers: Vec<Id>,
}

impl Server {
    fn majority(&self) -> usize {
        majority(self.peers.len() + 1)
    }

    fn tell(&self, message: Between, o: &mut Out<Self>) {
        o.broadcast(&self.peers, &Internal(message));
    }

    fn promised(&self, me: Id, from: Id, accepted: Accepted, s: &mut State, o: &mut Out<Self>) {
        s.promises.insert(from, accepted);
        if s.promises.len() != self.majority() {
            return;
        }
        let highest = s.promises.values().max().copied().flatten();
        let proposal = highest.map(|(_, earlier)| earlier).or(s.proposal).unwrap();
        s.proposal = Some(proposal);
        s.accepted = Some((s.ballot, proposal));
        s.acceptors.insert(me);
        self.tell(Between::Accept(s.ballot, proposal), o);
    }
}

impl Actor for Server {
    type Msg = Message<Between>;
    type State = State;
    type Timer = ();
    type Random = ();
    type Storage = ();

    fn on_start(&self, _: Id, _: &Option<()>, _: &mut Out<Self>) -> State {
        State {
            ballot: (0, Id::from(0)),
            accepted: None,
            decided: false,
            proposal: None,
            promises: Default::default(),
            acceptors: Default::default(),
        }
    }

    fn on_msg(&self, me: Id, s: &mut Cow<State>, from: Id, message: Self::Msg, o: &mut Out<Self>) {
        if s.decided {
            if let (Get(operation), Some((_, (_, _, value)))) = (message, s.accepted) {
                o.send(from, GetOk(operation, value));
            }
            return;
        }
        match message {
            Put(operation, value) if s.proposal.is_none() => {
                let s = s.to_mut();
                s.proposal = Some((operation, from, value));
                s.ballot = (s.ballot.0 + 1, me);
                s.promises.insert(me, s.accepted);
                self.tell(Between::Prepare(s.ballot), o);
            }
            Internal(Between::Prepare(ballot)) if s.ballot < ballot => {
                s.to_mut().ballot = ballot;
                o.send(from, Internal(Between::Promise(ballot, s.accepted)));
            }
            Internal(Between::Promise(ballot, accepted)) if s.ballot == ballot => {
                self.promised(me, from, accepted, s.to_mut(), o);
            }
            Internal(Between::Accept(ballot, proposal)) if s.ballot <= ballot => {
                let s = s.to_mut();
                s.ballot = ballot;
                s.accepted = Some((ballot, proposal));
                o.send(from, Internal(Between::Accepted(ballot)));
            }
            Internal(Between::Accepted(ballot)) if s.ballot == ballot => {
                let s = s.to_mut();
                s.acceptors.insert(from);
                if s.acceptors.len() == self.majority() {
                    s.decided = true;
                    let proposal = s.proposal.unwrap();
                    self.tell(Between::Decided(ballot, proposal), o);
                    o.send(proposal.1, PutOk(proposal.0));
                }
            }
            Internal(Between::Decided(ballot, proposal)) => {
                let s = s.to_mut();
                s.ballot = ballot;
                s.accepted = Some((ballot, proposal));
                s.decided = true;
            }
            _ => {}
        }
    }
}
