//! What organizations set for types of factors.

use rusqlite::{Connection, params};

use super::audit::Telling;
use super::file::Fault;
use super::organizations;
use super::values::{execute, first, millis};
use crate::mfa::{Event, FactorType, OrganizationId, Sealed};

pub(super) fn get(
    connection: &Connection,
    organization: &OrganizationId,
    factor_type: FactorType,
) -> Result<Option<Sealed>, Fault> {
    first(
        connection,
        "SELECT settings, key_id FROM factor_settings WHERE organization = ?1 AND type = ?2",
        [organization.as_str(), factor_type.as_str()],
        |row| {
            Ok(Sealed {
                bytes: row.get(0)?,
                key_id: row.get(1)?,
            })
        },
    )
}

pub(super) fn set(
    telling: Telling<'_>,
    organization: &OrganizationId,
    factor_type: FactorType,
    settings: Option<&Sealed>,
) -> Result<(), Fault> {
    let connection = telling.connection;
    if organizations::get(connection, organization)?.is_none() {
        return Err(organizations::unknown(organization));
    }
    let deleted = execute(
        connection,
        "DELETE FROM factor_settings WHERE organization = ?1 AND type = ?2",
        [organization.as_str(), factor_type.as_str()],
    )?;
    if let Some(sealed) = settings {
        execute(
            connection,
            "INSERT INTO factor_settings (organization, type, settings, key_id, changed_at)
             VALUES (?1, ?2, ?3, ?4, ?5)",
            params![
                organization.as_str(),
                factor_type.as_str(),
                sealed.bytes,
                sealed.key_id,
                millis(telling.now),
            ],
        )?;
    }
    if settings.is_none() && deleted == 0 {
        return Ok(());
    }
    let event = Event::FactorSettingsChanged {
        factor_type,
        is_set: settings.is_some(),
    };
    telling.of(Some(organization), None, &event)
}
