//! What makes two requests the same request.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::append::{Append, StreamAppend};

/// SHA-256 over a request's bytes, all but the command id. Two requests with one id and one hash are the same.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct RequestHash([u8; 32]);

impl RequestHash {
    /// Hashes a request: each part behind its length, so that no two requests run together to the same bytes.
    pub fn of(request: &Append) -> Self {
        let mut parts = Parts(Sha256::new());
        let command = &request.command;
        parts.text(command.command_type.as_str());
        parts.text(command.aggregate_id.as_str());
        parts.text(command.aggregate_type.as_str());
        parts.text(command.actor.as_str());
        parts.text(command.actor_type.as_str());
        parts.text(command.source.as_str());
        parts.option(command.correlation_id.as_ref().map(|id| id.as_str()));
        parts.text(command.data.as_str());
        parts.count(request.streams.len());
        for stream in &request.streams {
            parts.stream(stream);
        }
        Self(parts.0.finalize().into())
    }

    /// The hash as it stands in a table: 64 lower-case hexadecimal digits.
    pub fn to_hex(self) -> String {
        let digit = |half: u8| char::from(b"0123456789abcdef"[usize::from(half)]);
        let bytes = self.0.into_iter();
        bytes
            .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
            .collect()
    }
}

struct Parts(Sha256);

impl Parts {
    fn count(&mut self, count: usize) {
        self.0.update((count as u64).to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.count(text.len());
        self.0.update(text);
    }

    fn option(&mut self, text: Option<&str>) {
        self.0.update([u8::from(text.is_some())]);
        self.text(text.unwrap_or_default());
    }

    fn stream(&mut self, stream: &StreamAppend) {
        self.text(stream.aggregate_id.as_str());
        self.text(stream.aggregate_type.as_str());
        self.text(&stream.expected.to_string());
        self.count(stream.events.len());
        for event in &stream.events {
            self.option(event.event_id.as_ref().map(|id| id.as_str()));
            self.text(event.event_type.as_str());
            self.count(event.event_version as usize);
            self.text(event.data.as_str());
            self.text(event.metadata.as_str());
            self.option(event.causation_id.as_ref().map(|id| id.as_str()));
        }
    }
}

impl fmt::Display for RequestHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_hex())
    }
}

impl fmt::Debug for RequestHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RequestHash({self})")
    }
}
