//! The client as its users meet it: the library and the program `mfa`, against
//! a typed mock of the service.

mod command_line;
mod credentials;
mod enrolment;
mod retries;
mod service;
