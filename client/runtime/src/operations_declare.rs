//! The methods of a client as a declaration: what generated code says of each operation, and what is
//! made of it. The interface of the methods is Progenitor's.

/// The methods of a client, each with what may be set of a request:
///
/// ```text
/// runtime::operations! {
///     /// The widgets of a shop.
///     ///
///     /// Arguments:
///     /// - `limit`: How many there are in a page.
///     widget_list(shop, limit) -> WidgetList = GET "/shops/{shop}/widgets";
/// }
/// ```
///
/// It is made for a module of a generated client: `super::Client` is the client, and
/// `super::builder` has the builders of requests.
#[macro_export]
macro_rules! operations {
    ($(
        $(#[$doc:meta])*
        $operation:ident($($setting:ident),* $(,)?) -> $builder:ident = $method:ident $path:literal;
    )*) => {
        impl super::Client {
            $(
                $(#[$doc])*
                #[doc = concat!(
                    "\n\nSends a `", stringify!($method), "` request to `", $path, "`\n\n",
                    "```text\nlet response = client.", stringify!($operation), "()\n",
                    $("    .", stringify!($setting), "(", stringify!($setting), ")\n",)*
                    "    .send()\n    .await;\n```",
                )]
                pub fn $operation(&self) -> super::builder::$builder<'_> {
                    super::builder::$builder::new(self)
                }
            )*
        }
    };
}
// inline: pub(crate) use operations;
