//! Which generated code goes with this package.

/// Refuses generated code that needs another interface than this package has.
#[macro_export]
macro_rules! requires {
    ("1.0") => {};
    ($other:literal) => {
        compile_error!(concat!(
            "this code was generated for version ",
            $other,
            " of the interface of contract-client, and the package has 1.0: generate it again \
             (`contract generate`) with the pipeline of the package's version, or depend on the \
             version of contract-client that the pipeline has"
        ));
    };
}
