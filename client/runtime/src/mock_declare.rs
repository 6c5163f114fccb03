//! Mocks as declarations: what generated code says of each operation, and what is made of it. The
//! interface of the mocks is Progenitor's.

use httpmock::When;
use serde::Serialize;

use super::Style;
use super::parameter::path;

/// A parameter of the path, which stands between two parts of a pattern. `escape` has a text mean
/// itself in a pattern.
///
/// # Panics
/// When the value cannot be in a path.
pub fn when_path(
    when: When,
    name: &str,
    value: &impl Serialize,
    style: Style,
    (before, after): (&str, &str),
    escape: fn(&str) -> String,
) -> When {
    let value = path(name, value, style).expect("a path");
    when.path_matches(format!("{before}{}{after}", escape(&value)))
}

/// A status of a range: `4` is `4XX`.
///
/// # Panics
/// When it is another status.
#[track_caller]
pub fn in_range(status: u16, range: u16) -> u16 {
    assert_eq!(
        status / 100,
        range,
        "{status} is not within the range {range}XX"
    );
    status
}

/// The mocks of operations:
///
/// ```text
/// runtime::mocks! {
///     GetWidgetWhen, GetWidgetThen = get_widget GET "^/widgets/[^/]*$" {
///         |when, value| {
///             id: u64 = runtime::when_path(when, "id", &value, …),
///             limit: u32 = runtime::when_query(when, "limit", &value)
///                 => when.query_param_missing("limit"),
///             like<'a>: &'a str = runtime::when_query(when, "like", &value)
///                 => when.query_param_missing("like"),
///         }
///         |then| {
///             ok(value: &types::Widget) = runtime::then_json(then, 200, "application/json", &value),
///             no_content() = then.status(204),
///         }
///     }
/// }
/// ```
///
/// The names between the bars are those that the expressions behind them use. What stands behind
/// `=>` is expected where `None` is given for a parameter that may be left out.
///
/// It is made for the module `mocks` of a generated client.
#[macro_export]
macro_rules! mocks {
    ($(
        $when_type:ident, $then_type:ident = $operation:ident $method:ident $path:literal {
            |$when:ident, $value:ident| {
                $(
                    $expected:ident $(<$lifetime:lifetime>)? : $type:ty = $there:expr
                    $(=> $missing:expr)?
                ),* $(,)?
            }
            |$then:ident| {
                $($responded:ident($($argument:ident: $argument_type:ty),*) = $response:expr),* $(,)?
            }
        }
    )*) => {
        /// [`When`](::httpmock::When) and [`Then`](::httpmock::Then) wrappers for each operation.
        /// Each can be converted to its inner type with a call to `into_inner()`. This can be used
        /// to explicitly deviate from permitted values.
        pub mod operations {
            use super::super::*;

            $(
                pub struct $when_type(::httpmock::When);

                impl $when_type {
                    pub fn new(inner: ::httpmock::When) -> Self {
                        Self(inner.method(::httpmock::Method::$method).path_matches($path))
                    }

                    pub fn into_inner(self) -> ::httpmock::When {
                        self.0
                    }

                    $($crate::expected! {
                        $expected [$($lifetime)?] $type, |$when, $value| $there $(=> $missing)?
                    })*
                }

                pub struct $then_type(::httpmock::Then);

                impl $then_type {
                    pub fn new(inner: ::httpmock::Then) -> Self {
                        Self(inner)
                    }

                    pub fn into_inner(self) -> ::httpmock::Then {
                        self.0
                    }

                    $(
                        pub fn $responded(self, $($argument: $argument_type),*) -> Self {
                            let $then = self.0;
                            Self($response)
                        }
                    )*
                }
            )*
        }

        /// An extension trait for [`MockServer`](::httpmock::MockServer) that adds a method for
        /// each operation. These are the equivalent of type-checked
        /// [`mock()`](::httpmock::MockServer::mock) calls.
        pub trait MockServerExt {
            $(
                fn $operation<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
                where
                    F: FnOnce(operations::$when_type, operations::$then_type);
            )*
        }

        impl MockServerExt for ::httpmock::MockServer {
            $(
                fn $operation<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
                where
                    F: FnOnce(operations::$when_type, operations::$then_type),
                {
                    self.mock(|when, then| {
                        config_fn(
                            operations::$when_type::new(when),
                            operations::$then_type::new(then),
                        )
                    })
                }
            )*
        }
    };
}
// inline: pub(crate) use mocks;

/// What is expected of one value; a part of [`mocks!`](crate::mocks).
#[doc(hidden)]
#[macro_export]
macro_rules! expected {
    ($name:ident [] $type:ty, |$when:ident, $value:ident| $there:expr) => {
        pub fn $name(self, $value: $type) -> Self {
            let $when = self.0;
            Self($there)
        }
    };
    (
        $name:ident [$($lifetime:lifetime)?] $type:ty,
        |$when:ident, $value:ident| $there:expr => $missing:expr
    ) => {
        pub fn $name<$($lifetime,)? T>(self, value: T) -> Self
        where
            T: Into<Option<$type>>,
        {
            let $when = self.0;
            Self(match value.into() {
                Some($value) => $there,
                None => $missing,
            })
        }
    };
}
// inline: pub(crate) use expected;
