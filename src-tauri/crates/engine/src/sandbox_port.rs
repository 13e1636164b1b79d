//! The sandbox server, as a port: the engine asks for its address and never knows whose server it is.

use async_trait::async_trait;
use secrecy::SecretString;

use crate::error::{Error, Result};

/// Where the sandbox answers, and with which key. Both change at each start.
#[derive(Debug, Clone)]
pub struct SandboxAddress {
    /// API address on the loopback interface.
    pub url: String,
    /// Random key of this start, never stored.
    pub api_key: SecretString,
}

/// Starts the sandbox on first use.
#[async_trait]
pub trait SandboxPort: Send + Sync {
    /// The running sandbox, started if it was not.
    async fn address(&self) -> Result<SandboxAddress>;
}

/// For programs without a sandbox.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoSandbox;

#[async_trait]
impl SandboxPort for NoSandbox {
    async fn address(&self) -> Result<SandboxAddress> {
        Err(Error::Internal("this program has no sandbox".into()))
    }
}
