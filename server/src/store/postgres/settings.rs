//! What organizations set for types of factors.

use deadpool_postgres::GenericClient;

use super::fault::{Fault, meaning};
use super::sql::{Telling, execute, first, sealed};
use crate::mfa::{Event, FactorType, OrganizationId, Sealed};
use crate::store::record::millis;

pub(super) async fn get(
    client: &impl GenericClient,
    organization: &OrganizationId,
    factor_type: FactorType,
) -> Result<Option<Sealed>, Fault> {
    let found = first(
        client,
        "SELECT settings, key_id FROM factor_settings WHERE organization = $1 AND type = $2",
        &[&organization.as_str(), &factor_type.as_str()],
        |row| sealed(row, 0),
    )
    .await?;
    Ok(found.flatten())
}

pub(super) async fn set(
    telling: Telling<'_>,
    organization: &OrganizationId,
    factor_type: FactorType,
    settings: Option<&Sealed>,
) -> Result<(), Fault> {
    if super::organizations::get(telling.tx, organization)
        .await?
        .is_none()
    {
        return Err(super::organizations::unknown(organization));
    }
    let whose: [&(dyn tokio_postgres::types::ToSql + Sync); 2] =
        [&organization.as_str(), &factor_type.as_str()];
    let deleted = execute(
        telling.tx,
        "DELETE FROM factor_settings WHERE organization = $1 AND type = $2",
        &whose,
    )
    .await?;
    if let Some(sealed) = settings {
        execute(
            telling.tx,
            "INSERT INTO factor_settings (organization, type, settings, key_id, changed_at)
             VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (organization, type) DO UPDATE
                SET settings = $3, key_id = $4, changed_at = $5",
            &[
                &organization.as_str(),
                &factor_type.as_str(),
                &sealed.bytes,
                &sealed.key_id,
                &millis(telling.now),
            ],
        )
        .await
        .map_err(|fault| meaning(fault, "", &format!("organization {organization}")))?;
    }
    if settings.is_none() && deleted == 0 {
        return Ok(());
    }
    let event = Event::FactorSettingsChanged {
        factor_type,
        is_set: settings.is_some(),
    };
    telling.of(Some(organization), None, &event).await
}
