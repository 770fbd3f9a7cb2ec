use libero_wire::Codec;
use libero_wire::v1::{CallError, Transport, TransportError};

use super::app::{Marker, Page, Priority, ServerContext};
use super::generated::{client, dispatch};

struct Loopback(Codec, ServerContext);

impl Transport for Loopback {
    fn codec(&self) -> Codec {
        self.0
    }

    async fn call(&self, frame: Vec<u8>) -> Result<Vec<u8>, TransportError> {
        Ok(dispatch::dispatch(&self.1, &frame).await)
    }
}

#[tokio::test]
async fn a_call_gives_the_value_the_error_or_the_trace() {
    for codec in [Codec::Etf, Codec::Json] {
        let server = Loopback(codec, ServerContext { limit: 2 });
        let page = |items: &[i64], total| Page {
            items: items.to_vec(),
            total,
        };
        let sum = client::sum(&server, page(&[40, 2], 0)).await;
        assert!(matches!(sum, Ok(42)), "{sum:?}");
        let domain = client::sum(&server, page(&[1, 2, 3], 0)).await;
        assert!(matches!(domain, Err(CallError::Domain(Priority::High))));
        for internal in [
            client::sum(&server, page(&[], 1)).await.map(drop),
            client::fail(&server, Marker).await,
        ] {
            let Err(CallError::Internal { trace_id, message }) = internal else {
                panic!("{internal:?}");
            };
            assert_eq!((trace_id.len(), &*message), (16, "internal error"));
        }
    }
}

#[test]
fn the_future_of_a_call_may_move_between_threads() {
    fn is_send<T: Send>(_: &T) {}
    is_send(&dispatch::dispatch(&ServerContext { limit: 0 }, b""));
}
