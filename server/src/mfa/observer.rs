//! Who is told what happens, beside the audit trail: for figures.

use super::Event;

/// Is told of what people and callers do, in the words of the audit trail, once it is done.
pub trait Observer: Send + Sync + 'static {
    fn happened(&self, event: &Event);
}

/// Tells nobody.
pub(super) struct Nobody;

impl Observer for Nobody {
    fn happened(&self, _: &Event) {}
}
