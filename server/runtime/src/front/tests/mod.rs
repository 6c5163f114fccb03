//! The front, over real sockets: what it allows, what it answers, and how it ends.

mod beside;
mod client;
mod http;
mod limits;
mod routes;
mod stop;
mod stream;
mod world;
