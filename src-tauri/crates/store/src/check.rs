//! Whether a request can be recorded at all, whatever the store holds.

use hindsight_domain::NewEvent;

use crate::append::{Append, StreamAppend};
use crate::error::{StoreError, StoreResult};

impl Append {
    /// Holds a request against the rules that need no look into the store.
    ///
    /// # Errors
    /// [`StoreError::InvalidRequest`], naming the first fault.
    pub fn check(&self) -> StoreResult<()> {
        let command = &self.command;
        canonical(
            "the command id",
            command.command_id.as_str(),
            command.command_id.is_canonical(),
        )?;
        let aggregate = &command.aggregate_id;
        canonical(
            "the command's aggregate id",
            aggregate.as_str(),
            aggregate.is_canonical(),
        )?;
        if let Some(id) = &command.correlation_id {
            canonical("the correlation id", id.as_str(), id.is_canonical())?;
        }
        not_empty("the command type", command.command_type.as_str())?;
        not_empty(
            "the command's aggregate type",
            command.aggregate_type.as_str(),
        )?;
        not_empty("the actor", command.actor.as_str())?;
        for (index, stream) in self.streams.iter().enumerate() {
            check_stream(stream)?;
            let id = &stream.aggregate_id;
            if self.streams[..index]
                .iter()
                .any(|earlier| earlier.aggregate_id == *id)
            {
                return refuse(format!("aggregate {id} is named twice in one request"));
            }
        }
        Ok(())
    }
}

fn check_stream(stream: &StreamAppend) -> StoreResult<()> {
    let id = &stream.aggregate_id;
    canonical("an aggregate id", id.as_str(), id.is_canonical())?;
    not_empty("an aggregate type", stream.aggregate_type.as_str())?;
    stream.events.iter().try_for_each(check_event)
}

fn check_event(event: &NewEvent) -> StoreResult<()> {
    not_empty("an event type", event.event_type.as_str())?;
    if event.event_version == 0 {
        return refuse("an event version counts from 1".to_owned());
    }
    if let Some(id) = &event.event_id {
        canonical("an event id", id.as_str(), id.is_canonical())?;
    }
    if let Some(id) = &event.causation_id {
        canonical("a causation id", id.as_str(), id.is_canonical())?;
    }
    Ok(())
}

fn canonical(what: &str, text: &str, is_canonical: bool) -> StoreResult<()> {
    if is_canonical {
        return Ok(());
    }
    refuse(format!(
        "{what} must be a UUID, lower-case and hyphenated, but it is {text:?}"
    ))
}

fn not_empty(what: &str, text: &str) -> StoreResult<()> {
    if text.is_empty() {
        refuse(format!("{what} must not be empty"))
    } else {
        Ok(())
    }
}

fn refuse(what: String) -> StoreResult<()> {
    Err(StoreError::InvalidRequest(what))
}
