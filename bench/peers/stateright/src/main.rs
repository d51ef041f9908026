//! Explores one model with Stateright on one thread, some turns in a row, and prints the unique states,
//! the growth of resident memory in the first turn, in bytes, and the milliseconds of each turn.
//!
//!     explorer-peer TURNS two-phase MANAGERS
//!     explorer-peer TURNS abd CLIENTS SERVERS
//!     explorer-peer TURNS abd-ordered CLIENTS SERVERS
//!     explorer-peer TURNS paxos CLIENTS SERVERS

mod abd;
mod clients;
mod paxos;
mod two_phase;

use stateright::actor::Network;
use stateright::{Checker, Model};
use std::fmt::Debug;
use std::hash::Hash;
use std::time::Instant;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize| args.get(at).and_then(|text| text.parse::<usize>().ok());
    let name = args.get(1).map(String::as_str);
    match (name, number(0), number(2), number(3)) {
        (Some("two-phase"), Some(turns), Some(managers), None) => {
            explore(turns, || two_phase::TwoPhase { managers })
        }
        (Some("abd"), Some(turns), Some(clients), Some(servers)) => explore(turns, || {
            let network = Network::new_unordered_nonduplicating([]);
            clients::system(clients, servers, network, |peers| abd::Server { peers })
        }),
        (Some("abd-ordered"), Some(turns), Some(clients), Some(servers)) => explore(turns, || {
            let network = Network::new_ordered([]);
            clients::system(clients, servers, network, |peers| abd::Server { peers })
        }),
        (Some("paxos"), Some(turns), Some(clients), Some(servers)) => explore(turns, || {
            let network = Network::new_unordered_nonduplicating([]);
            clients::system(clients, servers, network, |peers| paxos::Server { peers })
        }),
        _ => {
            eprintln!("Cannot explore because the form is \"TURNS MODEL NUMBER…\": given {args:?}");
            std::process::exit(2);
        }
    }
}

fn explore<M>(turns: usize, model: impl Fn() -> M)
where
    M: Model + Send + Sync + 'static,
    M::State: Clone + Debug + Hash + PartialEq + Send + Sync + 'static,
    M::Action: Clone + Debug + PartialEq + Send + Sync,
{
    let before = resident("VmRSS");
    let mut grown = 0;
    let mut unique = 0;
    let mut times = Vec::new();
    for turn in 0..turns {
        let start = Instant::now();
        let checker = model().checker().threads(1).spawn_bfs().join();
        times.push(format!("{:.3}", start.elapsed().as_secs_f64() * 1000.0));
        checker.assert_properties();
        unique = checker.unique_state_count();
        if turn == 0 {
            grown = resident("VmHWM").saturating_sub(before);
        }
    }
    println!("{unique} {grown} {}", times.join(" "));
}

/// A line of Linux's account of this process, in bytes; 0 where there is none.
fn resident(line: &str) -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let found = status.lines().find(|each| each.starts_with(line));
    let kib = found.and_then(|each| each.split_whitespace().nth(1)?.parse::<usize>().ok());
    kib.unwrap_or(0) * 1024
}
