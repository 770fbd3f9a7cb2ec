//! TLS in front of a server, as a proxy has it.

use std::sync::Arc;

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// The certificates of the folder `tests/call/tls` are valid until 2126, and of one key.
pub(crate) fn path(name: &str) -> String {
    let folder = env!("CARGO_MANIFEST_DIR");
    format!("{folder}/tests/call/tls/{name}.pem")
}

/// Takes TLS apart until the test ends.
pub(crate) struct Proxy {
    pub(crate) port: u16,
    _runtime: Runtime,
}

impl Proxy {
    /// Before a server on a port of this machine, with a certificate of that name.
    pub(crate) fn start(certificate: &str, server: u16) -> Self {
        let chain = CertificateDer::from_pem_file(path(certificate)).expect("a certificate");
        let key = PrivateKeyDer::from_pem_file(path("key")).expect("a key");
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("versions of TLS")
            .with_no_client_auth()
            .with_single_cert(vec![chain], key)
            .expect("a certificate of the key");
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .expect("a runtime");
        let listener = runtime.block_on(TcpListener::bind(("127.0.0.1", 0)));
        let listener = listener.expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        runtime.spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let acceptor = acceptor.clone();
                tokio::spawn(async move {
                    // A client that does not trust the certificate goes away, and so may any other.
                    let mut stream = acceptor.accept(stream).await?;
                    let mut server = TcpStream::connect(("127.0.0.1", server)).await?;
                    copy_bidirectional(&mut stream, &mut server).await
                });
            }
        });
        Self {
            port,
            _runtime: runtime,
        }
    }
}
