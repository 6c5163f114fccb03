//! An operation as a declaration: what generated code says of each, and what is made of it. Whatever
//! is the same for all operations is here; what a declaration holds is the contract's.

/// An operation, from its path to the responses for what is refused:
///
/// ```text
/// runtime::operation! {
///     /// `GET /widgets/{id}`
///     GetWidget "getWidget" = "GET" "/widgets/{id}" (id: u64);
///     security ["ApiKey"] | [];                         // only where there are some
///     refusals PathParameter 404, Credentials 401;      // only where some are documented
///
///     request GetWidgetRequest: Clone(parts) {
///         pub id: u64 = parts.path("id", runtime::Shape::Integer)?,
///     }
///     success GetWidgetSuccess {
///         /// 200: The widget.
///         Ok(body: types::Widget) = runtime::respond(200).json("application/json", &body),
///     }
///     error GetWidgetError(types::Problem) {
///         /// 404: There is none.
///         NotFound(body: types::Problem) = runtime::respond(404).json("application/json", &body)
///             => fn not_found() [404] Self::NotFound,
///     }
///     handler get_widget(caller) else |service, refusal| {
///         404 => NotFound(service.refused_as_problem(refusal)?),
///     }
/// }
/// ```
///
/// The names in round brackets and between bars are those that the expressions behind them use. What
/// a request, a success or an error holds is written as Rust writes it; behind each member is how it
/// is read, behind each variant how it is written. What has to be checked before a request is read
/// stands before its members, after `check`; a body is the second of its names. A request that holds
/// a stream is not `Clone`. An error is made `from` a fault in a body that the handler reads.
///
/// It is made for the modules of a generated layer: `super::Api` is the trait that a server
/// implements, and `super::EMITTED` the description for Dropshot.
#[macro_export]
macro_rules! operation {
    (
        $(#[$doc:meta])*
        $marker:ident $id:literal = $method:literal $template:literal $(as $route:literal)?
            ($($variable:ident: $variable_type:ty $(= $segment:expr)?),* $(,)?);
        $(security $([$($scheme:literal),*])|+;)?
        $(refusals $($kind:ident $status:literal),+ $(,)?;)?

        request $request:ident $(: $derive:ident)? $(($parts:ident $(, $bytes:ident)?))? {
            $(check $step:expr;)*
            $($(#[$member_doc:meta])* pub $member:ident: $member_type:ty = $read:expr),* $(,)?
        }
        success $success:ident {
            $(
                $(#[$ok_doc:meta])*
                $ok:ident $(($ok_body:ident: $ok_type:ty))? $({
                    $($(#[$ok_field_doc:meta])* $ok_field:ident: $ok_field_type:ty),* $(,)?
                })?
                = $ok_response:expr
            ),* $(,)?
        }
        error $error:ident($error_body:ty) $(from $cause:ident)? {
            $(
                $(#[$err_doc:meta])*
                $err:ident $(($err_content:ident: $err_type:ty))? $({
                    $($(#[$err_field_doc:meta])* $err_field:ident: $err_field_type:ty),* $(,)?
                })?
                = $err_response:expr
                $(=>
                    fn $constructor:ident($($argument:ident: $argument_type:ty),* $(,)?)
                    [$code:literal] $make:expr
                )?
            ),* $(,)?
        }
        handler $function:ident($($caller:ident)?) $(else |$service:ident, $refusal:ident| {
            $(
                $refused:pat => $made:ident $(($($tuple:tt)*))? $({$($fields:tt)*})?
            ),* $(,)?
        })?
    ) => {
        $(#[$doc])*
        pub struct $marker;

        impl $marker {
            /// The path of a request.
            #[allow(unused_variables)]
            pub fn path($($variable: &$variable_type),*) -> ::std::string::String {
                $crate::path_of($template, &[$({
                    let segment = $crate::path_segment($variable);
                    $(let segment = $segment;)?
                    segment
                }),*])
            }
        }

        impl $crate::Operation for $marker {
            const ID: &'static str = $id;
            const METHOD: &'static str = $method;
            const PATH: &'static str = $template;
            $(const ROUTE: &'static str = $route;)?
            $($(const HAS_REQUEST_BODY: bool = !stringify!($bytes).is_empty();)?)?
            $(const SECURITY: &'static [&'static [&'static str]] = &[$(&[$($scheme),*]),+];)?
            $(
                const REFUSALS: &'static [($crate::RefusalKind, u16)] =
                    &[$(($crate::RefusalKind::$kind, $status)),+];
            )?

            type Request = $request;
            type Success = $success;
            type Error = $error;
            type ErrorBody = $error_body;

            #[allow(unused_variables)]
            async fn request(
                head: &$crate::RequestParts,
                content: $crate::RequestBody,
            ) -> ::std::result::Result<$request, $crate::Refusal> {
                $(
                    let $parts = head;
                    $(let $bytes = content;)?
                )?
                $($step;)*
                ::std::result::Result::Ok($request { $($member: $read),* })
            }

            fn success(
                success: $success,
            ) -> ::std::result::Result<::http::Response<::dropshot::Body>, $crate::Unexpected> {
                match success {
                    $($success::$ok $(($ok_body))? $({ $($ok_field),* })? => $ok_response,)*
                }
            }

            fn error(
                error: $error,
            ) -> ::std::result::Result<::http::Response<::dropshot::Body>, $crate::Unexpected> {
                match error {
                    $($error::$err $(($err_content))? $({ $($err_field),* })? => $err_response,)*
                    $error::Unexpected(unexpected) => ::std::result::Result::Err(unexpected),
                }
            }

            fn emitted() -> &'static $crate::Emitted {
                &super::EMITTED
            }
        }

        #[doc = concat!("The request of `", $method, " ", $template, "`, valid against its schemas.")]
        #[allow(missing_docs)]
        #[derive(Debug $(, $derive)?)]
        pub struct $request {
            $($(#[$member_doc])* pub $member: $member_type,)*
        }

        #[doc = concat!("The successes of `", $method, " ", $template, "`.")]
        #[allow(missing_docs)]
        #[derive(Debug)]
        pub enum $success {
            $(
                $(#[$ok_doc])*
                $ok $(($ok_type))? $({ $($(#[$ok_field_doc])* $ok_field: $ok_field_type),* })?,
            )*
        }

        #[doc = concat!("The errors of `", $method, " ", $template, "`.")]
        #[allow(missing_docs)]
        #[derive(Debug)]
        pub enum $error {
            $(
                $(#[$err_doc])*
                $err $(($err_type))? $({ $($(#[$err_field_doc])* $err_field: $err_field_type),* })?,
            )*
            /// What the contract has no response for: 500, without details.
            Unexpected($crate::Unexpected),
        }

        impl $error {
            $($(
                #[doc = concat!("[`", stringify!($err), "`](Self::", stringify!($err), "), as a problem of the status ", $code, ".")]
                pub fn $constructor($($argument: $argument_type,)* detail: &str) -> Self {
                    $crate::problem($code, ::std::option::Option::Some(detail))
                        .map_or_else(Self::Unexpected, $make)
                }
            )?)*
        }

        impl ::std::convert::From<$crate::Unexpected> for $error {
            fn from(unexpected: $crate::Unexpected) -> Self {
                Self::Unexpected(unexpected)
            }
        }

        $(
            impl ::std::convert::From<$crate::$cause> for $error {
                fn from(error: $crate::$cause) -> Self {
                    Self::Unexpected(error.into())
                }
            }
        )?

        impl<S: super::Api> $crate::Handle<S> for $marker {
            #[allow(unused_variables)]
            async fn handle(
                service: &S,
                known: ::std::option::Option<&S::Caller>,
                request: $request,
            ) -> ::std::result::Result<$success, $error> {
                service.$function($({
                    let $caller = $crate::TakeCaller::take(known)?;
                    $caller
                },)? request).await
            }

            $(
                #[allow(unused_variables)]
                fn refused(
                    $service: &S,
                    $refusal: &$crate::Refusal,
                ) -> ::std::result::Result<$error, $crate::Unexpected> {
                    ::std::result::Result::Ok(match $refusal.status().as_u16() {
                        $($refused => $error::$made $(($($tuple)*))? $({$($fields)*})?,)*
                        _ => return ::std::result::Result::Err($refusal.undocumented()),
                    })
                }
            )?
        }
    };
}
// inline: pub(crate) use operation;
