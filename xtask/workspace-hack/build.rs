//! Nothing is built: with it, cargo looks at the build dependencies.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
}
