//! Where the API lives, as a person types it and as requests need it.

use std::fmt;
use std::net::IpAddr;

use url::{Host, Url};

const API_PATH: &str = "/atoms/v1";

/// Why a typed address cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// It is no web address of an Atoms API.
    #[error("not the address of an Atoms API")]
    Malformed,
    /// It would send the key unencrypted to another machine.
    #[error("only https is allowed, except on this computer")]
    Insecure,
}

/// The base address of an Atoms API, in its one canonical spelling: scheme, host, port unless it is the usual one,
/// a possible prefix, and `/atoms/v1` without a final slash.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ApiBase {
    address: String,
    origin: String,
    loopback: bool,
}

impl ApiBase {
    /// Reads an address as typed: with or without `https://`, `/atoms/v1` and a final slash. Plain http is accepted
    /// for this computer alone (127.0.0.0/8, `::1`, `localhost`).
    ///
    /// # Errors
    /// [`AddressError::Insecure`] for http to another machine, [`AddressError::Malformed`] for everything else,
    /// credentials, queries and other paths included: what a person pasted by mistake must not receive the key.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let text = text.trim();
        // The URL standard drops tabs and line breaks and turns a backslash into a slash, so that the address used
        // would not be the address seen.
        if text.contains(|c: char| c.is_whitespace() || c.is_control() || c == '\\') {
            return Err(AddressError::Malformed);
        }
        let with_scheme = if text.contains("://") {
            text.to_owned()
        } else {
            format!("https://{text}")
        };
        let url = Url::parse(&with_scheme).map_err(|_| AddressError::Malformed)?;
        let plain = !url.username().is_empty() || url.password().is_some();
        if plain || url.query().is_some() || url.fragment().is_some() {
            return Err(AddressError::Malformed);
        }
        let loopback = match url.host() {
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(ip)) => IpAddr::V4(ip).is_loopback(),
            Some(Host::Ipv6(ip)) => IpAddr::V6(ip).is_loopback(),
            None => return Err(AddressError::Malformed),
        };
        match url.scheme() {
            "https" => {}
            "http" if loopback => {}
            "http" => return Err(AddressError::Insecure),
            _ => return Err(AddressError::Malformed),
        }
        let path = url.path().trim_end_matches('/');
        let path = if path.is_empty() { API_PATH } else { path };
        if !path.ends_with(API_PATH) {
            return Err(AddressError::Malformed);
        }
        let origin = url.origin().ascii_serialization();
        Ok(Self {
            address: format!("{origin}{path}"),
            origin,
            loopback,
        })
    }

    /// The public service.
    pub fn production() -> Self {
        Self {
            address: "https://api.smallest.ai/atoms/v1".to_owned(),
            origin: "https://api.smallest.ai".to_owned(),
            loopback: false,
        }
    }

    /// The address that paths are appended to, without a final slash: `https://api.smallest.ai/atoms/v1`.
    pub fn as_str(&self) -> &str {
        &self.address
    }

    /// Scheme, host and port: what a key is bound to.
    pub fn origin(&self) -> String {
        self.origin.clone()
    }

    /// Whether requests stay on this computer.
    pub fn is_loopback(&self) -> bool {
        self.loopback
    }
}

impl fmt::Display for ApiBase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.address)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("https://api.smallest.ai/atoms/v1", "https://api.smallest.ai/atoms/v1")]
    #[case("https://api.smallest.ai/atoms/v1/", "https://api.smallest.ai/atoms/v1")]
    #[case("https://api.smallest.ai", "https://api.smallest.ai/atoms/v1")]
    #[case("  API.smallest.ai/ ", "https://api.smallest.ai/atoms/v1")]
    #[case("https://api.smallest.ai:443", "https://api.smallest.ai/atoms/v1")]
    #[case(
        "gateway.example:8443/voice/atoms/v1",
        "https://gateway.example:8443/voice/atoms/v1"
    )]
    #[case("http://127.0.0.1:4010/atoms/v1", "http://127.0.0.1:4010/atoms/v1")]
    #[case("http://127.9.9.9:1", "http://127.9.9.9:1/atoms/v1")]
    #[case("http://[::1]:4010", "http://[::1]:4010/atoms/v1")]
    #[case("http://localhost:4010//", "http://localhost:4010/atoms/v1")]
    #[case("localhost:4010", "https://localhost:4010/atoms/v1")]
    fn accepts(#[case] typed: &str, #[case] canonical: &str) {
        assert_eq!(ApiBase::parse(typed).unwrap().as_str(), canonical);
    }

    #[rstest]
    #[case("http://api.smallest.ai", AddressError::Insecure)]
    #[case("http://0.0.0.0:80", AddressError::Insecure)]
    #[case("http://192.168.1.4/atoms/v1", AddressError::Insecure)]
    #[case("http://localhost.example/", AddressError::Insecure)]
    #[case("http://127.0.0.1.example", AddressError::Insecure)]
    #[case("", AddressError::Malformed)]
    #[case("ftp://api.smallest.ai", AddressError::Malformed)]
    #[case("javascript:alert(1)", AddressError::Malformed)]
    #[case("https://", AddressError::Malformed)]
    #[case("https://app.smallest.ai/dashboard/api-keys", AddressError::Malformed)]
    #[case("https://api.smallest.ai/waves/v1", AddressError::Malformed)]
    #[case("https://user:secret@api.smallest.ai", AddressError::Malformed)]
    #[case("https://api.smallest.ai?key=1", AddressError::Malformed)]
    #[case("https://api.smallest.ai/atoms/v1#x", AddressError::Malformed)]
    #[case("https://api.sm\nallest.ai", AddressError::Malformed)]
    #[case("https:\\\\api.smallest.ai", AddressError::Malformed)]
    #[case("sk_0123456789 abcdef", AddressError::Malformed)]
    fn refuses(#[case] typed: &str, #[case] why: AddressError) {
        assert_eq!(ApiBase::parse(typed), Err(why));
    }

    #[test]
    fn production_is_what_parsing_it_gives() {
        assert_eq!(ApiBase::parse("api.smallest.ai"), Ok(ApiBase::production()));
        assert_eq!(ApiBase::production().origin(), "https://api.smallest.ai");
    }

    #[rstest]
    #[case("http://localhost:1", true)]
    #[case("https://127.0.0.1", true)]
    #[case("http://[::1]:1", true)]
    #[case("https://api.smallest.ai", false)]
    fn knows_this_computer(#[case] typed: &str, #[case] loopback: bool) {
        assert_eq!(ApiBase::parse(typed).unwrap().is_loopback(), loopback);
    }
}
