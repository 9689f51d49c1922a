//! Step 4: what was done is told, at least once and in order.

use rusqlite::Connection;

use crate::error::{PublishError, RelayError};
use crate::fault::{Crash, Step};
use crate::model::Message;

/// Publishes the messages that are not marked as sent, lowest id first, and marks each of them as soon as
/// it is published. Returns how many it has published, whoever has marked them.
///
/// Each message reaches [`Step::BeforePublish`], is published, reaches [`Step::AfterPublish`], is marked, and
/// reaches [`Step::AfterMark`], with the mark committed. Then it is the next one's turn. While `publish`
/// and `at` run, the database is not locked. A message that comes in meanwhile goes out in this run or in
/// the next. A [`Crash`] is returned at once, with `?`.
///
/// # Errors
///
/// The first that is met. No later message has been published, and none is marked:
///
/// - [`RelayError::NotPublished`]: `publish` has refused this message. It is not marked.
/// - [`RelayError::Storage`]: the database failed. That another relay has marked the message first is no
///   such failure.
/// - [`RelayError::Crashed`]: `at` has returned it.
pub fn relay(
    clinic: &mut Connection,
    publish: &mut impl FnMut(&Message) -> Result<(), PublishError>,
    at: &mut impl FnMut(Step) -> Result<(), Crash>,
) -> Result<usize, RelayError> {
    // This line only keeps the compiler quiet until you use both.
    let _ = (publish, at);
    todo!(
        "publish what is unsent in {clinic:?}, in order, and mark each message when it is published"
    )
}
