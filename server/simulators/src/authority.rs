//! The authority that vouches for simulators.

use std::sync::Arc;

use rcgen::{
    BasicConstraints, CertificateParams, CidrSubnet, DistinguishedName, DnType,
    ExtendedKeyUsagePurpose, GeneralSubtree, IsCa, Issuer, KeyPair, KeyUsagePurpose,
    NameConstraints, date_time_ymd,
};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

const NAME: &str = "mfa-server simulators, for development alone";

/// A certificate authority that can vouch for this machine alone: a system that is made to trust it
/// trusts it with nothing else (RFC 5280, section 4.2.1.10).
pub struct Authority {
    /// In PEM.
    certificate: String,
    key: KeyPair,
}

#[derive(Debug, thiserror::Error)]
pub enum AuthorityError {
    #[error("a certificate cannot be made: {0}")]
    Certificate(#[from] rcgen::Error),
    #[error("a certificate cannot be used: {0}")]
    Tls(#[from] rustls::Error),
    #[error("a key cannot be made")]
    Key,
}

impl Authority {
    pub fn generate() -> Result<Self, AuthorityError> {
        let key = KeyPair::generate()?;
        let certificate = parameters()?.self_signed(&key)?.pem();
        Ok(Self { certificate, key })
    }

    /// One that was kept: its certificate and its key, both in PEM.
    pub fn from_pem(certificate: &str, key: &str) -> Result<Self, AuthorityError> {
        Ok(Self {
            certificate: certificate.to_owned(),
            key: KeyPair::from_pem(key)?,
        })
    }

    /// What clients must trust, in PEM.
    pub fn certificate(&self) -> &str {
        &self.certificate
    }

    /// The key, in PEM. Whoever has it can play a simulator.
    pub fn key(&self) -> String {
        self.key.serialize_pem()
    }

    /// A new certificate for this machine.
    pub(crate) fn server(&self) -> Result<Arc<rustls::ServerConfig>, AuthorityError> {
        let mut site = CertificateParams::new(vec!["localhost".into(), "127.0.0.1".into()])?;
        site.distinguished_name = named("a simulator");
        site.use_authority_key_identifier_extension = true;
        site.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        site.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        let key = KeyPair::generate()?;
        let issuer = Issuer::new(parameters()?, &self.key);
        let certificate = site.signed_by(&key, &issuer)?;
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)?;
        Ok(Arc::new(config))
    }
}

fn named(name: &str) -> DistinguishedName {
    let mut named = DistinguishedName::new();
    named.push(DnType::CommonName, name);
    named
}

/// The same each time, so that what is signed later names it right.
fn parameters() -> Result<CertificateParams, rcgen::Error> {
    let mut authority = CertificateParams::new(Vec::new())?;
    authority.distinguished_name = named(NAME);
    authority.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    authority.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    authority.not_before = date_time_ymd(2026, 1, 1);
    authority.not_after = date_time_ymd(2046, 1, 1);
    authority.name_constraints = Some(NameConstraints {
        permitted_subtrees: vec![
            GeneralSubtree::DnsName("localhost".into()),
            GeneralSubtree::IpAddress(CidrSubnet::from_v4_prefix([127, 0, 0, 0], 8)),
        ],
        excluded_subtrees: Vec::new(),
    });
    Ok(authority)
}
