//! What proxies in front of the server say of who asks. Anybody can send these headers: they count where the
//! peer is a proxy that is trusted, and as far as such proxies wrote them.

use std::net::IpAddr;
use std::str::FromStr;

use warp::http::header::HeaderMap;

/// Proxies that are trusted to say who asks. None by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proxies {
    networks: Vec<Network>,
    says: Says,
}

/// Where proxies say it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Says {
    #[default]
    XForwarded,
    Forwarded,
}

impl Proxies {
    /// They say it in the header `Forwarded` instead of `X-Forwarded-For`, `X-Forwarded-Proto` and
    /// `X-Forwarded-Host`. Only what all of them set or take out of requests may be read.
    #[must_use]
    pub fn by_forwarded(mut self) -> Self {
        self.says = Says::Forwarded;
        self
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.networks.iter().any(|network| network.has(address))
    }
}

/// Addresses and networks, as in `127.0.0.1, 10.0.0.0/8, ::1`.
impl FromStr for Proxies {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts = text.split(',').map(str::trim);
        let networks = parts.filter(|part| !part.is_empty()).map(Network::read);
        let networks: Option<Vec<_>> = networks.collect();
        Ok(Self {
            networks: networks
                .ok_or("it must be addresses or networks, as in 127.0.0.1, 10.0.0.0/8")?,
            says: Says::default(),
        })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Network {
    address: IpAddr,
    bits: u32,
}

impl Network {
    fn read(text: &str) -> Option<Self> {
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().ok()?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Some(most), |bits| bits.parse().ok())?;
        (bits <= most).then_some(Self { address, bits })
    }

    fn has(self, address: IpAddr) -> bool {
        let number = |address| match address {
            IpAddr::V4(address) => (u128::from(u32::from(address)) << 96, true),
            IpAddr::V6(address) => (u128::from(address), false),
        };
        let ((own, is_v4), (other, other_is_v4)) = (number(self.address), number(address));
        let differing = (own ^ other).leading_zeros();
        is_v4 == other_is_v4 && (own == other || differing >= self.bits)
    }
}

/// Who asks, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Seen {
    /// Where the request comes from.
    pub(super) client: IpAddr,
    /// Whether it came over HTTPS, where a proxy says.
    pub(super) is_https: Option<bool>,
    /// The host that was asked, where a proxy says.
    pub(super) host: Option<String>,
}

/// Goes back through the proxies that are trusted, as far as they are known.
pub(super) fn seen(proxies: &Proxies, peer: IpAddr, headers: &HeaderMap) -> Seen {
    let mut seen = Seen {
        client: peer.to_canonical(),
        is_https: None,
        host: None,
    };
    let mut back = 0;
    while proxies.trusts(seen.client) {
        let Some(hop) = Hop::read(proxies.says, headers, back) else {
            break;
        };
        if let Some(proto) = hop.proto {
            seen.is_https = Some(proto.eq_ignore_ascii_case("https"));
        }
        if let Some(host) = hop.host {
            seen.host = Some(host.to_owned());
        }
        // Some proxies do not tell: then the client is not known any better.
        let Some(client) = hop.client.and_then(address) else {
            break;
        };
        seen.client = client;
        back += 1;
    }
    seen
}

/// What one proxy says.
#[derive(Default)]
struct Hop<'a> {
    client: Option<&'a str>,
    proto: Option<&'a str>,
    host: Option<&'a str>,
}

impl<'a> Hop<'a> {
    /// What the last proxy but `back` says. Lists are read from their ends: what stands before may be anybody's.
    fn read(says: Says, headers: &'a HeaderMap, back: usize) -> Option<Self> {
        match says {
            Says::XForwarded => {
                let part = |name| nth_last(headers, name, back);
                let hop = Self {
                    client: part("x-forwarded-for"),
                    proto: part("x-forwarded-proto"),
                    host: part("x-forwarded-host"),
                };
                (hop.client.is_some() || back == 0).then_some(hop)
            }
            Says::Forwarded => {
                let element = nth_last(headers, "forwarded", back)?;
                let mut hop = Self::default();
                for pair in element.split(';') {
                    let (name, value) = pair.trim().split_once('=')?;
                    let value = Some(value.trim_matches('"'));
                    match name.to_ascii_lowercase().as_str() {
                        "for" => hop.client = value,
                        "proto" => hop.proto = value,
                        "host" => hop.host = value,
                        _ => {}
                    }
                }
                Some(hop)
            }
        }
    }
}

