//! Who the key belongs to. Atoms: account and organization.

use serde_json::Value;

use crate::call::Call;
use crate::client::Client;
use crate::error::Error;
use crate::read::{self, Read};

/// The person the key was made by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Their id.
    pub id: String,
    /// Given name.
    pub first_name: Option<String>,
    /// Family name.
    pub last_name: Option<String>,
    /// Mail address.
    pub email: Option<String>,
    /// The workspace the key works in; its name is in [`Account::organizations`].
    pub organization_id: Option<String>,
}

/// A workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organization {
    /// Its id.
    pub id: String,
    /// Its name as people know it.
    pub name: Option<String>,
}

/// The workspaces a person belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// In the server's order.
    pub organizations: Vec<Organization>,
}

impl Client {
    /// Asks who the key belongs to: the cheapest way to learn whether it is valid. Atoms: `GET /user`.
    ///
    /// # Errors
    /// [`Unauthorized`](crate::ErrorKind::Unauthorized) for a key that is not; otherwise as every call.
    pub async fn user(&self) -> Result<User, Error> {
        self.send(Call::get("user"), read_user).await
    }

    /// Reads the workspaces of the key's owner. Atoms: `GET /account/get-account-details`.
    ///
    /// # Errors
    /// As every call.
    pub async fn account(&self) -> Result<Account, Error> {
        self.send(Call::get("account/get-account-details"), read_account)
            .await
    }
}

fn read_user(data: Value) -> Read<User> {
    let user = read::object(data, "user")?;
    Ok(User {
        id: read::required_id(&user, &["_id", "userId", "id"])?,
        first_name: read::text(&user, &["firstName"]),
        last_name: read::text(&user, &["lastName"]),
        email: read::text(&user, &["userEmail", "email"]),
        organization_id: read::id(&user, &["organizationId"]),
    })
}

fn read_account(mut data: Value) -> Read<Account> {
    let organizations = read::list(&mut data, "organizations")?;
    let read_one = |item| {
        let organization = read::object(item, "organization")?;
        Ok(Organization {
            id: read::required_id(&organization, &["orgId", "_id", "id"])?,
            name: read::text(&organization, &["name"]),
        })
    };
    Ok(Account {
        organizations: read::each(organizations, "organizations", read_one)?,
    })
}
