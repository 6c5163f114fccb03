//! Who is calling.

pub mod jwks;
pub mod jwt;
#[cfg(test)]
mod testing;