/// A part of a list that may stand in several headers of one name. A quote that is not closed cannot swallow what
/// stands behind it: commas inside of quotes are not known.
fn nth_last<'a>(headers: &'a HeaderMap, name: &str, back: usize) -> Option<&'a str> {
    let values: Vec<_> = headers.get_all(name).iter().collect();
    let parts = values.iter().rev();
    let parts = parts.flat_map(|value| value.to_str().unwrap_or_default().rsplit(','));
    parts.map(str::trim).nth(back)
}

/// `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:80`.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'));
    let with_port = || text.parse().map(|it: std::net::SocketAddr| it.ip());
    let address = bare.unwrap_or(text).parse().or_else(|_| with_port()).ok()?;
    Some(IpAddr::to_canonical(&address))
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use warp::http::header::{HeaderMap, HeaderName, HeaderValue};

    use super::{Proxies, Seen, seen};

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            let value = HeaderValue::from_str(value).unwrap();
            headers.append(HeaderName::from_static(name), value);
        }
        headers
    }

    fn proxies(text: &str) -> Proxies {
        text.parse().unwrap()
    }

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn nobody_is_trusted_unless_it_is_said() {
        let sent = headers(&[
            ("x-forwarded-for", "1.2.3.4"),
            ("x-forwarded-proto", "https"),
            ("x-forwarded-host", "shop.example"),
            ("forwarded", "for=1.2.3.4;proto=https"),
        ]);
        let plain = Seen {
            client: ip("10.0.0.1"),
            is_https: None,
            host: None,
        };
        for trusted in ["", "10.0.0.2", "10.1.0.0/16", "::1"] {
            let seen = seen(&proxies(trusted), ip("10.0.0.1"), &sent);
            assert_eq!(seen, plain, "{trusted}");
        }
    }

    #[test]
    fn the_client_is_the_last_one_that_no_proxy_is() {
        let trusted = proxies("10.0.0.0/8, 2001:db8::/32");
        for (given, expected) in [
            ("1.2.3.4", "1.2.3.4"),
            ("6.6.6.6, 1.2.3.4", "1.2.3.4"),
            ("6.6.6.6, 1.2.3.4, 10.9.9.9", "1.2.3.4"),
            ("10.3.3.3, 10.9.9.9", "10.3.3.3"),
            ("1.2.3.4:5678", "1.2.3.4"),
            ("[2001:db9::1]:80", "2001:db9::1"),
            ("::ffff:1.2.3.4", "1.2.3.4"),
            ("6.6.6.6, unknown", "10.0.0.1"),
            ("", "10.0.0.1"),
        ] {
            let sent = headers(&[("x-forwarded-for", given)]);
            let seen = seen(&trusted, ip("::ffff:10.0.0.1"), &sent);
            assert_eq!(seen.client, ip(expected), "{given}");
        }
    }

    #[test]
    fn what_a_client_says_itself_is_not_believed() {
        let trusted = proxies("10.0.0.1");
        let sent = headers(&[
            ("x-forwarded-for", "6.6.6.6"),
            ("x-forwarded-for", "1.2.3.4"),
            ("x-forwarded-proto", "https, http"),
            ("forwarded", "for=6.6.6.6;proto=https"),
        ]);
        let found = seen(&trusted, ip("10.0.0.1"), &sent);
        assert_eq!((found.client, found.is_https), (ip("1.2.3.4"), Some(false)));
        let sent = headers(&[(
            "forwarded",
            "for=\"6.6.6.6;proto=https, for=\"[2001:db8::1]:80\";Proto=http;host=a.example",
        )]);
        let found = seen(&trusted.by_forwarded(), ip("10.0.0.1"), &sent);
        let expected = Seen {
            client: ip("2001:db8::1"),
            is_https: Some(false),
            host: Some("a.example".to_owned()),
        };
        assert_eq!(found, expected);
    }

    #[test]
    fn what_is_no_network_is_refused() {
        for text in ["localhost", "10.0.0.0/33", "10.0.0.0/x", "1.2.3", "::1/129"] {
            assert!(text.parse::<Proxies>().is_err(), "{text}");
        }
        let everybody = proxies("0.0.0.0/0");
        assert!(everybody.trusts(ip("1.2.3.4")) && !everybody.trusts(ip("::1")));
    }
}
