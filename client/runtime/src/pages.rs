//! Operations that respond with a page at a time (`x-dropshot-pagination`): all items, as one
//! stream.

use futures::{Stream, StreamExt, TryStreamExt};

/// The items of all pages. `send` asks for a page, the first one without a token; `taken` has the
/// items of a page and the token of the next one, if there is one.
///
/// The stream ends with the first error. A page is asked for when the items of the one before are
/// used up.
pub fn pages<'a, Q, F, P, T, N, E>(
    first: Q,
    send: impl Fn(Q) -> F + Send + Sync + 'a,
    next: impl Fn(&Q, String) -> Q + Send + Sync + 'a,
    taken: impl Fn(P) -> (Vec<T>, N) + Send + Sync + 'a,
) -> impl Stream<Item = Result<T, E>> + Unpin + Send + 'a
where
    Q: Clone + Send + Sync + 'a,
    F: Future<Output = Result<P, E>> + Send + 'a,
    P: Send + 'a,
    T: Send + 'a,
    N: Into<Option<String>> + 'a,
    E: Send + 'a,
{
    let steps = (send, next, taken);
    let pages = futures::stream::try_unfold(
        (Some(first.clone()), first, steps),
        |(wanted, first, steps)| async move {
            let Some(wanted) = wanted else {
                return Ok(None);
            };
            let (send, next, taken) = &steps;
            let (items, token) = taken(send(wanted).await?);
            let wanted = token.into().map(|token| next(&first, token));
            let items = futures::stream::iter(items.into_iter().map(Ok));
            Ok(Some((items, (wanted, first, steps))))
        },
    );
    pages.try_flatten().boxed()
}
