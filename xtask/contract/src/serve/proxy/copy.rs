//! A body that goes by, and a copy of it for who looks at it later, if it is not too long. What goes by does
//! not wait, and is not changed.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes};
use hyper::body::{Body, Frame, SizeHint};

use crate::serve::body::BodyError;

/// How much memory all copies together may take.
#[derive(Debug)]
pub struct Budget {
    left: AtomicUsize,
    /// The most of one body.
    pub each: usize,
}

impl Budget {
    pub fn new(all: usize, each: usize) -> Arc<Self> {
        Arc::new(Budget {
            left: AtomicUsize::new(all),
            each,
        })
    }

    fn take(&self, bytes: usize) -> bool {
        let taken = self
            .left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
                left.checked_sub(bytes)
            });
        taken.is_ok()
    }

    fn give_back(&self, bytes: usize) {
        self.left.fetch_add(bytes, Ordering::Relaxed);
    }
}

/// How much of a body there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    Whole,
    /// It is longer than what is kept, and nothing of it is.
    Cut,
    /// It broke off on its way.
    Broken,
}

/// A copy of a body. Its memory is free again when it is dropped.
#[derive(Debug)]
pub struct Copy {
    bytes: Vec<u8>,
    pub extent: Extent,
    budget: Arc<Budget>,
}

impl Copy {
    pub fn new(budget: &Arc<Budget>) -> Self {
        Copy {
            bytes: Vec::new(),
            // Until its end was seen.
            extent: Extent::Broken,
            budget: Arc::clone(budget),
        }
    }

    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Whether all was kept so far.
    pub fn is_kept(&self) -> bool {
        self.extent != Extent::Cut
    }

    pub fn add(&mut self, bytes: &[u8]) {
        if !self.is_kept() {
            return;
        }
        let fits = self.bytes.len() + bytes.len() <= self.budget.each;
        match fits && self.budget.take(bytes.len()) {
            true => self.bytes.extend_from_slice(bytes),
            false => self.cut(),
        }
    }

    /// What is not whole is not looked at: its memory is for others.
    fn cut(&mut self) {
        self.extent = Extent::Cut;
        self.budget.give_back(self.bytes.len());
        self.bytes = Vec::new();
    }

    pub fn end(&mut self) {
        if self.is_kept() {
            self.extent = Extent::Whole;
        }
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        self.budget.give_back(self.bytes.len());
    }
}

/// What is done with the copy when the body is at its end, or was dropped before.
type Done = Box<dyn FnOnce(Copy) + Send>;

/// A body that is copied while it goes by.
pub struct Copied<B> {
    body: B,
    copy: Option<(Copy, Done)>,
}

impl<B: Body> Copied<B> {
    pub fn new(body: B, copy: Copy, done: impl FnOnce(Copy) + Send + 'static) -> Self {
        let mut copied = Copied {
            body,
            copy: Some((copy, Box::new(done))),
        };
        // Nobody asks for what is not there.
        if copied.body.is_end_stream() {
            copied.finish(true);
        }
        copied
    }
}

impl<B> Copied<B> {
    fn finish(&mut self, is_whole: bool) {
        if let Some((mut copy, done)) = self.copy.take() {
            if is_whole {
                copy.end();
            }
            done(copy);
        }
    }
}

impl<B> Drop for Copied<B> {
    fn drop(&mut self) {
        self.finish(false);
    }
}

impl<B> Body for Copied<B>
where
    B: Body<Data = Bytes> + Unpin,
    B::Error: Into<BodyError>,
{
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        let own = self.get_mut();
        match ready!(Pin::new(&mut own.body).poll_frame(context)) {
            Some(Ok(frame)) => {
                if let (Some(bytes), Some((copy, _))) = (frame.data_ref(), &mut own.copy) {
                    copy.add(bytes.chunk());
                }
                // Whoever knows the length, or has the trailers, does not ask for the end.
                if frame.is_trailers() || own.body.is_end_stream() {
                    own.finish(true);
                }
                Poll::Ready(Some(Ok(frame)))
            }
            Some(Err(error)) => {
                own.finish(false);
                Poll::Ready(Some(Err(error.into())))
            }
            None => {
                own.finish(true);
                Poll::Ready(None)
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
