//! A builder of a request as a declaration: what generated code says of each operation, and what is
//! made of it. The interface of the builders is Progenitor's.

use std::fmt::Display;
use std::marker::PhantomData;

/// How a builder holds one of its values.
pub trait Setting {
    /// What it is set to.
    type Given;
    /// What is held of that.
    type Held;

    /// What is held at first, or why there is nothing.
    ///
    /// # Errors
    /// A value that has to be set.
    fn initial(name: &str) -> Result<Self::Held, String>;
    /// What is held of what it is set to.
    fn held(given: Self::Given) -> Self::Held;
}

/// A [`Setting`] that has a builder of its own, which may be changed in place.
pub trait Mapped: Setting {
    /// Its builder.
    type Builder;

    /// What is held when the builder was changed.
    fn map(held: Self::Held, change: impl FnOnce(Self::Builder) -> Self::Builder) -> Self::Held;
}

/// A value that has to be set.
pub struct Required<T>(PhantomData<T>);

impl<T> Setting for Required<T> {
    type Given = T;
    type Held = T;

    fn initial(name: &str) -> Result<T, String> {
        Err(format!("{name} was not initialized"))
    }

    fn held(given: T) -> T {
        given
    }
}

/// A value that may be left out.
pub struct Optional<T>(PhantomData<T>);

impl<T> Setting for Optional<T> {
    type Given = T;
    type Held = Option<T>;

    fn initial(_: &str) -> Result<Option<T>, String> {
        Ok(None)
    }

    fn held(given: T) -> Option<T> {
        Some(given)
    }
}

/// A body that is a text, and has to be set.
pub struct TextBody<T>(PhantomData<T>);

impl Setting for TextBody<String> {
    type Given = String;
    type Held = reqwest::Body;

    fn initial(name: &str) -> Result<reqwest::Body, String> {
        Err(format!("{name} was not initialized"))
    }

    fn held(given: String) -> reqwest::Body {
        given.into()
    }
}

/// A body that is a text, and may be left out.
pub struct OptionalTextBody<T>(PhantomData<T>);

impl Setting for OptionalTextBody<String> {
    type Given = String;
    type Held = Option<reqwest::Body>;

    fn initial(_: &str) -> Result<Option<reqwest::Body>, String> {
        Ok(None)
    }

    fn held(given: String) -> Option<reqwest::Body> {
        Some(given.into())
    }
}

/// A `T` that the builder `B` makes, which is there from the beginning.
pub struct Built<T, B>(PhantomData<(T, B)>);

impl<T: Into<B>, B: Default> Setting for Built<T, B> {
    type Given = T;
    type Held = B;

    fn initial(_: &str) -> Result<B, String> {
        Ok(B::default())
    }

    fn held(given: T) -> B {
        given.into()
    }
}

impl<T: Into<B>, B: Default> Mapped for Built<T, B> {
    type Builder = B;

    fn map(held: B, change: impl FnOnce(B) -> B) -> B {
        change(held)
    }
}

/// A `T` that the builder `B` makes, and that may be left out.
pub struct OptionallyBuilt<T, B>(PhantomData<(T, B)>);

impl<T: Into<B>, B: Default> Setting for OptionallyBuilt<T, B> {
    type Given = T;
    type Held = Option<B>;

    fn initial(_: &str) -> Result<Option<B>, String> {
        Ok(None)
    }

    fn held(given: T) -> Option<B> {
        Some(given.into())
    }
}

impl<T: Into<B>, B: Default> Mapped for OptionallyBuilt<T, B> {
    type Builder = B;

    fn map(held: Option<B>, change: impl FnOnce(B) -> B) -> Option<B> {
        Some(change(held.unwrap_or_default()))
    }
}

/// What a setter is given, as what it takes.
///
/// # Errors
/// It cannot be converted.
pub fn converted<V: TryInto<T>, T>(value: V, rust_type: &str, name: &str) -> Result<T, String> {
    value
        .try_into()
        .map_err(|_| format!("conversion to `{rust_type}` for {name} failed"))
}

/// Like [`converted`], of what can say why not.
///
/// # Errors
/// It cannot be converted, and why.
pub fn converted_or_why<V: TryInto<T, Error: Display>, T>(
    value: V,
    rust_type: &str,
    name: &str,
) -> Result<T, String> {
    let why = |error| format!("conversion to `{rust_type}` for {name} failed: {error}");
    value.try_into().map_err(why)
}

