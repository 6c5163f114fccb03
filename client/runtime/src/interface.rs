//! Which generated code goes with this package. Inlined runtimes are without it: they are as old as
//! the code beside them.

/// Refuses generated code that needs another interface than this package has, when it is compiled.
///
/// The interface is what generated code and this package know of each other. It has a version of its
/// own, `1.2`, which the root of the generated code names:
///
/// ```
/// contract_client::requires!("1.2");
/// ```
///
/// Code of another version does not compile, and is told what to do:
///
/// ```compile_fail
/// contract_client::requires!("0.9");
/// ```
#[macro_export]
macro_rules! requires {
    ("1.2") => {};
    ($other:literal) => {
        compile_error!(concat!(
            "this code was generated for version ",
            $other,
            " of the interface of contract-client, and the package has 1.2: generate it again \
             (`contract generate`) with the pipeline of the package's version, or depend on the \
             version of contract-client that the pipeline has"
        ));
    };
}
