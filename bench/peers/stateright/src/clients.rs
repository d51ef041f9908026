//! Servers of a register, and Stateright's own clients for such: each writes once and then reads.

use stateright::actor::register::{RegisterActor, RegisterMsg};
use stateright::actor::{model_peers, Actor, ActorModel, Id, Network};
use stateright::semantics::register::Register;
use stateright::semantics::LinearizabilityTester;
use stateright::Expectation;
use std::fmt::Debug;
use std::hash::Hash;

/// What a server is sent; `M` is what servers tell each other.
pub type Message<M> = RegisterMsg<u64, char, M>;

type History = LinearizabilityTester<Id, Register<char>>;

/// A system of clients and servers.
pub fn system<S, M>(
    clients: usize,
    servers: usize,
    network: Network<Message<M>>,
    server: impl Fn(Vec<Id>) -> S,
) -> ActorModel<RegisterActor<S>, (), History>
where
    S: Actor<Msg = Message<M>>,
    S::Timer: Ord,
    M: Clone + Debug + Eq + Hash + Ord,
{
    ActorModel::new((), LinearizabilityTester::new(Register(char::default())))
        .actors((0..servers).map(|me| RegisterActor::Server(server(model_peers(me, servers)))))
        .actors((0..clients).map(|_| RegisterActor::Client {
            put_count: 1,
            server_count: servers,
        }))
        .init_network(network)
        .property(Expectation::Always, "linearizable", |_, state| {
            state.history.serialized_history().is_some()
        })
        .property(Expectation::Sometimes, "a value is read", |_, state| {
            state
                .network
                .iter_deliverable()
                .any(|envelope| match envelope.msg {
                    RegisterMsg::GetOk(_, value) => *value != char::default(),
                    _ => false,
                })
        })
        .record_msg_in(RegisterMsg::record_returns)
        .record_msg_out(RegisterMsg::record_invocations)
}
