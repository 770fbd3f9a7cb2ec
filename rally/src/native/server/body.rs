//! Bodies of requests: so many bytes, counted as they come, in so much time.

use std::pin::Pin;
use std::time::Duration;

use bytes::{Buf, Bytes, BytesMut};
use futures_util::{Stream, StreamExt};
use warp::http::header::{CONTENT_LENGTH, HeaderMap};

pub(super) type Body = Pin<Box<dyn Stream<Item = Result<Bytes, warp::Error>> + Send>>;

/// A body as warp has it.
pub(super) fn of<B: Buf>(
    body: impl Stream<Item = Result<B, warp::Error>> + Send + 'static,
) -> Body {
    Box::pin(body.map(|part| part.map(|mut part| part.copy_to_bytes(part.remaining()))))
}

/// How long a body that is not wanted is read, so that its sender gets to read the answer: who is cut off
/// while sending often sees the connection break, and nothing else.
const LINGER: Duration = Duration::from_secs(5);

/// Why there is no body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BodyError {
    TooLarge,
    TooSlow,
    BrokeOff,
}

/// Reads a body.
pub(super) async fn read(
    headers: &HeaderMap,
    mut body: Body,
    max_bytes: usize,
    time: Duration,
) -> Result<Bytes, BodyError> {
    let announced = headers.get(CONTENT_LENGTH);
    let announced = announced.and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > max_bytes) {
        tokio::spawn(discard(body));
        return Err(BodyError::TooLarge);
    }
    let reading = collect(&mut body, max_bytes);
    let read = tokio::time::timeout(time, reading).await;
    let read = read.unwrap_or(Err(BodyError::TooSlow));
    if read == Err(BodyError::TooLarge) {
        tokio::spawn(discard(body));
    }
    read
}

async fn collect(body: &mut Body, max_bytes: usize) -> Result<Bytes, BodyError> {
    let mut read = BytesMut::new();
    while let Some(part) = body.next().await {
        let part = part.map_err(|_| BodyError::BrokeOff)?;
        if part.len() > max_bytes - read.len() {
            return Err(BodyError::TooLarge);
        }
        read.extend_from_slice(&part);
    }
    Ok(read.freeze())
}

async fn discard(mut body: Body) {
    let rest = async { while let Some(Ok(_)) = body.next().await {} };
    let _ = tokio::time::timeout(LINGER, rest).await;
}
