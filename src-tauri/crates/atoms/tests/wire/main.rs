//! The client against real sockets: what it sends, and what it makes of every kind of answer.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failed unwrap is a failed test"
)]

mod answers;
mod branch_flow;
mod connection;
mod flow;
mod requests;
mod retries;
mod secrecy;
mod statuses;

use debrief_atoms::{ApiBase, Client, Policy};

/// Long enough to be told apart from any other text in an output.
const KEY: &str = "sk_test_7f3a9c51e8d24b60";

fn client_with(address: &str, policy: Policy) -> Client {
    Client::new(ApiBase::parse(address).unwrap(), KEY.into(), policy).unwrap()
}

fn client(address: &str) -> Client {
    client_with(address, Policy::immediate())
}