/// The builder of the requests of an operation:
///
/// ```text
/// runtime::builder! {
///     WidgetList: Clone = widget_list GET "/shops/{shop}/widgets" {
///         shop: Required<types::Name>,
///         limit: Optional<u32>,
///         page_token: Optional<String>,
///     }
///     body: Built<types::Filter, types::builder::Filter>
///     send |it, request, response| -> ResponseValue<types::Widgets>, Error<types::Problem> {
///         request
///             .path_value("shop", it.shop)
///             .query("limit", it.limit)
///             .query("page_token", it.page_token)
///             .json::<types::Filter>("application/json", it.body.map(Some))
///             .accept("application/json");
///         200 => runtime::json(response).await,
///         400..=599 => runtime::error(response).await,
///     }
///     stream types::Widget without (sort_by)
/// }
/// ```
///
/// The names between the bars are those that the expressions behind them use: the builder, the
/// request with its method and the beginning of its path, and the response. A status that is not
/// told is not documented. A builder that holds a stream is not `Clone`. What `stream` names goes
/// with the first page alone.
///
/// It is made for the module `builder` of a generated client: `super::Client` is the client.
#[macro_export]
macro_rules! builder {
    (
        $name:ident $(: $derive:ident)? = $operation:ident $method:ident $path:literal {
            $($field:ident: $kind:ident<$type:ty>),* $(,)?
        }
        $(body: $built:ident<$body:ty, $builder:ty>)?
        send |$it:ident, $request:ident, $response:ident| -> $success:ty, $failure:ty {
            $sent:expr;
            $($status:pat => $read:expr),* $(,)?
        }
        $(stream $item:ty $(, without ($($other:ident),*))?)?
    ) => {
        #[doc = concat!("Builder for [`Client::", stringify!($operation), "`](super::Client::", stringify!($operation), ")")]
        #[derive(Debug $(, $derive)?)]
        pub struct $name<'a> {
            __client: &'a super::Client,
            $($field: ::std::result::Result<
                <$crate::$kind<$type> as $crate::Setting>::Held,
                ::std::string::String,
            >,)*
            $(body: ::std::result::Result<
                <$crate::$built<$body, $builder> as $crate::Setting>::Held,
                ::std::string::String,
            >,)?
        }

        impl<'a> $name<'a> {
            #[allow(missing_docs)]
            pub fn new(client: &'a super::Client) -> Self {
                Self {
                    __client: client,
                    $($field: <$crate::$kind<$type> as $crate::Setting>::initial(stringify!($field)),)*
                    $(body: <$crate::$built<$body, $builder> as $crate::Setting>::initial("body"),)?
                }
            }

            $(
                #[allow(missing_docs)]
                pub fn $field<V>(mut self, value: V) -> Self
                where
                    V: ::std::convert::TryInto<$type>,
                {
                    self.$field = $crate::converted::<V, $type>(
                        value,
                        stringify!($type),
                        stringify!($field),
                    )
                    .map(<$crate::$kind<$type> as $crate::Setting>::held);
                    self
                }
            )*

            $(
                #[allow(missing_docs)]
                pub fn body<V>(mut self, value: V) -> Self
                where
                    V: ::std::convert::TryInto<$body>,
                    <V as ::std::convert::TryInto<$body>>::Error: ::std::fmt::Display,
                {
                    self.body =
                        $crate::converted_or_why::<V, $body>(value, stringify!($body), "body")
                            .map(<$crate::$built<$body, $builder> as $crate::Setting>::held);
                    self
                }

                #[allow(missing_docs)]
                pub fn body_map<F>(mut self, f: F) -> Self
                where
                    F: ::std::ops::FnOnce($builder) -> $builder,
                {
                    self.body = self.body.map(|held| {
                        <$crate::$built<$body, $builder> as $crate::Mapped>::map(held, f)
                    });
                    self
                }
            )?

            #[doc = concat!("Sends a `", stringify!($method), "` request to `", $path, "`")]
            #[allow(unreachable_patterns)]
            pub async fn send(self) -> ::std::result::Result<$success, $failure> {
                let $it = self;
                let $request = $crate::Request::new(
                    $it.__client,
                    stringify!($method),
                    stringify!($operation),
                    $path,
                );
                let $response = $sent.send().await?;
                match $response.status().as_u16() {
                    $($status => $read,)*
                    _ => ::std::result::Result::Err($crate::Error::UnexpectedResponse($response)),
                }
            }

            $(
                #[doc = concat!("Streams `", stringify!($method), "` requests to `", $path, "`")]
                pub fn stream(
                    self,
                ) -> impl $crate::Stream<Item = ::std::result::Result<$item, $failure>> + Unpin + 'a
                {
                    $crate::pages(
                        self,
                        |page: Self| page.send(),
                        |first: &Self, token| Self {
                            page_token: ::std::result::Result::Ok(::std::option::Option::Some(token)),
                            $($($other: ::std::result::Result::Ok(::std::option::Option::None),)*)?
                            ..first.clone()
                        },
                        |page| {
                            let page = page.into_inner();
                            (page.items, page.next_page)
                        },
                    )
                }
            )?
        }
    };
}
// inline: pub(crate) use builder;
