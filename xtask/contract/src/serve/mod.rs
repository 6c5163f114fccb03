//! What serves a contract over HTTP: [`mock`], a service before there is one, and [`proxy`], which
//! watches a service that there is.
//!
//! Sockets are served by a few threads of their own ([`http`]). What knows the contract runs on the
//! command's thread ([`desk`]), which has the stack that documents need, and borrows the document
//! without sharing it: requests come to it one after the other.
//!
//! Nothing here decides what a request or a response has to be like: that is `exchange`.

pub mod body;
pub mod convert;
pub mod cors;
pub mod desk;
pub mod http;
pub mod mock;
pub mod prefer;
pub mod problem;
pub mod proxy;
pub mod trouble;
pub mod words;
