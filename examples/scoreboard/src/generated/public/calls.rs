//! Calls.
use rally::rt::v1 as wire;

use super::libero::Wire;

impl rally::rpc::Call<Wire> for crate::public::pages::home_::ServerLoadData {
    type Ok = crate::public::pages::home_::Data;
    type Err = Vec<String>;
    const ENDPOINT: rally::rpc::Endpoint = rally::rpc::Endpoint {
        name: "public/pages/home_.load_data",
        hash: "0",
        read_only: true,
    };
    fn encode(&self, request_id: u32) -> Result<Vec<u8>, wire::EncodeError> {
        wire::frame::etf::request::<Wire, Self>("public/pages/home_", request_id, self)
    }
    fn decode(
        response: &[u8],
    ) -> Result<rally::rpc::Answer<Self::Ok, Self::Err>, wire::DecodeError> {
        wire::frame::etf::read_response::<Wire, Self::Ok, Self::Err>(
            response,
            &wire::Limits::DEFAULT,
        )
        .map(|(_, answer)| answer)
    }
}
