//! Which certificates of servers are trusted: those of the system, or those that the environment names
//! (`SSL_CERT_FILE`, `SSL_CERT_DIR`); where there are none at all, those that Mozilla's browsers trust.

use std::sync::{Arc, LazyLock};

use rustls::crypto::ring;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};
use tungstenite::Connector;
use ureq::tls::{Certificate, RootCerts, TlsConfig};

use crate::terminal::say;

static OF_SYSTEM: LazyLock<Vec<CertificateDer<'static>>> = LazyLock::new(|| {
    let found = rustls_native_certs::load_native_certs();
    let named = ["SSL_CERT_FILE", "SSL_CERT_DIR"];
    let named = named
        .into_iter()
        .find(|name| std::env::var_os(name).is_some());
    if let Some(named) = named {
        for error in &found.errors {
            say(&format!("warning: {named}: {error}"));
        }
        match empty_file() {
            Some(file) => say(&format!(
                "warning: SSL_CERT_FILE: there is no certificate in {file}"
            )),
            None if found.certs.is_empty() && found.errors.is_empty() => {
                say(&format!("warning: {named} names no certificates"));
            }
            None => {}
        }
    }
    found.certs
});

/// The file that is named and can be read, where it has no certificate.
fn empty_file() -> Option<String> {
    let file = std::env::var_os("SSL_CERT_FILE")?;
    let mut found = CertificateDer::pem_file_iter(&file).ok()?;
    let is_empty = found.next().is_none();
    is_empty.then(|| file.to_string_lossy().into_owned())
}

/// For requests over HTTP.
pub(crate) fn of_http() -> TlsConfig {
    let certificates = OF_SYSTEM.iter();
    let certificates = certificates.map(|one| Certificate::from_der(one).to_owned());
    let certificates: Vec<Certificate<'static>> = certificates.collect();
    let roots = if certificates.is_empty() {
        RootCerts::WebPki
    } else {
        RootCerts::new_with_certs(&certificates)
    };
    TlsConfig::builder().root_certs(roots).build()
}

/// For `WebSocket`s; nothing where the usual ones are.
pub(crate) fn of_sockets() -> Result<Option<Connector>, rustls::Error> {
    if OF_SYSTEM.is_empty() {
        return Ok(None);
    }
    let mut roots = RootCertStore::empty();
    // What cannot be read of a system's certificates signs nothing.
    roots.add_parsable_certificates(OF_SYSTEM.iter().cloned());
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(Some(Connector::Rustls(Arc::new(config))))
}
